"""Proof of an erasure: phrases of what was erased are looked for in every page of the database and in every file.

The pages are read without their encryption, free ones included; the write-ahead log is emptied first, so that it holds
nothing of the time before.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from citewell.storage.db.database import Database, fetch_value
from citewell.storage.erasure.source_proof import scan_pages

MAX_PHRASES = 200
_WORDS = 4
_MIN_CHARACTERS = 16
_MIN_VALUE = 8
_RUN = re.compile(r"[^\s\"\\]+(?: [^\s\"\\]+)+")
"""Words parted by single spaces and nothing that JSON would write otherwise."""
_ELSEWHERE = """
    SELECT EXISTS (SELECT 1 FROM document WHERE instr(text, ?1) OR instr(title, ?1))
    OR EXISTS (SELECT 1 FROM passage WHERE instr(text, ?1) OR instr(quote, ?1))
    OR EXISTS (SELECT 1 FROM draft WHERE instr(ticket, ?1) OR instr(body, ?1))
    OR EXISTS (SELECT 1 FROM outcome WHERE instr(final, ?1))
    OR EXISTS (SELECT 1 FROM evidence WHERE instr(text, ?1))
    OR EXISTS (SELECT 1 FROM vault WHERE instr(value, ?1))
    OR EXISTS (SELECT 1 FROM suggestion WHERE instr(body, ?1))
    OR EXISTS (SELECT 1 FROM golden_run WHERE instr(body, ?1))
    OR EXISTS (SELECT 1 FROM legal_hold WHERE instr(subject, ?1) OR instr(reason, ?1))
    OR EXISTS (SELECT 1 FROM retired_phrase WHERE instr(phrase, ?1) OR instr(replacement, ?1))
"""
_LARGE = 64 * 1024 * 1024
_SKIPPED = frozenset({".gguf", ".onnx", ".safetensors", ".lock"})


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at and found. ``found`` stands in a page without being part of a record: an erasure that failed.

    ``elsewhere`` counts phrases that other records hold in their own right; ``files`` were looked into beside the
    database, and ``files_found`` hold a phrase; ``log_bytes`` is the size of the write-ahead log afterwards.
    """

    pages: int
    phrases: int
    found: tuple[str, ...]
    elsewhere: int
    files: int
    files_found: tuple[str, ...]
    log_bytes: int

    @property
    def holds(self) -> bool:
        """Whether nothing is left in the home."""
        return not self.found and not self.files_found and not self.log_bytes

    def record(self) -> dict[str, object]:
        """As JSON, without the phrases that are left: a receipt must not hold them."""
        return {
            "pages": self.pages,
            "phrases": self.phrases,
            "left_in_pages": len(self.found),
            "in_other_records": self.elsewhere,
            "files": self.files,
            "left_in_files": list(self.files_found),
            "write_ahead_log_bytes": self.log_bytes,
        }


def phrases_of(texts: Iterable[str], values: Iterable[str]) -> tuple[str, ...]:
    """Up to ``MAX_PHRASES`` phrases: at least one of each text, and single values that are long enough to tell."""
    wanted = [value for value in dict.fromkeys(values) if len(value) >= _MIN_VALUE and '"' not in value]
    spare: list[str] = []
    for text in dict.fromkeys(texts):
        runs = list(_phrases(text))
        random.shuffle(runs)
        wanted += runs[:1]
        spare += runs[1:]
    random.shuffle(spare)
    return tuple(dict.fromkeys([*wanted, *spare]))[:MAX_PHRASES]


def _phrases(text: str) -> Iterable[str]:
    for run in _RUN.findall(text):
        words = run.split(" ")
        for start in range(0, len(words) - _WORDS + 1, _WORDS):
            phrase = " ".join(words[start : start + _WORDS])
            if len(phrase) >= _MIN_CHARACTERS:
                yield phrase


def prove(database: Database, phrases: Sequence[str]) -> Proof:
    """Empty the write-ahead log and the free pages, and look for ``phrases``. Raises ``StorageError``."""
    log_bytes = _emptied(database)
    pages, found, elsewhere = _scan(database, phrases)
    if found:  # what a page still held goes when the whole file is written anew
        database.compact()
        log_bytes = _emptied(database)
        pages, found, elsewhere = _scan(database, phrases)
    files, files_found = _scan_files(database.path, phrases)
    return Proof(pages, len(phrases), found, elsewhere, files, files_found, log_bytes)


def _emptied(database: Database) -> int:
    """Bytes of the write-ahead log that could not be cut, since another program reads."""
    log = database.path.with_name(f"{database.path.name}-wal")
    if not database.empty_log():  # it waited for readers already: once more for one that came in between
        database.empty_log()
    return log.stat().st_size if log.exists() else 0


def _scan(database: Database, phrases: Sequence[str]) -> tuple[int, tuple[str, ...], int]:
    with database.read() as connection:
        pages, seen = scan_pages(connection, phrases)
        left = tuple(phrase for phrase in seen if not _elsewhere(connection, phrase))
    return pages, left, len(seen) - len(left)


def _elsewhere(connection: apsw.Connection, phrase: str) -> bool:
    return bool(fetch_value(connection, _ELSEWHERE, (phrase,)))


def _scan_files(database: Path, phrases: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """The files of the home but the database and large ones that hold weights."""
    looked, found = 0, []
    for path in sorted(database.parent.rglob("*")):
        if path.name.startswith(database.name) or path.suffix in _SKIPPED or not path.is_file():
            continue
        try:
            if path.stat().st_size > _LARGE:
                continue
            data = path.read_bytes()
        except OSError:
            continue
        looked += 1
        if any(phrase.encode() in data for phrase in phrases):
            found.append(str(path))
    return looked, tuple(found)
