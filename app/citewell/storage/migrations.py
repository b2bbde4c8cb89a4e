"""The schema, as small numbered steps that are only ever appended to.

Each step is one transaction and sets ``user_version``. Before a database that holds data is changed, the file is
copied beside itself; a database of a newer version is refused.
"""

from pathlib import Path

import apsw

from citewell.domain.errors import NewerDatabaseError

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

STEPS: tuple[str, ...] = (_FIRST,)
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
            connection.execute(STEPS[number])
            connection.pragma("user_version", number + 1)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _copy(connection: apsw.Connection, target: Path, key: str) -> None:
    """Write an encrypted copy of the database as it is, to go back to."""
    target.unlink(missing_ok=True)
    copy = apsw.Connection(str(target))
    try:
        copy.pragma("key", f"raw:{key}")
        with copy.backup("main", connection, "main") as backup:
            while not backup.done:
                backup.step(1000)
    finally:
        copy.close()
