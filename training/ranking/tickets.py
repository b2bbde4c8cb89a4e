"""Fit the weights of `pipeline/retrieval/ranking.py` on tickets that people wrote, for the embedder that ships.

`python -m training.ranking.tickets`: the tickets and questions of the knowledge bases that nothing has learnt from,
searched with the product's own code. A passage is right that holds a gold quote. Figures are of knowledge bases held
out of the fit.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from corpora.reading import shared_folder
from corpora.unseen import NEVER_LEARNT

from citewell.application.models.fitted import load_fitted
from citewell.domain.documents import Access, Filters
from citewell.models.descriptions import EMBEDDER
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.retrieval.ranking import FEATURES
from training import fits
from training.decision.routing import Ranked, fit_order
from training.decision.tickets import PAIR, TODAY, holds, right_document, to_see
from training.scratch import indexed
from training.tickets.reading import FOLDER, OF_PAIR, ROOTS, documents_of, read_bank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from citewell.application.app import App
    from training.tickets.reading import TrainingTicket

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

RIDGE, RATE, STEPS = 0.01, 0.5, 400
LENGTHS: Final = 2
"""The last features, which are others times the length of the query: the rest of the weights sum to one."""
DEPTHS: Final = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket or question: `FEATURES` of its candidates, which hold a gold quote, and which documents are right."""

    kb: str
    pair: bool
    table: Floats
    right: Flags
    document: Flags


def gather_all(bank: Mapping[str, Sequence[TrainingTicket]], folders: Sequence[Path]) -> Iterator[Case]:
    """Index each knowledge base, and search what asks it."""
    for kb, tickets in bank.items():
        with indexed(documents_of(kb, folders)) as services:
            yield from (gather(services, one) for one in tickets if one.gold_quotes)
        print(kb, len(tickets), flush=True)


def gather(services: App, asked: TrainingTicket) -> Case:
    """The candidates of one ticket."""
    fields = asked.fields
    filters = Filters(TODAY, fields.get("region", ""), fields.get("product", ""), Access.PUBLIC)
    found = services.search.gather((asked.ticket, *queries_of(asked.ticket)[1:]), filters)
    ids = found.candidates.ids
    hits = {hit.passage_id: hit for hit in services.search.load(ids, filters)}
    right = [number in hits and holds(hits[number], asked) for number in ids]
    document = [number in hits and right_document(hits[number], asked) for number in ids]
    table = found.table.astype(np.float64)
    return Case(asked.kb, asked.kind == OF_PAIR, table, np.array(right, bool), np.array(document, bool))


def fit(cases: Sequence[Case]) -> Floats:
    """Weights in the order of `FEATURES`, held near the general ones; each knowledge base by the root of its size."""
    start = general()
    scale = np.concatenate([one.table for one in cases]).std(axis=0) + 1e-6
    sizes = Counter(one.kb for one in cases)
    worth = [(PAIR if one.pair else 1.0) / np.sqrt(sizes[one.kb]) for one in cases]
    ranked = [
        Ranked(one.table / scale, one.right.astype(float), weight / sum(worth))
        for one, weight in zip(cases, worth, strict=True)
    ]
    weights = fit_order(ranked, start * scale, ridge=RIDGE, rate=RATE, steps=STEPS) / scale
    return np.asarray(weights / weights[:-LENGTHS].sum())


def general() -> Floats:
    """The weights for any embedder (`training.ranking.fit`)."""
    return np.asarray(load_fitted().rankings.general.weights, dtype=np.float64)


def figures(cases: Sequence[Case], weights: Floats) -> list[float]:
    """How often a passage with a quote is among the first `DEPTHS`, then the same of a right document."""
    rows = []
    for one in cases:
        order = np.argsort(-(one.table @ weights), kind="stable")
        rows.append([bool(of[order[:depth]].any()) for of in (one.right, one.document) for depth in DEPTHS])
    return list(np.mean(rows, axis=0).tolist())


def main() -> None:
    """Search, measure by held-out knowledge base, fit, write."""
    shared = shared_folder()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=Path, nargs="*", default=[shared / "tickets", FOLDER])
    parser.add_argument("--kb", type=Path, nargs="*", default=[shared / "data" / "kb", *ROOTS])
    parser.add_argument("--pairs", type=int, default=40, help="questions of pairs for each knowledge base, at most")
    parser.add_argument("--fitted", type=Path, default=fits.FOLDER / "ranking_own.json", help="the file of the weights")
    options = parser.parse_args()
    bank = to_see(read_bank(*options.tickets), options.pairs)
    cases = list(gather_all({kb: bank[kb] for kb in NEVER_LEARNT}, options.kb))
    print(f"passage among {DEPTHS}, document among {DEPTHS}: general weights, fitted without the knowledge base")
    for pair in (False, True):
        ways = []
        for name in NEVER_LEARNT:
            if inside := [one for one in cases if one.kb == name and one.pair == pair]:
                without = fit([one for one in cases if one.kb != name])
                ways.append([figures(inside, weights) for weights in (general(), without)])
        before, after = np.mean(ways, axis=0).round(3).tolist()
        print("questions" if pair else "tickets  ", before, "->", after)
    weights = fits.named(FEATURES, fit(cases))
    print("weights:", weights)
    data = f"{sum(not one.pair for one in cases)} tickets and {sum(one.pair for one in cases)} questions of pairs"
    fits.write(
        options.fitted,
        {"embedder": EMBEDDER.identity, "weights": weights},
        module="training.ranking.tickets",
        data=f"{data} over {len(NEVER_LEARNT)} knowledge bases",
    )


if __name__ == "__main__":
    main()
