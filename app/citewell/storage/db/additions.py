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
-- What is counted of drafts and outcomes, without reading their texts: a draft's JSON takes some kilobytes. A damaged
-- one is not counted, and keeps nothing from being opened or salvaged.
CREATE INDEX draft_figures ON draft (
    at, id,
    json_extract(ticket, '$.level'), json_extract(ticket, '$.mode'), json_extract(ticket, '$.product'),
    json_extract(body, '$.decision'),
    json_extract(body, '$.citations[0].document'), json_extract(body, '$.citations[0].heading'),
    json_extract(body, '$.timings.total_ms'),
    json_extract(body, '$.timings.prompt_tokens'), json_extract(body, '$.timings.completion_tokens')
) WHERE json_valid(ticket) AND json_valid(body);
CREATE INDEX outcome_figures ON outcome (draft_id, number, kind, at);
DROP INDEX outcome_draft;
"""
