"""How the evidence of past drafts stands in the index today."""

from datetime import date

import apsw

from citewell.domain.evidence import EvidenceItem, Standing, StandingNow
from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value

_DOCUMENTS = """
    SELECT d.id, d.version, d.effective_to, d.text, d.retired_of, d.key, s.root FROM document d
    JOIN source s ON s.id = d.source_id
    WHERE (d.path = ?1 OR d.retired_of = ?1) AND (?2 = '' OR s.root = ?2)
    ORDER BY coalesce(d.effective_from > ?3 OR d.effective_to < ?3, 0), d.retired_of <> ''
"""
_NEXT = """
    SELECT n.path, n.version FROM supersession s JOIN document n ON n.id = s.document_id
    WHERE s.key = ?1 AND n.id <> ?2 AND (n.effective_from IS NULL OR n.effective_from <= ?3)
      AND (n.effective_to IS NULL OR n.effective_to >= ?3)
    ORDER BY n.effective_from DESC LIMIT 1
"""
_INDEXED = "SELECT EXISTS (SELECT 1 FROM source WHERE root = ?)"


class EvidenceStandings:
    """Compares what a draft used with what the index holds."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def of(self, item: EvidenceItem, today: date) -> StandingNow:
        """Whether the passage still stands, and if not, what became of it."""
        if item.erased:
            return StandingNow(Standing.FORGOTTEN, item.note or "its text was erased")
        if not item.source and not item.hit.document_id:
            return StandingNow(Standing.GIVEN, "it came with the ticket, not from the index")
        with self._database.read() as connection:
            return _standing(connection, item, today)


def _standing(connection: apsw.Connection, item: EvidenceItem, today: date) -> StandingNow:
    path, _, _ = item.hit.document.partition("#")
    rows = fetch_all(connection, _DOCUMENTS, (path, item.source, today.isoformat()))
    if not rows:
        known = not item.source or fetch_value(connection, _INDEXED, (item.source,))
        words = "the document is no longer in the index" if known else "its source is no longer indexed"
        return StandingNow(Standing.REMOVED, words)
    document_id, version, effective_to, text, _, key, _ = rows[0]
    if item.hit.quote not in text:
        return _gone(item, version, [row[3] for row in rows[1:]])
    following = fetch_one(connection, _NEXT, (key, document_id, today.isoformat()))
    if following is not None:
        return StandingNow(Standing.SUPERSEDED, f"superseded by {following[0]}{_version(following[1])}", following[1])
    if effective_to and effective_to < today.isoformat():
        return StandingNow(Standing.SUPERSEDED, f"it was valid until {effective_to}", version)
    if text[item.hit.start : item.hit.end] == item.hit.quote:
        return StandingNow(Standing.STANDS, f"the document still says this, word for word{_version(version)}", version)
    return StandingNow(Standing.MOVED, f"the same words stand elsewhere in the document{_version(version)}", version)


def _gone(item: EvidenceItem, version: str, past: list[str]) -> StandingNow:
    """The present version of the document does not say it any more; ``past`` are the texts of those that are kept."""
    if any(item.hit.quote in text for text in past):
        words = f"a new version took its place{_version(version)}; the old one is kept for its own time"
        return StandingNow(Standing.SUPERSEDED, words, version)
    return StandingNow(Standing.CHANGED, f"the document says something else now{_version(version)}", version)


def _version(version: str) -> str:
    return f" (version {version})" if version else ""
