"""Evidence snapshots: the passages that a draft used, each text once, by its hash."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import apsw

from citewell.domain.digests import sha256_hex
from citewell.domain.documents import PLACE_JOINT, Hit
from citewell.domain.evidence import EvidenceItem
from citewell.domain.logged import MaskedHits
from citewell.records.values import from_record, to_record
from citewell.storage.db.database import Database, fetch_all, fetch_one

_TEXT = (
    "INSERT INTO evidence (hash, text) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET text = excluded.text, note = ''"
)
_ROW = "INSERT INTO draft_evidence (draft_id, n, hash, source, body) VALUES (?, ?, ?, ?, ?)"
_ROOT = "SELECT s.root FROM document d JOIN source s ON s.id = d.source_id WHERE d.id = ?"
_OF = """
    SELECT d.n, d.hash, d.source, d.body, e.text, e.note, t.text
    FROM draft_evidence d JOIN evidence e ON e.hash = d.hash
    LEFT JOIN evidence t ON t.hash = json_extract(d.body, '$.shown')
    WHERE d.draft_id = ? ORDER BY d.n < 0, abs(d.n)
"""
ORPHANS = """
    DELETE FROM evidence WHERE hash NOT IN (
        SELECT hash FROM draft_evidence
        UNION SELECT json_extract(body, '$.shown') FROM draft_evidence WHERE json_extract(body, '$.shown') IS NOT NULL)
"""
"""Takes away texts that no draft uses any more."""


def store_evidence(connection: apsw.Connection, draft_id: str, evidence: MaskedHits) -> list[str]:
    """Keep what a draft was made from, near misses as well; return the hashes in the order of the numbers."""
    hashes = []
    for n, hit in evidence:
        body = _hit_body(hit)
        digest = _keep(connection, hit.quote)
        if hit.text and hit.text != hit.quote:
            body["shown"] = _keep(connection, hit.text)
        root = fetch_one(connection, _ROOT, (hit.document_id,)) if hit.document_id else None
        row = (draft_id, n, digest, root[0] if root else "", json.dumps(body, ensure_ascii=False, sort_keys=True))
        connection.execute(_ROW, row)
        hashes.append(digest)
    return hashes


def _keep(connection: apsw.Connection, text: str) -> str:
    digest = sha256_hex(text)
    connection.execute(_TEXT, (digest, text))
    return digest


class EvidenceStore:
    """What was kept of each draft's evidence."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def of(self, draft_id: str) -> tuple[EvidenceItem, ...]:
        """The passages of a draft in the order of their numbers, near misses last; none for drafts of old versions."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _OF, (draft_id,))
        return tuple(
            EvidenceItem(n, digest, source, _read_hit(body, quote, shown), quote is None, note)
            for n, digest, source, body, quote, note, shown in rows
        )


def citation_item(record: Mapping[str, Any], n: int) -> EvidenceItem:
    """A passage as it stands in the record of a draft that was made before evidence was kept."""
    known = {name: value for name, value in record.items() if value is not None}
    quote = str(record.get("quote") or record.get("text") or "")
    heading = [part for part in str(record["heading"]).split(PLACE_JOINT) if part]
    hit = from_record(
        Hit, known | {"passage_id": n, "document_id": 1, "heading": heading, "quote": quote, "text": quote}
    )
    note = str(record.get("forgotten") or "")
    return EvidenceItem(n, str(record.get("sha256") or sha256_hex(quote)), "", hit, bool(note), note)


def _hit_body(hit: Hit) -> dict[str, Any]:
    return {name: value for name, value in to_record(hit, Hit).items() if name not in {"text", "quote"}}


def _read_hit(stored: str, quote: str | None, shown: str | None) -> Hit:
    return from_record(Hit, json.loads(stored) | {"quote": quote or "", "text": shown or quote or ""})


def unused(connection: apsw.Connection, draft_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Hash and text of what these drafts alone use."""
    marks = json.dumps(list(draft_ids))
    sql = """
        WITH own (hash) AS (
            SELECT hash FROM draft_evidence WHERE draft_id IN (SELECT value FROM json_each(?1))
            UNION SELECT json_extract(body, '$.shown') FROM draft_evidence
            WHERE draft_id IN (SELECT value FROM json_each(?1))),
        others (hash) AS (
            SELECT hash FROM draft_evidence WHERE draft_id NOT IN (SELECT value FROM json_each(?1))
            UNION SELECT json_extract(body, '$.shown') FROM draft_evidence
            WHERE draft_id NOT IN (SELECT value FROM json_each(?1)))
        SELECT hash, coalesce(text, '') FROM evidence
        WHERE hash IN (SELECT hash FROM own) AND hash NOT IN (SELECT hash FROM others WHERE hash IS NOT NULL)
    """
    return [(digest, text) for digest, text in fetch_all(connection, sql, (marks,))]
