"""Retrieval: Citewell beside FTS5 alone, the embedder alone, and plain reciprocal rank fusion of the two.

``python -m benchmarks.retrieval [SET...]`` reads every set (``corpus.jsonl``, ``queries.jsonl``, ``qrels.tsv``) under
``$CITEWELL_SHARED/data/retrieval``. A corpus line becomes one document named by its id. All four search the same
passages with the same vectors; a document stands where its best passage does. Intervals are 95% of 2,000 paired
bootstrap samples.
"""

import argparse
import math
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpora.reading import data_folder, rows
from corpora.retrieval import MEASURES, Indexed, index_corpus, measure

from citewell.application.app import App
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Filters
from citewell.pipeline.retrieval.retriever import fuse
from citewell.settings.home import Home

SYSTEMS = ("FTS5 alone", "embedder alone", "plain fusion", "Citewell")
DEPTH = 50
"""Passages that each of the plain rankings puts forward."""
SHOWN = 100
"""Passages asked of Citewell, so that ten documents are among them."""
SAMPLES = 2000
SEED = 7

Figures = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the grades of its documents."""

    text: str
    grades: Mapping[str, float]


def read_queries(folder: Path, most: int) -> list[Query]:
    """The queries that have relevant documents; every n-th where there are more than ``most`` (0 for no limit)."""
    grades: dict[str, dict[str, float]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").split("\n")[1:]:
        if line.strip():
            query, document, grade = line.split("\t")
            grades.setdefault(query, {})[document] = float(grade)
    queries = [Query(row["text"], grades[row["id"]]) for row in rows(folder / "queries.jsonl") if row["id"] in grades]
    return queries[:: math.ceil(len(queries) / most)] if most else queries


def bench_set(services: App, indexed: Indexed, queries: Sequence[Query], shown: int) -> tuple[Figures, list[float]]:
    """Measures of shape (queries, systems, measures), and Citewell's milliseconds for each query."""
    filters = Filters(datetime.now(UTC).date())
    rows, times = [], []
    for query in queries:
        words = _by_words(services, query.text)
        vector = np.frombuffer(services.models.embedder.embed_queries([query.text])[0], dtype="<f4")
        nearest = np.argsort(-(indexed.vectors @ vector), kind="stable")[:DEPTH]
        meaning = [indexed.ids[row] for row in nearest]
        fused = fuse([words, meaning])
        began = time.perf_counter()
        hits = services.search.retrieve((query.text,), filters, shown)
        times.append((time.perf_counter() - began) * 1000)
        rankings = (words, meaning, sorted(fused, key=lambda item: (-fused[item], item)))
        documents = [[indexed.documents[item] for item in ranking] for ranking in rankings]
        documents.append([hit.document for hit in hits])
        rows.append([measure(list(dict.fromkeys(ranked)), query.grades) for ranked in documents])
    return np.array(rows), times


def _by_words(services: App, text: str) -> list[int]:
    """FTS5's own BM25 over all words of the query, with the weights of the columns that Citewell uses."""
    words = dict.fromkeys("".join(c if c.isalnum() else " " for c in text.lower()).split())
    if not words:
        return []
    match = " OR ".join(f'"{word}"' for word in words)
    sql = "SELECT rowid FROM passage_words WHERE passage_words MATCH ? ORDER BY bm25(passage_words, 2, 1.5, 1) LIMIT ?"
    with services.database.read() as connection:
        return [passage_id for (passage_id,) in connection.execute(sql, (match, DEPTH))]


def interval(differences: npt.NDArray[np.float64]) -> tuple[float, float]:
    """95% bootstrap interval of the mean of paired differences (Efron 1979)."""
    picks = np.random.default_rng(SEED).integers(0, len(differences), (SAMPLES, len(differences)))
    low, high = np.percentile(differences[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def show(name: str, figures: Figures, times: Sequence[float]) -> None:
    """Print the table of one set."""
    print(f"\n{name}: {len(figures)} queries, search median {np.median(times):.1f} ms")
    means = figures.mean(axis=0)
    for number, system in enumerate(SYSTEMS):
        print(f"  {system:<14}", "  ".join(f"{label} {means[number][i]:.3f}" for i, label in enumerate(MEASURES)))
    for number, system in enumerate(SYSTEMS[:-1]):
        parts = []
        for i, label in enumerate(MEASURES):
            differences = figures[:, -1, i] - figures[:, number, i]
            low, high = interval(differences)
            parts.append(f"{label} {differences.mean():+.3f} [{low:+.3f}, {high:+.3f}]")
        print(f"  over {system:<14}", "  ".join(parts), flush=True)


def main() -> None:
    """Measure the sets named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--queries", type=int, default=0, help="take at most this many of each set (default: all)")
    parser.add_argument("--passages", type=int, default=SHOWN, help=f"ask for so many (default: {SHOWN})")
    options = parser.parse_args()
    folder = data_folder() / "retrieval"
    names = options.sets or sorted(path.name for path in folder.iterdir() if (path / "corpus.jsonl").is_file())
    means = []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="citewell-bench-") as scratch:
            services = open_app(Home(Path(scratch)), scratch=True)
            indexed = index_corpus(services, folder / name / "corpus.jsonl")
            queries = read_queries(folder / name, options.queries)
            figures, times = bench_set(services, indexed, queries, options.passages)
            services.close()
        show(name, figures, times)
        means.append(figures.mean(axis=0))
    average = np.mean(means, axis=0)
    print(f"\naverage of {len(names)} sets")
    for number, system in enumerate(SYSTEMS):
        change = average[-1] - average[number]
        cells = (f"{label} {average[number][i]:.3f} ({change[i]:+.3f})" for i, label in enumerate(MEASURES))
        print(f"  {system:<14}", "  ".join(cells))


if __name__ == "__main__":
    main()
