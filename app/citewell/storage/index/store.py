"""The writing side of the index: files with their passages, words and vectors, some in one transaction."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import apsw

from citewell.domain.documents import (
    Access,
    DocumentEntry,
    DocumentView,
    Forgotten,
    Metadata,
    PastVersion,
    Source,
    Use,
)
from citewell.domain.errors import BadInputError
from citewell.domain.ports import FileState, IndexedFile, Refusal, Vector
from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value
from citewell.storage.erasure.phrases import source_phrases
from citewell.storage.erasure.proof import prove_pages
from citewell.storage.erasure.redaction import redact_forgotten
from citewell.storage.index.quantisation import as_embedded
from citewell.storage.index.rows import insert_file, now, remove_documents, replace_file, unpack_boxes
from citewell.storage.index.term_counts import count_terms
from citewell.storage.index.vector_table import make_table

_VARIABLES = 500  # bound parameters in one statement

_SOURCES = """
    SELECT s.id, s.root, s.access, s.indexed_at,
           (SELECT count(*) FROM document d WHERE d.source_id = s.id AND d.retired_of = ''),
           (SELECT coalesce(sum(d.passages), 0) FROM document d WHERE d.source_id = s.id)
    FROM source s ORDER BY s.id
"""
_QUARANTINED = "SELECT path, reason FROM quarantine WHERE source_id = ? ORDER BY path"
_REFUSALS = "SELECT path, reason, size, mtime_ns, indexed_ns, fingerprint FROM quarantine WHERE source_id = ?"
_PROBLEMS = """
    SELECT path, problems FROM document WHERE source_id = ? AND problems <> '[]' AND retired_of = '' ORDER BY path
"""
_STATES = """
    SELECT path, size, mtime_ns, content_hash, indexed_ns, fingerprint FROM document
    WHERE source_id = ? AND retired_of = ''
"""
_DOCUMENT = """
    SELECT d.path, d.title, d.text, d.version, d.access, d.effective_from, d.effective_to, s.root, d.retired_of,
           d.content_hash, b.boxes
    FROM document d JOIN source s ON s.id = d.source_id LEFT JOIN document_box b ON b.document_id = d.id WHERE d.id = ?
"""
_DOCUMENTS = """
    SELECT d.id, d.path, d.title, d.key, d.version, d.effective_from, d.effective_to,
           (SELECT json_group_array(region ORDER BY region) FROM document_region r WHERE r.document_id = d.id),
           d.product, d.language, d.access, d.owner,
           (SELECT json_group_array(key ORDER BY key) FROM supersession s WHERE s.document_id = d.id),
           d.url, d.use_as, d.passages, d.mtime_ns, d.indexed_at, d.problems, d.retired_of,
           EXISTS (
               SELECT 1 FROM supersession s JOIN document n ON n.id = s.document_id
               WHERE s.key = d.key AND n.id <> d.id AND (n.effective_from IS NULL OR n.effective_from <= :as_of)
                 AND (n.effective_to IS NULL OR n.effective_to >= :as_of)
           )
    FROM document d WHERE d.source_id = :source
    ORDER BY CASE d.retired_of WHEN '' THEN d.path ELSE d.retired_of END, d.retired_of <> '', d.effective_to DESC
"""
_HISTORY = """
    SELECT path, title, version, effective_from, effective_to, content_hash, indexed_at, replaced_at FROM history
    WHERE source_id = ? AND path = ? ORDER BY id DESC
"""
_OPEN_ACCESS = """
    UPDATE document SET access = CASE WHEN ?1 = 'public' THEN own_access ELSE 'confidential' END WHERE source_id = ?2
"""


class IndexStore:
    """``Index`` on SQLite."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def open_source(self, root: str, access: Access | None) -> int:
        """Find or add the source with this root; ``access`` (if given) becomes its class and its documents'."""
        with self._database.write() as connection:
            row = fetch_one(connection, "SELECT id, access FROM source WHERE root = ?", (root,))
            if row is None:
                connection.execute(
                    "INSERT INTO source (root, access, added_at) VALUES (?, ?, ?)",
                    (root, access or Access.PUBLIC, now()),
                )
                return connection.last_insert_rowid()
            source_id, known = int(row[0]), row[1]
            if access is not None and access != known:
                _change_access(connection, source_id, access)
            return source_id

    def use_embedder(self, identity: str, dimensions: int) -> None:
        """Note whose vectors the index holds. Where they are another's, they go, and every file counts as changed."""
        with self._database.write() as connection:
            known, size = fetch_all(connection, "SELECT identity, dimensions FROM embedder")[0]
            if (known or identity, size) == (identity, dimensions):
                connection.execute("UPDATE embedder SET identity = ? WHERE identity = ''", (identity,))
                return
            connection.execute("UPDATE embedder SET identity = ?, dimensions = ?", (identity, dimensions))
            make_table(connection, dimensions)
            connection.execute("UPDATE document SET vector = NULL, content_hash = '', indexed_ns = 0")

    def file_states(self, source_id: int) -> dict[str, FileState]:
        """Every indexed file of a source by path relative to its root."""
        with self._database.read() as connection:
            return {path: FileState(*state) for path, *state in fetch_all(connection, _STATES, (source_id,))}

    def known_vectors(self, hashes: Sequence[str]) -> dict[str, Vector]:
        """Vectors already stored for these passage hashes."""
        found: dict[str, Vector] = {}
        with self._database.read() as connection:
            for part in _parts(hashes):
                sql = f"""
                    SELECT p.hash, v.vector FROM passage p CROSS JOIN passage_vector v ON v.id = p.id WHERE p.id IN
                    (SELECT min(id) FROM passage WHERE hash IN ({_marks(part)}) GROUP BY hash)
                """  # noqa: S608
                rows = fetch_all(connection, sql, part)
                vectors = as_embedded([vector for _, vector in rows])
                found |= {digest: vector for (digest, _), vector in zip(rows, vectors, strict=True)}
        return found

    def store_files(self, source_id: int, files: Sequence[IndexedFile]) -> None:
        """Add or replace files with all that is derived from them, in one transaction."""
        with self._database.write() as connection:
            access = Access(fetch_value(connection, "SELECT access FROM source WHERE id = ?", (source_id,)))
            for file in files:
                replace_file(connection, source_id, file)
                insert_file(connection, source_id, file, access)

    def touch_file(self, source_id: int, path: str, state: FileState) -> None:
        """Note that a file was looked at and has not changed."""
        self._set_state(source_id, path, path, state)

    def move_file(self, source_id: int, path: str, new_path: str, state: FileState) -> None:
        """Note that a file has another name now, its past versions and the user's fields with it."""
        self._set_state(source_id, path, new_path, state)

    def _set_state(self, source_id: int, path: str, new_path: str, state: FileState) -> None:
        with self._database.write() as connection:
            connection.execute(
                "UPDATE document SET path = ?, key = CASE key WHEN ? THEN ? ELSE key END, size = ?, mtime_ns = ?, "
                "indexed_ns = ? WHERE source_id = ? AND path = ?",
                (new_path, path, new_path, state.size, state.mtime_ns, state.indexed_ns, source_id, path),
            )
            if path == new_path:
                return
            connection.execute(
                "UPDATE document SET path = ?1 || substr(path, length(?2) + 1), retired_of = ?1 "
                "WHERE source_id = ?3 AND retired_of = ?2",
                (new_path, path, source_id),
            )
            for table in ("override", "history"):
                sql = f"UPDATE OR REPLACE {table} SET path = ? WHERE source_id = ? AND path = ?"  # noqa: S608
                connection.execute(sql, (new_path, source_id, path))

    def remove_files(self, source_id: int, paths: Sequence[str]) -> None:
        """Remove files, their past versions too, with all that came from them."""
        for part in _parts(paths):
            with self._database.write() as connection:
                sql = (
                    "SELECT id FROM document WHERE source_id = ? "  # noqa: S608
                    f"AND (path IN ({_marks(part)}) OR retired_of IN ({_marks(part)}))"
                )
                rows = fetch_all(connection, sql, (source_id, *part, *part))
                remove_documents(connection, [document_id for (document_id,) in rows])

    def refusals(self, source_id: int) -> dict[str, Refusal]:
        """The quarantine list of a source by path."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _REFUSALS, (source_id,))
        return {
            path: Refusal(reason, None if size < 0 else FileState(size, mtime_ns, "", indexed_ns, fingerprint))
            for path, reason, size, mtime_ns, indexed_ns, fingerprint in rows
        }

    def quarantine(self, source_id: int, refusals: Mapping[str, Refusal]) -> None:
        """Replace the quarantine list of a source."""
        if self.refusals(source_id) == refusals:
            return
        with self._database.write() as connection:
            connection.execute("DELETE FROM quarantine WHERE source_id = ?", (source_id,))
            connection.executemany(
                "INSERT INTO quarantine (source_id, path, reason, size, mtime_ns, indexed_ns, fingerprint) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(source_id, path, refusal.reason, *_seen(refusal)) for path, refusal in refusals.items()],
            )

    def finish_source(self, source_id: int) -> int:
        """Note that a run over the source ended; return the number of its passages."""
        with self._database.write() as connection:
            connection.execute("UPDATE source SET indexed_at = ? WHERE id = ?", (now(), source_id))
            count_terms(connection)
            sql = "SELECT coalesce(sum(passages), 0) FROM document WHERE source_id = ?"
            return int(fetch_value(connection, sql, (source_id,)))

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

    def documents(self, source_id: int, as_of: date | None = None) -> list[DocumentEntry]:
        """Every document of a source by path, past versions after the present one.

        Superseded is what another document takes the place of that holds on ``as_of``, today by default.
        """
        day = (as_of or date.today()).isoformat()  # noqa: DTZ011  the user's day
        with self._database.read() as connection:
            return [_entry(row) for row in fetch_all(connection, _DOCUMENTS, {"source": source_id, "as_of": day})]

    def overrides(self, source_id: int) -> dict[str, dict[str, str]]:
        """Fields that the user set, by path of the file: names and texts as in front matter."""
        with self._database.read() as connection:
            rows = fetch_all(connection, "SELECT path, fields FROM override WHERE source_id = ?", (source_id,))
            return {path: json.loads(fields) for path, fields in rows}

    def override(self, source_id: int, path: str, fields: Mapping[str, str]) -> None:
        """Keep fields that the user set for a file; an empty mapping takes them back. The next run applies them."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM override WHERE source_id = ? AND path = ?", (source_id, path))
            if fields:
                connection.execute(
                    "INSERT INTO override (source_id, path, fields) VALUES (?, ?, ?)",
                    (source_id, path, json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)),
                )

    def history(self, source_id: int, path: str) -> list[PastVersion]:
        """What stood in a file before, newest first."""
        with self._database.read() as connection:
            return [
                PastVersion(path, title, version, as_date(start), as_date(end), *rest)
                for path, title, version, start, end, *rest in fetch_all(connection, _HISTORY, (source_id, path))
            ]

    def forget(self, source_id: int) -> Forgotten:
        """Remove a source and everything derived from it, and look for what is left of its text.

        Copies of the database from before an update go as well, since they hold what is to be forgotten.
        """
        with self._database.write() as connection:
            phrases = source_phrases(connection, source_id)
            sql = "SELECT id, passages FROM document WHERE source_id = ?"
            rows = fetch_all(connection, sql, (source_id,))
            redacted = redact_forgotten(connection, source_id)
            remove_documents(connection, [document_id for document_id, _ in rows])
            connection.execute("DELETE FROM source WHERE id = ?", (source_id,))
            # Deleted words stay in old FTS segments until these are merged.
            connection.execute("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
            connection.execute("DELETE FROM common_term")
            connection.execute("UPDATE tally SET value = 0 WHERE name = 'counted_at'")
            count_terms(connection)
        self._database.empty_log()
        for copy in self._database.path.parent.glob(f"{self._database.path.name}.before-*"):
            with suppress(OSError):
                copy.unlink()
        proof = prove_pages(self._database, phrases)
        passages, looked_for = sum(count for _, count in rows), len(phrases) - proof.elsewhere
        drafts = len(redacted.drafts)
        return Forgotten(len(rows), passages, proof.pages, looked_for, proof.found, drafts, redacted.held)

    def document(self, document_id: int) -> DocumentView:
        """One document, to show a citation in its place. Raises ``BadInputError`` where it is gone."""
        with self._database.read() as connection:
            row = fetch_one(connection, _DOCUMENT, (document_id,))
        if row is None:
            raise BadInputError("This document is no longer in the index; the citation still shows what it said.")
        path, title, text, version, access, effective_from, effective_to, root, retired_of, content_hash, boxes = row
        return DocumentView(
            document=path,
            title=title,
            text=text,
            version=version,
            access=Access(access),
            effective_from=as_date(effective_from),
            effective_to=as_date(effective_to),
            file=_file(root, retired_of or path),
            content_hash=content_hash,
            boxes=unpack_boxes(boxes) if boxes else (),
        )


def _seen(refusal: Refusal) -> tuple[int, int, int, str]:
    state = refusal.state
    return (state.size, state.mtime_ns, state.indexed_ns, state.fingerprint) if state else (-1, 0, 0, "")


def as_date(text: str | None) -> date | None:
    """Read a stored date."""
    return None if text is None else date.fromisoformat(text)


def as_time(nanoseconds: int) -> str:
    """A file's time as ISO 8601 in UTC, to the second; empty where the file's clock was nonsense."""
    try:
        return datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return ""


def _file(root: str, path: str) -> str:
    """A source is a folder, or the one file itself."""
    return root if Path(root).name == path and not Path(root).is_dir() else str(Path(root, path))


def _entry(row: tuple[Any, ...]) -> DocumentEntry:
    (document_id, path, title, key, version, start, end, regions, product, language, access, owner, supersedes) = row[
        :13
    ]
    (url, use_as, passages, mtime_ns, indexed_at, problems, retired_of, superseded) = row[13:]
    metadata = Metadata(
        title=title,
        key=key,
        version=version,
        effective_from=as_date(start),
        effective_to=as_date(end),
        regions=tuple(json.loads(regions)),
        product=product,
        language=language,
        access=Access(access),
        owner=owner,
        supersedes=tuple(json.loads(supersedes)),
        url=url,
        use_as=Use(use_as),
    )
    return DocumentEntry(
        id=document_id,
        path=path,
        metadata=metadata,
        passages=passages,
        modified_at=as_time(mtime_ns),
        indexed_at=indexed_at,
        problems=tuple(json.loads(problems)),
        retired=bool(retired_of),
        superseded=bool(superseded),
    )


def _change_access(connection: apsw.Connection, source_id: int, access: Access) -> None:
    connection.execute("UPDATE source SET access = ? WHERE id = ?", (access, source_id))
    connection.execute(_OPEN_ACCESS, (access, source_id))


def source_roots(database: Database) -> list[str]:
    """The roots of all sources, in the order in which they were added."""
    with database.read() as connection:
        return [root for (root,) in fetch_all(connection, "SELECT root FROM source ORDER BY id")]


def _parts(items: Sequence[str]) -> Iterator[list[str]]:
    iterator = iter(items)
    while part := list(islice(iterator, _VARIABLES)):
        yield part


def _marks(items: Sequence[object]) -> str:
    return ",".join("?" * len(items))
