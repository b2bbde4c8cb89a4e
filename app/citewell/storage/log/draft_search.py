"""Which drafts name a customer, or hold some words: in ticket, reply, sent text or vault."""

import json
import re
from collections.abc import Iterator
from typing import Any

import apsw

from citewell.storage.db.database import fetch_all

_ROWS = """
    SELECT d.id, d.ticket, d.body, coalesce((SELECT group_concat(o.final, char(10)) FROM outcome o
        WHERE o.draft_id = d.id), ''),
        coalesce((SELECT group_concat(v.value, char(10)) FROM vault v WHERE v.draft_id = d.id), '')
    FROM draft d WHERE d.number > ? ORDER BY d.number LIMIT 200
"""
_NUMBERS = "SELECT max(number) FROM (SELECT number FROM draft WHERE number > ? ORDER BY number LIMIT 200)"


def find_drafts(connection: apsw.Connection, words: str) -> dict[str, tuple[str, ...]]:
    """Ids of the drafts that hold ``words`` as whole words in this order, in any case, with where they stand."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return {}
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)
    found: dict[str, tuple[str, ...]] = {}
    for draft_id, ticket, body, final, vault in _rows(connection):
        texts = {
            "the vault": vault,
            "the ticket": " \n ".join(_strings(json.loads(ticket))),
            "the sent text": final,
            "the draft": " \n ".join(_strings(json.loads(body).get("text"))),
        }
        where = tuple(name for name, text in texts.items() if pattern.search(text))
        if where:
            found[draft_id] = where
    return found


def _rows(connection: apsw.Connection) -> Iterator[tuple[Any, ...]]:
    last = 0
    while True:
        rows = fetch_all(connection, _ROWS, (last,))
        if not rows:
            return
        yield from rows
        last = fetch_all(connection, _NUMBERS, (last,))[0][0]


def _strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
