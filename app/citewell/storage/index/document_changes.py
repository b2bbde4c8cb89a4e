"""How indexed documents changed: the times of their versions, and what stood at a place in each that is still known."""

import json
from collections.abc import Collection, Iterator

import apsw

from citewell.domain.documents import PLACE_JOINT
from citewell.domain.live.advice import DocumentHistory, Place, PlaceVersion
from citewell.storage.db.database import Database, fetch_all, fetch_value

_REPLACED = "SELECT path, replaced_at FROM history ORDER BY replaced_at, id"
_LANGUAGES = "SELECT language, count(*) FROM document WHERE language <> '' GROUP BY language ORDER BY 2 DESC, 1"
_PAST = """
    FROM history h JOIN document d ON d.source_id = h.source_id AND d.path = h.path || '@' || h.version
"""
_DOCUMENTS = f"SELECT (SELECT count(*) FROM document) - (SELECT count(DISTINCT d.id) {_PAST})"  # noqa: S608  no value
_NOW = """
    SELECT d.path, 1, p.heading, p.entry, p.text
    FROM (SELECT DISTINCT source_id, path FROM history WHERE path IN (SELECT value FROM json_each(?))) h
    JOIN document d ON d.source_id = h.source_id AND d.path = h.path JOIN passage p ON p.document_id = d.id
"""
_THEN = f"""
    SELECT DISTINCT h.path, 0, p.heading, p.entry, p.text {_PAST} JOIN passage p ON p.document_id = d.id
    WHERE h.path IN (SELECT value FROM json_each(?))
"""  # noqa: S608  no value is put into it
_SNAPSHOTS = """
    SELECT (SELECT body FROM draft_evidence d WHERE d.hash = e.hash LIMIT 1), e.text FROM evidence e
    WHERE e.text IS NOT NULL
"""
"""What drafts used: where a version was not kept, its words are still known from these."""


class DocumentChanges:
    """Reads the history of documents."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def history(self) -> DocumentHistory:
        """How often which documents changed."""
        replaced: dict[str, list[str]] = {}
        with self._database.read() as connection:
            for path, at in fetch_all(connection, _REPLACED):
                replaced.setdefault(path, []).append(at)
            return DocumentHistory(
                documents=int(fetch_value(connection, _DOCUMENTS)),
                since=str(fetch_value(connection, "SELECT coalesce(min(added_at), '') FROM source")),
                replaced={path: tuple(times) for path, times in replaced.items()},
                languages=dict(fetch_all(connection, _LANGUAGES)),
            )

    def versions(self, places: Collection[Place]) -> list[PlaceVersion]:
        """What stands at these places of changed documents, and what stood there in versions that are still known."""
        wanted = {(place.path, place.entry or place.heading): place for place in places}
        with self._database.read() as connection:
            return [
                PlaceVersion(wanted[path, key], text, current)
                for path, key, text, current in _texts(connection, {place.path for place in places})
                if (path, key) in wanted
            ]


def _texts(connection: apsw.Connection, paths: set[str]) -> Iterator[tuple[str, str, str, bool]]:
    """Path, entry or heading, text, and whether it stands there now."""
    asked = (json.dumps(sorted(paths)),)
    for sql in (_NOW, _THEN):
        for path, current, heading, entry, text in fetch_all(connection, sql, asked):
            yield path, entry or PLACE_JOINT.join(json.loads(heading)), text, bool(current)
    for body, text in fetch_all(connection, _SNAPSHOTS):
        hit = json.loads(body or "{}")
        path, _, entry = str(hit.get("document", "")).partition("#")
        if path in paths:
            yield path, entry or PLACE_JOINT.join(hit.get("heading", ())), text, False
