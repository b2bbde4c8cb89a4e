"""Fit the weights of ``pipeline/retrieval/ranking.py``: a listwise ranker over features that a search computes.

Each source is indexed into a scratch home and searched with the product's own code. A document stands for its best
candidate; the weights maximise the softmax probability of the relevant documents (Cao et al. 2007, ListNet), sources
weighing the same. Held out by source: fitted on all but one, measured on that one.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpora.reading import data_folder
from corpora.retrieval import index_corpus, measure

from citewell.application.models.fitted import load_fitted
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Filters
from citewell.pipeline.retrieval.ranking import FEATURES
from citewell.settings.home import Home
from training import fits
from training.ranking.sources import SOURCES, Source

STEPS = 300
RATE = 0.05
RIDGE = 1e-3
ROUNDS = 2
"""The best candidate of a document is chosen anew with the weights of the round before."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One query: features (a row each) and documents of its candidates, and its relevant documents."""

    table: Floats
    documents: tuple[str, ...]
    relevant: frozenset[str]

    def best(self, weights: Floats) -> list[int]:
        """The best row of each document, best first."""
        order = np.argsort(-(self.table @ weights), kind="stable").tolist()
        return list({self.documents[row]: row for row in reversed(order)}.values())[::-1]


def gather(source: Source) -> list[Case]:
    """Index a source and search all its queries."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch) / "corpus.jsonl"
        corpus.write_text(source.corpus, encoding="utf-8")
        services = open_app(Home(Path(scratch) / "home"), scratch=True)
        indexed = index_corpus(services, corpus)
        filters = Filters(datetime.now(UTC).date())
        cases = []
        for text, relevant in source.queries:
            found = services.search.gather((text,), filters)
            documents = tuple(indexed.documents[passage_id] for passage_id in found.candidates.ids)
            cases.append(Case(found.table.astype(np.float64), documents, frozenset(relevant)))
        services.close()
    return cases


def fit(sources: Sequence[Sequence[Case]]) -> Floats:
    """Weights in the order of ``FEATURES``, summing to one."""
    weights = np.asarray(load_fitted().rankings.general.weights, dtype=np.float64)
    for _ in range(ROUNDS):
        weights = _fit_round(sources, weights)
    return np.asarray(weights / weights[: len(FEATURES) - 2].sum())


def _fit_round(sources: Sequence[Sequence[Case]], start: Floats) -> Floats:
    lists: list[tuple[Floats, Floats, float]] = []
    for cases in sources:
        for case in cases:
            rows = sorted(case.best(start))
            hits = np.array([float(case.documents[row] in case.relevant) for row in rows])
            if 0 < hits.sum() < len(hits):
                lists.append((case.table[rows], hits / hits.sum(), 1 / len(cases)))
    table = np.concatenate([rows for rows, _, _ in lists])
    wanted = np.concatenate([share for _, share, _ in lists])
    sizes = [len(rows) for rows, _, _ in lists]
    worth = np.repeat([weight for _, _, weight in lists], sizes) / sum(weight for _, _, weight in lists)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    scale = table.std(axis=0) + 1e-6
    table = table / scale
    weights = start * scale
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):  # Adam (Kingma and Ba 2015)
        values = table @ weights
        values = np.exp(values - np.repeat(np.maximum.reduceat(values, first), sizes))
        shares = values / np.repeat(np.add.reduceat(values, first), sizes)
        gradient = table.T @ ((shares - wanted) * worth) + RIDGE * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights / scale)


def figures(cases: Sequence[Case], weights: Floats) -> tuple[float, float]:
    """nDCG@10 and recall@5, means."""
    rows = []
    for case in cases:
        ranked = [case.documents[row] for row in case.best(weights)]
        rows.append(measure(ranked, dict.fromkeys(case.relevant, 1.0))[:2])
    gain, recall = np.mean(rows, axis=0)
    return float(gain), float(recall)


def main() -> None:
    """Fit, measure by held-out source, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--queries", type=int, default=400, help="of each source at most (default: 400)")
    parser.add_argument("--fitted", type=Path, default=fits.FOLDER / "ranking.json", help="the file of the weights")
    options = parser.parse_args()
    cases = {name: gather(read(options.data, options.queries)) for name, read in SOURCES.items()}
    equal = np.array([0.5, 0.25, 0.25, 0.0, 0.0, 0.0, 0.0])
    for name, own in cases.items():
        held_out = fit([others for other, others in cases.items() if other != name])
        before, after = figures(own, equal), figures(own, held_out)
        print(
            f"held out {name:<12} nDCG@10 {before[0]:.3f} -> {after[0]:.3f}  recall@5 {before[1]:.3f} -> {after[1]:.3f}"
        )
    weights = fits.named(FEATURES, fit(list(cases.values())))
    print("weights:", weights)
    data = ", ".join(f"{len(own)} queries of {name}" for name, own in cases.items())
    fits.write(options.fitted, weights, module="training.ranking.fit", data=data)


if __name__ == "__main__":
    main()
