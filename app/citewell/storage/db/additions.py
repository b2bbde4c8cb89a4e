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
-- What figures count of each draft, so that no body is read for them again; made from the log, and made anew from it.
CREATE TABLE draft_fact (
    number INTEGER PRIMARY KEY,  -- of the draft
    draft_id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    level TEXT NOT NULL,
    decision TEXT NOT NULL,
    product TEXT NOT NULL,
    document TEXT NOT NULL,  -- the first that is cited
    place TEXT NOT NULL,  -- the same with the row or entry in it
    heading TEXT NOT NULL,  -- where in it, a JSON list
    mode TEXT NOT NULL,
    style TEXT NOT NULL,
    model TEXT NOT NULL,
    policy TEXT NOT NULL,  -- SHA-256 of the policy packs in force; empty: not known
    trial TEXT NOT NULL,
    arm TEXT NOT NULL,
    factual INTEGER NOT NULL,  -- sentences
    supported INTEGER NOT NULL,
    citations INTEGER NOT NULL,
    total_ms REAL NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cpu_ms REAL,  -- NULL: not measured
    outcome_number INTEGER NOT NULL DEFAULT 0,  -- of the last outcome
    outcome TEXT NOT NULL DEFAULT '',
    judged_at TEXT NOT NULL DEFAULT '',
    distance REAL  -- of the text that was sent, 0 to 1
) STRICT;
-- None by time: rows lie in the order of their drafts already, and reading most of them by an index takes longer.
CREATE INDEX draft_fact_outcome ON draft_fact (outcome_number);
CREATE INDEX draft_fact_trial ON draft_fact (trial, arm) WHERE trial <> '';
CREATE TABLE draft_document (  -- the documents that a draft cites
    number INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (number, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft_copied (draft_id TEXT PRIMARY KEY, ms REAL NOT NULL) STRICT, WITHOUT ROWID;  -- from paste to copy
CREATE TRIGGER draft_takes_its_figures_with_it AFTER DELETE ON draft BEGIN
    DELETE FROM draft_document WHERE number = old.number;
    DELETE FROM draft_fact WHERE number = old.number;
    DELETE FROM draft_copied WHERE draft_id = old.id;
END;
CREATE TABLE trial (  -- comparisons of two ways of drafting on live work
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    varies TEXT NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    measure TEXT NOT NULL,
    key TEXT NOT NULL,  -- assigns tickets to arms
    ended_at TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
"""
TENTH = """
-- What is told of one draft, and which acts there were of one kind, without reading the whole chain.
CREATE INDEX audit_subject ON audit (subject, number);
CREATE INDEX audit_kind ON audit (kind, number);
-- The privacy report adds up sizes: these hold the sizes, so that no text is read for it.
CREATE INDEX draft_size ON draft (at, length(ticket) + length(body));
CREATE INDEX outcome_size ON outcome (at, length(final));
CREATE INDEX document_size ON document (indexed_at, length(text));
"""
ELEVENTH = """
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
TWELFTH = """
-- The list beside the ticket: where a ticket came from, when, and whether it still waits for an answer.
ALTER TABLE working_draft ADD COLUMN arrived TEXT NOT NULL DEFAULT '';
ALTER TABLE working_draft ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
UPDATE working_draft SET arrived = at;
"""
THIRTEENTH = """
-- The newest outcome when a level was opened or closed: what comes after it is weighed for the next change.
ALTER TABLE topic_level ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
"""
