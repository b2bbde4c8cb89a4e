"""Proof of erasure: phrases of what went are looked for in every page of the database and in every file of the home.

The pages are read decrypted, free ones included. The write-ahead log is emptied first, so that it holds nothing of the
time before. Forgetting a source and erasing drafts are proved by the same scan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from citewell.storage.db.database import Database, fetch_value
from citewell.storage.erasure.page_scan import find_in_pages

RECORDS: Mapping[str, tuple[str, ...]] = {
    "document": ("path", "key", "title", "owner", "text", "problems", "url"),
    "passage": ("heading", "text", "quote", "entry"),
    "history": ("path", "title"),
    "override": ("path", "fields"),
    "draft": ("ticket", "body"),
    "draft_evidence": ("body",),
    "draft_fact": ("product", "document", "place", "heading"),
    "draft_document": ("document",),
    "evidence": ("text",),
    "outcome": ("final", "reasons"),
    "review": ("note",),
    "vault": ("value",),
    "mask_allowed": ("value",),
    "legal_hold": ("subject", "reason"),
    "suggestion": ("body",),
    "golden_run": ("body",),
    "working_draft": ("body",),
    "topic": ("name",),
    "retired_phrase": ("phrase", "replacement"),
}
"""Tables and columns that may hold a phrase in their own right, as other records than the one that went."""
_ELSEWHERE = "SELECT " + " OR ".join(  # noqa: S608  the names are those above
    f"EXISTS (SELECT 1 FROM {table} WHERE instr({column}, ?1))"  # noqa: S608
    for table, columns in RECORDS.items()
    for column in columns
)
_SKIPPED = frozenset({".gguf", ".onnx", ".safetensors", ".lock"})
"""Endings of files that hold weights, or nothing."""
_BYTES_AT_ONCE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PageProof:
    """Result of a scan of the database: ``found`` stands in one of its ``pages`` without being part of a record.

    ``elsewhere`` counts phrases that other records hold in their own right.
    """

    pages: int
    found: tuple[str, ...]
    elsewhere: int


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


def prove(database: Database, phrases: Sequence[str]) -> Proof:
    """Empty the write-ahead log and the free pages, and look for ``phrases``. Raises ``StorageError``."""
    log_bytes = _emptied(database)
    seen = prove_pages(database, phrases)
    if seen.found:  # what a page still held goes when the whole file is written anew
        database.compact()
        log_bytes = _emptied(database)
        seen = prove_pages(database, phrases)
    files, files_found = _scan_files(database.path, phrases)
    return Proof(seen.pages, len(phrases), seen.found, seen.elsewhere, files, files_found, log_bytes)


def prove_pages(database: Database, phrases: Sequence[str]) -> PageProof:
    """Look for ``phrases`` in the database file alone: empty its write-ahead log before. Raises ``StorageError``."""
    with database.pages() as pages:
        seen = find_in_pages(pages, phrases)
        count = pages.count
    with database.read() as connection:
        found = tuple(phrase for phrase in seen if not _elsewhere(connection, phrase))
    return PageProof(count, found, len(seen) - len(found))


def _emptied(database: Database) -> int:
    """Bytes of the write-ahead log that could not be cut, since another program reads."""
    log = database.path.with_name(f"{database.path.name}-wal")
    if not database.empty_log():  # it waited for readers already: once more for one that came in between
        database.empty_log()
    return log.stat().st_size if log.exists() else 0


def _elsewhere(connection: apsw.Connection, phrase: str) -> bool:
    return bool(fetch_value(connection, _ELSEWHERE, (phrase,)))


def _scan_files(database: Path, phrases: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """The files of the home but the database and those that hold weights."""
    wanted = [phrase.encode() for phrase in phrases]
    looked, found = 0, []
    for path in sorted(database.parent.rglob("*")):
        if path.name.startswith(database.name) or path.suffix in _SKIPPED or not path.is_file():
            continue
        try:
            holds = _holds_any(path, wanted)
        except OSError:
            continue
        looked += 1
        if holds:
            found.append(str(path))
    return looked, tuple(found)


def _holds_any(path: Path, wanted: Sequence[bytes]) -> bool:
    """Whether a file holds one of ``wanted``, some of it at a time, with what came before over the border."""
    reach = max((len(phrase) for phrase in wanted), default=1) - 1
    before = b""
    with path.open("rb") as file:
        while piece := file.read(_BYTES_AT_ONCE):
            data = before + piece
            if any(phrase in data for phrase in wanted):
                return True
            before = data[-reach:] if reach else b""
    return False
