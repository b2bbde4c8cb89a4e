"""Marks that stand for the edges of labelled parts while a site's source is rewritten, and fences of code."""

import re
from collections.abc import Iterable, Iterator

OPENS, CLOSES, ENDS = "\ue0f0", "\ue0f1", "\ue0f2"
"""Private-use characters. An opening mark is ``OPENS`` + kind + label + ``ENDS``, a closing one ``CLOSES`` + kind."""
RESERVED = re.compile("[\ue0f0-\ue0f4]")
"""Characters of which a text may hold none, to be rewritten."""
MARK = re.compile(f"({OPENS}[^{ENDS}\n]*{ENDS}|{CLOSES}.)")
_FENCE = re.compile(r"^(?P<lead>[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*)(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_CLOSING = re.compile(r"^[ \t>]*(?P<marks>`{3,}|~{3,})[ \t]*$")
_SPACES = re.compile(r"\s+")

TAB, NOTE = "t", "n"
"""Kinds of labelled parts: a tab or another component, whose label holds for all of its text; an admonition."""


def opening(kind: str, label: str = "") -> str:
    """The mark at the start of a part that is called ``label``; without a label, of one that only places its text."""
    return f"{OPENS}{kind}{_SPACES.sub(' ', label).strip()}{ENDS}"


def closing(kind: str) -> str:
    """The mark at the end of a part."""
    return f"{CLOSES}{kind}"


def title_case(name: str) -> str:
    """The name of an admonition's kind as a word: ``Warning``."""
    return name.replace("-", " ").replace("_", " ").strip().capitalize()


def in_fences(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to a fenced block of code (its fences count)."""
    open_marks = ""
    for line in lines:
        if open_marks:
            end = _CLOSING.match(line)
            yield line, True
            if end and end["marks"].startswith(open_marks):
                open_marks = ""
            continue
        start = _FENCE.match(line)
        is_fence = start is not None and not (start["marks"][0] == "`" and "`" in start["info"])
        open_marks = start["marks"] if start is not None and is_fence else ""
        yield line, is_fence
