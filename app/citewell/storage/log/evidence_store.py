"""Evidence snapshots: the passages that a draft used, each text once, by its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import apsw

from citewell.domain.documents import Access, Hit, Ranks
from citewell.domain.evidence import EvidenceItem
from citewell.domain.logged import MaskedHits
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


def text_hash(text: str) -> str:
    """SHA-256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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
    digest = text_hash(text)
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
    hit = Hit(
        passage_id=n,
        document_id=1,
        document=str(record["document"]),
        title=str(record["title"]),
        heading=tuple(part for part in str(record["heading"]).split(" › ") if part),
        text=str(record.get("quote") or record.get("text") or ""),
        quote=str(record.get("quote") or record.get("text") or ""),
        start=int(record["start"]),
        end=int(record["end"]),
        page=record["page"],
        version=record["version"] or "",
        access=Access(record["access"]),
        effective_from=_date(record["effective_from"]),
        effective_to=_date(record["effective_to"]),
    )
    note = str(record.get("forgotten") or "")
    return EvidenceItem(n, str(record.get("sha256") or text_hash(hit.quote)), "", hit, bool(note), note)


_DATES = ("effective_from", "effective_to")


def _hit_body(hit: Hit) -> dict[str, Any]:
    body = asdict(hit)
    del body["text"], body["quote"]
    for name in _DATES:
        body[name] = body[name] and body[name].isoformat()
    return body


def _read_hit(stored: str, quote: str | None, shown: str | None) -> Hit:
    body = json.loads(stored)
    body.pop("shown", None)
    for name in _DATES:
        body[name] = _date(body[name])
    for name in ("heading", "regions"):
        body[name] = tuple(body[name])
    ranks = Ranks(**body.pop("ranks"))
    access = Access(body.pop("access"))
    known = {name: value for name, value in body.items() if name in Hit.__dataclass_fields__}
    return Hit(**known, ranks=ranks, access=access, quote=quote or "", text=shown or quote or "")


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


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
