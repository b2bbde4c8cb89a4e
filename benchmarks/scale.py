"""``python -m benchmarks.scale``: search in 10,000, 100,000 and 1,000,000 passages of an encrypted database.

The passages are halves of real ones put together anew, their vectors mixtures of real ones with some noise, so that
words are as frequent and vectors lie as close as in real documents. The queries are sentences of the same documents.
"""

import argparse
import json
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from corpora.reading import data_folder
from numpy.typing import NDArray

from benchmarks.measure import Row, median, memory_megabytes, seconds
from citewell.application.app import App
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access, Block, ExtractedDocument, Filters, Metadata, Passage
from citewell.domain.errors import UnreadableFileError
from citewell.domain.ports import FileState, IndexedFile
from citewell.governance.text.sentences import split_sentences
from citewell.knowledge.chunking import cut_passages, embedding_text
from citewell.knowledge.loaders import read_file
from citewell.knowledge.scan import find_files
from citewell.settings.home import Home
from citewell.settings.resources import sample_dir

SIZES = (10_000, 100_000, 1_000_000)
REAL_PASSAGES = 6_000
QUERIES = 40
PASSAGES_A_FILE = 50
FILES_A_BATCH = 20
NOISE = 0.02
NEAREST = 10

Floats = NDArray[np.float32]


class Material:
    """Real passages with their vectors, out of which any number is made; the same ones for the same ``seed``."""

    def __init__(self, services: App, folders: Sequence[Path], seed: int = 11) -> None:
        """Read and embed a sample of the documents in ``folders``."""
        self._random = random.Random(seed)  # noqa: S311
        self._numbers = np.random.default_rng(seed)
        found = [(title, passage) for folder in folders for title, passage in _passages(folder)]
        self._real = self._random.sample(found, min(REAL_PASSAGES, len(found)))
        texts = [embedding_text(title, passage) for title, passage in self._real]
        self._vectors = _floats(services, texts)
        asked = [text for _, passage in self._real for text in [_question(passage)] if text]
        self.queries = self._random.sample(asked, min(QUERIES, len(asked)))
        self.query_vectors = _floats(services, self.queries)

    def files(self, first: int, count: int) -> tuple[list[IndexedFile], Floats]:
        """``count`` files from number ``first`` on, and the vectors of their passages in order."""
        size = count * PASSAGES_A_FILE
        one, other = self._numbers.integers(0, len(self._real), (2, size))
        share = self._numbers.uniform(0.5, 1.0, (size, 1)).astype(np.float32)
        noise = self._numbers.normal(0, NOISE, (size, self._vectors.shape[1])).astype(np.float32)
        vectors = share * self._vectors[one] + (1 - share) * self._vectors[other] + noise
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        made = []
        for number in range(count):
            chosen = slice(number * PASSAGES_A_FILE, (number + 1) * PASSAGES_A_FILE)
            made.append(self._file(first + number, list(zip(one[chosen], other[chosen], strict=True)), vectors[chosen]))
        return made, vectors

    def _file(self, number: int, pairs: list[tuple[int, int]], vectors: Floats) -> IndexedFile:
        parts = [f"{_half(self._real[a][1], 0)} {_half(self._real[b][1], 1)}" for a, b in pairs]
        passages, position = [], 0
        for part, (a, _) in zip(parts, pairs, strict=True):
            passages.append(Passage(position, position + len(part), self._real[a][1].heading, part))
            position += len(part) + 1
        text = "\n".join(parts)
        metadata = Metadata(
            title=self._real[pairs[0][0]][0],
            effective_to=date(2026, 1, 31) if number % 20 == 0 else None,
            access=Access.CONFIDENTIAL if number % 25 == 1 else Access.PUBLIC,
        )
        blocks = tuple(Block(passage.start, passage.end, passage.text) for passage in passages)
        return IndexedFile(
            path=f"{number:07d}.md",
            state=FileState(len(text), number, f"{number:064d}", number),
            document=ExtractedDocument(text, blocks, metadata),
            passages=tuple(passages),
            hashes=tuple(f"{number}-{i}" for i in range(len(parts))),
            vectors=tuple(vector.tobytes() for vector in vectors.astype("<f4")),
        )


class Nearest:
    """The exact nearest passages of every query, kept while passages are made."""

    def __init__(self, queries: Floats) -> None:
        """Nothing seen yet."""
        self._queries = queries
        self._cosines = np.full((len(queries), NEAREST), -2.0, dtype=np.float32)
        self._ids = np.zeros((len(queries), NEAREST), dtype=np.int64)

    def see(self, vectors: Floats, first_id: int) -> None:
        """Passages with ids from ``first_id`` on."""
        cosines = np.concatenate([self._cosines, self._queries @ vectors.T], axis=1)
        new = np.broadcast_to(np.arange(first_id, first_id + len(vectors)), (len(self._queries), len(vectors)))
        ids = np.concatenate([self._ids, new], axis=1)
        best = np.argpartition(-cosines, NEAREST, axis=1)[:, :NEAREST]
        self._cosines, self._ids = np.take_along_axis(cosines, best, 1), np.take_along_axis(ids, best, 1)

    def recall(self, query: int, found: Sequence[int]) -> float:
        """Share of the exact nearest among ``found``."""
        return len(set(self._ids[query].tolist()) & set(found)) / NEAREST


def bench_scale(services: App, material: Material, sizes: Sequence[int]) -> Iterator[Row]:
    """Fill one index up to each size in turn, and measure there."""
    source = services.index.open_source("/scale", None)
    nearest = Nearest(material.query_vectors)
    files = 0
    for size in sizes:
        spent = 0.0
        while files * PASSAGES_A_FILE < size:
            count = min(FILES_A_BATCH, size // PASSAGES_A_FILE - files)
            batch, vectors = material.files(files, count)
            spent += seconds(lambda batch=batch: services.index.store_files(source, batch))  # type: ignore[misc]
            nearest.see(vectors, files * PASSAGES_A_FILE + 1)
            files += count
        services.index.finish_source(source)
        yield from _measure(services, material, nearest, size)
        megabytes = services.database.path.stat().st_size / 1024**2
        yield Row(f"{size:,}: stored", f"{megabytes:,.0f} MB", f"memory {memory_megabytes():.0f} MB with the embedder")


def _measure(services: App, material: Material, nearest: Nearest, size: int) -> Iterator[Row]:
    today = Filters(datetime.now(UTC).date())
    always = replace(today, as_of=date(2026, 1, 1))  # nothing is hidden, as in the exact ranking
    recalls = [
        nearest.recall(number, [i for i, _ in services.searcher.search_meaning(vector.tobytes(), always, NEAREST)])
        for number, vector in enumerate(material.query_vectors)
    ]
    kinds = {
        "all": always,
        "valid and public": replace(today, access=Access.PUBLIC),
        "confidential alone": replace(today, only=Access.CONFIDENTIAL),  # one in 25
    }
    for name, filters in kinds.items():
        times = _times(services, material.queries, filters)
        note = f"p95 {sorted(times)[int(0.95 * len(times))]:.1f} ms, embedding the query included"
        yield Row(f"{size:,}: search, {name}", f"{median(times):.1f} ms", note)
    words = [seconds(lambda q=q: services.searcher.search_words(q, always, 50)) * 1000 for q in material.queries]  # type: ignore[misc]
    meaning = [
        seconds(lambda v=v: services.searcher.search_meaning(v.tobytes(), always, 50)) * 1000  # type: ignore[misc]
        for v in material.query_vectors
    ]
    yield Row(f"{size:,}: words and meaning alone", f"{median(words):.1f} ms", f"and {median(meaning):.1f} ms")
    yield Row(f"{size:,}: recall@10 by meaning", f"{float(np.mean(recalls)):.3f}", "of the exact nearest by cosine")


def _times(services: App, queries: Sequence[str], filters: Filters) -> list[float]:
    for query in queries[:5]:
        services.search.retrieve((query,), filters, 5)
    return [
        seconds(lambda query=query: services.search.retrieve((query,), filters, 5)) * 1000  # type: ignore[misc]
        for query in queries
    ]


def _passages(folder: Path) -> Iterator[tuple[str, Passage]]:
    for file in find_files(folder):
        try:
            document = read_file(file.path, file.relative)
        except UnreadableFileError:
            continue
        for passage in cut_passages(document):
            yield document.metadata.title, passage


def _question(passage: Passage) -> str:
    """A sentence of some length, without what makes its passage certain: it is asked for in other words anyway."""
    sentences = [passage.text[start:end] for start, end in split_sentences(passage.text)]
    fitting = [sentence for sentence in sentences if 6 <= len(sentence.split()) <= 30]
    return fitting[-1] if fitting else ""


def _half(passage: Passage, number: int) -> str:
    words = passage.text.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[middle:] if number else words[:middle])


def _floats(services: App, texts: Sequence[str]) -> Floats:
    vectors: list[bytes] = []
    for start in range(0, len(texts), 128):
        vectors += services.models.embedder.embed(list(texts[start : start + 128]))
    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(texts), -1)


def main() -> None:
    """Measure the sizes asked for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="passages (multiples of 50)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    shared = data_folder() / "kb"
    folders = sorted(path for path in shared.iterdir() if path.is_dir()) if shared.is_dir() else [sample_dir()]
    rows = []
    with tempfile.TemporaryDirectory(prefix="citewell-scale-") as scratch:
        services = open_app(Home(Path(scratch)), scratch=True)
        try:
            for row in bench_scale(services, Material(services, folders), sorted(options.sizes)):
                rows.append(row)
                print(f"{row.name:<40}  {row.value:>12}  {row.note}", flush=True)
        finally:
            services.close()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")
    if options.json:
        figures = {row.name: {"value": row.value, "note": row.note} for row in rows}
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
