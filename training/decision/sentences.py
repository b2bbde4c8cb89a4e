"""Fit which sentences of what was found are the answer, on tickets of companies that the reader never saw.

`python -m training.decision.sentences`: each ticket to answer is searched and read as a draft does it; a sentence is
right that a gold quote holds. Figures are of knowledge bases held out of the fit. The weights go into
`citewell/pipeline/generation/sentence_scoring.py`.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import numpy as np
from corpora.reading import shared_folder
from corpora.unseen import NEVER_LEARNT
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from citewell.domain.drafts import Ticket
from citewell.pipeline.generation.extractive_answer import Extractor
from citewell.pipeline.generation.section_parts import is_row
from citewell.pipeline.generation.sentence_scoring import Relevance, SentenceFeatures
from citewell.pipeline.intake.anonymizer import MaskedTicket
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.retrieval.evidence_finder import EvidenceFinder
from citewell.pipeline.retrieval.rerank import Reranking
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Prepared
from training.decision.tickets import TODAY, plain
from training.scratch import indexed
from training.tickets.reading import FOLDER, ROOTS, TrainingTicket, documents_of, read_bank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from citewell.application.app import App
    from citewell.domain.documents import Hit
    from citewell.pipeline.generation.section_parts import Unit

NAMES = tuple(SentenceFeatures.__slots__)
START = 40
"""Characters of a sentence that a quote holds, where it was cut."""
CELLS = 0.75
"""Share of a row's cells that stand in the quote of a table."""


@dataclass(frozen=True, slots=True)
class Found:
    """Features and labels of the sentences of what was found for a ticket."""

    kb: str
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]


def found_for(app: App, tickets: Sequence[TrainingTicket]) -> Iterator[Found]:
    """What a draft would choose from."""
    finder = EvidenceFinder(
        app.search, Reranking(app.models.reranker, app.models.embedder, lambda: app.fitted.decision.orders)
    )
    extractor = Extractor(Relevance(app.models.embedder))
    for one in tickets:
        queries = queries_of(one.ticket)
        ticket = Ticket(
            one.ticket, region=one.fields.get("region", ""), product=one.fields.get("product", ""), as_of=TODAY
        )
        evidence = finder.find(prepared_of(ticket, queries), RunContext())
        for documents in extractor.choices(queries, evidence.hits):
            scored = [pair for document in documents for pair in document]
            right = np.array([is_right(unit, evidence.hits, one) for unit, _ in scored])
            yield Found(one.kb, np.array([astuple(row) for _, row in scored]), right)


def prepared_of(ticket: Ticket, queries: tuple[str, ...]) -> Prepared:
    """A ticket as preparation would leave it, without masks."""
    return Prepared(ticket, ticket, MaskedTicket(ticket), queries, (), ())


def is_right(unit: Unit, hits: Sequence[Hit], ticket: TrainingTicket) -> bool:
    """Whether a sentence stands in a gold quote, or holds it; of a row, most of its cells."""
    if hits[unit.passage].document.partition("#")[0] not in ticket.gold_documents:
        return False
    text, quotes = plain(unit.text), [plain(quote) for quote in ticket.gold_quotes]
    if any(text in quote or quote in text or (len(text) > START and text[:START] in quote) for quote in quotes):
        return True
    cells = [plain(cell.rpartition(": ")[2]) for cell in re.split(r"[;|]", unit.text)]
    cells = [cell for cell in cells if cell]
    shares = [sum(cell in quote for cell in cells) for quote in quotes]
    return is_row(unit.text) and len(cells) > 1 and max(shares) >= CELLS * len(cells)


def fit(found: Sequence[Found]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias, of features as they are."""
    rows, right = np.concatenate([one.rows for one in found]), np.concatenate([one.right for one in found])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.1, max_iter=500).fit(scaler.transform(rows), right)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - scaler.mean_ @ weights)


def main() -> None:
    """Search, fit with each knowledge base held out in turn, then on all, and print."""
    bank = read_bank(shared_folder() / "tickets", FOLDER)
    found: list[Found] = []
    for kb in NEVER_LEARNT:
        with indexed(documents_of(kb, [shared_folder() / "data" / "kb", *ROOTS])) as app:
            found += found_for(app, [one for one in bank.tickets.get(kb, ()) if one.decision == "answer"])
        print(kb, len(found), flush=True)
    scores = []
    for kb in NEVER_LEARNT:
        weights, bias = fit([one for one in found if one.kb != kb])
        scores += [(one.right, one.rows @ weights + bias, one.rows[:, 0]) for one in found if one.kb == kb]
    right, told, near = (np.concatenate(column) for column in zip(*scores, strict=True))
    for name, values in (("relevance", near), ("fitted without the knowledge base", told)):
        print(f"{name}: AUC {roc_auc_score(right, values):.3f}, AP {average_precision_score(right, values):.3f}")
    weights, bias = fit(found)
    print(dict(zip(NAMES, weights.round(3).tolist(), strict=True)), "bias", round(bias, 3))


if __name__ == "__main__":
    main()
