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
-- What is told of one draft, and which acts there were of one kind, without reading the whole chain.
CREATE INDEX audit_subject ON audit (subject, number);
CREATE INDEX audit_kind ON audit (kind, number);
-- The privacy report adds up sizes: these hold the sizes, so that no text is read for it.
CREATE INDEX draft_size ON draft (at, length(ticket) + length(body));
CREATE INDEX outcome_size ON outcome (at, length(final));
CREATE INDEX document_size ON document (indexed_at, length(text));
"""
