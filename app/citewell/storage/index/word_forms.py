"""The full-text index's rows: words in the forms under which they are found (``governance/text/search_forms``)."""

import json
from collections.abc import Sequence
from typing import Any

import apsw

from citewell.governance.text.search_forms import indexed, searchable

_INSERT = "INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, ?, ?)"
_NEXT = """
    SELECT p.id, d.title, p.heading, p.text, d.language FROM passage p JOIN document d ON d.id = p.document_id
    WHERE p.id > ? ORDER BY p.id LIMIT 1000
"""


def insert_words(
    connection: apsw.Connection, passage_id: int, title: str, heading: Sequence[str], text: str, language: str
) -> None:
    """Index the words of a passage; ``language`` is the document's, empty where it does not say."""
    connection.execute(_INSERT, (passage_id, *_forms(title, heading, text, language)))


def renew_words(connection: apsw.Connection) -> None:
    """Index anew the passages whose words have other forms than they stand in."""
    last = 0
    while True:
        rows: list[tuple[Any, ...]] = connection.execute(_NEXT, (last,)).fetchall()
        if not rows:
            return
        for passage_id, title, heading, text, language in rows:
            headings = json.loads(heading)
            if _forms(title, headings, text, language) != (title, " ".join(headings), text):
                connection.execute("DELETE FROM passage_words WHERE rowid = ?", (passage_id,))
                insert_words(connection, passage_id, title, headings, text, language)
        last = rows[-1][0]


def _forms(title: str, heading: Sequence[str], text: str, language: str) -> tuple[str, str, str]:
    return searchable(title), searchable(" ".join(heading)), indexed(text, language)
