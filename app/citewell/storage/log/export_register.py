"""Copies that left the database, exports of the log and backups: what was written where, and what of it is in them."""

import glob
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from citewell.domain.audit import AuditKind
from citewell.domain.digests import file_sha256, sha256_hex
from citewell.storage.audit.chain import append_entry
from citewell.storage.db.database import Database, fetch_all, fetch_one

EXPORT, BACKUP, HOME = "export", "backup", "home"
_ADD = "INSERT INTO export_note (at, kind, path, sha256, drafts) VALUES (?, ?, ?, ?, ?)"
_ALL = "SELECT number, at, kind, path, sha256, drafts FROM export_note ORDER BY number"
_MEND = {
    EXPORT: "Delete this file wherever it was taken, or export again in its place.",
    HOME: "Delete this copy, which a restore, a rescue or an update put aside, once it is no longer needed.",
    BACKUP: "Delete this backup once a new one is made ('citewell backup FILE').",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy. ``first`` and ``last`` are the numbers of the drafts in it, 0 where it held none."""

    number: int
    at: str
    kind: str
    path: str
    sha256: str
    first: int
    last: int

    @property
    def there(self) -> bool:
        """Whether the file is still where it was written."""
        return Path(self.path).exists()

    @property
    def mend(self) -> str:
        """What to do where it must not hold something any more."""
        return _MEND.get(self.kind, "Delete this copy.")

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {"kind": self.kind, "path": self.path, "at": self.at, "there": self.there, "mend": self.mend}


class Copies:
    """What is known of copies."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def note(self, kind: str, path: Path, entries: int | None = None) -> None:
        """Note that ``path`` holds a copy of every draft there is now, and tell the audit log. Raises ``OSError``."""
        digest = file_sha256(path)
        with self._database.write() as connection:
            row = fetch_one(connection, "SELECT min(number), max(number) FROM draft")
            span = [0, 0] if row is None or row[0] is None else list(row)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(_ADD, (now, kind, str(path.absolute()), digest, json.dumps(span)))
            body: dict[str, object] = {"kind": kind, "sha256": digest, "path": sha256_hex(str(path.absolute()))}
            if entries is not None:
                body["entries"] = entries
            append_entry(connection, AuditKind.BACKUP if kind == BACKUP else AuditKind.EXPORT, kind, body)

    def all(self) -> tuple[Copy, ...]:
        """Every copy, oldest first."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _ALL)
        return tuple(Copy(*row[:5], *json.loads(row[5] or "[0, 0]")) for row in rows)

    def holding(self, numbers: Iterable[int]) -> tuple[Copy, ...]:
        """The copies that hold one of the drafts with these numbers."""
        wanted = tuple(numbers)
        noted = (copy for copy in self.all() if any(copy.first <= number <= copy.last for number in wanted))
        return (*noted, *self._put_aside())

    def _put_aside(self) -> Iterator[Copy]:
        """Homes and databases that a restore or a rescue put aside; what they hold is not known from here."""
        database = self._database.path
        home = database.parent
        homes = [path for path in home.parent.glob(f"{glob.escape(home.name)}.*") if (path / database.name).exists()]
        for path in sorted([*homes, *home.glob(f"{glob.escape(database.name)}.*")]):
            if path.exists():
                at = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
                yield Copy(0, at, HOME, str(path), "", 0, 0)
