"""Forgetting a source in past drafts: its words go out of their evidence, and a hash and a note stay."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import apsw

from citewell.domain.audit import AuditKind
from citewell.domain.digests import sha256_hex
from citewell.storage.audit.chain import append_entry, row_hash
from citewell.storage.db.database import fetch_all, fetch_value
from citewell.storage.erasure.holds import held_drafts

_WITH = "SELECT DISTINCT draft_id FROM draft_evidence WHERE source = ?"
_OLD = """
    SELECT id FROM draft WHERE NOT EXISTS (SELECT 1 FROM draft_evidence e WHERE e.draft_id = draft.id)
    AND EXISTS (SELECT 1 FROM json_each(body, '$.citations') c JOIN document d ON d.source_id = ?1
                WHERE d.path = json_extract(c.value, '$.document')
                OR substr(json_extract(c.value, '$.document'), 1, length(d.path) + 1) = d.path || '#')
"""
"""Drafts from before evidence was kept, by the documents they cite."""
_DRAFT = "SELECT id, at, ticket, body FROM draft WHERE id = ?"
_USED = "SELECT n, hash, body FROM draft_evidence WHERE draft_id = ? AND source = ?"
_STILL = """
    SELECT EXISTS (SELECT 1 FROM draft_evidence d
    WHERE (d.hash = ?1 OR json_extract(d.body, '$.shown') = ?1)
    AND (d.source <> ?2 OR d.draft_id IN (SELECT value FROM json_each(?3))))
"""


@dataclass(frozen=True, slots=True)
class Redacted:
    """Drafts whose evidence was erased, with the hash of their new row; hashes of the texts; drafts that were held."""

    drafts: dict[str, str]
    texts: tuple[str, ...]
    held: tuple[str, ...]


def redact_forgotten(connection: apsw.Connection, source_id: int) -> Redacted:
    """Take a source that is being forgotten out of the drafts that are not held, and tell the audit log."""
    today = datetime.now(UTC).date().isoformat()
    redacted = redact_source(connection, source_id, f"forgotten with its source on {today}", held_drafts(connection))
    root = fetch_value(connection, "SELECT root FROM source WHERE id = ?", (source_id,))
    body = {"drafts": redacted.drafts, "evidence": list(redacted.texts), "held": list(redacted.held)}
    append_entry(connection, AuditKind.FORGOTTEN, sha256_hex(root), body)
    return redacted


def redact_source(connection: apsw.Connection, source_id: int, note: str, held: Collection[str]) -> Redacted:
    """Take the words of a source out of every draft but those in ``held``, inside the transaction that forgets it.

    What was written to the customer stays: it is a record of what was said. The source must still be indexed.
    """
    root = fetch_value(connection, "SELECT root FROM source WHERE id = ?", (source_id,))
    ids = [draft_id for (draft_id,) in fetch_all(connection, _WITH, (root,))]
    ids += [draft_id for (draft_id,) in fetch_all(connection, _OLD, (source_id,))]
    kept = tuple(draft_id for draft_id in ids if draft_id in held)
    drafts: dict[str, str] = {}
    texts: set[str] = set()
    connection.execute("INSERT INTO erasing (number) VALUES (1)")
    for draft_id in ids:
        if draft_id in held:
            continue
        used = fetch_all(connection, _USED, (draft_id, root))
        texts |= set(_hashes(used))
        numbers = {n for n, _, _ in used} if used else None
        row = fetch_all(connection, _DRAFT, (draft_id,))[0]
        body = json.dumps(_redacted(json.loads(row[3]), numbers, note), ensure_ascii=False, separators=(",", ":"))
        connection.execute("UPDATE draft SET body = ? WHERE id = ?", (body, draft_id))
        drafts[draft_id] = row_hash(*row[:3], body)
    connection.execute("DELETE FROM erasing")
    marks = json.dumps(kept)
    gone = sorted(digest for digest in texts if not fetch_value(connection, _STILL, (digest, root, marks)))
    connection.executemany(
        "UPDATE evidence SET text = NULL, note = ? WHERE hash = ?", [(note, digest) for digest in gone]
    )
    return Redacted(drafts, tuple(gone), kept)


def _hashes(used: list[tuple[Any, ...]]) -> Iterator[str]:
    for _, digest, body in used:
        yield digest
        shown = json.loads(body).get("shown")
        if shown:
            yield shown


def _redacted(draft: dict[str, Any], numbers: set[int] | None, note: str) -> dict[str, Any]:
    """The record of a draft without the words of the passages with these ``numbers`` (``None``: of all)."""
    for citation in draft.get("citations", ()):
        if numbers is None or citation["n"] in numbers:
            citation |= {"sha256": sha256_hex(citation["quote"]), "quote": "", "forgotten": note}
    for n, miss in enumerate(draft.get("near_misses", ()), start=1):
        if numbers is None or -n in numbers:
            miss |= {"sha256": sha256_hex(miss["text"]), "text": "", "forgotten": note}
    for conflict in draft.get("conflicts", ()):
        for place, n in enumerate(conflict["passages"]):
            if numbers is None or n in numbers:
                _take_out(draft, conflict["texts"][place])
                conflict["texts"][place] = ""
    return draft


def _take_out(draft: dict[str, Any], text: str) -> None:
    for finding in draft.get("findings", ()):
        if text:
            finding["message"] = finding["message"].replace(text, "…")
