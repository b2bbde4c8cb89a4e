"""What the audit log tells: one line for everything that was done, and that can be checked afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AuditKind(StrEnum):
    """What a line of the audit log is about. Its subject is an id, a name or a path, never text of a ticket."""

    BEGUN = "begun"
    DRAFT = "draft"
    OUTCOME = "outcome"
    OVERRIDE = "override"
    """A policy finding or the clipboard guard was overridden."""
    STYLE = "style"
    EXPORT = "export"
    BACKUP = "backup"
    RESTORE = "restore"
    ERASURE = "erasure"
    FORGOTTEN = "forgotten"
    KEY = "key"
    BUNDLE = "bundle"
    RETENTION = "retention"
    HOLD = "hold"
    REVIEW = "review"
    MASK = "mask"
    SETTING = "setting"
    TOPIC = "topic"
    """A topic was named, renamed or removed, or one of its assist levels opened or closed."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the chain. ``body`` is JSON text as it was hashed; ``previous`` and ``hash`` are SHA-256 in hex."""

    number: int
    at: str
    kind: str
    subject: str
    body: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a check of the audit log found. ``head`` is the hash of the last line; ``checkpoint`` its signed number."""

    entries: int
    head: str
    checkpoint: int | None
    drafts: int
    outcomes: int
    problems: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems
