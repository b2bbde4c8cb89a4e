"""The reading side of the index: candidates by words, by meaning and by codes, filtered inside SQL, before ranking.

At any size a search looks at a bounded number of postings, at one sketch of 144 bytes a passage, and at the eight-bit
vectors of a few hundred candidates. What may not be seen is taken out of the candidates by SQL. Where too few are left,
more postings are read, and the nearest are looked for among the passages that may be seen, so that nothing hidden takes
a place.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import apsw

from citewell.domain.documents import Access, Filters, Hit
from citewell.domain.errors import BadInputError
from citewell.domain.ports import Vector
from citewell.governance.policy.regions import named, unions_over
from citewell.governance.text.languages import language_of
from citewell.governance.text.row_period import row_holds
from citewell.governance.text.search_forms import searchable
from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value
from citewell.storage.index.compounds import also_found_by
from citewell.storage.index.quantisation import FLOAT_BYTES, as_embedded, as_floats
from citewell.storage.index.store import as_date, as_time
from citewell.storage.index.term_counts import tallies, term_frequencies
from citewell.storage.index.vector_table import nearest, rank_by_cosine, stored_vectors

MAX_TERMS = 192
"""Words of a query that are looked up; a long ticket's later words add time, not precision."""
MAX_POSTINGS = 8_000
"""Postings that one search reads, rarest words first: about half a microsecond each. Frequent words are left out."""
LEAST_TERMS = 2
"""So many of a query's words are looked up however frequent they are."""
LEAST_PASSAGES = 1000
"""In a smaller index a word of most passages may still be what a query is about."""
CANDIDATES, MOST_CANDIDATES = 200, 1000
"""Nearest sketches whose vectors are compared: in a small index, and from ``MANY`` passages on."""
MANY = 1_000_000
SPARE = 50
"""Hits looked at beyond those asked for: some may be hidden."""
_DEEPER = 4
"""Where filters take away too many hits, so many times as many are ranked."""

TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT = 2.0, 1.5, 1.0

_WORD = re.compile(r"\w+", re.UNICODE)
_TOKENIZER = ("porter", ("unicode61", "remove_diacritics", "2"))

_VALID = """
    (d.effective_from IS NULL OR d.effective_from <= :as_of) AND (d.effective_to IS NULL OR d.effective_to >= :as_of)
"""
_LISTED = "(',' || replace(lower({}), ', ', ',') || ',')"
"""Products with a comma before and after each, so that one of several is found."""
_ALLOWED = f"""
    {_VALID}
    AND (:region = '' OR NOT EXISTS (SELECT 1 FROM document_region r WHERE r.document_id = d.id)
         OR EXISTS (SELECT 1 FROM document_region r WHERE r.document_id = d.id
                    AND r.region IN (SELECT value FROM json_each(:regions)))
         OR EXISTS (SELECT 1 FROM document_region r JOIN json_each(:unions) u ON u.key = r.region
                    WHERE r.document_id = d.id  -- the EU, where the document does not list its members one by one
                    AND NOT EXISTS (SELECT 1 FROM document_region m WHERE m.document_id = d.id
                                    AND m.region IN (SELECT value FROM json_each(u.value)))))
    AND (:product = '' OR d.product = ''
         OR instr({_LISTED.format("d.product")}, {_LISTED.format(":product")}) > 0)
    AND (:access = '' OR d.access = :access)
    AND d.use_as <> 'style'
"""  # noqa: S608
_VISIBLE = f"""
    SELECT p.id, CASE p.entry WHEN '' THEN '' ELSE p.text END FROM passage p JOIN document d ON d.id = p.document_id
    WHERE p.id IN (SELECT value FROM json_each(:ids)) AND {_ALLOWED}
"""  # noqa: S608
_ALL_VISIBLE = f"""
    SELECT p.id FROM document d CROSS JOIN passage p ON p.document_id = d.id WHERE {_ALLOWED} ORDER BY p.id
"""  # noqa: S608
_WORDS = f"""
    SELECT rowid AS id, -bm25(passage_words, {TITLE_WEIGHT}, {HEADING_WEIGHT}, {TEXT_WEIGHT}) AS score
    FROM passage_words WHERE passage_words MATCH :match ORDER BY score DESC LIMIT :deep
"""  # noqa: S608
_CODES = f"""
    SELECT p.id FROM passage_code c JOIN passage p ON p.id = c.passage_id JOIN document d ON d.id = p.document_id
    WHERE c.code = :code AND {_ALLOWED} ORDER BY p.id LIMIT :limit
"""  # noqa: S608

_HIT = f"""
    SELECT p.id, d.id, d.path, p.entry, d.title, p.heading, p.text,
           coalesce(p.quote, substr(d.text, p.start + 1, p.end - p.start)), p.start, p.end,
           p.page, d.version, d.access, d.effective_from, d.effective_to, d.indexed_at, d.mtime_ns, d.language,
           d.product, d.url,
           (SELECT json_group_array(region ORDER BY region) FROM document_region r WHERE r.document_id = d.id),
           EXISTS (
               SELECT 1 FROM supersession s JOIN document n ON n.id = s.document_id
               WHERE s.key = me.key AND n.id <> me.id AND {_VALID.replace("d.", "n.")}
           )
    FROM passage p JOIN document d ON d.id = p.document_id JOIN document me ON me.id = d.id
    WHERE p.id IN (SELECT value FROM json_each(:ids))
"""  # noqa: S608
_DOCUMENT_VECTORS = """
    SELECT p.id, d.id, d.vector FROM passage p JOIN document d ON d.id = p.document_id
    WHERE p.id IN (SELECT value FROM json_each(?)) AND d.vector IS NOT NULL
"""
_NEIGHBOUR = """
    SELECT n.id FROM passage p JOIN passage n ON n.document_id = p.document_id AND n.ordinal = p.ordinal + ?
    WHERE p.id = ? AND n.entry = p.entry
"""


class PassageSearcher:
    """``PassageSearch`` on FTS5 and sqlite-vec."""

    def __init__(self, database: Database, embedder: Callable[[], str] = str) -> None:
        """Compare vectors of the model with the identity that ``embedder`` gives; empty: of any."""
        self._database = database
        self._embedder = embedder

    def search_words(self, query: str, filters: Filters, limit: int) -> list[tuple[int, float]]:
        """Passage ids with their BM25 score (0 and up), best first."""
        with self._database.read() as connection:
            match = _match_expression(connection, query)
            if not match:
                return []
            deep = limit + SPARE
            while True:
                ranked = fetch_all(connection, _WORDS, {"match": match, "deep": deep})
                found = _first_visible(connection, [(i, score) for i, score in ranked], filters, limit)
                if len(found) >= limit or len(ranked) < deep:
                    return found
                deep *= _DEEPER

    def search_meaning(self, vector: Vector, filters: Filters, limit: int) -> list[tuple[int, float]]:
        """Passage ids with their cosine to ``vector``, nearest first."""
        wanted = as_floats(vector, len(vector) // FLOAT_BYTES)
        with self._database.read() as connection:
            self._check_embedder(connection)
            count = _candidates(connection, limit)
            near = nearest(connection, wanted, count)
            found = _first_visible(connection, rank_by_cosine(connection, wanted, near), filters, limit)
            if len(found) >= limit or len(near) < count:
                return found
            visible = [passage_id for (passage_id,) in fetch_all(connection, _ALL_VISIBLE, _parameters(filters))]
            if len(visible) > count:
                visible = nearest(connection, wanted, count, visible)
            return _first_visible(connection, rank_by_cosine(connection, wanted, visible), filters, limit)

    def _check_embedder(self, connection: apsw.Connection) -> None:
        known = fetch_value(connection, "SELECT identity FROM embedder")
        used = self._embedder()
        if used and known and known != used:
            raise BadInputError(
                "The index was made with another embedder than the one in use. Run 'citewell index' on every source to "
                "make it anew ('citewell sources' lists them), or go back with 'citewell models use'."
            )

    def find_codes(self, codes: Sequence[str], filters: Filters, limit: int) -> dict[str, list[int]]:
        """Passage ids of the rows that hold each of these normalised codes; none where there are over ``limit``.

        A row that holds no more is found so too: who names its code is told when it ended.
        """
        found: dict[str, list[int]] = {}
        with self._database.read() as connection:
            for code in dict.fromkeys(codes):
                values = _parameters(filters) | {"code": code, "limit": limit + 1}
                ids = [passage_id for (passage_id,) in fetch_all(connection, _CODES, values)]
                if 0 < len(ids) <= limit:
                    found[code] = ids
        return found

    def document_frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each of these words occurs, in any of its forms."""
        with self._database.read() as connection:
            tokens = {term: fts_tokens(connection, term) for term in terms}
            counts = term_frequencies(connection, {token for found in tokens.values() for token in found})
        return {term: min((counts[token] for token in found), default=0) for term, found in tokens.items()}

    def neighbours(self, passage_id: int) -> tuple[int | None, int | None]:
        """The passages before and after this one in its document."""
        with self._database.read() as connection:
            before, after = (fetch_one(connection, _NEIGHBOUR, (step, passage_id)) for step in (-1, 1))
        return before[0] if before else None, after[0] if after else None

    def load_hits(self, passage_ids: Sequence[int], filters: Filters) -> list[Hit]:
        """The passages with their documents' metadata, in the order asked for; unknown ids are left out."""
        values = {"ids": json.dumps(list(passage_ids)), "as_of": filters.as_of.isoformat()}
        with self._database.read() as connection:
            hits = {row[0]: _hit(row) for row in fetch_all(connection, _HIT, values)}
        return [hits[passage_id] for passage_id in passage_ids if passage_id in hits]

    def load_vectors(self, passage_ids: Sequence[int]) -> dict[int, Vector]:
        """The stored vectors of passages."""
        with self._database.read() as connection:
            stored = stored_vectors(connection, passage_ids)
        return dict(zip(stored, as_embedded(list(stored.values())), strict=True))

    def load_document_vectors(self, passage_ids: Sequence[int]) -> dict[int, tuple[int, Vector]]:
        """For each passage its document's id, and the mean direction of all vectors of that document."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _DOCUMENT_VECTORS, (json.dumps(list(passage_ids)),))
        stored = {document_id: vector for _, document_id, vector in rows}
        vectors = dict(zip(stored, as_embedded(list(stored.values())), strict=True))
        return {passage_id: (document_id, vectors[document_id]) for passage_id, document_id, _ in rows}

    def totals(self) -> tuple[int, int]:
        """Documents and passages in the index."""
        with self._database.read() as connection:
            known = tallies(connection)
        return known["documents"], known["passages"]


def _candidates(connection: apsw.Connection, limit: int) -> int:
    many = min(1.0, tallies(connection)["passages"] / MANY)
    return max(limit, CANDIDATES + int(many * (MOST_CANDIDATES - CANDIDATES)))


def _first_visible(
    connection: apsw.Connection, ranked: Sequence[tuple[int, float]], filters: Filters, limit: int
) -> list[tuple[int, float]]:
    """The first ``limit`` of ``ranked`` that the filters let through."""
    found: list[tuple[int, float]] = []
    step = limit + SPARE
    for start in range(0, len(ranked), step):
        part = ranked[start : start + step]
        seen = _visible(connection, [passage_id for passage_id, _ in part], filters)
        found += [pair for pair in part if pair[0] in seen]
        if len(found) >= limit:
            break
    return found[:limit]


def _visible(connection: apsw.Connection, passage_ids: Sequence[int], filters: Filters) -> set[int]:
    """Those of ``passage_ids`` that the filters let through; rows of tables only on the days that they name."""
    values = _parameters(filters) | {"ids": json.dumps(list(passage_ids))}
    return {passage_id for passage_id, row in fetch_all(connection, _VISIBLE, values) if row_holds(row, filters.as_of)}


def _match_expression(connection: apsw.Connection, query: str) -> str:
    """An FTS5 expression that matches any of the query's rarer words; no character of the query is syntax."""
    found_words = list(dict.fromkeys(_WORD.findall(searchable(query).lower())))[:MAX_TERMS]
    words = {word: fts_tokens(connection, word) for word in found_words}
    counts = term_frequencies(connection, {token for found in words.values() for token in found})
    known = {word: min(counts[token] for token in found) for word, found in words.items() if found}
    chosen = _affordable({word: count for word, count in known.items() if count}, tallies(connection)["passages"])
    more = also_found_by(connection, words, known, language_of(query), lambda word: fts_tokens(connection, word))
    return " OR ".join([*(f'"{word}"' for word in words if word in chosen), *more])


def _affordable(counts: Mapping[str, int], passages: int) -> set[str]:
    """The rarest words whose postings together may be read. BM25 gives nothing for words of most passages."""
    chosen: set[str] = set()
    postings = 0
    for word in sorted(counts, key=lambda word: counts[word]):
        postings += counts[word]
        if len(chosen) >= LEAST_TERMS and (postings > MAX_POSTINGS or 2 * counts[word] > passages > LEAST_PASSAGES):
            break
        chosen.add(word)
    return chosen


def fts_tokens(connection: apsw.Connection, word: str) -> list[str]:
    """What the index makes of a word: the terms under which it is found."""
    name, arguments = _TOKENIZER
    tokenizer = connection.fts5_tokenizer(name, list(arguments))
    found = tokenizer(
        searchable(word).encode(), apsw.FTS5_TOKENIZE_QUERY, None, include_offsets=False, include_colocated=False
    )
    return [str(token) for token in found]


def _parameters(filters: Filters) -> dict[str, Any]:
    return {
        "as_of": filters.as_of.isoformat(),
        "region": filters.region.upper(),
        "regions": json.dumps(named(filters.region)),
        "unions": json.dumps(unions_over(filters.region)),
        "product": filters.product,
        "access": _class(filters),
    }


def _class(filters: Filters) -> str:
    """The one access class that may be seen; empty for all. What is public alone and confidential alone is nothing."""
    if filters.access is Access.PUBLIC:
        return "none" if filters.only is Access.CONFIDENTIAL else Access.PUBLIC
    return filters.only or ""


def _hit(row: tuple[Any, ...]) -> Hit:
    (passage_id, document_id, path, entry, title, heading, text, quote, start, end) = row[:10]
    (page, version, access, effective_from, effective_to, indexed_at, mtime_ns) = row[10:17]
    (language, product, url, regions, superseded) = row[17:]
    return Hit(
        passage_id=passage_id,
        document_id=document_id,
        document=f"{path}#{entry}" if entry else path,
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
        modified_at=as_time(mtime_ns),
        language=language,
        regions=tuple(json.loads(regions)),
        product=product,
        url=url,
    )
