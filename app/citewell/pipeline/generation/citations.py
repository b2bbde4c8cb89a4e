"""Citation marks: read them out of a draft, and resolve them to passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from citewell.domain.documents import Hit
from citewell.domain.drafts import Citation
from citewell.governance.text.sentences import split_sentences
from citewell.pipeline.generation.code_blocks import is_set_in

_MARK = re.compile(r"\[(\d{1,3})\]")
_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s")
_WORDS = re.compile(r"\w")
_MARKS = re.compile(r"[ \t]*((?:\[\d{1,3}\][ \t,]*)*\[\d{1,3}\])")


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a draft: its text without marks, its citations, and its span, marks included."""

    text: str
    cites: tuple[int, ...]
    start: int
    end: int


def read_sentences(draft: str) -> list[CitedSentence]:
    """The sentences of a draft with their citations. Marks right after a full stop belong to the sentence before it.

    Code that is set in has the citations of the sentence above it; a line of signs alone is no sentence.
    """
    plain, origin, marks = _without_marks(draft)
    spans = split_sentences(plain)
    owned: list[list[tuple[int, int, int]]] = [[] for _ in spans]
    for position, n, start, end in marks:
        owner = max((i for i, (begin, _) in enumerate(spans) if begin < position), default=None)
        if owner is not None:
            owned[owner].append((n, start, end))
    sentences: list[CitedSentence] = []
    for (begin, stop), cites in zip(spans, owned, strict=True):
        start = min([origin[begin], *(c[1] for c in cites)])
        end = max([origin[stop - 1] + 1, *(c[2] for c in cites)])
        numbers = tuple(dict.fromkeys(n for n, _, _ in cites))
        text = plain[begin:stop].strip()
        if not numbers and sentences and is_set_in(plain, begin) and not _ITEM.match(text):
            if not _WORDS.search(text):
                continue
            numbers = sentences[-1].cites
        sentences.append(CitedSentence(text, numbers, start, end))
    return sentences


def _without_marks(draft: str) -> tuple[str, list[int], list[tuple[int, int, int, int]]]:
    """The text without marks, the draft offset of each of its characters, and the marks.

    A mark is ``(position in the text without marks, n, start, end)``, the last two in the draft.
    """
    parts: list[str] = []
    origin: list[int] = []
    marks: list[tuple[int, int, int, int]] = []
    position = 0
    for group in _MARKS.finditer(draft):
        parts.append(draft[position : group.start()])
        origin.extend(range(position, group.start()))
        marks += [
            (len(origin), int(m[1]), m.start(), m.end()) for m in _MARK.finditer(draft, group.start(), group.end())
        ]
        position = group.end()
    parts.append(draft[position:])
    origin.extend(range(position, len(draft)))
    return "".join(parts), origin, marks


def strip_marks(draft: str) -> str:
    """The draft as a customer may read it, without citation marks."""
    return _MARKS.sub("", draft)


def resolve(hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The passages a draft may cite, numbered from 1 in this order."""
    return tuple(
        Citation(**{field.name: getattr(hit, field.name) for field in fields(Hit)}, n=n)
        for n, hit in enumerate(hits, start=1)
    )
