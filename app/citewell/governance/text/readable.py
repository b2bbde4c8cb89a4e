"""Markdown as a reader sees it, with the way back: where in the source each character stood.

Evidence, the log, quotes and letters show text, never ``##``, ``**`` or ``|---|``. Offsets of passages count in the
source, so that what is highlighted has to be found again in what is shown.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from citewell.governance.text.raised import raised

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Span = tuple[int, int]

BULLET = "• "
_MARKED = re.compile(
    r"""(?mx) ^[^\S\n]{0,3}\#{1,6}[^\S\n]+\S         # headings
    | ^[^\S\n]*(?:>[^\S\n]*)*(?:\|[^\S\n]*)?:?-{3,}:?[^\S\n]*\|  # the rule of a table
    | ^[^\S\n]*\|.*\|[^\S\n]*$                       # a row of one
    | \*\*\S | __\S.*?\S__ | ~~\S.*?~~               # strong, struck out
    | (?<![\w*])\*[^\s*][^*\n]*(?<=\S)\*(?![\w*])    # emphasis
    | (?<!\w)_[^\s_][^_\n]*(?<=\S)_(?!\w)
    | `[^`\n]+` | ^[^\S\n]*(?:```|~~~)                    # code
    | \[[^\]\n]+\]\([^)\s]*[^)\n]*\) | !\[           # links, pictures
    | ^[^\S\n]*>[^\S\n]*\[!\w+\] | <https?://[^>\s]+>          # alerts, bare links
    | </?(?:sup|sub|s|del|strike)> | <(?:table|t[rdh])\b[^<>]*>
    | &(?:\#\d+|\#x[\da-f]+|[a-z]\w+); | \\[\\`*_{}\[\]()\#+.!|<>~-]
    """
)
STRUCK_OUT = frozenset(["s", "del", "strike"])
"""Elements, and their kind of inline Markdown, that a text says no more."""
_ELEMENT = re.compile(r"<(/?)(sup|sub|s|del|strike)\b[^<>]*>", re.IGNORECASE)
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_LEAD = re.compile(r"\s*(?:(?:[-*•]|\d{1,3}[.)])\s+)?")
_ALERT = re.compile(r"\A\[!(\w+)\]\s*")
_TAG = re.compile(r"<[^<>]*>")
_HTML_PART = re.compile(r"(</?t(?:[rdh]|able|head|body|foot)\b[^<>]*>)", re.IGNORECASE)  # cells and rows
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_MARK = re.compile(r"\[(?=\d{1,3}\])")
_SPACES = re.compile(r" {2,}")
_LINE_END = re.compile(r"\r\n|\r|\n")
_MAX_NESTING = 200
_NEAR = 8  # characters within which a letter that is written otherwise is looked for


@dataclass(frozen=True, slots=True)
class Readable:
    """What a reader sees of a source text.

    ``origins[i]`` is the offset in the source of ``text[i]``; it never falls. ``headings`` are spans of ``text``.
    """

    text: str
    origins: Sequence[int]
    headings: tuple[Span, ...] = ()

    def shown(self, start: int, end: int) -> Span:
        """The span of ``text`` that shows the source's ``start:end``; empty where nothing of it is shown."""
        first = bisect_left(self.origins, start)
        last = max(first, bisect_left(self.origins, end))
        piece = self.text[first:last]
        return first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())

    def source(self, start: int, end: int) -> Span:
        """The span of the source that ``text[start:end]`` shows; ``start`` must be less than ``end``."""
        return self.origins[start], self.origins[end - 1] + 1


def is_marked(text: str) -> bool:
    """Whether ``text`` holds Markdown that nobody writes by chance; a list or a line break alone is none."""
    return _MARKED.search(text) is not None


def as_read(source: str, body: int = 0, *, flowing: bool = False) -> Readable:
    """``source`` from ``body`` on as it is read: headings, paragraphs, lists, ``Header: cell; Header: cell`` of a row.

    The address of a link follows its words in brackets. ``flowing``: a single line end is a space, as Markdown has it.
    A text without Markdown stays as it is.
    """
    if not is_marked(source[body:]):
        return Readable(source[body:], range(body, len(source)))
    return _Reader(source, body=body, line_end=" " if flowing else "\n").read(parser().parse(source[body:]))


def plain(source: str) -> str:
    """``source`` as it is read, without a way back: for quotes."""
    return as_read(source).text if is_marked(source) else source


def letter(source: str) -> str:
    """``source`` as a customer may read it: no mark-up, while lines, list marks and ``[n]`` stay as they are."""
    if not is_marked(source):
        return source
    lines: list[str] = []
    header: list[str] = []
    for line, following in pairwise([*source.split("\n"), ""]):
        row = _cells(line)
        if _RULE.match(line) or _FENCE.match(line):
            continue
        if row and _RULE.match(following):
            header = row
        elif row:
            lines.append("; ".join(_named(header, row)) if header else " | ".join(filter(None, row)))
        else:
            header = []
            lines.append(_letter_line(line))
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    """The cells of a row between strokes; none of another line."""
    return [_inline(cell.strip()) for cell in line.strip()[1:-1].split("|")] if _ROW.match(line) else []


def _named(header: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for name, cell in zip_longest(header, row, fillvalue=""):
        if cell:
            yield f"{name}: {cell}" if name else cell


def _letter_line(line: str) -> str:
    """One line: its inline mark-up read, a heading's marks taken away."""
    heading = _HEADING.match(line)
    if heading:
        return _inline(heading[1])
    alert = re.match(r"\s*>\s*\[!(\w+)\]\s*(.*)$", line)
    if alert:
        return f"{alert[1].capitalize()}: {_inline(alert[2])}".rstrip()
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    return line[:start] + _inline(line[start:])


def _inline(text: str) -> str:
    """Inline Markdown of one line; ``[n]`` is a citation there, not the name of a link."""
    if not is_marked(text):
        return text
    words = _Words(text)
    for token in parser().parseInline(_MARK.sub(r"\\[", text)):
        words.read_inline(token, len(text))
    return _SPACES.sub(" ", "".join(words.parts))


def element_of(kind: str, tag: str) -> str | None:
    """Which of ``STRUCK_OUT``, ``sup`` and ``sub`` an inline token opens, "" where it closes one; else ``None``."""
    if kind in {"s_open", "s_close"}:
        return "s" if kind == "s_open" else ""
    found = _ELEMENT.fullmatch(tag) if kind == "html_inline" else None
    return None if found is None else "" if found[1] else found[2].lower()


_parsers: list["MarkdownIt"] = []


def parser() -> "MarkdownIt":
    """The parser, imported and made when it is first asked for, by any thread."""
    if not _parsers:
        from markdown_it import MarkdownIt  # noqa: PLC0415  a window that shows no Markdown starts without it

        made = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
        _parsers.append(made.disable("text_join"))  # so that entities and escapes keep how they were written
    return _parsers[0]


@dataclass(slots=True)
class _Words:
    """Writes what is seen of runs of words, with where it stood."""

    source: str
    parts: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    at: int = 0
    """Where in the source the next words are looked for."""
    line_end: str = " "
    within: str = ""
    """The element that is open: raised, or struck out."""

    def write(self, text: str, origin: int) -> None:
        """Words that the source does not hold as they are: all of them stand at ``origin``."""
        at = max(origin, self.origins[-1] if self.origins else origin)
        self.parts.append(text)
        self.origins += [at] * len(text)

    def copy(self, text: str, end: int) -> None:
        """Words of the source, looked for from ``at`` on; letter by letter where they are not there in one piece."""
        found = self.source.find(text, self.at, end)
        if found >= 0 and text:
            self.parts.append(text)
            self.origins += range(found, found + len(text))
            self.at = found + len(text)
            return
        for one in text:
            found = self.source.find(one, self.at, min(end, self.at + _NEAR))
            self.at = found if found >= 0 else self.at
            self.write(one, self.at)
            self.at += found >= 0

    def read_inline(self, token: "Token", end: int, skip: int = 0) -> None:
        """The runs of one block, which ends at ``end``; ``skip`` characters at its start are said already."""
        address, words = "", len(self.parts)
        for child in token.children or ():
            breaks = child.type in {"softbreak", "hardbreak"}
            left, said = child.content[skip:], skip > 0
            skip = max(0, skip - max(len(child.content), int(breaks)))
            if child.type == "link_open":
                address, words = str(child.attrGet("href") or ""), len(self.parts)
            elif child.type == "link_close":
                self._say_address(address, "".join(self.parts[words:]))
            elif (element := element_of(child.type, child.content)) is not None:
                self.within = element
            elif self.within in STRUCK_OUT:
                self.at = max(self.at, self.source.find(left, self.at, end) + len(left))
            elif left or (breaks and not said):
                self._say(child, left, end)

    def _say(self, child: "Token", text: str, end: int) -> None:
        match child.type:
            case "text" if self.within:
                mark = raised("".join(self.parts[-1:]), text, mark="_" if self.within == "sub" else "^")
                self.write(mark.removesuffix(text.strip()), self.at)
                self.copy(text.strip(), end)
            case "text" | "code_inline":
                self.copy(text, end)
            case "text_special":  # an entity or an escape
                found = self.source.find(child.markup, self.at, end)
                self.at = found if found >= 0 else self.at
                self.write(text, self.at)
                self.at += len(child.markup) if found >= 0 else 0
            case "softbreak":
                self.write(self.line_end, self.at)
            case "hardbreak":
                self.write("\n", self.at)
            case "html_inline" if _BREAK.fullmatch(child.content):
                self.write("\n", self.at)
            case "image":
                self.read_inline(child, end)

    def _say_address(self, address: str, words: str) -> None:
        """The address of a link, which its words do not tell."""
        if self.source.startswith("](", self.at):
            self.at = max(self.at, self.source.find(")", self.at) + 1)
        told = address.removeprefix("mailto:").removeprefix("tel:")
        if _ADDRESS.match(address) and told.split("://")[-1].strip("/") not in words:
            self.write(f" ({told})", self.at)


@dataclass(slots=True)
class _Reader(_Words):
    """Walks the token stream once."""

    body: int = 0
    headings: list[Span] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    in_header: bool = False
    column: int = 0
    mark: str = ""
    tight: bool = False
    starts: list[int] = field(default_factory=list)

    def read(self, tokens: list["Token"]) -> Readable:
        ends = (match.end() for match in _LINE_END.finditer(self.source, self.body))
        self.starts = [self.body, *ends, len(self.source)]
        for token in tokens:
            handler = getattr(self, f"_on_{token.type}", None)
            if handler is not None:
                handler(token)
        return Readable("".join(self.parts), self.origins, tuple(self.headings))

    def _begin(self, token: "Token", gap: str = "") -> int:
        """A new block: the blank line before it, and where it ends in the source."""
        first, last = token.map or (0, 0)
        self.at = max(self.at, self.starts[first])
        if self.parts:
            self.write(gap or ("\n" if self.tight else "\n\n"), self.at)
        return self.starts[min(last, len(self.starts) - 1)]

    # --- blocks ---

    def _on_heading_open(self, token: "Token") -> None:
        self.tight = False
        self._begin(token)
        self.headings.append((len(self.origins), -1))

    def _on_heading_close(self, _token: "Token") -> None:
        self.headings[-1] = (self.headings[-1][0], len(self.origins))

    def _on_paragraph_open(self, token: "Token") -> None:
        if not self.mark:
            self.tight = self.tight and bool(self.lists)
        self._begin(token)
        self.tight = bool(self.lists)
        if self.mark:
            self.write(self.mark, self.at)
            self.mark = ""

    def _on_inline(self, token: "Token") -> None:
        first, last = token.map or (0, len(self.starts))
        end = self.starts[min(last, len(self.starts) - 1)]
        self.at = max(self.at, self.starts[min(first, len(self.starts) - 1)])
        if self.in_header:
            name = _Words(self.source, at=self.at)
            name.read_inline(token, end)
            self.header.append("".join(name.parts).strip())
            return
        if self.column:
            self._begin_cell(token)
        alert = _ALERT.match(token.content)
        if alert:
            self.write(f"{alert[1].capitalize()}: ", self.at)
        self.read_inline(token, end, alert.end() if alert else 0)

    def _on_bullet_list_open(self, _token: "Token") -> None:
        self.tight = bool(self.lists)
        self.lists.append(None)

    def _on_ordered_list_open(self, token: "Token") -> None:
        self.tight = bool(self.lists)
        self.lists.append(int(token.attrGet("start") or 1))

    def _on_list_item_open(self, _token: "Token") -> None:
        number = self.lists[-1]
        self.mark = "  " * (len(self.lists) - 1) + (BULLET if number is None else f"{number}. ")
        if number is not None:
            self.lists[-1] = number + 1

    def _on_list_item_close(self, _token: "Token") -> None:
        self.mark = ""
        self.tight = True

    def _on_bullet_list_close(self, _token: "Token") -> None:
        self.lists.pop()
        self.tight = bool(self.lists)

    _on_ordered_list_close = _on_bullet_list_close

    # --- tables ---

    def _on_table_open(self, _token: "Token") -> None:
        self.header, self.tight = [], False

    def _on_thead_open(self, _token: "Token") -> None:
        self.in_header = True

    def _on_thead_close(self, _token: "Token") -> None:
        self.in_header = False

    def _on_tr_open(self, token: "Token") -> None:
        if not self.in_header:
            self._begin(token)
            self.column, self.tight = 1, True

    def _on_tr_close(self, _token: "Token") -> None:
        self.column = 0

    def _on_table_close(self, _token: "Token") -> None:
        self.tight = False

    def _begin_cell(self, token: "Token") -> None:
        name = self.header[self.column - 1] if self.column <= len(self.header) else ""
        written = "".join(self.parts[-1:])
        if token.content.strip():
            self.write("; " if written and not written.endswith("\n") else "", self.at)
            self.write(f"{name}: " if name else "", self.at)
        self.column += 1

    # --- code and HTML ---

    def _on_fence(self, token: "Token") -> None:
        end = self._begin(token)
        if token.type == "fence":  # its first line names a language
            self.at = max(self.at, self.source.find("\n", self.at, end) + 1)
        self.copy(token.content.rstrip("\n"), end)

    _on_code_block = _on_fence

    def _on_html_block(self, token: "Token") -> None:
        end, between = 0, ""
        for part in _HTML_PART.split(re.sub(r"(?s)<!--.*?-->", " ", token.content)):
            if _HTML_PART.fullmatch(part):
                between = "\n" if "tr" in part.lower() or between == "\n" else "; "
                continue
            for word in html.unescape(_TAG.sub(" ", part)).split():
                if end:
                    self.write(between, self.at)
                end = end or self._begin(token)
                self.copy(word, end)
                between = " "
