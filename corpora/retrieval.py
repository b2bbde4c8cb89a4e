"""Retrieval sets: a corpus as documents of an index, and the measures of a ranking."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from citewell.application.app import App
from citewell.domain.ports import FileState, IndexedFile
from citewell.knowledge.chunking import cut_passages, embedding_text
from citewell.knowledge.ingest import BATCH_PASSAGES
from citewell.knowledge.loaders.markup.markdown import load_markdown
from citewell.pipeline.retrieval.vectors import matrix
from corpora.reading import rows

MEASURES = ("nDCG@10", "recall@5", "recall@10")
BATCH_FILES = 200


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the plain rankings need of an indexed set: the document of each passage, and all vectors (n, dimensions)."""

    documents: Mapping[int, str]
    ids: tuple[int, ...]
    vectors: npt.NDArray[np.float32]


def index_corpus(services: App, corpus: Path) -> Indexed:
    """Store every line of ``corpus`` as a document."""
    source = services.index.open_source(str(corpus), None)
    prepared = []
    for row in rows(corpus):
        document = load_markdown(row["text"], row.get("title") or "")
        prepared.append((row["id"], document, cut_passages(document)))
    texts = [embedding_text(doc.metadata.title, passage) for _, doc, passages in prepared for passage in passages]
    vectors = [
        vector
        for start in range(0, len(texts), BATCH_PASSAGES)
        for vector in services.models.embedder.embed(texts[start : start + BATCH_PASSAGES])
    ]
    position, files = 0, []
    for number, (identity, document, passages) in enumerate(prepared):
        end = position + len(passages)
        state = FileState(len(document.text), number, f"{number}", time.time_ns())
        hashes = tuple(f"{number}-{i}" for i in range(len(passages)))
        files.append(IndexedFile(identity, state, document, passages, hashes, tuple(vectors[position:end])))
        position = end
    for start in range(0, len(files), BATCH_FILES):
        services.index.store_files(source, files[start : start + BATCH_FILES])
    services.index.finish_source(source)
    return indexed(services)


def indexed(services: App) -> Indexed:
    """What the plain rankings need of the index of ``services``."""
    with services.database.read() as connection:
        rows = list(connection.execute("SELECT p.id, d.path FROM passage p JOIN document d ON d.id = p.document_id"))
    stored = services.searcher.load_vectors([passage_id for passage_id, _ in rows])
    return Indexed(dict(rows), tuple(stored), matrix(list(stored.values())))


def measure(ranked: Sequence[str], grades: Mapping[str, float]) -> tuple[float, float, float]:
    """``MEASURES`` of one ranking of documents (Järvelin and Kekäläinen 2002; gains are the grades)."""
    best = sorted(grades.values(), reverse=True)[:10]
    relevant = {document for document, grade in grades.items() if grade > 0}
    if not relevant:
        return 0.0, 0.0, 0.0
    found = [grades.get(document, 0.0) for document in ranked[:10]]
    recalls = [len(relevant & set(ranked[:depth])) / len(relevant) for depth in (5, 10)]
    return _gain(found) / _gain(best), recalls[0], recalls[1]


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
