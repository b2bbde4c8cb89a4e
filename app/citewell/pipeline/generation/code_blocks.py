"""Code in documents and drafts: set in, so that what a customer copies holds no citation marks."""

import re

CODE_INDENT = "    "
"""What sets code in, as in Markdown."""

_FENCED = re.compile(
    r"^[ \t]*(?P<fence>```+|~~~+)[^\n]*\n(?P<code>.*?)^[ \t]*(?P=fence)[ \t]*$|<pre[^>]*>(?P<pre>.*?)</pre>",
    re.DOTALL | re.MULTILINE,
)


def code_lines(source: str) -> dict[str, str]:
    """The lines of code in Markdown or HTML, without the white space around them, each with its own indentation."""
    blocks = (match["code"] or match["pre"] or "" for match in _FENCED.finditer(source))
    return {line.strip(): line.rstrip() for block in blocks for line in block.splitlines() if line.strip()}


def is_fence(line: str) -> bool:
    """Whether a line opens or closes a block of code."""
    return line.startswith(("```", "~~~"))


def is_set_in(draft: str, start: int) -> bool:
    """Whether what begins at ``start`` is the first of a line that is set in."""
    before = draft[draft.rfind("\n", 0, start) + 1 : start]
    return before.startswith(CODE_INDENT) and before.isspace()
