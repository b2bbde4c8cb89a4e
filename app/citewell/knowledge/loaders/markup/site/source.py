"""From a documentation site's source to Markdown that reads by itself: code of the site goes, every word stays.

Tabs keep their label, admonitions their kind. A text without such code comes out as it went in.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from citewell.knowledge.loaders.markup.site.containers import read_colons, read_indented
from citewell.knowledge.loaders.markup.site.inline import SIGNS
from citewell.knowledge.loaders.markup.site.marks import CLOSES, MARK, OPENS, RESERVED, TAB, in_fences
from citewell.knowledge.loaders.markup.site.tags import Tags

_SIGNS = re.compile(
    r"^[ \t>]*:{3,}|^[ \t]*(?:!!!|\?\?\?\+?|===[!+]*)[ ]+[\w\"']|^(?:import|export)\s|</?[A-Z]|<>|\{%|\{\{|\{#|<%|\{:"
    rf"|^[ \t]*-+8<-+|^\{{!|^\[(?:TOC|\[_TOC_\])\]|\{{/\*|{SIGNS}",
    re.MULTILINE,
)
_MARKUP = re.compile(r"[ \t]*(?:[-*+>|#~`]|\d{1,9}[.)][ \t]|<|!\[|[=]{3})")
_BLANKS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Lines ``first`` to ``last`` (from 0, the latter not counted) that belong to the part called ``label``."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class SiteText:
    """Markdown without a site's code, where its labelled parts lie, and what could not be read."""

    text: str
    labelled: tuple[Labelled, ...] = ()
    problems: tuple[str, ...] = ()


def read_site_source(text: str, *, mdx: bool = False) -> SiteText:
    """Rewrite ``text``; ``mdx``: braces in it hold expressions."""
    if (not mdx and not _SIGNS.search(text)) or RESERVED.search(text):
        return SiteText(text)
    lines = read_colons(read_indented(text.split("\n")))
    runs = [
        (fenced, "\n".join(line for line, _ in run))
        for fenced, run in groupby(in_fences(lines), key=lambda pair: pair[1])
    ]
    tags = Tags.of("\n".join(part for fenced, part in runs if not fenced), mdx=mdx)
    parts = [part if fenced else tags.rewrite(part) for fenced, part in runs]
    rewritten = "\n".join(parts)
    if rewritten == text:
        return SiteText(text)
    plain, labelled = _without_marks(rewritten)
    return SiteText(plain, labelled, tuple(tags.problems()))


@dataclass(slots=True)
class _Open:
    kind: str
    label: str
    indent: int
    first: int
    said: bool


def _without_marks(text: str) -> tuple[str, tuple[Labelled, ...]]:
    """Write each label before the first words of its part, and note where the part lies."""
    lines: list[str] = []
    labelled: list[Labelled] = []
    stack: list[_Open] = []
    for line, fenced in in_fences(_apart(text)):
        mark = MARK.fullmatch(line.strip())  # also in a fence that is never closed
        if mark is None:
            said = line if fenced else _with_labels(stack, lines, line)
            if fenced and line.strip():
                _with_labels(stack, lines, "```")
            if fenced or said.strip() or (lines and lines[-1].strip()):
                lines.append(said)
        elif mark[0][0] == OPENS:
            indent = len(line) - len(line.lstrip())
            stack.append(_Open(mark[0][1], mark[0][2:-1], indent, len(lines), said=False))
        elif stack:
            place = next((i for i in reversed(range(len(stack))) if stack[i].kind == mark[0][1]), len(stack))
            labelled += [part for part in (_closed(one, lines) for one in reversed(stack[place:])) if part]
            del stack[place:]
    labelled += [part for part in (_closed(one, lines) for one in reversed(stack)) if part]
    return "\n".join(lines), tuple(labelled)


def _apart(text: str) -> list[str]:
    """Lines, each mark on one of its own."""
    lines: list[str] = []
    for line in text.split("\n"):
        if (OPENS in line or CLOSES in line) and not MARK.fullmatch(line.strip()):
            lines += [part for part in MARK.split(line) if part.strip()]
        else:
            lines.append(line)
    return lines


def _with_labels(stack: list[_Open], lines: list[str], line: str) -> str:
    """``line`` with the labels that are still to be said: before its words, or on lines of their own above."""
    if not line.strip():
        return line
    waiting = [part for part in stack if part.label and not part.said]
    for part in waiting:
        part.said = True
        part.first = len(lines)
        label = part.label if part.label.endswith((":", "?", "!", ".")) else f"{part.label}:"
        if part is waiting[-1] and ": " not in label and not _MARKUP.match(line):
            return f"{line[: len(line) - len(line.lstrip())]}{label} {line.lstrip()}"
        lines += [" " * (len(line) - len(line.lstrip())) + label, ""]
    return line


def _closed(part: _Open, lines: list[str]) -> Labelled | None:
    """End a part: what it sets in further than its own mark goes back, so that it is no code."""
    inside = range(part.first, len(lines))
    widths = [len(lines[i]) - len(lines[i].lstrip(" ")) for i in inside if lines[i].strip()]
    cut = max(0, min(widths, default=0) - part.indent)
    for i in inside:
        lines[i] = lines[i][cut:]
    if not part.said:
        lines += [part.label, ""] if part.label else []
        return None
    return Labelled(part.first, len(lines), part.label) if part.kind == TAB else None
