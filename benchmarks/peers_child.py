"""One contender of ``benchmarks.peers``, in a process of its own: index passages, query vectors, write its figures.

Citewell runs in its own environment, the peers in theirs. The embedder is the same child process for all of them.
"""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.measure import MEGABYTE, PeakMemory, median, seconds
from benchmarks.metered import MeteredEmbedder
from citewell.domain.ports import Vector
from citewell.models.clients import ModelProcess, ProcessEmbedder
from citewell.models.descriptions import EMBEDDER
from citewell.models.hosts import EMBEDDER as EMBEDDER_HOST
from citewell.processes.command import HOST_FLAG

BATCH = 128
"""Passages a call of the embedder, as Citewell's own."""
BATCHES_BETWEEN_PAUSES = 16
NEAREST = 10
PAUSES = 8


@dataclass(frozen=True, slots=True)
class Task:
    """What every contender is given. ``texts`` is a file of JSON lines: each text once, as it is to be embedded."""

    texts: str
    queries: list[str]
    folder: str
    """The documents that the texts are of."""
    model: str
    program: list[str]
    """Command that runs Citewell."""
    threads: int


@dataclass(slots=True)
class Figures:
    """What one contender reached. Speeds are passages a second, times milliseconds, sizes megabytes."""

    name: str
    indexed: float
    alone: float
    ratio: float
    passages: int
    memory: float = 0.0
    parts: str = ""
    query: float = 0.0
    search: float = 0.0
    disk: float = 0.0
    found: list[list[str]] = field(default_factory=list)
    """Hashes of the nearest texts of each query, nearest first."""


class PausingEmbedder(MeteredEmbedder):
    """For a user with one thread: pauses after every so many calls."""

    _calls = 0

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` in order. Raises ``ModelError``."""
        vectors = super().embed(texts)
        self._calls += 1
        if self._calls % BATCHES_BETWEEN_PAUSES == 0:
            self.pause()
        return vectors


def run_citewell(task: Task, scratch: Path) -> Figures:
    """Citewell as it is used: from files to an encrypted index of words and vectors."""
    from benchmarks.load import Pauses, meter_indexing  # noqa: PLC0415  not in the peers' environment
    from citewell.bootstrap.open_home import open_app  # noqa: PLC0415
    from citewell.domain.documents import Filters  # noqa: PLC0415
    from citewell.knowledge.ingest import IndexOptions  # noqa: PLC0415
    from citewell.settings.home import Home  # noqa: PLC0415

    services = open_app(Home(scratch / "home"), scratch=True)
    try:
        embedder, services = meter_indexing(services)
        embedder.embed(["warm up"])
        embedder.start()
        with PeakMemory() as memory:
            services.ingest.run(IndexOptions(Path(task.folder)), progress=Pauses(embedder, PAUSES))
            embedder.pause()
        figures = _figures("Citewell", embedder, memory, scratch)
        filters = Filters(datetime.now(UTC).date())
        vectors = services.models.embedder.embed(task.queries)
        figures.query = _milliseconds(
            lambda vector: services.searcher.search_meaning(vector, filters, NEAREST), vectors
        )
        figures.search = _milliseconds(lambda query: services.search.retrieve((query,), filters, NEAREST), task.queries)
        for vector in vectors:  # a text that stands in several places is found once by the others
            ids = [passage_id for passage_id, _ in services.searcher.search_meaning(vector, filters, 3 * NEAREST)]
            hits = services.searcher.load_hits(ids, filters)
            texts = [" › ".join((hit.title, *hit.heading)) + f"\n{hit.text}" for hit in hits]
            figures.found.append(list(dict.fromkeys(map(_name, texts)))[:NEAREST])
        return figures
    finally:
        services.close()


def run_chroma(task: Task, scratch: Path) -> Figures:
    """Chroma: a persistent collection, given vectors and texts in batches."""
    import chromadb  # noqa: PLC0415  only in the peers' environment
    import numpy as np  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    embedder = _embedder(task)
    client = chromadb.PersistentClient(str(scratch / "chroma"), Settings(anonymized_telemetry=False))
    collection = client.create_collection("passages", embedding_function=None, metadata={"hnsw:space": "cosine"})
    with PeakMemory() as memory:
        for batch in _batches(task):
            floats = np.frombuffer(b"".join(embedder.embed(batch)), dtype="<f4").reshape(len(batch), -1)
            collection.add(ids=list(map(_name, batch)), embeddings=floats, documents=batch)
        embedder.pause()
    figures = _figures(f"Chroma {version('chromadb')}", embedder, memory, scratch)
    vectors = [np.frombuffer(vector, dtype="<f4") for vector in embedder.embed(task.queries)]

    def query(vector: Any) -> list[str]:  # noqa: ANN401
        ids: list[str] = collection.query(query_embeddings=[vector], n_results=NEAREST)["ids"][0]
        return ids

    figures.query = _milliseconds(query, vectors)
    figures.found = [query(vector) for vector in vectors]
    return figures


def run_llama_index(task: Task, scratch: Path) -> Figures:
    """LlamaIndex: a vector index in its own simple store, which is written to disk at the end."""
    import numpy as np  # noqa: PLC0415
    from llama_index.core import VectorStoreIndex  # noqa: PLC0415
    from llama_index.core.schema import QueryBundle, TextNode  # noqa: PLC0415

    embedder = _embedder(task)
    with PeakMemory() as memory:
        nodes = [TextNode(id_=_name(text), text=text) for batch in _batches(task) for text in batch]
        index = VectorStoreIndex(nodes, embed_model=_llama_index_embedding(embedder))
        index.storage_context.persist(str(scratch / "llama_index"))
        embedder.pause()
    figures = _figures(f"LlamaIndex {version('llama-index-core')}", embedder, memory, scratch)
    retriever = index.as_retriever(similarity_top_k=NEAREST)
    vectors = [np.frombuffer(vector, dtype="<f4").tolist() for vector in embedder.embed(task.queries)]

    def query(vector: list[float]) -> list[str]:
        return [str(hit.node.node_id) for hit in retriever.retrieve(QueryBundle("", embedding=vector))]

    figures.query = _milliseconds(query, vectors)
    figures.found = [query(vector) for vector in vectors]
    return figures


CONTENDERS: dict[str, Callable[[Task, Path], Figures]] = {
    "citewell": run_citewell,
    "chroma": run_chroma,
    "llama_index": run_llama_index,
}


def _embedder(task: Task) -> PausingEmbedder:
    """Citewell's own child process, run in Citewell's environment."""
    embedder = ProcessEmbedder(EMBEDDER, Path(task.model), threads=task.threads)
    settings = {
        "path": task.model,
        "name": EMBEDDER.name,
        "dimensions": EMBEDDER.dimensions,
        "threads": task.threads,
    }
    embedder.process = ModelProcess(EMBEDDER_HOST, settings, command=[*task.program, HOST_FLAG, EMBEDDER_HOST])
    metered = PausingEmbedder(embedder)
    metered.embed(["warm up"])
    metered.start()
    return metered


def _llama_index_embedding(embedder: PausingEmbedder) -> Any:  # noqa: ANN401
    import numpy as np  # noqa: PLC0415
    from llama_index.core.embeddings import BaseEmbedding  # noqa: PLC0415

    class SharedEmbedding(BaseEmbedding):  # type: ignore[misc]
        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [np.frombuffer(vector, dtype="<f4").tolist() for vector in embedder.embed(texts)]

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embeddings([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return SharedEmbedding(model_name=EMBEDDER.name, embed_batch_size=BATCH)


def _batches(task: Task) -> Iterator[list[str]]:
    with Path(task.texts).open(encoding="utf-8") as lines:
        while batch := [json.loads(line) for line in islice(lines, BATCH)]:
            yield batch


def _name(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _figures(name: str, embedder: MeteredEmbedder, memory: PeakMemory, scratch: Path) -> Figures:
    return Figures(
        name=name,
        indexed=embedder.passages / embedder.seconds,
        alone=embedder.passages / embedder.alone_seconds,
        ratio=embedder.ratio,
        passages=embedder.passages,
        memory=memory.megabytes,
        parts=str(memory),
        disk=sum(path.stat().st_size for path in scratch.rglob("*") if path.is_file()) / MEGABYTE,
    )


def _milliseconds(call: Callable[[Any], object], values: Sequence[object]) -> float:
    """Median of one call for each value, after one that does not count."""
    for value in values:
        call(value)
    return 1000 * median([seconds(lambda value=value: call(value)) for value in values])  # type: ignore[misc]


def main() -> None:
    """Run one contender on the task in a file, and write its figures to another."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("contender", choices=CONTENDERS)
    parser.add_argument("task", type=Path)
    parser.add_argument("figures", type=Path)
    options = parser.parse_args()
    task = Task(**json.loads(options.task.read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory(prefix="citewell-peer-") as scratch:
        figures = CONTENDERS[options.contender](task, Path(scratch))
    options.figures.write_text(json.dumps(asdict(figures)), encoding="utf-8")


if __name__ == "__main__":
    main()
