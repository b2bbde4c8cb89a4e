"""Releases: what a lead hands to a team in one signed file, what changed in it, and what became of it on a laptop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ReleaseSource:
    """One folder of documents: the folder's name inside the release, its name for people, its access class."""

    id: str
    name: str
    access: str


@dataclass(frozen=True, slots=True)
class GateResult:
    """The lead's run of the golden tickets: how many, compared with which release (0: none), and what the gate said.

    ``anyway`` is the lead's reason for signing where it was not passed.
    """

    passed: bool
    tickets: int
    compared_with: int = 0
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    anyway: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """What a release says of itself, beside its files.

    ``number`` orders the releases of a ``team``: clocks differ, numbers do not. ``previous`` is the digest of the
    release before (empty: none), ``rules`` and ``golden`` are digests by id, ``model`` name and sha256 of the base
    model that the golden tickets were run with, ``style`` the id of a learned style in it (empty: none).
    """

    team: str
    number: int
    previous: str
    note: str
    program: str
    sources: tuple[ReleaseSource, ...]
    rules: Mapping[str, str] = field(default_factory=dict)
    golden: Mapping[str, str] = field(default_factory=dict)
    style: str = ""
    model: str = ""
    model_sha256: str = ""
    gate: GateResult | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """Names that are new, different, and gone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """What changed from one release to the next; a style is named where another one is in use then."""

    documents: Changed = Changed()
    metadata: Changed = Changed()
    """Files that say something about documents beside them."""
    rules: Changed = Changed()
    golden: Changed = Changed()
    access: Changed = Changed()
    """Folders whose access class is new, different, or that are gone."""
    style: str = ""
    model: str = ""

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        parts = (self.documents, self.metadata, self.rules, self.golden, self.access)
        return all(part.nothing for part in parts) and not (self.style or self.model)


class Standing(StrEnum):
    """What a release is to a laptop."""

    NEW = "new"
    CURRENT = "current"
    OLDER = "older"
    HELD = "held"
    """Newer, but somebody went back from it: it is not taken again by itself."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A release that lies unpacked in the home: its folder's name, number, digest, when it was made and by whom."""

    name: str
    number: int
    digest: str
    created_at: str
    signer: str


@dataclass(frozen=True, slots=True)
class InForce:
    """Which release is in force: the name of its folder, empty for none, and the ones before it, the newest first.

    ``settled`` is false from the moment of the switch until documents and style have followed. ``held`` is the number
    that somebody went back from, ``came_from`` the folder of what was in force until the last switch. ``style`` is the
    style that a release activated last, ``own_style`` the one that was active before any did; ``at`` is ISO 8601, UTC.
    """

    current: str = ""
    before: tuple[str, ...] = ()
    came_from: str = ""
    settled: bool = True
    held: int = 0
    style: str = ""
    own_style: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """A release that is in force now (``number`` 0: none), what changed by it, and what else is worth knowing."""

    number: int
    changes: ReleaseChanges
    notes: tuple[str, ...] = ()
    note: str = ""
    went_back_from: int = 0
