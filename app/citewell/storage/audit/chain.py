"""The audit log: an append-only chain in which every line carries the hash of the one before it.

``append_entry`` belongs into the transaction of what it tells, so that neither is there without the other. After each
commit the head of the chain (its number and hash) is signed into a small file beside the database, so that a chain
that was cut short is noticed too: see ``AuditLog`` and ``audit_check``.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import apsw

from citewell.domain.audit import AuditEntry, AuditKind
from citewell.domain.digests import sha256_hex
from citewell.storage.audit.head import AuditHead, clear_remains, read_head, write_head
from citewell.storage.audit.signing import Signer
from citewell.storage.db.database import Database, fetch_all, fetch_one

logger = logging.getLogger(__name__)

GENESIS = "0" * 64
HEAD_FILE = "audit.head"
_LAST = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
_ADD = "INSERT INTO audit (number, at, kind, subject, body, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
_FROM = "SELECT number, at, kind, subject, body, previous, hash FROM audit WHERE number > ? ORDER BY number LIMIT 500"
_OLD_DRAFTS = "SELECT id, at, ticket, body FROM draft ORDER BY number"
_OLD_OUTCOMES = "SELECT number, draft_id, at, kind, final, reasons FROM outcome ORDER BY number"


def entry_hash(number: int, at: str, kind: str, subject: str, body: str, previous: str) -> str:
    """SHA-256 (hex) of the line as canonical JSON: keys by the alphabet, no blanks, UTF-8; ``body`` as text."""
    line = {"at": at, "body": body, "kind": kind, "number": number, "previous": previous, "subject": subject}
    return sha256_hex(canonical(line))


def row_hash(*values: object) -> str:
    """SHA-256 (hex) of a stored row: its columns as a canonical JSON list."""
    return sha256_hex(canonical(list(values)))


def canonical(value: object) -> str:
    """``value`` as JSON in the one form that is hashed and signed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def append_entry(
    connection: apsw.Connection, kind: str, subject: str, body: Mapping[str, object] | None = None
) -> AuditEntry:
    """Append a line inside the transaction of ``connection``. ``body`` holds ids, hashes and counts, no text."""
    last = fetch_one(connection, _LAST)
    number, previous = (1, GENESIS) if last is None else (last[0] + 1, last[1])
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    text = canonical(dict(body or {}))
    entry = AuditEntry(
        number, at, str(kind), subject, text, previous, entry_hash(number, at, str(kind), subject, text, previous)
    )
    connection.execute(_ADD, (number, at, entry.kind, subject, text, previous, entry.hash))
    return entry


class AuditLog:
    """The chain of one database, and its signed head in ``head`` (``None``: kept nowhere else)."""

    def __init__(self, database: Database, signer: Signer, head: Path | None = None) -> None:
        """Keep the parts; from now on every commit that appended a line renews the head."""
        self._database = database
        self._signer = signer
        self.head_file = head
        self._signed = 0
        if head is not None:
            database.after_commit = self._sign_head

    def begin(self) -> None:
        """Open the chain where there is none, and chain in what was logged before there was one."""
        if self.head_file is not None:
            clear_remains(self.head_file)
        with self._database.read() as connection:
            if fetch_one(connection, _LAST) is not None:
                return
        key = self._signer.public_key
        with self._database.write() as connection:
            if fetch_one(connection, _LAST) is not None:  # another program was faster
                return
            append_entry(connection, AuditKind.BEGUN, "", {"public_key": key.text})
            for draft_id, *rest in fetch_all(connection, _OLD_DRAFTS):
                body = {"sha256": row_hash(draft_id, *rest), "evidence": [], "later": True}
                append_entry(connection, AuditKind.DRAFT, draft_id, body)
            for number, *rest in fetch_all(connection, _OLD_OUTCOMES):
                body = {"outcome": number, "sha256": row_hash(number, *rest), "later": True}
                append_entry(connection, AuditKind.OUTCOME, rest[0], body)

    def append(self, kind: str, subject: str, body: Mapping[str, object] | None = None) -> AuditEntry:
        """Append a line in a transaction of its own; inside one use ``append_entry``. Raises ``StorageError``."""
        with self._database.write() as connection:
            return append_entry(connection, kind, subject, body)

    def entries(self, after: int = 0) -> Iterator[AuditEntry]:
        """Every line with a number above ``after``, in order."""
        while True:
            with self._database.read() as connection:
                rows = fetch_all(connection, _FROM, (after,))
            if not rows:
                return
            for row in rows:
                yield AuditEntry(*row)
            after = rows[-1][0]

    def renew_head(self) -> None:
        """Sign the present head whatever the file says: after a restore, which has its own line in the chain."""
        with self._database.read() as connection:
            last = fetch_one(connection, _LAST)
        if last is not None and self.head_file is not None:
            write_head(self.head_file, AuditHead(*last), self._signer)

    def _sign_head(self, connection: apsw.Connection) -> None:
        """After a commit. A head that the chain does not lead on from is left as it is, for ``verify`` to report."""
        last = fetch_one(connection, _LAST)
        if last is None or last[0] <= self._signed or self.head_file is None:
            return
        try:
            before = read_head(self.head_file)
            if before is None or self._continues(connection, before, last[0]):
                write_head(self.head_file, AuditHead(*last), self._signer)
                self._signed = last[0]
        except OSError as error:
            logger.info("the head of the audit log was not written (%s)", error.strerror)

    @staticmethod
    def _continues(connection: apsw.Connection, before: AuditHead, last: int) -> bool:
        row = fetch_one(connection, "SELECT hash FROM audit WHERE number = ?", (before.number,))
        return before.number <= last and row is not None and row[0] == before.hash
