"""Pages of the edit log by keyset pagination: as long as a screen wants them, however long the log is."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import apsw

from citewell.domain.drafts import Decision, Level, LogPage, LogRow, OutcomeKind
from citewell.domain.personal import PersonalValue
from citewell.records.values import compact_json
from citewell.storage.db.database import fetch_all, fetch_value

STRETCH = 1000
"""How many drafts one call searches for words: some tens of milliseconds."""
_PAGE = """
    SELECT d.number, d.id, d.at, json_extract(d.ticket, '$.text'), json_extract(d.body, '$.decision'),
        json_extract(d.ticket, '$.level'),
        (SELECT o.kind FROM outcome o WHERE o.draft_id = d.id ORDER BY o.number DESC LIMIT 1)
    FROM draft d WHERE d.number < :before {searched} ORDER BY d.number DESC LIMIT :limit
"""
_STRETCH = "AND d.number >= :first"
_WORD = """AND (
    instr(folded(json_extract(d.ticket, '$.text')), :{word}) OR instr(folded(json_extract(d.body, '$.text')), :{word})
    OR EXISTS (SELECT 1 FROM outcome o WHERE o.draft_id = d.id AND instr(folded(o.final), :{word}))
    OR EXISTS (SELECT 1 FROM vault v WHERE v.draft_id = d.id AND instr(folded(v.value), :{word})))
"""
_NEWEST = "SELECT coalesce(max(number), 0) FROM draft"
_OLDER = "SELECT EXISTS (SELECT 1 FROM draft WHERE number < ?)"
_VALUES = """
    SELECT draft_id, placeholder, kind, value FROM vault WHERE draft_id IN (SELECT value FROM json_each(?))
    ORDER BY draft_id, placeholder
"""
_AFTER_ALL = 2**62


def read_page(connection: apsw.Connection, limit: int, before: int | None, words: str) -> LogPage:
    """One page; see ``DraftLog.page``."""
    start = _AFTER_ALL if before is None else before
    given: dict[str, Any] = {f"word{n}": word for n, word in enumerate(words.casefold().split())}
    searched = "".join(_WORD.format(word=name) for name in given)
    first = 0
    if given:
        newest = int(fetch_value(connection, _NEWEST))
        first = max(0, min(start, newest + 1) - STRETCH)
        searched = f"{_STRETCH} {searched}"
        given["first"] = first
    rows = fetch_all(connection, _PAGE.format(searched=searched), {**given, "before": start, "limit": limit})
    end = int(rows[-1][0]) if len(rows) == limit else first
    values = values_of(connection, [str(row[1]) for row in rows])
    more = end > 0 and bool(fetch_value(connection, _OLDER, (end,)))
    return LogPage(tuple(_row(row, values) for row in rows), end if more else None)


def values_of(connection: apsw.Connection, draft_ids: list[str]) -> Mapping[str, tuple[PersonalValue, ...]]:
    """What the placeholders of some drafts stand for, in one query."""
    found: defaultdict[str, list[PersonalValue]] = defaultdict(list)
    for draft_id, *value in fetch_all(connection, _VALUES, (compact_json(draft_ids),)):
        found[draft_id].append(PersonalValue(*value))
    return {draft_id: tuple(values) for draft_id, values in found.items()}


def _row(row: tuple[Any, ...], values: Mapping[str, tuple[PersonalValue, ...]]) -> LogRow:
    _number, draft_id, at, ticket, decision, level, outcome = row
    return LogRow(
        draft_id=draft_id,
        at=at,
        ticket=ticket,
        decision=Decision(decision),
        level=Level(level or Level.REPLY),
        outcome=OutcomeKind(outcome) if outcome else None,
        personal=values.get(draft_id, ()),
    )
