"""Extractive answer: the parts of the documents that answer, in their own form, each sentence cited.

Used where the model's own words fail the check. Steps stay numbered steps, and of a table the rows are kept that the
ticket means. Sentences of several documents are never mixed, since the steps for one browser between those for another
read well and are wrong: where a second document answers nearly as well, its parts stand below, under its heading.
"""

import re
from collections import Counter
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
from citewell.pipeline.generation.section_parts import ITEM, Unit, introduces, is_row, parts_within
from citewell.pipeline.generation.sentence_scoring import (
    Relevance,
    SentenceFeatures,
    answer_probability,
    sentence_features,
)

DOCUMENTS, NEARLY = 2, 0.3
"""Documents that are shown, at most: the best one, and one whose best sentence has this share of its probability."""
MAX_EXACT = 3
"""Rows that codes of the ticket name, at most."""
MIN_ROWS = 3
"""Rows in a row that make a table, of which only those that the ticket means are shown."""
MEANT = 0.6
"""A row is meant that shares this part of what the row nearest to the ticket shares with it."""
GAP = 300
"""Characters between two neighbours in a document, at most: headings and markup lie there."""
NEAR_BEST, MAX_KEYS = 0.5, 3
"""Sentences from this share of the best one's value on say what a draft must carry, at most so many."""
MIN_WORDS, MIN_STEMS = 4, 2
OPENING = "Thank you for your message."
CLOSING = "Please let us know if anything is unclear."

_LABEL = re.compile(r"^\s*(?:A|Answer|Antwort|Réponse|Respuesta)\s?:\s+(?=\S)")
"""In lists of questions and answers."""
_QUESTION = re.compile(r"^\s*(?:Q|Question|Frage|Pregunta)\s?:\s+(?=\S)")
_ASKS = ("?", "？")
_CAPTION = re.compile(r"^\s*(?:screenshot|image|picture|photo|illustration|animation)\b", re.IGNORECASE)
_MARK_LIKE = re.compile(r"\[(\d{1,3})\]")
_STOPS = ".!?"
_BLANKS = re.compile(r"\n{3,}")


Scored = list[tuple[Unit, SentenceFeatures]]
"""The sentences of a document."""


@dataclass(frozen=True, slots=True)
class Extract:
    """An extractive answer, and what any other draft may be written from.

    ``keys`` are the sentences of the best document that are likeliest to answer: a draft that leaves one out says less
    than the extract. ``snippets`` are the shown texts by the number of their passage, from 1.
    """

    text: str
    keys: tuple[str, ...]
    snippets: Mapping[int, str]


class Extractor:
    """Writes extractive answers."""

    def __init__(self, relevance: Relevance) -> None:
        """Choose by ``relevance``, and by how a sentence stands out in its passage."""
        self._relevance = relevance

    def extract(self, queries: tuple[str, ...], hits: Sequence[Hit], *, lead: int = 0) -> Extract:
        """The parts of ``hits`` that answer; ``[n]`` names ``hits[n - 1]``. Empty where nothing is of use.

        ``hits`` are best first; the first ``lead`` ones are shown whatever follows (a fact that the agent adds), and so
        are rows that a code of the ticket names. Raises ``ModelError``.
        """
        shown: list[Unit] = []
        keys: list[str] = []
        for documents in self.choices(queries, hits, lead=lead):
            values = {unit: answer_probability(row) for one in documents for unit, row in one}
            best = sorted(
                ([unit for unit, _ in one] for one in documents), key=lambda one: -max(values[unit] for unit in one)
            )
            least = NEARLY * max(values[unit] for unit in best[0])
            near = [one for one in best if max(values[unit] for unit in one) >= least]
            sections = [run for one in near[:DOCUMENTS] for run in _runs(one, hits)]
            part = _without_repeats(parts_within(sections, values))
            shown += part
            if not lead or part[0].passage < lead:  # what the agent adds is what a draft must carry
                keys += _keys([unit for unit in part if unit in near[0]] or part, values)
        if not shown:
            return Extract("", (), {})
        text = _layout(shown, hits)
        return Extract(framed(text, queries[0]), tuple(dict.fromkeys(keys)), _snippets(shown, hits))

    def choices(self, queries: tuple[str, ...], hits: Sequence[Hit], *, lead: int = 0) -> Iterator[list[Scored]]:
        """For each part of a letter the documents it is chosen from: their sentences, and what tells of the answer.

        Raises ``ModelError``.
        """
        ticket = " ".join(queries)
        for documents in _documents(hits, lead):
            found = [
                [unit for run in _runs(_units(hits, passages), hits) for unit in _meant_rows(run, ticket)]
                for passages in documents
            ]
            units = [unit for one in found for unit in one]
            if units:
                texts = [f"{hits[unit.passage].place}: {unit.told}" for unit in units]
                features = sentence_features(ticket, units, hits, self._relevance.score(queries, texts))
                told = dict(zip(units, features, strict=True))
                yield [[(unit, told[unit]) for unit in one] for one in found if one]


def framed(body: str, ticket: str) -> str:
    """``body`` with an opening and a closing where it has none, if ``ticket`` is English."""
    spans = split_sentences(body)
    if not spans or not is_english(ticket):
        return body
    first, last = (body[start:end] for start, end in (spans[0], spans[-1]))
    opening = "" if is_greeting(first) else f"{OPENING}\n\n"
    closing = "" if len(spans) > 1 and is_greeting(last) else f"\n\n{CLOSING}"
    return f"{opening}{body}{closing}"


def _documents(hits: Sequence[Hit], lead: int) -> list[list[list[int]]]:
    """What each part of a letter is chosen from: documents, as the positions of their passages in ``hits``, in order.

    What leads and rows that are named are parts by themselves; without such rows one part is of all other documents.
    Where passages were not compared token by token, only that of the first one is told well enough.
    """
    found = [[[position]] for position in range(min(lead, len(hits)))]
    exact = [position for position in range(lead, len(hits)) if hits[position].exact]
    if exact:
        return [*found, *([[position]] for position in exact[:MAX_EXACT])]
    documents: dict[tuple[int, str], list[int]] = {}
    for position in _pooled(hits, lead):
        documents.setdefault(_document(hits[position]), []).append(position)
    rest = [sorted(positions, key=lambda at: hits[at].start) for positions in documents.values()]
    if lead < len(hits) and hits[lead].nearness is None:
        rest = rest[:1]
    return [*found, rest] if rest else found


def _pooled(hits: Sequence[Hit], lead: int) -> list[int]:
    """What is chosen from: no superseded versions and no files of the ticket, unless the first one is such."""
    rest = list(range(lead, len(hits)))
    for left_out in (_is_superseded, _is_attached):
        if rest and not left_out(hits[rest[0]]):
            rest = [position for position in rest if not left_out(hits[position])]
    return rest


def _is_superseded(hit: Hit) -> bool:
    return hit.superseded


def _is_attached(hit: Hit) -> bool:
    return hit.document_id == 0 and hit.passage_id < 0


def _document(hit: Hit) -> tuple[int, str]:
    return hit.document_id, hit.document


def _runs(units: Sequence[Unit], hits: Sequence[Hit]) -> list[list[Unit]]:
    """The units of a document, apart where passages between are not among ``hits``."""
    found: list[list[Unit]] = []
    for unit in units:
        before = found[-1][-1] if found else None
        if before and (before.passage == unit.passage or _goes_on(hits[before.passage], hits[unit.passage])):
            found[-1].append(unit)
        else:
            found.append([unit])
    return found


def _goes_on(before: Hit, after: Hit) -> bool:
    """Whether two passages stand next to each other in a document."""
    return before.document_id != 0 and _document(before) == _document(after) and 0 <= after.start - before.end <= GAP


def _without_repeats(units: Sequence[Unit]) -> list[Unit]:
    """What another passage says word for word is said once."""
    first: dict[str, int] = {}
    return [
        unit
        for unit in units
        if first.setdefault(unit.text, unit.passage) == unit.passage or not _says_enough(unit.text)
    ]


def _units(hits: Sequence[Hit], passages: Sequence[int]) -> list[Unit]:
    """The sentences of some passages as a letter may hold them; what states nothing is left out where more is there."""
    units = [unit for passage in passages for unit in _answers(_sentences(hits[passage], passage))]
    said = [unit for unit in units if not is_courtesy(unit.text)]
    after = [*(unit.text for unit in said), ""][1:]
    telling = [
        unit
        for unit, text in zip(said, after, strict=True)
        if not _is_empty_talk(unit.text) and not (introduces(unit) and _CAPTION.match(text))
    ]
    return telling if any(_says_enough(unit.text) for unit in telling) else said  # a short answer is better than none


def _answers(units: Sequence[Unit]) -> Iterator[Unit]:
    """The sentences of a passage; those below a line that asks as its answers, up to the next one or a heading."""
    on_line = Counter(unit.line for unit in units)
    question = ""
    for unit in units:
        alone = on_line[unit.line] == 1 and not ITEM.match(unit.text)
        if unit.text.rstrip().endswith(_ASKS) and (alone or _QUESTION.match(unit.text)):
            question = _QUESTION.sub("", unit.text).strip()
            yield unit
            continue
        if alone and introduces(unit) and not _LABEL.match(unit.text):
            question = ""
        yield replace(unit, asked=question)


def _is_empty_talk(text: str) -> bool:
    """A question of a list of questions, or what an image shows."""
    return text.rstrip().endswith(_ASKS) or _CAPTION.match(text) is not None


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
        lines = texts.setdefault(unit.passage + 1, [])
        lines += [unit.asked] if unit.asked and unit.asked not in lines else []
        lines.append(unit.text)
    return {n: fact_line(hits[n - 1].place, "\n".join(lines)) for n, lines in texts.items()}


def _layout(units: Sequence[Unit], hits: Sequence[Hit]) -> str:
    """The lines of the documents as they stand there: items below each other, paragraphs apart, code set in.

    Where they come from under several headings, each part begins with its own.
    """
    headed = len({_above(unit, hits) for unit in units}) > 1
    lines: list[str] = []
    before: Unit | None = None
    for unit in units:
        hit, n = hits[unit.passage], unit.passage + 1
        begins = before is None or _above(before, hits) != _above(unit, hits)
        same = before is not None and _document(hits[before.passage]) == _document(hit) and before.asked == unit.asked
        if begins and (headed or unit.code) and not (same and introduces(unit)):
            heading = _MARK_LIKE.sub(r"(\1)", _heading(hit, unit))
            lines += ["", f"{heading} [{n}]:"] if heading else [""]
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


def _above(unit: Unit, hits: Sequence[Hit]) -> tuple[tuple[int, str], str, str]:
    """What a sentence stands under."""
    hit = hits[unit.passage]
    return _document(hit), hit.place, unit.asked


def _heading(hit: Hit, unit: Unit) -> str:
    """The question that a sentence answers, the last heading above its passage, or the title of its document."""
    above = (unit.asked, *reversed(hit.heading), hit.title)
    return next((part.strip().rstrip(":.?! ") for part in above if part.strip()), "")


def _cite(text: str, n: int) -> str:
    """Put the citation before the full stop, or before the colon of a line that introduces a list."""
    if text.endswith(":"):
        return f"{text[:-1].rstrip()} [{n}]:"
    stop = text[-1] if text[-1] in _STOPS else "."
    return f"{text.rstrip('.!?;, ')} [{n}]{stop}"
