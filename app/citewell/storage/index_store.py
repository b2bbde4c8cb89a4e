"""The writing side of the index: each file with its passages, words and vectors in one transaction."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice

import apsw

from citewell.domain.documents import Access, DocumentView, Source
from citewell.domain.errors import BadInputError
from citewell.domain.ports import FileState, IndexedFile, Vector
from citewell.storage.database import Database, fetch_all, fetch_one, fetch_value

_VARIABLES = 500  # bound parameters in one statement

_VECTOR = "SELECT embedding FROM passage_meaning WHERE rowid = ?"
_PASSAGES = "SELECT count(*) FROM passage WHERE document_id IN (SELECT id FROM document WHERE source_id = ?)"
_SOURCES = """
    SELECT s.id, s.root, s.access, s.indexed_at,
           (SELECT count(*) FROM document d WHERE d.source_id = s.id),
           (SELECT count(*) FROM document d JOIN passage p ON p.document_id = d.id WHERE d.source_id = s.id)
    FROM source s ORDER BY s.id
"""
_QUARANTINED = "SELECT path, reason FROM quarantine WHERE source_id = ? ORDER BY path"
_PROBLEMS = "SELECT path, problems FROM document WHERE source_id = ? AND problems <> '[]' ORDER BY path"
_DOCUMENT = "SELECT path, title, text, version, access, effective_from, effective_to FROM document WHERE id = ?"


class IndexStore:
    """``Index`` on SQLite."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def open_source(self, root: str, access: Access | None) -> int:
        """Find or add the source with this root; ``access`` (if given) becomes its class and its documents'."""
        with self._database.write() as connection:
            row = fetch_one(connection, "SELECT id FROM source WHERE root = ?", (root,))
            if row is None:
                connection.execute(
                    "INSERT INTO source (root, access, added_at) VALUES (?, ?, ?)",
                    (root, access or Access.PUBLIC, _now()),
                )
                return connection.last_insert_rowid()
            source_id = int(row[0])
            if access is not None:
                connection.execute("UPDATE source SET access = ? WHERE id = ?", (access, source_id))
                connection.execute(
                    "UPDATE document SET access = CASE WHEN ? = 'public' THEN own_access ELSE 'confidential' END "
                    "WHERE source_id = ?",
                    (access, source_id),
                )
            return source_id

    def file_states(self, source_id: int) -> dict[str, FileState]:
        """Every indexed file of a source by path relative to its root."""
        with self._database.read() as connection:
            rows = fetch_all(
                connection,
                "SELECT path, size, mtime_ns, content_hash, indexed_ns FROM document WHERE source_id = ?",
                (source_id,),
            )
            return {path: FileState(*state) for path, *state in rows}

    def known_vectors(self, hashes: Sequence[str]) -> dict[str, Vector]:
        """Vectors already stored for these passage hashes."""
        found: dict[str, Vector] = {}
        with self._database.read() as connection:
            for part in _parts(hashes):
                sql = f"SELECT hash, min(id) FROM passage WHERE hash IN ({_marks(part)}) GROUP BY hash"  # noqa: S608
                for digest, passage_id in fetch_all(connection, sql, part):
                    row = fetch_one(connection, _VECTOR, (passage_id,))
                    if row is not None:
                        found[digest] = row[0]
        return found

    def store_file(self, source_id: int, file: IndexedFile) -> None:
        """Add or replace one file with all that is derived from it."""
        with self._database.write() as connection:
            _remove(connection, source_id, [file.path])
            source_access = fetch_value(connection, "SELECT access FROM source WHERE id = ?", (source_id,))
            document_id = _insert_document(connection, source_id, file, Access(source_access))
            _insert_passages(connection, document_id, file)

    def touch_file(self, source_id: int, path: str, state: FileState) -> None:
        """Note that a file was looked at and has not changed."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE document SET size = ?, mtime_ns = ?, indexed_ns = ? WHERE source_id = ? AND path = ?",
                (state.size, state.mtime_ns, state.indexed_ns, source_id, path),
            )

    def remove_files(self, source_id: int, paths: Sequence[str]) -> None:
        """Remove files with all that came from them."""
        for part in _parts(paths):
            with self._database.write() as connection:
                _remove(connection, source_id, part)

    def quarantine(self, source_id: int, reasons: Mapping[str, str]) -> None:
        """Replace the quarantine list of a source: path to reason."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM quarantine WHERE source_id = ?", (source_id,))
            connection.executemany(
                "INSERT INTO quarantine (source_id, path, reason) VALUES (?, ?, ?)",
                [(source_id, path, reason) for path, reason in reasons.items()],
            )

    def finish_source(self, source_id: int) -> int:
        """Note that a run over the source ended; return the number of its passages."""
        with self._database.write() as connection:
            connection.execute("UPDATE source SET indexed_at = ? WHERE id = ?", (_now(), source_id))
            return int(fetch_value(connection, _PASSAGES, (source_id,)))

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""
        with self._database.read() as connection:
            return [
                Source(
                    id=source_id,
                    root=root,
                    access=Access(access),
                    documents=documents,
                    passages=passages,
                    indexed_at=indexed_at,
                    quarantined=dict(fetch_all(connection, _QUARANTINED, (source_id,))),
                    problems={
                        path: tuple(json.loads(problems))
                        for path, problems in fetch_all(connection, _PROBLEMS, (source_id,))
                    },
                )
                for source_id, root, access, indexed_at, documents, passages in fetch_all(connection, _SOURCES)
            ]

    def forget(self, source_id: int) -> int:
        """Remove a source and everything derived from it; return the number of documents removed."""
        with self._database.write() as connection:
            rows = fetch_all(connection, "SELECT path FROM document WHERE source_id = ?", (source_id,))
            paths = [path for (path,) in rows]
            for part in _parts(paths):
                _remove(connection, source_id, part)
            connection.execute("DELETE FROM source WHERE id = ?", (source_id,))
            # Deleted words stay in old FTS segments until these are merged.
            connection.execute("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
        return len(paths)

    def document(self, document_id: int) -> DocumentView:
        """One document, to show a citation in its place. Raises ``BadInputError`` where it is gone."""
        with self._database.read() as connection:
            row = fetch_one(connection, _DOCUMENT, (document_id,))
        if row is None:
            raise BadInputError("This document is no longer in the index; the citation still shows what it said.")
        path, title, text, version, access, effective_from, effective_to = row
        return DocumentView(path, title, text, version, Access(access), as_date(effective_from), as_date(effective_to))


def as_date(text: str | None) -> date | None:
    """Read a stored date."""
    return None if text is None else date.fromisoformat(text)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _parts(items: Sequence[str]) -> Iterator[list[str]]:
    iterator = iter(items)
    while part := list(islice(iterator, _VARIABLES)):
        yield part


def _marks(items: Sequence[object]) -> str:
    return ",".join("?" * len(items))


def _remove(connection: apsw.Connection, source_id: int, paths: Sequence[str]) -> None:
    sql = f"SELECT id FROM document WHERE source_id = ? AND path IN ({_marks(paths)})"  # noqa: S608
    for (document_id,) in fetch_all(connection, sql, (source_id, *paths)):
        rows = fetch_all(connection, "SELECT id FROM passage WHERE document_id = ?", (document_id,))
        connection.executemany("DELETE FROM passage_words WHERE rowid = ?", rows)
        connection.executemany("DELETE FROM passage_meaning WHERE rowid = ?", rows)
        connection.execute("DELETE FROM passage WHERE document_id = ?", (document_id,))
        connection.execute("DELETE FROM document WHERE id = ?", (document_id,))


def _insert_document(connection: apsw.Connection, source_id: int, file: IndexedFile, source_access: Access) -> int:
    metadata = file.document.metadata
    confidential = Access.CONFIDENTIAL in {metadata.access, source_access}
    connection.execute(
        "INSERT INTO document (source_id, path, key, title, version, effective_from, effective_to, product, language, "
        "own_access, access, owner, text, problems, size, mtime_ns, content_hash, indexed_ns, indexed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            Access.CONFIDENTIAL if confidential else Access.PUBLIC,
            metadata.owner,
            file.document.text,
            json.dumps(file.document.problems, ensure_ascii=False),
            file.state.size,
            file.state.mtime_ns,
            file.state.content_hash,
            file.state.indexed_ns,
            _now(),
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
    return document_id


def _insert_passages(connection: apsw.Connection, document_id: int, file: IndexedFile) -> None:
    rows = zip(file.passages, file.hashes, file.vectors, strict=True)
    for ordinal, (passage, digest, vector) in enumerate(rows):
        connection.execute(
            "INSERT INTO passage (document_id, ordinal, start, end, page, heading, text, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document_id,
                ordinal,
                passage.start,
                passage.end,
                passage.page,
                json.dumps(passage.heading, ensure_ascii=False),
                passage.text,
                digest,
            ),
        )
        passage_id = connection.last_insert_rowid()
        connection.execute(
            "INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
            (passage_id, file.document.metadata.title, " ".join(passage.heading), passage.text),
        )
        connection.execute("INSERT INTO passage_meaning (rowid, embedding) VALUES (?, ?)", (passage_id, vector))
