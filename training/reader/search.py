"""Search each ticket and question of the bank in its knowledge base, as a draft does."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from citewell.domain.documents import Access, Filters
from citewell.pipeline.intake.query import queries_of
from training.scratch import indexed
from training.tickets.reading import documents_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from citewell.application.app import App
    from citewell.domain.documents import Hit
    from training.tickets.reading import Bank, TrainingTicket

TODAY: Final = date(2026, 11, 27)
"""The day that validity is told for: the same one each time."""
FOUND: Final = 24
"""Passages of each search."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage as the index holds it; `quote` is its slice of the document, markup and all."""

    document: str
    place: str
    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket or question, what is known of it, and its passages by id with their scores, best first."""

    kind: str
    ticket: str
    decision: str
    gold_documents: tuple[str, ...]
    gold_quotes: tuple[str, ...]
    hits: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """All of one knowledge base."""

    kb: str
    passages: Mapping[int, FoundPassage]
    rows: tuple[Row, ...]


def search_bank(bank: Bank, roots: Sequence[Path], folder: Path, only: Collection[str] = ()) -> None:
    """Write `<kb>.json` of each knowledge base, of all or of `only`; those that are in `folder` stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for kb in bank.knowledge_bases:
        if (folder / f"{kb}.json").exists() or (only and kb not in only):
            continue
        asked = [*bank.tickets.get(kb, ()), *(pair.as_ticket() for pair in bank.pairs.get(kb, ()))]
        asked += [ticket for twins in bank.twins.get(kb, ()) for ticket in twins.as_tickets()]
        with indexed(documents_of(kb, roots)) as services:
            searched = search(services, kb, asked)
        write_searched(searched, folder)
        print(kb, len(searched.rows), "asked,", len(searched.passages), "passages found", flush=True)


def search(services: App, kb: str, asked: Sequence[TrainingTicket]) -> Searched:
    """Search what is asked of an indexed knowledge base."""
    passages: dict[int, FoundPassage] = {}
    rows = []
    for one in asked:
        hits = _hits(services, one)
        passages |= {hit.passage_id: FoundPassage(hit.document, hit.place, hit.text, hit.quote) for hit in hits}
        scores = tuple((hit.passage_id, round(float(hit.score), 4)) for hit in hits)
        rows.append(Row(one.kind, one.ticket, one.decision, one.gold_documents, one.gold_quotes, scores))
    return Searched(kb, passages, tuple(rows))


def _hits(services: App, one: TrainingTicket) -> list[Hit]:
    queries = queries_of(one.ticket)
    filters = Filters(TODAY, one.fields.get("region", ""), one.fields.get("product", ""), Access.PUBLIC)
    return services.search.retrieve((one.ticket, *queries[1:]), filters, FOUND, distinct=True)


def write_searched(searched: Searched, folder: Path) -> None:
    """Write `<kb>.json`."""
    text = json.dumps(asdict(searched), ensure_ascii=False)
    (folder / f"{searched.kb}.json").write_text(text, encoding="utf-8")


def read_searched(folder: Path) -> Iterator[Searched]:
    """All that `write_searched` wrote, in order of name."""
    for path in sorted(folder.glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        passages = {int(number): FoundPassage(**one) for number, one in found["passages"].items()}
        yield Searched(found["kb"], passages, tuple(_row(row) for row in found["rows"]))


def _row(row: dict[str, Any]) -> Row:
    hits = tuple((passage, score) for passage, score in row["hits"])
    lists = {name: tuple(row[name]) for name in ("gold_documents", "gold_quotes")}
    return Row(**{**row, **lists, "hits": hits})
