"""Cut a document into passages: at headings first, then between blocks, then between sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from citewell.domain.documents import Block, ExtractedDocument, Passage
from citewell.governance.sentences import split_sentences

MAX_WORDS = 160
"""Words of one passage: about 220 tokens, so that title, heading and text fit the embedder's 256."""

_WORD = re.compile(r"\w+")


def cut_passages(document: ExtractedDocument, max_words: int = MAX_WORDS) -> tuple[Passage, ...]:
    """Passages in order. Together they hold every word of every block: as text, or as heading."""
    path: list[tuple[int, str]] = []
    passages: list[tuple[Passage, bool]] = []
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
        for group in groups:
            text = "\n".join(block.text for block in group if not block.level) or group[0].text
            last = group[-1]
            passage = Passage(group[0].start, last.end, heading, text, _page(group), last.entry, last.codes)
            passages.append((passage, bool(group[-1].level)))
    return tuple(_without_bare_headings(passages))


def embedding_text(title: str, passage: Passage) -> str:
    """What is embedded for a passage: where it stands, and what it says."""
    place = " › ".join((title, *passage.heading)) if title else " › ".join(passage.heading)
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


def _without_bare_headings(passages: Sequence[tuple[Passage, bool]]) -> Iterator[Passage]:
    """Leave out a heading without text whose words the next passage carries in its own path, or as the title."""
    for (passage, bare), following in zip_longest(passages, passages[1:]):
        carried = following is not None and following[0].heading[: len(passage.heading)] == passage.heading
        if not (bare and carried):
            yield passage


def _page(group: Sequence[Block]) -> int | None:
    """The page on which a passage begins; a heading may stand at the foot of the page before."""
    return next((block.page for block in group if not block.level), group[0].page)


def _group(blocks: Sequence[Block], max_words: int) -> Iterator[list[Block]]:
    """Fill passages with whole blocks of one entry, up to ``max_words`` each."""
    group: list[Block] = []
    words = 0
    for block in blocks:
        size = len(block.text.split())
        if group and (words + size > max_words or block.entry != group[-1].entry):
            yield group
            group, words = [], 0
        group.append(block)
        words += size
    if group:
        yield group


def _split_block(text: str, block: Block, max_words: int) -> list[Block]:
    """Cut a block that is longer than a passage between its sentences, or its words where one has no end."""
    if len(block.text.split()) <= max_words:
        return [block]
    pieces: list[str] = []
    open_piece: list[str] = []
    for unit in _units(block.text, max_words):
        size = len(unit.split())
        if open_piece and sum(len(part.split()) for part in open_piece) + size > max_words:
            pieces.append(" ".join(open_piece))
            open_piece = []
        open_piece.append(unit)
    pieces.append(" ".join(open_piece))
    starts = _starts(text, block, pieces)
    if starts is None:
        return [replace(block, text=piece) for piece in pieces]
    ends = [*starts[1:], block.end]
    return [
        replace(block, start=start, end=end, text=piece)
        for start, end, piece in zip(starts, ends, pieces, strict=True)
    ]


def _units(text: str, max_words: int) -> Iterator[str]:
    """Sentences; a sentence longer than a passage in runs of words."""
    for start, end in split_sentences(text):
        words = text[start:end].split()
        if len(words) <= max_words:
            yield text[start:end]
        else:
            for i in range(0, len(words), max_words):
                yield " ".join(words[i : i + max_words])


def _starts(text: str, block: Block, pieces: Sequence[str]) -> list[int] | None:
    """Where each piece of a block begins: its words are looked up one after the other, past the markup between them.

    ``None`` where they do not all stand there in order, as in a table row, which repeats the words of its header.
    """
    starts: list[int] = []
    position = block.start
    for piece in pieces:
        places: list[int] = []
        for word in _WORD.findall(piece):
            places.append(text.find(word, position, block.end))
            if places[-1] < 0:
                return None
            position = places[-1] + len(word)
        if not places:
            return None
        starts.append(places[0])
    return [block.start, *starts[1:]]
