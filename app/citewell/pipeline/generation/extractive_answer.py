"""Extractive answer: the part of the one document that answers, in its own form, each sentence cited.

Used where the model's own words fail the check. Steps stay numbered steps, and of a table the rows are kept that the
ticket means. Sentences of several documents are never mixed: the steps for one browser between those for another read
well and are wrong.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import indent

from citewell.domain.documents import Hit
from citewell.governance.literals.extraction import find_literals
from citewell.governance.text.courtesy import is_courtesy, is_greeting
from citewell.governance.text.readable import letter
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems, is_english
from citewell.pipeline.generation.code_blocks import CODE_INDENT, code_lines, is_fence
from citewell.pipeline.generation.prompt import fact_line
from citewell.pipeline.generation.section_parts import ITEM, MAX_WORDS, Unit, parts_within
from citewell.pipeline.generation.sentence_scoring import (
    Relevance,
    SentenceFeatures,
    answer_value,
    is_row,
    sentence_features,
)

ALSO_WORDS = 80
"""Words of a passage of another document that answers another part of the ticket, at most."""
MAX_EXACT = 3
"""Rows that codes of the ticket name, at most."""
MIN_ROWS = 3
"""Rows in a row that make a table, of which only those that the ticket means are shown."""
MEANT = 0.6
"""A row is meant that shares this part of what the row nearest to the ticket shares with it."""
NEAR_BEST, MAX_KEYS = 0.85, 3
"""Sentences from this share of the best one's value on say what a draft must carry, at most so many."""
MIN_WORDS, MIN_STEMS = 4, 2
GAP = 300
"""Characters between two neighbours in a document, at most: headings and markup lie there."""
OPENING = "Thank you for your message."
CLOSING = "Please let us know if anything is unclear."

_LABEL = re.compile(r"^\s*(?:A|Answer|Antwort|Réponse|Respuesta)\s?:\s+(?=\S)")
"""In lists of questions and answers."""
_CAPTION = re.compile(r"^\s*(?:screenshot|image|picture|photo|illustration|animation)\b", re.IGNORECASE)
_MARK_LIKE = re.compile(r"\[(\d{1,3})\]")
_STOPS = ".!?"
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Extract:
    """An extractive answer, and what any other draft may be written from.

    ``keys`` are the sentences of the section that come nearest to what is asked: a draft that leaves one out says less
    than the section. ``snippets`` are the shown texts by the number of their passage, from 1.
    """

    text: str
    keys: tuple[str, ...]
    snippets: Mapping[int, str]


class Extractor:
    """Writes extractive answers."""

    def __init__(self, relevance: Relevance) -> None:
        """Choose within a section by ``relevance``, and by how a sentence stands out in its section."""
        self._relevance = relevance

    def extract(self, queries: tuple[str, ...], hits: Sequence[Hit], *, lead: int = 0) -> Extract:
        """The section that ``hits`` begin with, then a passage that answers another part of the ticket.

        ``[n]`` names ``hits[n - 1]``; empty where nothing is of use. ``hits`` are best first; the first ``lead`` ones
        are shown whatever follows (a fact that the agent adds), and so are rows that a code of the ticket names.
        Raises ``ModelError``.
        """
        shown: list[Unit] = []
        further: list[Unit] = []
        keys: list[str] = []
        for units, features in self.sections(queries, hits, lead=lead):
            values = {unit: answer_value(row) for unit, row in zip(units, features, strict=True)}
            first = units[0].passage
            also = hits[first].also
            part = parts_within(units, values, ALSO_WORDS if also else MAX_WORDS)
            (further if also else shown).extend(part)
            if not lead or first < lead:  # what the agent adds is what a draft must carry
                keys += _keys(part, values)
        if not shown:
            return Extract("", (), {})
        text = _layout([*shown, *further], hits)
        return Extract(framed(text, queries[0]), tuple(dict.fromkeys(keys)), _snippets([*shown, *further], hits))

    def sections(
        self, queries: tuple[str, ...], hits: Sequence[Hit], *, lead: int = 0
    ) -> Iterator[tuple[list[Unit], list[SentenceFeatures]]]:
        """The sentences of each section that is chosen from, and what tells of each whether it answers.

        Raises ``ModelError``.
        """
        ticket = " ".join(queries)
        for passages in _sections(hits, lead):
            if units := _meant_rows(_units(hits, passages), ticket):
                texts = [f"{hits[unit.passage].place}: {unit.text}" for unit in units]
                relevance = self._relevance.score(queries, texts)
                found = [bool(hits[unit.passage].score) for unit in units]
                rows = [is_row(unit.text) and not unit.meant for unit in units]
                yield units, sentence_features(ticket, [unit.text for unit in units], relevance, found, rows)


def framed(body: str, ticket: str) -> str:
    """``body`` with an opening and a closing where it has none, if ``ticket`` is English."""
    spans = split_sentences(body)
    if not spans or not is_english(ticket):
        return body
    first, last = (body[start:end] for start, end in (spans[0], spans[-1]))
    opening = "" if is_greeting(first) else f"{OPENING}\n\n"
    closing = "" if len(spans) > 1 and is_greeting(last) else f"\n\n{CLOSING}"
    return f"{opening}{body}{closing}"


def _sections(hits: Sequence[Hit], lead: int) -> list[list[int]]:
    """The passages to show, by their positions in ``hits``: what leads, then rows that are named or one section."""
    found = [[position] for position in range(min(lead, len(hits)))]
    exact = [position for position in range(lead, len(hits)) if hits[position].exact]
    if exact:
        return [*found, *([position] for position in exact[:MAX_EXACT])]
    section = list(range(lead, min(lead + 1, len(hits))))
    while section and section[-1] + 1 < len(hits) and _goes_on(hits[section[-1]], hits[section[-1] + 1]):
        section.append(section[-1] + 1)
    also = [[position] for position in range(lead, len(hits)) if hits[position].also and position not in section]
    return [*found, *([section] if section else []), *also]


def _goes_on(before: Hit, after: Hit) -> bool:
    """Whether two passages stand next to each other in a document."""
    same = before.document_id == after.document_id and before.document == after.document
    return same and before.document_id != 0 and 0 <= after.start - before.end <= GAP


def _units(hits: Sequence[Hit], passages: Sequence[int]) -> list[Unit]:
    """The sentences of some passages as a letter may hold them; what states nothing is left out where more is there."""
    units = [unit for passage in passages for unit in _sentences(hits[passage], passage)]
    said = [unit for unit in units if not is_courtesy(unit.text)]
    telling = [unit for unit in said if not _is_empty_talk(unit.text)]
    return telling if any(_says_enough(unit.text) for unit in telling) else said  # a short answer is better than none


def _sentences(hit: Hit, passage: int) -> list[Unit]:
    """The sentences of a passage in order; the lines of a block of code are one."""
    code = code_lines(hit.quote)
    read = hit.text if code else letter(hit.text)
    found: list[Unit] = []
    for start, end in split_sentences(read):
        text, line = read[start:end], read.count("\n", 0, start)
        if is_fence(text):
            continue
        if text not in code:
            found.append(Unit(passage, line, text))
        elif found and found[-1].code:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{code[text]}")
        else:
            found.append(Unit(passage, line, code[text], code=True))
    return found


def _is_empty_talk(text: str) -> bool:
    """A question of a list of questions, or what an image shows."""
    return text.rstrip().endswith(("?", "？")) or _CAPTION.match(text) is not None


def _says_enough(text: str) -> bool:
    """Whether a sentence can be understood by itself, and states something."""
    if text.rstrip().endswith((":", "：")):
        return False
    return len(text.split()) >= MIN_WORDS and len(content_stems(text)) >= MIN_STEMS


def _meant_rows(units: list[Unit], ticket: str) -> list[Unit]:
    """Without the rows of a table that the ticket does not mean: told by what not every row of the table says."""
    left_out: set[Unit] = set()
    meant: set[Unit] = set()
    table: list[Unit] = []
    for unit in [*units, None]:
        if unit is not None and is_row(unit.text):
            table.append(unit)
            continue
        if len(table) >= MIN_ROWS:
            chosen = set(_rows_meant(table, ticket))
            left_out |= set(table) - chosen
            meant |= chosen if len(chosen) < len(table) else set()
        table = []
    return [replace(unit, meant=unit in meant) for unit in units if unit not in left_out]


def _rows_meant(table: Sequence[Unit], ticket: str) -> list[Unit]:
    rows = [_telling(unit.text) for unit in table]
    common = set[str].intersection(*rows)
    asked = _telling(ticket)
    shared = [len((row - common) & asked) for row in rows]
    most = max(shared)
    return [unit for unit, n in zip(table, shared, strict=True) if n >= MEANT * most] if most else list(table)


def _telling(text: str) -> set[str]:
    """Content stems and literals."""
    return set(content_stems(text)) | {literal.normal for literal in find_literals(text)}


def _keys(units: Sequence[Unit], values: Mapping[Unit, float]) -> list[str]:
    """What a draft must carry, nearest first."""
    telling = [unit for unit in units if _says_enough(unit.text)] or list(units)
    ranked = sorted(telling, key=lambda unit: -values[unit])
    least = NEAR_BEST * values[ranked[0]]
    return [unit.text for unit in ranked[:MAX_KEYS] if values[unit] >= least]


def _snippets(units: Sequence[Unit], hits: Sequence[Hit]) -> dict[int, str]:
    """What is shown by the number of its passage, as a prompt shows it."""
    texts: dict[int, list[str]] = {}
    for unit in units:
        texts.setdefault(unit.passage + 1, []).append(unit.text)
    return {n: fact_line(hits[n - 1].place, "\n".join(lines)) for n, lines in texts.items()}


def _layout(units: Sequence[Unit], hits: Sequence[Hit]) -> str:
    """The lines of the documents as they stand there: items below each other, paragraphs apart, code set in.

    Where they come from under several headings, each part begins with its own.
    """
    headed = len({hits[unit.passage].place for unit in units}) > 1
    lines: list[str] = []
    before: Unit | None = None
    for unit in units:
        hit, n = hits[unit.passage], unit.passage + 1
        begins = before is None or hits[before.passage].place != hit.place
        introduced = unit.text.endswith(":") and not ITEM.match(unit.text)
        if begins and (headed or unit.code) and not introduced and (heading := _heading(hit)):
            lines += ["", f"{heading} [{n}]:"]
            before = replace(unit, line=-1)
        if unit.code:
            lines += ["", indent(unit.text, CODE_INDENT), ""]
            before = unit
            continue
        text = _cite(_MARK_LIKE.sub(r"(\1)", _LABEL.sub("", unit.text).strip()), n)
        if before is not None and before.same_line(unit):
            lines[-1] += f" {text}"
        elif before is not None and not _goes_with(text, before.text):
            lines += ["", text]
        else:
            lines.append(text)
        before = unit
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")


def _goes_with(text: str, before: str) -> bool:
    """Whether a line stands right below another one: an item, or the next row of a table."""
    return ITEM.match(text) is not None or (is_row(text) and is_row(before))


def _heading(hit: Hit) -> str:
    """The last heading above a passage, or the title of its document."""
    return next((part.strip().rstrip(":.?! ") for part in (*reversed(hit.heading), hit.title) if part.strip()), "")


def _cite(text: str, n: int) -> str:
    """Put the citation before the full stop, or before the colon of a line that introduces a list."""
    if text.endswith(":"):
        return f"{text[:-1].rstrip()} [{n}]:"
    stop = text[-1] if text[-1] in _STOPS else "."
    return f"{text.rstrip('.!?;, ')} [{n}]{stop}"
