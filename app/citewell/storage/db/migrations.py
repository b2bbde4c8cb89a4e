"""The schema, as small numbered steps that are only ever appended to.

Each step is one transaction and sets ``user_version``. Before a database that holds data is changed, the file is
copied beside itself; a database of a newer version is refused.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw

from citewell.domain.errors import DamagedDatabaseError, NewerDatabaseError
from citewell.storage.db.additions import EIGHTH, ELEVENTH, NINTH, SEVENTH, TENTH, THIRTEENTH, TWELFTH
from citewell.storage.index.quantisation import as_floats, to_bytes, unit_vectors
from citewell.storage.index.vector_table import insert_vectors, make_table
from citewell.storage.index.word_forms import renew_words

_FIRST = """
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    root TEXT NOT NULL UNIQUE,
    access TEXT NOT NULL CHECK (access IN ('public', 'confidential')),
    added_at TEXT NOT NULL,
    indexed_at TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    version TEXT NOT NULL,
    effective_from TEXT,
    effective_to TEXT,
    product TEXT NOT NULL,
    language TEXT NOT NULL,
    own_access TEXT NOT NULL,  -- what the document says of itself
    access TEXT NOT NULL,      -- the stricter of that and its source's class
    owner TEXT NOT NULL,
    text TEXT NOT NULL,
    problems TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    indexed_ns INTEGER NOT NULL,
    indexed_at TEXT NOT NULL,
    UNIQUE (source_id, path)
) STRICT;
CREATE INDEX document_key ON document (key);
-- Only documents with some restriction are looked at to see whether a filter leaves anything out.
CREATE INDEX document_limited ON document (id)
    WHERE effective_from IS NOT NULL OR effective_to IS NOT NULL OR product <> '' OR access <> 'public';

CREATE TABLE document_region (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    region TEXT NOT NULL,
    PRIMARY KEY (document_id, region)
) STRICT, WITHOUT ROWID;

CREATE TABLE supersession (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    PRIMARY KEY (key, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX supersession_document ON supersession (document_id);

CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id),
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (document_id, ordinal)
) STRICT;
CREATE INDEX passage_hash ON passage (hash);

CREATE VIRTUAL TABLE passage_words USING fts5 (
    title, heading, text, content = '', contentless_delete = 1,
    tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE passage_meaning USING vec0 (embedding FLOAT[384] distance_metric = cosine);

CREATE TABLE quarantine (
    source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (source_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    ticket TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE outcome (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id TEXT NOT NULL REFERENCES draft (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('accepted', 'edited', 'rejected', 'escalated')),
    final TEXT NOT NULL,
    reasons TEXT NOT NULL
) STRICT;
CREATE INDEX outcome_draft ON outcome (draft_id);
CREATE TRIGGER draft_is_append_only_1 BEFORE UPDATE ON draft BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER draft_is_append_only_2 BEFORE DELETE ON draft BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER outcome_is_append_only_1 BEFORE UPDATE ON outcome BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER outcome_is_append_only_2 BEFORE DELETE ON outcome BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

_SECOND = """
-- Rows and entries inside a file, and where text stands on a page.
ALTER TABLE passage ADD COLUMN entry TEXT NOT NULL DEFAULT '';
ALTER TABLE passage ADD COLUMN quote TEXT;  -- only for large documents, whose text is slow to cut from
CREATE TABLE passage_code (
    code TEXT NOT NULL,
    passage_id INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    PRIMARY KEY (code, passage_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_code_passage ON passage_code (passage_id);
CREATE TABLE document_box (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    boxes BLOB NOT NULL  -- compressed
) STRICT;

-- Lineage: what sidecars and folders say, what the user set, and past versions, which stay for questions as of then.
ALTER TABLE document ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN retired_of TEXT NOT NULL DEFAULT '';  -- path of the file that holds the next version
ALTER TABLE document ADD COLUMN passages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN vector BLOB;  -- the mean of its passages' vectors, in eight bits
CREATE TABLE override (
    source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (source_id, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    version TEXT NOT NULL,
    effective_from TEXT,
    effective_to TEXT,
    content_hash TEXT NOT NULL,
    indexed_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL
) STRICT;
CREATE INDEX history_file ON history (source_id, path);

-- A file that cannot be read is not tried again until it changes, or the reader does.
ALTER TABLE quarantine ADD COLUMN size INTEGER NOT NULL DEFAULT -1;
ALTER TABLE quarantine ADD COLUMN mtime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quarantine ADD COLUMN indexed_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quarantine ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';

-- Search at any size: counters, frequent words, vectors in eight bits, and sketches of them in three, in blocks.
CREATE TABLE embedder (
    one INTEGER PRIMARY KEY CHECK (one = 1), identity TEXT NOT NULL, dimensions INTEGER NOT NULL
) STRICT;
INSERT INTO embedder VALUES (1, '', 384);  -- not known before
CREATE TABLE tally (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO tally SELECT 'documents', count(*) FROM document;
INSERT INTO tally SELECT 'passages', count(*) FROM passage;
INSERT INTO tally VALUES ('counted_at', 0);
UPDATE document SET passages = (SELECT count(*) FROM passage p WHERE p.document_id = document.id);
CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
    UPDATE tally SET value = value + 1 WHERE name = 'documents';
    UPDATE tally SET value = value + new.passages WHERE name = 'passages';
END;
CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN
    UPDATE tally SET value = value - 1 WHERE name = 'documents';
    UPDATE tally SET value = value - old.passages WHERE name = 'passages';
END;
CREATE VIRTUAL TABLE passage_term USING fts5vocab (passage_words, row);
CREATE TABLE common_term (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE passage_vector (id INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;
CREATE TABLE sketch_block (block INTEGER PRIMARY KEY, present BLOB NOT NULL, sketches BLOB NOT NULL) STRICT;
"""
_THIRD = """
-- Styles, golden runs and learning. A body, reasons and golden results are JSON; the weights of a style are files.
CREATE TABLE style_activation (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    style TEXT NOT NULL,
    action TEXT NOT NULL,  -- activated, refused, rolled_back
    reasons TEXT NOT NULL,
    golden TEXT NOT NULL
) STRICT;
CREATE TABLE golden_run (name TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE retired_phrase (phrase TEXT PRIMARY KEY, at TEXT NOT NULL, replacement TEXT NOT NULL) STRICT;
CREATE TABLE learning_run (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE suggestion (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    draft_id TEXT NOT NULL,
    document TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open'
) STRICT;
"""
_FOURTH = """
-- Trust: what is kept of a person, what was done and by whom it can be checked, and what of it was erased.
CREATE TABLE vault (  -- what the placeholders of a draft's ticket stand for; goes with the draft
    draft_id TEXT NOT NULL,
    placeholder TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (draft_id, placeholder)
) STRICT, WITHOUT ROWID;
CREATE TABLE mask_allowed (value TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE evidence (  -- texts of passages as drafts used them, once each
    hash TEXT PRIMARY KEY,  -- SHA-256 of the text
    text TEXT,  -- NULL: erased, and then the note says when and why
    note TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE draft_evidence (
    draft_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    hash TEXT NOT NULL REFERENCES evidence (hash),
    source TEXT NOT NULL,  -- root of the source, empty for a passage that was handed in
    body TEXT NOT NULL,  -- JSON: document, version, offsets, dates
    PRIMARY KEY (draft_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_evidence_hash ON draft_evidence (hash);
CREATE TABLE audit (  -- a hash chain; subjects and bodies hold ids, hashes and counts, no text of tickets or documents
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE legal_hold (subject TEXT PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE erasure (number INTEGER PRIMARY KEY, at TEXT NOT NULL, receipt TEXT NOT NULL) STRICT;
CREATE TABLE export_note (  -- copies that left the database: exports of the log, backups
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    drafts TEXT NOT NULL  -- JSON: the numbers of the first and the last draft in it
) STRICT;
CREATE TABLE review (  -- drafts that were drawn for a second look
    draft_id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT '',  -- empty: still open
    note TEXT NOT NULL DEFAULT '',
    judged_at TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE team_setting (name TEXT PRIMARY KEY, at TEXT NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TRIGGER audit_is_append_only_1 BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER audit_is_append_only_2 BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'append-only'); END;

-- The edit log stays append-only, but for an erasure, which puts its row here and takes it away in one transaction.
CREATE TABLE erasing (number INTEGER PRIMARY KEY) STRICT;
DROP TRIGGER draft_is_append_only_1;
DROP TRIGGER draft_is_append_only_2;
DROP TRIGGER outcome_is_append_only_1;
DROP TRIGGER outcome_is_append_only_2;
CREATE TRIGGER draft_is_append_only_1 BEFORE UPDATE ON draft WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER draft_is_append_only_2 BEFORE DELETE ON draft WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER outcome_is_append_only_1 BEFORE UPDATE ON outcome WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER outcome_is_append_only_2 BEFORE DELETE ON outcome WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""
_OLD_VECTORS = "SELECT rowid, embedding FROM passage_meaning WHERE rowid IN (SELECT id FROM passage)"
_OWN_VECTORS = "SELECT v.vector FROM passage p JOIN passage_vector v ON v.id = p.id WHERE p.document_id = ?"
_NEXT_VECTORS = "SELECT id, vector FROM old_vector WHERE id > ? ORDER BY id LIMIT 1000"


def _second(connection: apsw.Connection) -> None:
    connection.execute(_SECOND)
    rows: list[tuple[Any, ...]] = connection.execute(_OLD_VECTORS).fetchall()
    for passage_id, embedding in rows:
        vector = to_bytes(as_floats(embedding, 384))[0].tobytes()
        connection.execute("INSERT INTO passage_vector (id, vector) VALUES (?, ?)", (passage_id, vector))
    connection.execute("DROP TABLE passage_meaning")
    for (document_id,) in connection.execute("SELECT id FROM document").fetchall():
        own: list[tuple[Any, ...]] = connection.execute(_OWN_VECTORS, (document_id,)).fetchall()
        if own:
            mean = unit_vectors(b"".join(vector for (vector,) in own), 384).mean(axis=0, keepdims=True)
            vector = to_bytes(mean)[0].tobytes()
            connection.execute("UPDATE document SET vector = ? WHERE id = ?", (vector, document_id))


def _fifth(connection: apsw.Connection) -> None:
    """Vectors and their sketches, until then in tables of our own, go to one of sqlite-vec."""
    connection.execute("ALTER TABLE passage_vector RENAME TO old_vector")
    known: list[tuple[Any, ...]] = connection.execute("SELECT dimensions FROM embedder").fetchall()
    dimensions = int(known[0][0])
    make_table(connection, dimensions)
    last = 0
    while True:
        rows: list[tuple[Any, ...]] = connection.execute(_NEXT_VECTORS, (last,)).fetchall()
        if not rows:
            break
        last = rows[-1][0]
        vectors = unit_vectors(b"".join(vector for _, vector in rows), dimensions)
        insert_vectors(connection, [passage_id for passage_id, _ in rows], vectors)
    connection.execute("DROP TABLE old_vector")
    connection.execute("DROP TABLE sketch_block")


Step = str | Callable[[apsw.Connection], None]
STEPS: tuple[Step, ...] = (
    _FIRST,
    _second,
    _THIRD,
    _FOURTH,
    _fifth,
    renew_words,
    SEVENTH,
    EIGHTH,
    NINTH,
    TENTH,
    ELEVENTH,
    TWELFTH,
    THIRTEENTH,
)
SCHEMA_VERSION = len(STEPS)


def migrate(connection: apsw.Connection, path: Path, key: str) -> None:
    """Bring the database to this program's schema. Raises ``NewerDatabaseError``."""
    version = int(connection.pragma("user_version"))
    if version > SCHEMA_VERSION:
        raise NewerDatabaseError(
            f"{path} was written by a newer Citewell (schema {version}; this one knows up to {SCHEMA_VERSION}). "
            "Update Citewell; nothing was changed."
        )
    if 0 < version < SCHEMA_VERSION:
        _copy(connection, path.with_name(f"{path.name}.before-{SCHEMA_VERSION}"), key)
    for number in range(version, SCHEMA_VERSION):
        _step(connection, number)


def _step(connection: apsw.Connection, number: int) -> None:
    """Run one step, unless another program ran it while this one waited for the lock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if int(connection.pragma("user_version")) == number:
            step = STEPS[number]
            if callable(step):
                step(connection)
            else:
                connection.execute(step)
            connection.pragma("user_version", number + 1)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _copy(connection: apsw.Connection, target: Path, key: str) -> None:
    """Write an encrypted copy of the database as it is, to go back to, and prove that it is one.

    Of older copies the newest stays. Raises ``DamagedDatabaseError`` where the copy is not sound.
    """
    target.unlink(missing_ok=True)
    copy = apsw.Connection(str(target))
    try:
        copy.pragma("key", f"raw:{key}")
        with copy.backup("main", connection, "main") as backup:
            while not backup.done:
                backup.step(1000)
        complaint = str(copy.pragma("integrity_check"))
    finally:
        copy.close()
    if complaint != "ok":
        raise DamagedDatabaseError(
            f"The copy {target}, made before the database is changed, is not sound ({complaint}). Nothing was changed; "
            "'citewell restore FILE' puts a backup in place."
        )
    _prune(target)


def _prune(newest: Path) -> None:
    """Remove copies made before earlier changes, but for the last one."""
    name, _, number = newest.name.rpartition("-")
    found = [path for path in newest.parent.glob(f"{name}-*") if path.name.removeprefix(f"{name}-").isdecimal()]
    older = sorted(int(path.name.rpartition("-")[2]) for path in found if path != newest)
    for past in older[:-1]:
        if past < int(number):
            newest.with_name(f"{name}-{past}").unlink(missing_ok=True)
