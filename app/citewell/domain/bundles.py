"""Bundles: knowledge, a policy pack, a style, a model, or a release of a team's in one signed file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FORMAT = 1


class BundleKind(StrEnum):
    """What a bundle holds."""

    KNOWLEDGE = "knowledge"
    POLICY = "policy"
    STYLE = "style"
    MODEL = "model"
    RELEASE = "release"
    """All of a team's in one; see ``domain.releases``."""
    DELTA = "delta"
    """What changed from one release to the next; see ``application.releases.deltas``."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of a bundle: its path inside (``/`` between folders), its bytes, and their sha256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is signed: kind, id and version, when it was made (ISO 8601, UTC), every file, and fields of the kind."""

    kind: BundleKind
    id: str
    version: str
    created_at: str
    files: tuple[BundleFile, ...]
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: the public key in Base64, its fingerprint, and the signature in Base64."""

    public_key: str
    fingerprint: str
    signature: str
