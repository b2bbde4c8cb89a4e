"""Embedders: an imported one beside the one that ships, by vectors alone and in search as it ships.

``python -m benchmarks.embedders [SET...]``: the sample pack ``travel`` with the tickets and question pairs of
``training/tickets``, also by language, and the sets of ``benchmarks.retrieval``. Both embedders work in homes of their
own; the other one is imported there as a user does it. Intervals are 95% of 2,000 paired bootstrap samples.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from corpora.reading import ROOT, data_folder, rows
from corpora.retrieval import MEASURES, Indexed, index_corpus, indexed

from benchmarks.retrieval import SHOWN, Figures, Query, bench_set, interval, read_queries
from citewell.application.app import App
from citewell.application.models.library import import_to_library, use_model
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access
from citewell.governance.text.languages import language_of
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home
from citewell.settings.options import load_options
from citewell.settings.resources import resources_dir

SHIPPED = resources_dir() / "models" / "embedder"
OTHER = ROOT / "build" / "multilingual-e5-small"
PACKS, TICKETS = ROOT / "sample_kb", ROOT / "training" / "tickets"
PACK = "travel"
WAYS = {"vectors alone": 1, "search": 3}
"""Columns of ``benchmarks.retrieval.SYSTEMS``."""
ROUNDS, PASSAGES = 7, 32
"""Of the speed: each round embeds so many passages with both embedders in turn."""


@contextmanager
def home_with(folder: Path) -> Iterator[App]:
    """A home of its own that embeds with the model in ``folder``; the one that ships is not imported."""
    with tempfile.TemporaryDirectory(prefix="citewell-bench-") as scratch:
        home = Home(Path(scratch))
        home.create()
        if folder != SHIPPED:
            use_model(home, load_options(home.settings), import_to_library(folder, home.models).id)
        services = open_app(home, scratch=True)
        try:
            yield services
        finally:
            services.close()


def read_pack(name: str) -> list[Query]:
    """Tickets to answer and questions of pairs of a sample pack, with their gold documents."""
    tickets = [row for row in rows(TICKETS / f"{name}.jsonl") if row["decision"] == "answer"]
    asked = [Query(row["ticket"], dict.fromkeys(row["gold_documents"], 1.0)) for row in tickets]
    return asked + [Query(row["question"], {row["document"]: 1.0}) for row in rows(TICKETS / f"pairs-{name}.jsonl")]


def index_pack(services: App, folder: Path) -> Indexed:
    """Index a sample pack, all of it public, so that vectors and search look at the same passages."""
    services.ingest.run(IndexOptions(folder, Access.PUBLIC))
    return indexed(services)


def measure_set(name: str, folders: Sequence[Path], most: int) -> None:
    """Print what the embedders in ``folders`` find of one set."""
    pack = PACKS / name
    queries = read_pack(name) if pack.is_dir() else read_queries(data_folder() / "retrieval" / name, most)
    figures = []
    for folder in folders:
        with home_with(folder) as services:
            found = (
                index_pack(services, pack)
                if pack.is_dir()
                else index_corpus(services, data_folder() / "retrieval" / name / "corpus.jsonl")
            )
            figures.append(bench_set(services, found, queries, SHOWN)[0])
    _show(name, np.ones(len(queries), dtype=bool), figures, folders)
    if pack.is_dir():
        languages = np.array([language_of(query.text) for query in queries])
        for language in sorted(set(languages)):
            _show(f"{name}, {language}", languages == language, figures, folders)


def _show(
    name: str, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], figures: Sequence[Figures], of: Sequence[Path]
) -> None:
    print(f"\n{name}: {chosen.sum()} queries")
    for way, column in WAYS.items():
        own, other = (one[chosen, column] for one in figures)
        for folder, values in zip(of, (own, other), strict=True):
            cells = "  ".join(f"{label} {mean:.3f}" for label, mean in zip(MEASURES, values.mean(axis=0), strict=True))
            print(f"  {way:<13}  {folder.name:<22}  {cells}")
        difference = (other - own)[:, 0]
        low, high = interval(difference)
        print(
            f"  {'':<13}  {'difference':<22}  {MEASURES[0]} {difference.mean():+.3f} [{low:+.3f}, {high:+.3f}]",
            flush=True,
        )


def measure_speed(folders: Sequence[Path]) -> None:
    """Print sizes, and the time of a passage as a ratio: both embed the same ones in turn, as load touches both."""
    for folder in folders:
        print(f"{folder.name}: {sum(path.stat().st_size for path in folder.iterdir()) / 1e6:.1f} MB")
    texts = [row["text"][:900] for row in rows(data_folder() / "retrieval" / "doc2dial_docs" / "corpus.jsonl")][
        :PASSAGES
    ]
    with home_with(folders[0]) as one, home_with(folders[1]) as two:
        embedders = [one.models.embedder, two.models.embedder]
        ratios, per_text = [], []
        for _ in range(ROUNDS + 1):
            taken = []
            for embedder in embedders:
                began = time.perf_counter()
                embedder.embed(texts)
                taken.append((time.perf_counter() - began) / len(texts))
            ratios.append(taken[1] / taken[0])
            per_text.append([seconds * 1000 for seconds in taken])
    shown = " and ".join(f"{statistics.median(column):.0f} ms" for column in zip(*per_text[1:], strict=True))
    print(f"a passage takes {statistics.median(ratios[1:]):.1f} times as long ({shown}; {ROUNDS} rounds)", flush=True)


def main() -> None:
    """Measure speed, then the sets named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--embedder", type=Path, default=OTHER, help="folder of the other one (default: %(default)s)")
    parser.add_argument("--queries", type=int, default=0, help="take at most this many of each set (default: all)")
    options = parser.parse_args()
    if not options.embedder.is_dir():
        parser.error(f"there is no embedder {options.embedder}; 'make multilingual' makes it")
    folders = (SHIPPED, options.embedder)
    names = options.sets or [PACK, *sorted(path.parent.name for path in data_folder().glob("retrieval/*/corpus.jsonl"))]
    measure_speed(folders)
    for name in names:
        measure_set(name, folders, options.queries)


if __name__ == "__main__":
    main()
