"""Rows of one indexed file: what is written for it, and how it is taken away or retired again."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import astuple
from datetime import UTC, datetime, timedelta

import apsw
import numpy as np

from citewell.domain.documents import Access, Box
from citewell.domain.ports import IndexedFile
from citewell.governance.literals.identifiers import normalise_code
from citewell.storage.db.database import fetch_all, fetch_one
from citewell.storage.index.quantisation import FLOAT_BYTES, Floats, as_floats, to_bytes
from citewell.storage.index.vector_table import insert_vectors, remove_vectors
from citewell.storage.index.word_forms import insert_words

LARGE = 64_000
"""Characters of a document from which on its passages keep their quotes: cutting them out of the text is slow."""

_INSERT_DOCUMENT = """
    INSERT INTO document (source_id, path, key, title, version, effective_from, effective_to, product, language,
                          own_access, access, owner, text, problems, size, mtime_ns, content_hash, indexed_ns,
                          indexed_at, fingerprint, passages, vector, url, use_as)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_PASSAGE = """
    INSERT INTO passage (document_id, ordinal, start, end, page, heading, text, hash, entry, quote)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_KEEP_HISTORY = """
    INSERT INTO history (source_id, path, key, title, version, effective_from, effective_to, content_hash,
                         indexed_at, replaced_at)
    SELECT source_id, path, key, title, version, effective_from, effective_to, content_hash, indexed_at, ?
    FROM document WHERE id = ?
"""
_OLD = "SELECT id, version, effective_from, effective_to, content_hash FROM document WHERE source_id = ? AND path = ?"


def now() -> str:
    """The time, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def insert_file(connection: apsw.Connection, source_id: int, file: IndexedFile, source_access: Access) -> None:
    """Write a file's document, passages, words, codes and vectors."""
    access = stricter(file.document.metadata.access, source_access)
    vectors = _vectors(file)
    document_id = _insert_document(connection, source_id, file, access, vectors)
    _insert_passages(connection, document_id, file, vectors)


def _vectors(file: IndexedFile) -> Floats:
    """One vector a passage, ``(n, dimensions)``."""
    if not file.vectors:
        return np.zeros((0, 1), dtype=np.float32)
    return as_floats(b"".join(file.vectors), len(file.vectors[0]) // FLOAT_BYTES)


def stricter(one: Access, other: Access) -> Access:
    """Confidential where either is."""
    return Access.CONFIDENTIAL if Access.CONFIDENTIAL in {one, other} else Access.PUBLIC


def replace_file(connection: apsw.Connection, source_id: int, file: IndexedFile) -> None:
    """Take away what a file held before, or retire it where the new version takes effect later than the old one."""
    old = fetch_one(connection, _OLD, (source_id, file.path))
    if old is None:
        return
    document_id, version, effective_from, effective_to, content_hash = old
    if content_hash and content_hash != file.state.content_hash:  # it is empty where only the embedder changed
        connection.execute(_KEEP_HISTORY, (now(), document_id))
    new = file.document.metadata
    follows = bool(new.effective_from and new.effective_from.isoformat() > (effective_from or ""))
    if follows and version and new.version and version != new.version:
        assert new.effective_from is not None  # noqa: S101  checked above
        last = new.effective_from - timedelta(days=1)
        _retire(connection, document_id, source_id, file.path, version, min(effective_to or "9", last.isoformat()))
    else:
        remove_documents(connection, [document_id])


def _retire(
    connection: apsw.Connection, document_id: int, source_id: int, path: str, version: str, effective_to: str
) -> None:
    """Keep a past version under ``path@version``; it supports answers as of its own time only."""
    name = f"{path}@{version}"
    taken = fetch_one(connection, "SELECT id FROM document WHERE source_id = ? AND path = ?", (source_id, name))
    if taken is not None:
        remove_documents(connection, [int(taken[0])])
    connection.execute(
        "UPDATE document SET path = ?, retired_of = ?, effective_to = ? WHERE id = ?",
        (name, path, effective_to, document_id),
    )


def remove_documents(connection: apsw.Connection, document_ids: Sequence[int]) -> None:
    """Delete documents with all that is derived from them."""
    for document_id in document_ids:
        rows = fetch_all(connection, "SELECT id FROM passage WHERE document_id = ?", (document_id,))
        connection.executemany("DELETE FROM passage_words WHERE rowid = ?", rows)
        remove_vectors(connection, [passage_id for (passage_id,) in rows])
        connection.execute("DELETE FROM passage WHERE document_id = ?", (document_id,))
        connection.execute("DELETE FROM document WHERE id = ?", (document_id,))


def _insert_document(
    connection: apsw.Connection,
    source_id: int,
    file: IndexedFile,
    access: Access,
    vectors: Floats,
) -> int:
    metadata = file.document.metadata
    connection.execute(
        _INSERT_DOCUMENT,
        (
            source_id,
            file.path,
            metadata.key or file.path,
            metadata.title,
            metadata.version,
            metadata.effective_from and metadata.effective_from.isoformat(),
            metadata.effective_to and metadata.effective_to.isoformat(),
            metadata.product,
            metadata.language,
            metadata.access,
            access,
            metadata.owner,
            file.document.text,
            json.dumps(file.document.problems, ensure_ascii=False),
            file.state.size,
            file.state.mtime_ns,
            file.state.content_hash,
            file.state.indexed_ns,
            now(),
            file.state.fingerprint,
            len(file.passages),
            to_bytes(vectors.mean(axis=0, keepdims=True))[0].tobytes() if file.passages else None,
            metadata.url,
            metadata.use_as,
        ),
    )
    document_id = connection.last_insert_rowid()
    connection.executemany(
        "INSERT OR IGNORE INTO document_region (document_id, region) VALUES (?, ?)",
        [(document_id, region.upper()) for region in metadata.regions],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO supersession (document_id, key) VALUES (?, ?)",
        [(document_id, key) for key in metadata.supersedes],
    )
    if file.document.boxes:
        boxes = pack_boxes(file.document.boxes)
        connection.execute("INSERT INTO document_box (document_id, boxes) VALUES (?, ?)", (document_id, boxes))
    return document_id


def _insert_passages(
    connection: apsw.Connection,
    document_id: int,
    file: IndexedFile,
    vectors: Floats,
) -> None:
    passage_ids: list[int] = []
    large = len(file.document.text) > LARGE
    for ordinal, (passage, digest) in enumerate(zip(file.passages, file.hashes, strict=True)):
        quote = file.document.text[passage.start : passage.end] if large else None
        heading = json.dumps(passage.heading, ensure_ascii=False)
        connection.execute(
            _INSERT_PASSAGE,
            (
                document_id,
                ordinal,
                passage.start,
                passage.end,
                passage.page,
                heading,
                passage.text,
                digest,
                passage.entry,
                quote,
            ),
        )
        passage_id = connection.last_insert_rowid()
        metadata = file.document.metadata
        insert_words(connection, passage_id, metadata.title, passage.heading, passage.text, metadata.language)
        connection.executemany(
            "INSERT OR IGNORE INTO passage_code (code, passage_id) VALUES (?, ?)",
            [(normalise_code(code), passage_id) for code in passage.codes],
        )
        passage_ids.append(passage_id)
    if passage_ids:
        insert_vectors(connection, passage_ids, vectors)


def pack_boxes(boxes: Sequence[Box]) -> bytes:
    """Boxes as compressed JSON, a tenth of a point exact."""
    rows = [[round(value, 1) for value in astuple(box)] for box in boxes]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode())


def unpack_boxes(packed: bytes) -> tuple[Box, ...]:
    """The boxes of ``pack_boxes``."""
    return tuple(Box(*row) for row in json.loads(zlib.decompress(packed)))
