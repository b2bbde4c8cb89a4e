"""Phrases of what is erased or forgotten, chosen at random, to be looked for afterwards."""

import random
import re
from collections.abc import Iterable, Iterator

import apsw

from citewell.storage.db.database import fetch_all

MAX_PHRASES = 200
"""Phrases of drafts, at most."""
MAX_SOURCE_PHRASES = 60
MAX_SOURCE_PASSAGES = 2000
"""Passages of a source that phrases are taken from."""
MAX_CHARACTERS = 200
"""Characters of a phrase: what is longer is looked for by its start."""
_WORDS = 4
_MIN_CHARACTERS = 16
_MIN_VALUE = 8
_RUN = re.compile(r"[^\s\"\\]+(?: [^\s\"\\]+)+")
"""Words parted by single spaces and nothing that JSON would write otherwise: as they stand in text and in headings."""
_PASSAGES = """
    SELECT text FROM passage WHERE id IN (
        SELECT p.id FROM passage p JOIN document d ON d.id = p.document_id WHERE d.source_id = ?
        ORDER BY random() LIMIT ?)
"""


def phrases_of(texts: Iterable[str], values: Iterable[str] = (), limit: int = MAX_PHRASES) -> tuple[str, ...]:
    """Up to ``limit`` phrases: one of each text first, and single values that are long enough to tell."""
    wanted = [value for value in dict.fromkeys(values) if len(value) >= _MIN_VALUE and '"' not in value]
    spare: list[str] = []
    for text in dict.fromkeys(texts):
        runs = list(_phrases(text))
        random.shuffle(runs)
        wanted += runs[:1]
        spare += runs[1:]
    random.shuffle(spare)
    return tuple(dict.fromkeys(phrase[:MAX_CHARACTERS] for phrase in (*wanted, *spare)))[:limit]


def source_phrases(connection: apsw.Connection, source_id: int) -> tuple[str, ...]:
    """Up to ``MAX_SOURCE_PHRASES`` phrases of passages of a source."""
    texts = [text for (text,) in fetch_all(connection, _PASSAGES, (source_id, MAX_SOURCE_PASSAGES))]
    random.shuffle(texts)
    return phrases_of(texts, limit=MAX_SOURCE_PHRASES)


def _phrases(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        words = run.split(" ")
        for start in range(0, len(words) - _WORDS + 1, _WORDS):
            phrase = " ".join(words[start : start + _WORDS])
            if len(phrase) >= _MIN_CHARACTERS:
                yield phrase
