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
-- The list beside the ticket: where a ticket came from, when, and whether it still waits for an answer.
ALTER TABLE working_draft ADD COLUMN arrived TEXT NOT NULL DEFAULT '';
ALTER TABLE working_draft ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
UPDATE working_draft SET arrived = at;
"""
