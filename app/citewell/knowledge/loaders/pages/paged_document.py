"""From the rows of pages to a document: paragraphs, headings, list items, and where each line stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from citewell.domain.documents import Block, Box, ExtractedDocument, Metadata
from citewell.knowledge.loaders.pages.hyphens import JOINING, is_compound
from citewell.knowledge.loaders.pages.layout import CELL, Frame, Row, is_right_to_left, turned
from citewell.knowledge.loaders.pages.running_lines import Page, Region, without_running_lines
from citewell.knowledge.loaders.pages.tables import goes_on_over_page, headers, merged, row_text
from citewell.knowledge.loaders.text.captions import HEADER_CELL, is_caption

_PARTING = "\n\n"
_LINE_END = "\n"
_HEADING_SIZE = 1.12
_HEADING_ROWS = 3
_HEADING_LENGTH = 200
_BOLD_HEADING_LENGTH = 120
_LEVELS = 6
_RELIABLE = 0.5
_LETTER = re.compile(r"[^\W\d_]")
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？؟۔।][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•◦▪▫‣●○■□–—*·➢➤✓✔\uf0a7\uf0b7\uf0d8\uf076\uf0fc-]|o(?= [A-Z]))\s+(?=\S)")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_CODE_BROKEN = re.compile(r"\w-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_NO_SPACE_BETWEEN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\u3000-\u30ff]")
_KOREAN = re.compile("[\uac00-\ud7af]")
_SPACES = re.compile(r"\s+")
_NUMBER_BEFORE = re.compile(r"^[\divxIVX]+(?:[.)\d]*)\s+")
_NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans titre|powerpoint|microsoft (?:word|powerpoint|excel|office)"
    r"|(?:document|presentation|slide|print|layout|title|unknown|page|scan|book|sheet)\s*\d*$"
    r"|.*\.(?:docx?|pdf|indd|tex|dvi|pptx?|xlsx?|odt|ods|odp|rtf|html?|qxd|ps|txt|jpe?g|png|tiff?)\b"
    r"|[A-Z]:\\|[\\/]|[a-z]+://)",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """An entry of a document's outline; page and level are counted from 1."""

    title: str
    page: int
    level: int


Outline = Sequence[Entry]


class _Style(NamedTuple):
    size: float
    bold: bool


class _Line(NamedTuple):
    row: Row
    page: int
    region: Region


class _Paragraph(NamedTuple):
    """Lines that a reader takes as one; ``level`` is that of a heading, else 0."""

    lines: list[_Line]
    level: int = 0

    @property
    def first(self) -> Row:
        return self.lines[0].row

    @property
    def last(self) -> Row:
        return self.lines[-1].row

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def text(self) -> str:
        return " ".join(line.row.text for line in self.lines)


def compose(
    pages: Sequence[Page], *, outline: Outline = (), own_title: str = "", default_title: str = ""
) -> ExtractedDocument:
    """The document that ``pages`` make up. ``own_title`` is what the file says of itself, if that is sensible."""
    kept = without_running_lines(pages)
    body = _body_style(kept)
    paragraphs = _joined(
        [part for page in kept for region in page.regions for part in _paragraphs(page.number, region)]
    )
    paragraphs = _with_levels(paragraphs, body, outline)
    writer = _Writer(_compounds(kept))
    named = headers([part.first if part.first.tabular else None for part in paragraphs])
    caption = ""
    for paragraph, header in zip(paragraphs, named, strict=True):
        if not paragraph.first.tabular:
            caption = paragraph.text if not paragraph.level and is_caption(paragraph.text) else ""
        writer.add(paragraph, header, caption)
    title = own_title.strip() if is_sensible_title(own_title) else _first_title(paragraphs, body)
    return ExtractedDocument(
        "".join(writer.parts),
        tuple(writer.blocks),
        Metadata(title=title or default_title),
        tuple(_problems(kept)),
        tuple(writer.boxes),
    )


def is_sensible_title(text: str) -> bool:
    """Whether a program's title field holds a title that a person gave."""
    return 2 <= len(_LETTER.findall(text)) <= 300 and not _NO_TITLE.match(text.strip())


def _first_title(paragraphs: Sequence[_Paragraph], body: _Style) -> str:
    """The largest heading of the first page that has text, where it is larger than the text."""
    headings = [part for part in paragraphs if part.level and part.page == paragraphs[0].page]
    if not headings:
        return ""
    largest = max(headings, key=lambda part: (part.first.size, part.first.bold))
    plain = largest.first.size < _HEADING_SIZE * body.size and largest is not paragraphs[0]
    return "" if plain else _SPACES.sub(" ", largest.text)


def _problems(pages: Sequence[Page]) -> Iterator[str]:
    damaged = [page.number for page in pages if page.damaged]
    if damaged:
        yield f"{_numbers(damaged)} cannot be read"
    empty = [page.number for page in pages if page.pictured and not page.regions and not page.read_by_ocr]
    if empty:
        yield f"{_numbers(empty)} {'hold' if len(empty) > 1 else 'holds'} no text layer"
    scanned = [page.number for page in pages if page.read_by_ocr]
    if scanned:
        yield "read by OCR" if len(pages) == 1 else f"{_numbers(scanned)} read by OCR"


def _numbers(numbers: Sequence[int]) -> str:
    """``pages 3-5, 9`` for sorted numbers."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return f"page{'s' if len(numbers) > 1 else ''} " + ", ".join("-".join(map(str, run)) for run in runs)


def _rows(pages: Iterable[Page]) -> Iterator[Row]:
    for page in pages:
        for region in page.regions:
            yield from region.rows


def _body_style(pages: Iterable[Page]) -> _Style:
    """The style in which most characters are set."""
    counts: Counter[_Style] = Counter()
    for row in _rows(pages):
        counts[_style(row)] += len(row.text)
    return counts.most_common(1)[0][0] if counts else _Style(0.0, bold=False)


def _style(row: Row) -> _Style:
    return _Style(round(row.size * 2) / 2, row.bold)


def _compounds(pages: Iterable[Page]) -> frozenset[str]:
    """Words with a hyphen inside a line: at a line's end, their hyphen is their own."""
    return frozenset(word.lower() for row in _rows(pages) if "-" in row.text for word in _COMPOUND.findall(row.text))


def _paragraphs(page: int, region: Region) -> Iterator[_Paragraph]:
    """Cut a column where a new paragraph, list item, table row or style begins."""
    column = _Column(region.rows)
    lines: list[_Line] = []
    for i, row in enumerate(region.rows):
        if lines and column.begins(i, len(lines)):
            yield _Paragraph(lines)
            lines = []
        lines.append(_Line(row, page, region))
    if lines:
        yield _Paragraph(lines)


class _Column:
    """The rows of a column, and the measures by which its paragraphs are told apart.

    ``starts`` and ``ends`` are where each row begins and ends in the direction of reading.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        mirrored = is_right_to_left(rows)
        self._starts = [-row.frame.right if mirrored else row.frame.left for row in rows]
        self._ends = [-row.frame.left if mirrored else row.frame.right for row in rows]
        self._width = max(self._ends) - min(self._starts)
        pitches = [
            (after.frame.bottom - before.frame.bottom) / after.size
            for before, after in pairwise(rows)
            if 0 < after.frame.bottom - before.frame.bottom < 2 * after.size
        ]
        self._pitch = max(1.3 * median(pitches), 1.05) if pitches else 1.75

    def begins(self, i: int, open_rows: int) -> bool:
        """Whether row ``i`` begins a paragraph, the open one having ``open_rows`` rows."""
        before, row = self._rows[i - 1], self._rows[i]
        if before.tabular or row.tabular or before.bold != row.bold:
            return True
        if abs(before.size - row.size) > 0.08 * max(before.size, row.size) or self._is_apart(before, row):
            return True
        if self._is_marked(i, i - open_rows):
            return True
        if self._is_centred(i):
            return False
        return self._is_indented(i, i - open_rows) or self._is_dedented(i, open_rows) or self._ended_early(i - 1)

    def _is_apart(self, before: Row, row: Row) -> bool:
        pitch = row.frame.bottom - before.frame.bottom
        return pitch <= 0 or pitch > self._pitch * row.size

    def _is_marked(self, i: int, start: int) -> bool:
        row = self._rows[i]
        if _BULLET.match(row.text):
            return True
        return bool(_NUMBERED.match(row.text)) and self._starts[i] <= self._starts[start] + 0.5 * row.size

    def _is_centred(self, i: int) -> bool:
        """Whether a row and the one before it have the same middle, but not the same edges."""
        size = self._rows[i].size
        shift = self._starts[i] - self._starts[i - 1]
        return abs(shift) > size and abs(shift + self._ends[i] - self._ends[i - 1]) < size

    def _is_indented(self, i: int, start: int) -> bool:
        """Whether row ``i`` has the indent of a first line: the next one goes back to the margin."""
        step = 0.8 * self._rows[i].size
        if self._starts[i] < self._starts[i - 1] + step or _is_item(self._rows[start].text):
            return False
        return i + 1 == len(self._rows) or self._starts[i + 1] < self._starts[i] - 0.5 * step

    def _is_dedented(self, i: int, open_rows: int) -> bool:
        """Whether row ``i`` goes back to the margin after rows that were set in from it, and not as a first line is."""
        if self._starts[i - 1] <= self._starts[i] + 0.8 * self._rows[i].size:
            return False
        return open_rows > 1 or _is_item(self._rows[i - 1].text) or self._room(i - 1) > 0.15

    def _ended_early(self, i: int) -> bool:
        return self._room(i) > 0.25 and bool(_ENDS_SENTENCE.search(self._rows[i].text))

    def _room(self, i: int) -> float:
        """Share of the column's width that row ``i`` leaves empty at its end."""
        return (max(self._ends) - self._ends[i]) / max(self._width, 1.0)


def _is_item(text: str) -> bool:
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def _joined(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Join what goes on in the next column or on the next page in the middle of a sentence."""
    joined: list[_Paragraph] = []
    for paragraph in paragraphs:
        if joined and _goes_on(joined[-1], paragraph):
            joined[-1].lines.extend(paragraph.lines)
        else:
            joined.append(paragraph)
    return joined


def _goes_on(before: _Paragraph, after: _Paragraph) -> bool:
    (_, page, region), (_, next_page, next_region) = before.lines[-1], after.lines[0]
    if region is next_region or next_page - page > 1:
        return False
    if before.last.tabular:
        return next_page > page and goes_on_over_page(before.last, after.first)
    if after.first.tabular:
        return False
    same_style = _style(before.last) == _style(after.first)
    return same_style and not _ENDS_SENTENCE.search(before.last.text) and after.first.text[:1].islower()


def _with_levels(paragraphs: list[_Paragraph], body: _Style, outline: Outline) -> list[_Paragraph]:
    """Set the levels of headings: by the outline where the text bears it out, else by size and weight."""
    listed = _outline_levels(paragraphs, outline)
    headings = {i: _style(part.first) for i, part in enumerate(paragraphs) if i in listed or _is_heading(part, body)}
    ranks = _style_levels(headings, listed)
    return [
        part._replace(level=min(listed.get(i) or ranks[headings[i]], _LEVELS)) if i in headings else part
        for i, part in enumerate(paragraphs)
    ]


def _style_levels(headings: Mapping[int, _Style], listed: Mapping[int, int]) -> dict[_Style, int]:
    """A level for each style: that of most of its entries in the outline, else one below the next larger style."""
    votes: dict[_Style, Counter[int]] = {}
    for i, style in headings.items():
        votes.setdefault(style, Counter())
        if i in listed:
            votes[style][listed[i]] += 1
    levels: dict[_Style, int] = {}
    level = 0
    for style in sorted(votes, key=lambda style: (-style.size, not style.bold)):
        level = votes[style].most_common(1)[0][0] if votes[style] else level + 1
        levels[style] = level
    return levels


def _outline_levels(paragraphs: Sequence[_Paragraph], outline: Outline) -> dict[int, int]:
    """Level of each paragraph that an entry of the outline names; empty where most entries are not found."""
    wanted = {(entry.page, _bare(entry.title)): entry.level for entry in outline if _bare(entry.title)}
    found: dict[int, int] = {}
    for i, part in enumerate(paragraphs):
        if wanted and len(part.lines) <= _HEADING_ROWS and not part.first.tabular:
            level = wanted.get((part.page, _bare(part.text)))
            if level is not None:
                found[i] = level
    return found if len(found) >= _RELIABLE * len(wanted) else {}


def _bare(text: str) -> str:
    """A heading without its number, case and spaces, to compare it with the outline's."""
    return "".join(_LETTER.findall(_NUMBER_BEFORE.sub("", text))).lower()


def _is_heading(part: _Paragraph, body: _Style) -> bool:
    if (
        len(part.lines) > _HEADING_ROWS
        or any(line.row.tabular for line in part.lines)
        or _BULLET.match(part.first.text)
    ):
        return False
    text = part.text
    if len(text) > _HEADING_LENGTH or not _LETTER.search(text) or text.endswith((",", ";")):
        return False
    size, bold = _style(part.first)
    if size >= _HEADING_SIZE * body.size:
        return not (text.endswith(".") and len(text) > _BOLD_HEADING_LENGTH)
    return (
        bold
        and not body.bold
        and size >= 0.9 * body.size
        and len(text) <= _BOLD_HEADING_LENGTH
        and not text.endswith(".")
    )


class _Writer:
    """Writes paragraphs one after the other, and keeps where each line and block stands."""

    def __init__(self, compounds: frozenset[str]) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self._compounds = compounds
        self._position = 0

    def add(self, paragraph: _Paragraph, header: Row | None = None, caption: str = "") -> None:
        """Write a paragraph; ``header`` and ``caption`` are those of a table row.

        Its lines are parted by line feeds, except within a word or between ideographs.
        """
        if self.blocks:
            self._write(_PARTING)
        start = self._position
        above: tuple[str, ...] = ()
        row = paragraph.first.tabular
        if row:
            names = HEADER_CELL.join(cell.text for cell in header.cells) if header else ""
            above = tuple(filter(None, (caption, names)))
            text = row_text(paragraph.first, self._write_cells(paragraph), header)
        else:
            texts = [line.row.text for line in paragraph.lines]
            if not paragraph.level and _BULLET.match(texts[0]):
                texts[0] = _BULLET.sub("- ", texts[0], count=1)
            text = self._write_lines([(line, line.row.frame) for line in paragraph.lines], texts)
        text = _SPACES.sub(" ", text).strip()
        self.blocks.append(Block(start, self._position, text, paragraph.level, paragraph.page, table=above, row=row))

    def _write_cells(self, paragraph: _Paragraph) -> list[str]:
        """Write a table row cell by cell; a row of one line has one box. Returns the cells' texts."""
        row = paragraph.first
        if len(paragraph.lines) == 1 and all(len(cell.lines) == 1 for cell in row.cells):
            self._write_lines([(paragraph.lines[0], row.frame)], [row.text])
            return [cell.text for cell in row.cells]
        written: list[str] = []
        for cell in merged([line.row for line in paragraph.lines]):
            if written:
                self._write(CELL)
            places = [(paragraph.lines[i], line.frame) for i, line in cell]
            text = self._write_lines(places, [line.text for _, line in cell])
            written.append(_SPACES.sub(" ", text))
        return written

    def _write_lines(self, places: Sequence[tuple[_Line, Frame]], texts: Sequence[str]) -> str:
        """Write lines that belong together, each with its box. Returns what was written."""
        written: list[str] = []
        for (line, frame), raw, following in zip(places, texts, [*texts[1:], ""], strict=True):
            text, end = self._line(raw, following)
            self.boxes.append(_box(line, frame, self._position, self._position + len(text)))
            self._write(text + end)
            written.append(text + end)
        return "".join(written)

    def _line(self, text: str, following: str) -> tuple[str, str]:
        """A line, without its hyphen where that only breaks a word, and what stands between it and the next one."""
        if not following:
            return text, ""
        broken, rest = _HYPHENATED.search(text), _FIRST_WORD.match(following)
        if broken and rest:
            if rest[0].lower() in JOINING:
                return text, _LINE_END
            return (text if self._keeps_hyphen(text, broken[1], rest[0]) else text[:-1]), ""
        if _CODE_BROKEN.search(text) and (following[0].isdigit() or (rest and rest[0].lower() not in JOINING)):
            return text, ""
        ideographs = _NO_SPACE_BETWEEN.match(text[-1:]) and _NO_SPACE_BETWEEN.match(following)
        spaced = _KOREAN.match(text[-1:]) or _KOREAN.match(following)
        return text, "" if ideographs and not spaced else _LINE_END

    def _keeps_hyphen(self, text: str, broken: str, rest: str) -> bool:
        if f"{broken}-{rest}".lower() in self._compounds or not rest[0].islower() or is_compound(broken, rest):
            return True
        word = text.rsplit(maxsplit=1)[-1]
        return "-" in word[:-1] or any(letter in word for letter in "/_@") or len(broken) < 2

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._position += len(text)


def _box(line: _Line, frame: Frame, start: int, end: int) -> Box:
    frame = turned(frame, line.region.turns, line.region.width, line.region.height)
    return Box(start, end, line.page, *(round(length, 2) for length in frame))
