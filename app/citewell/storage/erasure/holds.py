"""Legal holds: a draft, or all that names a customer, is kept from erasure, retention and forgetting."""

from dataclasses import dataclass
from datetime import UTC, datetime

import apsw

from citewell.domain.audit import AuditKind
from citewell.domain.digests import sha256_hex
from citewell.domain.errors import BadInputError
from citewell.storage.audit.chain import append_entry
from citewell.storage.db.database import Database, fetch_all, fetch_one
from citewell.storage.log.draft_search import find_drafts

DRAFT, CUSTOMER = "draft", "customer"
_ALL = "SELECT subject, at, reason FROM legal_hold ORDER BY at"
_SET = "INSERT INTO legal_hold (subject, at, reason) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class LegalHold:
    """``kind`` is ``draft`` or ``customer``; ``name`` the draft's id or the customer's name."""

    kind: str
    name: str
    reason: str
    at: str = ""

    @property
    def subject(self) -> str:
        """As it is stored."""
        return f"{self.kind}:{self.name}"


class Holds:
    """The legal holds of a home. Who is held is told in the audit log by a digest."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def place(self, hold: LegalHold) -> None:
        """Hold it from now on. Raises ``BadInputError`` for a draft that is not there, or one that is held already."""
        with self._database.write() as connection:
            known = fetch_one(connection, "SELECT 1 FROM draft WHERE id = ?", (hold.name,))
            if hold.kind == DRAFT and known is None:
                raise BadInputError(
                    f"There is no draft '{hold.name}'. 'citewell log' lists the drafts and their ids; "
                    "--customer NAME holds all that names a customer."
                )
            if fetch_one(connection, "SELECT 1 FROM legal_hold WHERE subject = ?", (hold.subject,)) is not None:
                raise BadInputError(f"{hold.name} is held already. 'citewell privacy report' lists the holds.")
            connection.execute(_SET, (hold.subject, datetime.now(UTC).isoformat(timespec="seconds"), hold.reason))
            append_entry(connection, AuditKind.HOLD, _audited(hold), {"held": True})

    def release(self, kind: str, name: str) -> None:
        """Hold it no longer. Raises ``BadInputError`` where it was not held."""
        hold = LegalHold(kind, name, "")
        with self._database.write() as connection:
            connection.execute("DELETE FROM legal_hold WHERE subject = ?", (hold.subject,))
            if not connection.changes():
                raise BadInputError(f"{name} is not held. 'citewell privacy report' lists the holds.")
            append_entry(connection, AuditKind.HOLD, _audited(hold), {"held": False})

    def all(self) -> tuple[LegalHold, ...]:
        """Every hold, oldest first."""
        with self._database.read() as connection:
            return tuple(_holds(connection))

    def held(self) -> dict[str, str]:
        """The id of every draft that is held now, with the reason."""
        with self._database.read() as connection:
            return held_drafts(connection)


def held_drafts(connection: apsw.Connection) -> dict[str, str]:
    """The id of every draft that is held now, with the reason; drafts that were made after the hold as well."""
    held: dict[str, str] = {}
    for hold in _holds(connection):
        ids = [hold.name] if hold.kind == DRAFT else find_drafts(connection, hold.name)
        held |= dict.fromkeys(ids, hold.reason)
    return held


def _holds(connection: apsw.Connection) -> list[LegalHold]:
    rows = fetch_all(connection, _ALL)
    named = [(*subject.partition(":"), at, reason) for subject, at, reason in rows]
    return [LegalHold(kind, name, reason, at) for kind, _, name, at, reason in named]


def _audited(hold: LegalHold) -> str:
    """The audit log holds no names."""
    return hold.subject if hold.kind == DRAFT else f"{CUSTOMER}:{sha256_hex(hold.name)}"
