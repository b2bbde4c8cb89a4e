"""Proof that a source is gone: its phrases are looked for in every page of the database, free pages included."""

import random
import re
from collections.abc import Iterator, Sequence

import apsw

from citewell.storage.db.database import fetch_all, fetch_value

MAX_PHRASES = 60
_WORDS = 5
_MIN_CHARACTERS = 24
_RUN = re.compile(r"[^\s\"\\]+(?: [^\s\"\\]+)+")
"""Words parted by single spaces and nothing that JSON would write otherwise: as they stand in text and in headings."""
_IN_PARTS = 2000

_OWN = """
    SELECT p.text FROM passage p JOIN document d ON d.id = p.document_id
    WHERE d.source_id = ? AND p.id IN (SELECT value FROM json_each(?))
"""
_IDS = "SELECT p.id FROM passage p JOIN document d ON d.id = p.document_id WHERE d.source_id = ?"
_OTHERS = """
    SELECT EXISTS (SELECT 1 FROM document WHERE instr(text, ?1)) OR EXISTS (SELECT 1 FROM passage WHERE instr(text, ?1))
    OR EXISTS (SELECT 1 FROM draft WHERE instr(ticket, ?1) OR instr(body, ?1))
    OR EXISTS (SELECT 1 FROM outcome WHERE instr(final, ?1))
    OR EXISTS (SELECT 1 FROM evidence WHERE instr(text, ?1))
    OR EXISTS (SELECT 1 FROM suggestion WHERE instr(body, ?1))
    OR EXISTS (SELECT 1 FROM golden_run WHERE instr(body, ?1))
"""


def sample_phrases(connection: apsw.Connection, source_id: int) -> tuple[str, ...]:
    """Up to ``MAX_PHRASES`` runs of a few words out of a source's passages, chosen at random."""
    ids = [passage_id for (passage_id,) in fetch_all(connection, _IDS, (source_id,))]
    chosen = random.sample(ids, min(len(ids), _IN_PARTS))
    marks = "[" + ",".join(map(str, chosen)) + "]"
    texts = [text for (text,) in fetch_all(connection, _OWN, (source_id, marks))]
    random.shuffle(texts)
    phrases: dict[str, None] = {}
    for text in texts:
        phrases |= dict.fromkeys(list(_phrases(text))[:1])
        if len(phrases) >= MAX_PHRASES:
            break
    return tuple(phrases)


def _phrases(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        words = run.split(" ")
        for start in range(0, len(words) - _WORDS + 1, _WORDS):
            phrase = " ".join(words[start : start + _WORDS])
            if len(phrase) >= _MIN_CHARACTERS:
                yield phrase


def gone_elsewhere(connection: apsw.Connection, phrases: Sequence[str]) -> tuple[str, ...]:
    """The phrases that no other document and no draft holds, so that finding one would mean a leftover."""
    return tuple(phrase for phrase in phrases if not fetch_value(connection, _OTHERS, (phrase,)))


def scan_pages(connection: apsw.Connection, phrases: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Pages looked at, and the phrases that still stand in one. The pages are read without their encryption."""
    image = connection.serialize("main")
    found = tuple(phrase for phrase in phrases if phrase.encode() in image)
    return len(image) // int(connection.pragma("page_size")), found
