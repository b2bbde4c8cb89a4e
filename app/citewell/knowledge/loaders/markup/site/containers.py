"""Admonitions and tabs that lines open.

``:::note`` (Docusaurus, VitePress, MyST), ``!!! note`` and ``=== "Tab"`` (MkDocs).
"""

import re
from collections.abc import Sequence

from citewell.knowledge.loaders.markup.site.marks import NOTE, TAB, closing, in_fences, opening, title_case

_INDENTED = re.compile(
    r"""^(?P<indent>[ \t]*)(?:(?:!!!|\?\?\?\+?)[ ]+(?P<kind>[\w-]+)(?P<rest>.*)"""
    r"""|===[!+]*[ ]+(?P<tab>["'].+["'])[ \t]*)$"""
)
_COLONS = re.compile(r"^(?P<indent>[ \t>]*)(?P<colons>:{3,})[ \t]*\{?(?P<kind>[A-Za-z][\w-]*)\}?(?P<rest>.*)$")
_COLONS_END = re.compile(r"^[ \t>]*(?P<colons>:{3,})[ \t]*$")
_OPTION = re.compile(r"^[ \t]*:[\w-]+:(?:[ \t].*)?$")
_TITLE = re.compile(r"""\btitle\s*=\s*["']([^"']*)["']""")
_BRACKETS = re.compile(r"^\s*\[([^\]]*)\]")
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_BRACES = re.compile(r"\{[^}]*\}")
_WITHOUT_KIND = frozenset(["details", "dropdown", "tab-item", "tab", "tabs", "tab-set", "tabset", "collapse", "card"])
_PLACING = frozenset(
    [
        "tabs",
        "tab-set",
        "tabset",
        "code-group",
        "grid",
        "columns",
        "column",
        "div",
        "container",
        "steps",
        "v-pre",
        "raw",
    ]
)
"""Containers that say nothing themselves."""
_KINDS = {"caution": "Caution", "danger": "Danger", "important": "Important"}
_STEP = 4
"""Columns by which MkDocs sets in what belongs to a line."""


def read_indented(lines: Sequence[str]) -> list[str]:
    """MkDocs' parts between marks, their text at the indent of the line that opened them."""
    fenced = [inside for _, inside in in_fences(lines)]
    read: list[str] = []
    i = 0
    while i < len(lines):
        match = None if fenced[i] else _INDENTED.match(lines[i])
        end = _end_of_indented(lines, i + 1, _width(match["indent"]) + _STEP) if match else i
        if match is None or end == i + 1:
            read.append(lines[i])
            i += 1
            continue
        kind, label = (TAB, match["tab"][1:-1]) if match["tab"] else (NOTE, _note_label(match["kind"], match["rest"]))
        cut = _width(match["indent"]) + _STEP
        inner = read_indented([match["indent"] + _without_indent(line, cut) for line in lines[i + 1 : end]])
        read += ["", opening(kind, label), "", *inner, "", closing(kind), ""]
        i = end
    return read


def _end_of_indented(lines: Sequence[str], start: int, least: int) -> int:
    """Behind the last line from ``start`` on that is set in by ``least`` columns; blank ones between them count."""
    end = start
    for i in range(start, len(lines)):
        if lines[i].strip():
            if _width(lines[i]) < least:
                break
            end = i + 1
    return end


def _width(line: str) -> int:
    """Columns of white space at the start."""
    expanded = line.expandtabs(_STEP)
    return len(expanded) - len(expanded.lstrip(" "))


def _without_indent(line: str, columns: int) -> str:
    expanded = line.expandtabs(_STEP) if "\t" in line[:columns] else line
    return expanded[columns:] if not expanded[:columns].strip() else expanded.lstrip()


def _note_label(kind: str, rest: str) -> str:
    quoted = _QUOTED.search(rest)
    return labelled(kind, quoted[1] if quoted else "")


def labelled(kind: str, title: str) -> str:
    """``Caution``, or with a title ``Caution: Before you start``; the title alone where the kind says nothing."""
    kind = kind.lower()
    title = title.strip()
    if kind in _PLACING and not title:
        return ""
    name = "" if kind in _WITHOUT_KIND or kind in _PLACING else title_case(kind)
    return f"{name}: {title}" if name and title and title.casefold() != name.casefold() else title or name


def read_colons(lines: Sequence[str]) -> list[str]:
    """Parts between lines of three or more colons, between marks. A line that closes nothing is left out."""
    read: list[str] = []
    stack: list[str] = []
    after_opening = False
    for line, fenced in in_fences(lines):
        start = None if fenced else _COLONS.match(line)
        if start:
            name = start["kind"].lower()
            kind = TAB if name in {"tab", "tab-item"} else NOTE
            read += ["", start["indent"] + opening(kind, labelled(name, _title(start["rest"]))), ""]
            stack.append(kind)
            after_opening = True
        elif not fenced and stack and _COLONS_END.match(line):
            read += ["", closing(stack.pop()), ""]
            after_opening = False
        elif not (after_opening and _OPTION.match(line)):
            read.append(line)
            after_opening = False
    return [*read, *(closing(kind) for kind in reversed(stack))]


def _title(rest: str) -> str:
    for pattern in (_BRACKETS, _TITLE):
        match = pattern.search(rest)
        if match:
            return match[1]
    return _BRACES.sub("", rest).strip().strip("\"'")
