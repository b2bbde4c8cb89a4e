"""Indexing beside the embedder alone on the same texts, and search."""

import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Row, median, memory_megabytes, seconds
from citewell.application.app import App
from citewell.domain.documents import Filters
from citewell.domain.progress import Progress
from citewell.knowledge.chunking import cut_passages, embedding_text
from citewell.knowledge.ingest import BATCH_PASSAGES, IndexOptions
from citewell.knowledge.loaders import read_file
from citewell.knowledge.scan import find_files

QUERIES = (
    "how do I return my order",
    "the board is not recognised by my computer",
    "cancel a subscription and get a refund",
    "wifi does not connect",
    "change the e-mail address of my account",
)


def bench_indexing(services: App, folder: Path) -> list[Row]:
    """Passages per second of both, the run with nothing to do, search latency, memory."""
    services.models.embedder.embed(["warm up"])
    texts = _texts(folder)
    alone = len(texts) / seconds(lambda: _embed_all(services, texts))
    peak = 0.0

    def watch(_progress: Progress) -> None:
        nonlocal peak
        peak = max(peak, memory_megabytes())

    began = time.perf_counter()
    report = services.ingest.run(IndexOptions(folder), progress=watch)
    indexed = report.passages / (time.perf_counter() - began)
    again = seconds(lambda: services.ingest.run(IndexOptions(folder)))
    search = _search_milliseconds(services)
    return [
        Row("embedder alone", f"{alone:.0f} /s", f"passages, {len(texts)} of {folder.name}"),
        Row("indexing", f"{indexed:.0f} /s", f"{indexed / alone:.2f} of the embedder alone; {report.added} files"),
        Row("indexing again, nothing changed", f"{again:.2f} s"),
        Row("memory while indexing", f"{peak:.0f} MB", "peak, model process included"),
        Row("search, warm", f"{search:.1f} ms", f"median, {report.passages} passages"),
    ]


def _texts(folder: Path) -> list[str]:
    texts = []
    for file in find_files(folder):
        if file.stat()[0]:
            document = read_file(file.path, file.relative)
            texts += [embedding_text(document.metadata.title, passage) for passage in cut_passages(document)]
    return texts


def _embed_all(services: App, texts: list[str]) -> None:
    for start in range(0, len(texts), BATCH_PASSAGES):
        services.models.embedder.embed(texts[start : start + BATCH_PASSAGES])


def _search_milliseconds(services: App) -> float:
    filters = Filters(datetime.now(UTC).date())
    for query in QUERIES:
        services.search.retrieve((query,), filters, 5)
    times = [
        seconds(lambda query=query: services.search.retrieve((query,), filters, 5))  # type: ignore[misc]
        for _ in range(5)
        for query in QUERIES
    ]
    return median(times) * 1000
