"""``home.json``: which home this is, what protects its key, and whether a new key is on its way."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from citewell.domain.errors import StorageError, WrongKeyError
from citewell.storage.db.files import write_private

PLACES = ("keyring", "file", "passphrase")


@dataclass(frozen=True, slots=True)
class Identity:
    """``place`` says where the key is; ``wrapped`` and ``next_wrapped`` are keys that a passphrase sealed.

    ``rotating``: a new key was made and may be the one that opens the database. ``leftover`` is a place that still
    holds a key it should not. ``earlier`` are sealed keys of backups made before a rotation.
    """

    id: str
    place: str
    wrapped: Mapping[str, object] = field(default_factory=dict)
    next_wrapped: Mapping[str, object] = field(default_factory=dict)
    rotating: bool = False
    leftover: str = ""
    rotated_at: str = ""
    earlier: tuple[str, ...] = ()


def read_identity(path: Path) -> Identity:
    """Read ``home.json``. Raises ``WrongKeyError`` where it is damaged."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        identity = Identity(
            id=str(stored["id"]),
            place=str(stored["key"]),
            wrapped=dict(stored.get("wrapped", {})),
            next_wrapped=dict(stored.get("next_wrapped", {})),
            rotating=bool(stored.get("rotating", False)),
            leftover=str(stored.get("leftover", "")),
            rotated_at=str(stored.get("rotated_at", "")),
            earlier=tuple(map(str, stored.get("earlier", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongKeyError(f"{path} is damaged ({error}). Put it back from a copy of this folder.") from error
    if identity.place not in PLACES:
        raise WrongKeyError(
            f"{path} names a place for the key that this Citewell does not know. Update Citewell, or put the file back."
        )
    return identity


def write_identity(path: Path, identity: Identity) -> None:
    """Write ``home.json`` whole. Raises ``StorageError``."""
    record: dict[str, object] = {"id": identity.id, "key": identity.place}
    for name in ("wrapped", "next_wrapped", "rotating", "leftover", "rotated_at", "earlier"):
        value = getattr(identity, name)
        if value:
            record[name] = value
    try:
        write_private(path, (json.dumps(record) + "\n").encode())
    except OSError as error:
        raise StorageError(f"The key cannot be saved in {path.parent} ({error.strerror}).") from error
