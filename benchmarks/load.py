"""``python -m benchmarks.load``: index 14,142 files beside the embedder alone, index them again, search in them.

Both speeds are measured in one run: indexing pauses now and then, and the embedder computes some of the batches it
was just given a second time. Passages that occur several times are computed once; the ratio counts what is computed.
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.load_files import add_options, unpack
from benchmarks.measure import PeakMemory, Row, percentile, print_rows, seconds
from benchmarks.metered import MeteredEmbedder
from citewell.application.app import App
from citewell.application.homes.locks import locked
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Filters, IndexReport
from citewell.domain.progress import Progress
from citewell.knowledge.document_masking import DocumentMasker
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.settings.home import Home
from citewell.storage.db.database import fetch_all

PAUSES = 12
FEW_FILES, FEW_PAUSES = 3000, 4
QUERIES = 100
QUERY_WORDS = 12
NEAREST = 10


@dataclass
class Pauses:
    """Progress callback that pauses indexing at even distances, and says how far it is."""

    embedder: MeteredEmbedder
    count: int
    done: int = 0

    def __call__(self, progress: Progress) -> None:
        """Pause where the next part of the files is done."""
        if (
            progress.total
            and self.done + 1 < self.count
            and progress.done * self.count >= (self.done + 1) * progress.total
        ):
            self.done += 1
            self.pause(f"{progress.done} of {progress.total} passages")

    def pause(self, place: str) -> None:
        """Measure the embedder alone now."""
        self.embedder.pause()
        if self.embedder.stretches:
            last = self.embedder.stretches[-1]
            speed = f"{last.passages / last.seconds:.0f} passages/s, {last.ratio:.2f} of the embedder alone"
            print(f"{place}: {speed}", flush=True)


def bench_load(services: App, folder: Path) -> list[Row]:
    """Index ``folder`` into the new home of ``services``, index it again, search in it."""
    embedder, services = meter_indexing(services)
    embedder.embed(["warm up"])
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    pauses = Pauses(embedder, PAUSES if files >= FEW_FILES else FEW_PAUSES)
    embedder.start()
    with PeakMemory() as memory:
        report = services.ingest.run(IndexOptions(folder), progress=pauses)
        pauses.pause(f"{files} of {files} files")
    again = seconds(lambda: services.ingest.run(IndexOptions(folder)))
    return [
        *_speed_rows(embedder, report),
        Row("memory while indexing", f"{memory.megabytes:.0f} MB", f"peak of all processes: {memory}"),
        Row("indexing again, nothing changed", f"{again:.2f} s", "in the same program"),
        Row("citewell index, nothing changed", f"{_command_seconds(services.home, folder):.2f} s", "start included"),
        *_search_rows(services),
    ]


def meter_indexing(services: App) -> tuple[MeteredEmbedder, App]:
    """A metered embedder, and ``services`` that index through it."""
    metered = MeteredEmbedder(services.models.embedder)
    ingest = Ingest(
        services.index,
        metered,
        services.models.reader,
        lambda: locked(services.home.index_lock, "indexes this home"),
        DocumentMasker(services.models.name_finder, enabled=services.options.mask_documents),
    )
    return metered, replace(services, ingest=ingest)


def _speed_rows(embedder: MeteredEmbedder, report: IndexReport) -> list[Row]:
    ratios = sorted(stretch.ratio for stretch in embedder.stretches)
    alone = embedder.passages / embedder.alone_seconds
    indexed = embedder.passages / embedder.seconds
    known = report.passages - embedder.passages
    span = f"{ratios[0]:.2f} to {ratios[-1]:.2f} in {len(ratios)} parts of the run"
    quarantined = f"{len(report.quarantined)} quarantined"
    return [
        Row("embedder alone", f"{alone:.0f} /s", f"passages, {embedder.replayed_passages} of them in the pauses"),
        Row("indexing, computed", f"{indexed:.0f} /s", f"{embedder.ratio:.2f} of the embedder alone; {span}"),
        Row("indexing, stored", f"{report.passages / embedder.seconds:.0f} /s", f"{known} passages were known by text"),
        Row("indexed", f"{embedder.seconds:.0f} s", f"{report.added} files, {report.passages} passages; {quarantined}"),
    ]


def _command_seconds(home: Home, folder: Path) -> float:
    command = [sys.executable, "-m", "citewell", "index", str(folder), "--home", str(home.path), "--json"]
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def _search_rows(services: App) -> list[Row]:
    queries = _queries(services)
    filters = Filters(datetime.now(UTC).date())
    for query in queries:
        services.search.retrieve((query,), filters, NEAREST)
    times = [
        1000 * seconds(lambda query=query: services.search.retrieve((query,), filters, NEAREST))  # type: ignore[misc]
        for query in queries
    ]
    note = f"of {len(queries)} queries, embedding included"
    return [
        Row("search, warm, p50", f"{percentile(times, 0.5):.1f} ms", note),
        Row("search, warm, p95", f"{percentile(times, 0.95):.1f} ms", note),
    ]


def _queries(services: App) -> list[str]:
    """First words of passages at even distances."""
    with services.database.read() as connection:
        count = services.search.totals()[1]
        sql = "SELECT text FROM passage WHERE id % ? = 0 LIMIT ?"
        texts = fetch_all(connection, sql, (max(1, count // QUERIES), QUERIES))
    return [" ".join(text.split()[:QUERY_WORDS]) for (text,) in texts]


def main() -> None:
    """Unpack, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_options(parser, None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-load-") as scratch:
        folder = Path(scratch) / "files"
        count = unpack(options.archive, folder, options.files)
        print(f"{count} files unpacked", flush=True)
        services = open_app(Home(Path(scratch) / "home"), scratch=True)
        try:
            rows = bench_load(services, folder)
        finally:
            services.close()
    print_rows(rows, options.json)


if __name__ == "__main__":
    main()
