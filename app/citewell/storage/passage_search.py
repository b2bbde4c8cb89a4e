"""The reading side of the index: candidates by words and by meaning, with filters inside SQL, before ranking."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import apsw

from citewell.domain.documents import Access, Filters, Hit
from citewell.domain.ports import Vector
from citewell.storage.database import Database, fetch_all, fetch_one, fetch_value
from citewell.storage.index_store import as_date

MAX_TERMS = 64
"""Words of a query that are looked up; a long ticket's later words add time, not precision."""

TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT = 2.0, 1.5, 1.0

_WORD = re.compile(r"\w+", re.UNICODE)

_VALID = """
    (d.effective_from IS NULL OR d.effective_from <= :as_of) AND (d.effective_to IS NULL OR d.effective_to >= :as_of)
"""
_VISIBLE = f"""
    {_VALID}
    AND (:region = '' OR NOT EXISTS (SELECT 1 FROM document_region r WHERE r.document_id = d.id)
         OR EXISTS (SELECT 1 FROM document_region r WHERE r.document_id = d.id AND r.region = :region))
    AND (:product = '' OR d.product = '' OR d.product = :product COLLATE NOCASE)
    AND (:access = '' OR d.access = 'public')
"""  # noqa: S608
_ANY_HIDDEN = f"""
    SELECT EXISTS (
        SELECT 1 FROM document d
        WHERE (d.effective_from IS NOT NULL OR d.effective_to IS NOT NULL OR d.product <> '' OR d.access <> 'public')
        AND NOT ({_VISIBLE})
    ) OR (:region <> '' AND EXISTS (SELECT 1 FROM document_region WHERE region <> :region))
"""  # noqa: S608
_ALLOWED = f"SELECT p.id FROM document d JOIN passage p ON p.document_id = d.id WHERE {_VISIBLE}"  # noqa: S608
_WORDS = f"""
    SELECT rowid FROM passage_words WHERE passage_words MATCH :match {{restriction}}
    ORDER BY bm25(passage_words, {TITLE_WEIGHT}, {HEADING_WEIGHT}, {TEXT_WEIGHT}) LIMIT :limit
"""  # noqa: S608
_MEANING = """
    SELECT rowid, distance FROM passage_meaning
    WHERE embedding MATCH :vector AND k = :limit {restriction} ORDER BY distance
"""

_HIT = f"""
    SELECT p.id, d.id, d.path, d.title, p.heading, p.text, substr(d.text, p.start + 1, p.end - p.start), p.start, p.end,
           p.page, d.version, d.access, d.effective_from, d.effective_to, d.indexed_at,
           EXISTS (
               SELECT 1 FROM supersession s JOIN document n ON n.id = s.document_id
               WHERE s.key = me.key AND n.id <> me.id AND {_VALID.replace("d.", "n.")}
           )
    FROM passage p JOIN document d ON d.id = p.document_id JOIN document me ON me.id = d.id
    WHERE p.id = :id
"""  # noqa: S608


class PassageSearcher:
    """``PassageSearch`` on FTS5 and sqlite-vec."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def search_words(self, query: str, filters: Filters, limit: int) -> list[int]:
        """Passage ids, best BM25 first."""
        match = match_expression(query)
        if not match:
            return []
        with self._database.read() as connection:
            parameters = _parameters(filters)
            sql = _WORDS.format(restriction=_restriction(connection, parameters))
            rows = fetch_all(connection, sql, parameters | {"match": match, "limit": limit})
        return [passage_id for (passage_id,) in rows]

    def search_meaning(self, vector: Vector, filters: Filters, limit: int) -> list[tuple[int, float]]:
        """Passage ids with their cosine to ``vector``, nearest first."""
        with self._database.read() as connection:
            parameters = _parameters(filters)
            sql = _MEANING.format(restriction=_restriction(connection, parameters))
            rows = fetch_all(connection, sql, parameters | {"vector": vector, "limit": limit})
        return [(passage_id, 1.0 - distance) for passage_id, distance in rows]

    def load_hits(self, passage_ids: Sequence[int], filters: Filters) -> list[Hit]:
        """The passages with their documents' metadata, in the order asked for; unknown ids are left out."""
        as_of = filters.as_of.isoformat()
        with self._database.read() as connection:
            rows = [fetch_one(connection, _HIT, {"id": i, "as_of": as_of}) for i in passage_ids]
        return [_hit(row) for row in rows if row is not None]

    def load_vectors(self, passage_ids: Sequence[int]) -> dict[int, Vector]:
        """The stored vectors of passages."""
        sql = "SELECT embedding FROM passage_meaning WHERE rowid = ?"
        with self._database.read() as connection:
            rows = [(i, fetch_one(connection, sql, (i,))) for i in passage_ids]
        return {passage_id: row[0] for passage_id, row in rows if row is not None}

    def totals(self) -> tuple[int, int]:
        """Documents and passages in the index."""
        with self._database.read() as connection:
            documents = int(fetch_value(connection, "SELECT count(*) FROM document"))
            return documents, int(fetch_value(connection, "SELECT count(*) FROM passage"))


def _restriction(connection: apsw.Connection, parameters: Mapping[str, str]) -> str:
    """SQL that keeps hidden passages out of the ranking; empty where the filters hide nothing."""
    return f"AND rowid IN ({_ALLOWED})" if fetch_value(connection, _ANY_HIDDEN, parameters) else ""


def match_expression(query: str) -> str:
    """An FTS5 expression that matches any word of ``query``; no character of it is syntax."""
    words = dict.fromkeys(word.lower() for word in _WORD.findall(query))
    return " OR ".join(f'"{word}"' for word in list(words)[:MAX_TERMS])


def _parameters(filters: Filters) -> dict[str, str]:
    return {
        "as_of": filters.as_of.isoformat(),
        "region": filters.region.upper(),
        "product": filters.product,
        "access": Access.PUBLIC if filters.access is Access.PUBLIC else "",
    }


def _hit(row: tuple[Any, ...]) -> Hit:
    (passage_id, document_id, document, title, heading, text, quote, start, end) = row[:9]
    (page, version, access, effective_from, effective_to, indexed_at, superseded) = row[9:]
    return Hit(
        passage_id=passage_id,
        document_id=document_id,
        document=document,
        title=title,
        heading=tuple(json.loads(heading)),
        text=text,
        quote=quote,
        start=start,
        end=end,
        page=page,
        version=version,
        access=Access(access),
        effective_from=as_date(effective_from),
        effective_to=as_date(effective_to),
        superseded=bool(superseded),
        indexed_at=indexed_at,
    )
