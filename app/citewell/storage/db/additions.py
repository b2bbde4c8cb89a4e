"""Steps of the schema that only add to it."""

SEVENTH = """
-- What stands, or stood a while ago, on the compose page: tickets as they were typed, drafts with their edits.
CREATE TABLE working_draft (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    draft_id TEXT NOT NULL,  -- empty: a ticket without a draft
    on_screen INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
INSERT INTO working_draft (id, at, draft_id, on_screen, body)
SELECT name, at, coalesce(json_extract(value, '$.draft.draft.id'), ''), 1, value FROM team_setting
WHERE name = 'unsaved_work';
DELETE FROM team_setting WHERE name = 'unsaved_work';
"""
EIGHTH = """
ALTER TABLE document ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN use_as TEXT NOT NULL DEFAULT '';
"""
NINTH = """
-- Topics of tickets: names, and of each draft what topics, levels and gaps need, so that no body is read for it.
CREATE TABLE topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE, at TEXT NOT NULL
) STRICT;
CREATE TABLE topic_draft (  -- goes with its draft
    number INTEGER PRIMARY KEY,  -- that of the draft
    draft_id TEXT NOT NULL,
    level TEXT NOT NULL,
    decision TEXT NOT NULL,
    topic INTEGER REFERENCES topic (id) ON DELETE SET NULL,
    example INTEGER NOT NULL DEFAULT 0,  -- 0: assigned by likeness, 1: named with its group, 2: a person said so
    suggested INTEGER,  -- the group of the last suggestion that it is in
    outcome INTEGER NOT NULL DEFAULT 0,  -- number of the newest outcome that was looked at
    kind TEXT NOT NULL DEFAULT '',  -- of that outcome
    changed REAL,  -- share of the words that were changed, 0 to 1
    searched TEXT NOT NULL DEFAULT '',  -- state of the index when it was looked up whether documents answer it
    answered INTEGER NOT NULL DEFAULT 0,
    embedder TEXT NOT NULL,
    vector BLOB NOT NULL  -- of the masked ticket, in eight bits
) STRICT;
-- Each holds all that its question needs, so that rows with their vectors are not read.
CREATE INDEX topic_draft_topic ON topic_draft (topic, level, number, outcome, kind, changed, decision, example);
CREATE INDEX topic_draft_embedder ON topic_draft (embedder, number);
CREATE INDEX topic_draft_outcome ON topic_draft (draft_id, outcome, number);
CREATE INDEX topic_draft_gap ON topic_draft (level, decision, kind, changed, number);
CREATE TABLE topic_level (
    topic INTEGER NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    level TEXT NOT NULL,
    open INTEGER NOT NULL,
    by_hand INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (topic, level)
) STRICT, WITHOUT ROWID;
"""
