"""Cut a document into passages: at headings first, then between blocks, then between sentences."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from citewell.domain.documents import PLACE_JOINT, ROW_JOINT, Block, ExtractedDocument, Passage
from citewell.governance.text.sentences import Span, split_sentences

MAX_WORDS = 160
"""Words of one passage: about 220 tokens, so that title, heading and text fit the embedder's 256.

Scripts without spaces are counted by their characters, see ``_size``.
"""
LEAST_WORDS = 40
"""A passage of fewer words is joined with its neighbour, where both fit into one."""

_DENSE = (
    "\u2e80-\u2fdf\u3001-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\uff01-\uff9f"
    "\U00020000-\U0003ffff"
)
"""Chinese, Japanese and Yi characters with their punctuation: written without spaces, a character or two a word."""
_LOOSE = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\ua980-\ua9ff\uaa60-\uaa7f"
"""Thai, Lao, Tibetan, Myanmar, Khmer and their relatives: letters, written without spaces between words."""
_DENSE_CHARACTER, _LOOSE_CHARACTER = re.compile(f"[{_DENSE}]"), re.compile(f"[{_LOOSE}]")

# Sizes are whole numbers, so that they add up exactly. An embedder makes a token of 0.73 words, of one
# Chinese character, and of three Thai ones.
_SIZE_OF_WORD, _SIZE_OF_DENSE, _SIZE_OF_LOOSE = 28, 20, 7

_WORD = re.compile(r"\w+")
_ROW_CELL = re.compile(rf"\S.*?(?:{ROW_JOINT.rstrip()}(?=\s)|$)", re.DOTALL)
_MAX_ROW_LABEL = 12 * _SIZE_OF_WORD
_HEADING_ENDS = (":", "?", "!", ".", "：", "？", "。")
_SPACED = re.compile(r"\S+")
_CLAUSE = re.compile("[^、，；：,;،؛།॥।။၊។៕]+[、，；：,;،؛།॥।။၊។៕]*|[、，；：,;،؛།॥।။၊។៕]+")
_CHARACTER = re.compile(rf"[{_DENSE}{_LOOSE}](?:(?=[{_DENSE}{_LOOSE}])\W){{0,4}}|[^\s{_DENSE}{_LOOSE}]+")
"""A character with the marks and stops that follow it; a run of letters of any other script stays whole."""


def cut_passages(
    document: ExtractedDocument, max_words: int = MAX_WORDS, least_words: int = LEAST_WORDS
) -> tuple[Passage, ...]:
    """Passages in order. Together they hold every word of every block: as text, or as heading."""
    path: list[tuple[int, str]] = []
    pieces: list[_Piece] = []
    for section in _sections(document.blocks):
        head, body = section
        if head is not None:
            path = [entry for entry in path if entry[0] < head.level]
            if head.text != document.metadata.title or head.level > 1:
                path.append((head.level, head.text))
        heading = tuple(text for _, text in path)
        small = [piece for block in body for piece in _split_block(document.text, block, max_words)]
        groups = list(_group(small, max_words))
        if head is not None:
            groups = _with_heading(head, groups)
        pieces.extend(_piece(group, heading) for group in groups)
    joined = _joined(_without_bare_headings(pieces), least_words, max_words)
    return tuple(replace(piece.passage, heading=piece.passage.heading + piece.table) for piece in joined)


class _Piece(NamedTuple):
    """A passage in the making; ``bare``: a heading without text, ``table``: what stands above the rows it begins with.

    ``labelled`` says that all of it is under labels that do not stand in it.
    """

    passage: Passage
    bare: bool
    table: tuple[str, ...]
    labelled: bool


def _piece(group: Sequence[Block], heading: tuple[str, ...]) -> _Piece:
    first, last = group[0], group[-1]
    text = "\n".join(block.text for block in group if not block.level) or first.text
    labels = tuple(label for label in first.under if label not in text and all(label in one.under for one in group))
    passage = Passage(first.start, last.end, heading + labels, text, _page(group), last.entry, last.codes)
    table = tuple(part for part in first.table if part not in text)
    return _Piece(passage, bool(last.level), table, bool(labels))


def _joined(pieces: Iterable[_Piece], least_words: int, max_words: int) -> Iterator[_Piece]:
    """Join neighbours of which one is short, up to ``max_words``: a line or two by themselves say little."""
    current: _Piece | None = None
    for following in pieces:
        if current is None:
            current = following
        elif _belong_together(current, following, least_words, max_words):
            current = current._replace(passage=_join(current.passage, following.passage))
        else:
            yield current
            current = following
    if current is not None:
        yield current


def _belong_together(before: _Piece, after: _Piece, least_words: int, max_words: int) -> bool:
    one, other = before.passage, after.passage
    if (before.labelled or after.labelled) and one.heading != other.heading:
        return False
    if (one.entry, one.page) != (other.entry, other.page) or one.entry:
        return False
    sizes = _size(one.text), _size(other.text)
    return min(sizes) < least_words * _SIZE_OF_WORD and sum(sizes) <= max_words * _SIZE_OF_WORD


def _join(one: Passage, other: Passage) -> Passage:
    """One passage under the headings that both have; a heading that only one of them has stands in the text."""
    shared = tuple(a for a, b in zip(one.heading, other.heading, strict=False) if a == b)
    shared = shared if one.heading[: len(shared)] == other.heading[: len(shared)] == shared else ()
    text = "\n".join(_under(passage, shared) for passage in (one, other))
    return replace(one, end=other.end, heading=shared, text=text)


def _under(passage: Passage, shared: tuple[str, ...]) -> str:
    """The passage's text under those of its headings that are not shared: as a line that ends in a colon or ``?``."""
    lost = PLACE_JOINT.join(passage.heading[len(shared) :])
    if not lost or passage.heading[-1] == passage.text:
        return passage.text
    return f"{lost}{'' if lost.endswith(_HEADING_ENDS) else ':'}\n{passage.text}"


def embedding_text(title: str, passage: Passage) -> str:
    """What is embedded for a passage: where it stands, and what it says."""
    place = PLACE_JOINT.join((title, *passage.heading)) if title else PLACE_JOINT.join(passage.heading)
    return f"{place}\n{passage.text}" if place else passage.text


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    head: Block | None = None
    body: list[Block] = []
    for block in blocks:
        if block.level:
            if head is not None or body:
                yield head, body
            head, body = block, []
        else:
            body.append(block)
    if head is not None or body:
        yield head, body


def _with_heading(head: Block, groups: list[list[Block]]) -> list[list[Block]]:
    """Let the section's first passage begin at its heading."""
    if not groups:
        return [[head]]
    return [[head, *groups[0]], *groups[1:]]


def _without_bare_headings(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Leave out a heading without text whose words the next passage carries in its own path, or as the title."""
    for piece, following in zip_longest(pieces, pieces[1:]):
        heading = piece.passage.heading
        carried = following is not None and following.passage.heading[: len(heading)] == heading
        if not (piece.bare and carried):
            yield piece


def _page(group: Sequence[Block]) -> int | None:
    """The page on which a passage begins; a heading may stand at the foot of the page before."""
    return next((block.page for block in group if not block.level), group[0].page)


def _group(blocks: Sequence[Block], max_words: int) -> Iterator[list[Block]]:
    """Fill passages with whole blocks of one entry, up to ``max_words`` each."""
    group: list[Block] = []
    filled = 0
    for block in blocks:
        size = _size(block.text)
        full = filled + size > max_words * _SIZE_OF_WORD
        if group and (full or block.entry != group[-1].entry or _leaves_label(group, block)):
            yield group
            group, filled = [], 0
        group.append(block)
        filled += size
    if group:
        yield group


def _leaves_label(group: Sequence[Block], block: Block) -> bool:
    """Whether ``block`` stands outside of a label that the group is under without saying it."""
    labels = group[0].under
    return any(label not in block.under and all(label not in one.text for one in group) for label in labels)


def _size(text: str) -> int:
    """How much of a passage ``text`` takes: words, and characters of scripts that have no spaces."""
    if text.isascii():
        return len(text.split()) * _SIZE_OF_WORD
    text, dense = _DENSE_CHARACTER.subn(" ", text)
    text, loose = _LOOSE_CHARACTER.subn(" ", text)
    return len(text.split()) * _SIZE_OF_WORD + dense * _SIZE_OF_DENSE + loose * _SIZE_OF_LOOSE


def _split_block(text: str, block: Block, max_words: int) -> list[Block]:
    """Cut a block that is longer than a passage between its sentences, or inside one where that is longer itself."""
    levels = (_matches(_ROW_CELL), *_LEVELS) if block.row else _LEVELS
    spans = _cut(block.text, 0, len(block.text), max_words * _SIZE_OF_WORD, levels)
    if len(spans) < 2:
        return [block]
    pieces = [
        replace(
            block, text=block.text[start:end], under=block.under + (_row_labels(block.text, start) if block.row else ())
        )
        for start, end in spans
    ]
    as_written = text[block.start : block.end] == block.text
    starts = [block.start + start for start, _ in spans] if as_written else _starts(text, block, pieces)
    if starts is None:
        return pieces
    ends = [*starts[1:], block.end]
    return [replace(piece, start=start, end=end) for piece, start, end in zip(pieces, starts, ends, strict=True)]


def _row_labels(row: str, start: int) -> tuple[str, ...]:
    """What says of which row, and of which of its columns, the words from ``start`` on are: its first cell, and a name.

    Nothing of its beginning, nor of cells and names too long to be repeated.
    """
    if not start:
        return ()
    first = row.split(ROW_JOINT, 1)[0]
    cell = row[row.rfind(ROW_JOINT, 0, start) + len(ROW_JOINT) : start] if ROW_JOINT in row[:start] else ""
    name = cell.split(": ", 1)[0] if ": " in cell else ""
    return tuple(label for label in (first, name) if label and _size(label) <= _MAX_ROW_LABEL)


Level = Callable[[str, int, int], Iterable[Span]]
"""Finds the parts of ``text[start:end]`` that are to stay whole; only white space lies between them."""


def _matches(pattern: re.Pattern[str]) -> Level:
    return lambda text, start, end: (match.span() for match in pattern.finditer(text, start, end))


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    return ((start + first, start + last) for first, last in split_sentences(text[start:end]))


_LEVELS: tuple[Level, ...] = (_sentences, _matches(_SPACED), _matches(_CLAUSE), _matches(_CHARACTER))


def _cut(text: str, start: int, end: int, limit: int, levels: Sequence[Level]) -> list[Span]:
    """Spans of ``text[start:end]`` up to ``limit`` in size: as many parts of the first level as fit, and so on down."""
    if not levels or _size(text[start:end]) <= limit:
        return [(start, end)]
    parts = [span for first, last in levels[0](text, start, end) for span in _cut(text, first, last, limit, levels[1:])]
    packed: list[Span] = []
    filled = limit
    for first, last in parts:
        size = _size(text[first:last])
        if packed and filled + size <= limit:
            packed[-1] = (packed[-1][0], last)
            filled += size
        else:
            packed.append((first, last))
            filled = size
    return packed


def _starts(text: str, block: Block, pieces: Sequence[Block]) -> list[int] | None:
    """Where each piece of a block begins: its words are looked up one after the other, past the markup between them.

    ``None`` where they do not all stand there in order, as in a table row, which repeats the words of its header.
    """
    starts: list[int] = []
    position = block.start
    for piece in pieces:
        places: list[int] = []
        for word in _WORD.findall(piece.text) or _SPACED.findall(piece.text):
            places.append(text.find(word, position, block.end))
            if places[-1] < 0:
                return None
            position = places[-1] + len(word)
        if not places:
            return None
        starts.append(places[0])
    return [block.start, *starts[1:]]
