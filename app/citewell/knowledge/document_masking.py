"""Private persons' data out of documents before they enter the index; every offset stays.

A value is replaced by text of its own length, so that passages, blocks, boxes and quotes remain slices of the text
that is stored.
"""

import logging
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from citewell.domain.documents import Block, ExtractedDocument, Passage
from citewell.domain.errors import ModelError
from citewell.domain.personal import PersonalSpan
from citewell.domain.ports import Extraction, NameFinder
from citewell.governance.literals.identifiers import normalise_code
from citewell.governance.personal.documents import find_in_letter, find_private

logger = logging.getLogger(__name__)

LETTERS = frozenset({".eml"})
_EXPORTS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx"})
_CONVERSATIONS = re.compile(
    r"(?:^|[^a-z])(?:tickets?|conversations?|chats?|chatlogs?|transcripts?|messages)(?:[^a-z]|$)", re.IGNORECASE
)
MOST_IN_TITLES = 200
"""Values, first come first, that are looked for in titles and headings."""
FILLER = "·"
PART = 4000
"""Characters of a letter that are looked at together, at most."""


class DocumentMasker:
    """Masks documents as they are read: names in letters and exported tickets, little in anything else."""

    def __init__(self, finder: NameFinder | None, *, enabled: bool = True) -> None:
        """Ask ``finder`` for names in letters, where there is one; not ``enabled``: leave every document."""
        self._finder = finder
        self._enabled = enabled

    def __call__(self, extraction: Extraction, path: str) -> Extraction:
        """The document and its passages without private persons' data."""
        if not self._enabled:
            return extraction
        document = extraction[0]
        spans = self._letter(document.text) if is_letter(path) else find_private(document.text)
        return masked_extraction(extraction, spans) if spans else extraction

    def _letter(self, text: str) -> list[PersonalSpan]:
        named: list[PersonalSpan] = []
        if self._finder is not None:
            starts = _starts(text)
            parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
            try:
                for start, spans in zip(starts, self._finder.find(parts), strict=True):
                    named += [replace(span, start=span.start + start, end=span.end + start) for span in spans]
            except ModelError as error:
                logger.warning("names in a letter could not be looked for: %s", type(error).__name__)
        return find_in_letter(text, named)


def is_letter(path: str) -> bool:
    """Whether a file holds what people wrote to each other: an e-mail, or exported tickets by its name."""
    name = PurePosixPath(path)
    suffix = name.suffix.lower()
    return suffix in LETTERS or (suffix in _EXPORTS and _CONVERSATIONS.search(name.stem) is not None)


def _starts(text: str) -> list[int]:
    """Where parts of at most ``PART`` characters start, at the start of a line where there is one."""
    starts = [0]
    while len(text) - starts[-1] > PART:
        cut = text.rfind("\n", starts[-1] + 1, starts[-1] + PART)
        starts.append(cut + 1 if cut > 0 else starts[-1] + PART)
    return starts


def masked_extraction(extraction: Extraction, spans: Sequence[PersonalSpan]) -> Extraction:
    """The extraction with the values at ``spans`` (of its text) filled, wherever they stand."""
    document, passages = extraction
    text = _filled(document.text, spans)
    codes = {normalise_code(document.text[span.start : span.end]) for span in spans}
    starts = [span.start for span in spans]

    def masked(old: str, start: int, end: int) -> str:
        if document.text[start:end] == old:
            return text[start:end]
        inside = spans[bisect_left(starts, start) : bisect_left(starts, end)] if end else spans[:MOST_IN_TITLES]
        for span in inside:
            value = document.text[span.start : span.end]
            old = old.replace(value, _filler(span.type, len(value)))
        return old

    def block(one: Block) -> Block:
        return replace(one, text=masked(one.text, one.start, one.end), codes=_without(one.codes, codes))

    def passage(one: Passage) -> Passage:
        heading = tuple(masked(part, 0, 0) for part in one.heading)
        return replace(
            one, text=masked(one.text, one.start, one.end), heading=heading, codes=_without(one.codes, codes)
        )

    title = masked(document.metadata.title, 0, 0)
    kept: ExtractedDocument = replace(
        document,
        text=text,
        blocks=tuple(block(one) for one in document.blocks),
        metadata=replace(document.metadata, title=title),
    )
    return kept, tuple(passage(one) for one in passages)


def _without(codes: tuple[str, ...], masked: set[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if normalise_code(code) not in masked)


def _filled(text: str, spans: Sequence[PersonalSpan]) -> str:
    parts, last = [], 0
    for span in spans:
        parts += [text[last : span.start], _kept_lines(text[span.start : span.end], span.type)]
        last = span.end
    return "".join([*parts, text[last:]])


def _kept_lines(value: str, kind: str) -> str:
    """The filler of a value; its line breaks stay."""
    filled = _filler(kind, len(value))
    return "".join(old if old in "\r\n" else new for old, new in zip(value, filled, strict=True))


def _filler(kind: str, length: int) -> str:
    """``<EMAIL>···`` of the length of the value; dots alone where there is no room."""
    tag = f"<{kind}>"
    return tag + FILLER * (length - len(tag)) if len(tag) <= length else FILLER * length
