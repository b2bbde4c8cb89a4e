"""What a backup holds: names, sizes and hashes of its files; a name that leads elsewhere is refused."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from citewell.domain.errors import BackupError
from citewell.records.values import from_record, to_record

DATABASE = "citewell.db"
MOST_FILES, MOST_BYTES = 50_000, 1 << 40
MOST_MANIFEST = 32 * 1024 * 1024
_OWN = {"home.json", "database.key", "database.key.next", "open.lock"}
"""What belongs to the home that is restored, and never comes out of a backup."""
_PART = re.compile(r"[^\x00-\x1f<>:\"|?*\\/]{1,120}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST_PARTS = 8
_SETTINGS = {".json", ".yaml", ".yml"}
"""Of the files that lie in the home itself; others there are not Citewell's, or are backups."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file: its path in the home (with ``/``), size in bytes, and SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``counts`` are the rows of the database by table, ``schema`` is its version."""

    created_at: str
    citewell: str
    schema: int
    counts: Mapping[str, int]
    files: Sequence[BackupFile]

    def to_bytes(self) -> bytes:
        """As JSON."""
        return json.dumps(to_record(self), ensure_ascii=False).encode()


def read_manifest(data: bytes) -> Manifest:
    """Read and check a manifest. Raises ``BackupError``."""
    try:
        manifest = from_record(Manifest, json.loads(data))
    except ValueError as error:
        raise BackupError("The list of files in the backup cannot be read. Nothing was restored.") from error
    _check(manifest.files)
    return manifest


def _check(files: Sequence[BackupFile]) -> None:
    names = [file.path.casefold() for file in files]
    if len(files) > MOST_FILES or sum(file.size for file in files) > MOST_BYTES:
        raise BackupError("The backup holds more than a home can. Nothing was restored.")
    if len(set(names)) < len(names) or DATABASE not in names:
        raise BackupError("The backup holds a file twice, or no database. Nothing was restored.")
    for file in files:
        if not is_safe(file.path) or file.size < 0 or not _SHA256.fullmatch(file.sha256):
            raise BackupError(
                f"The backup holds a file with a name that is not allowed ({file.path[:80]!r}). Nothing was restored."
            )


def is_safe(path: str) -> bool:
    """Whether ``path`` stays inside the folder it is joined to, on every system, and is not one of the home's own."""
    parts = path.split("/")
    return (
        0 < len(parts) <= _MOST_PARTS
        and all(
            _PART.fullmatch(part) and part.strip(" .") == part.rstrip(" .") and part.rstrip(" .") == part
            for part in parts
        )
        and not any(_DEVICES.fullmatch(part) for part in parts)
        and path.casefold() not in _OWN
    )


def list_home(home: Path) -> list[PurePosixPath]:
    """The files of a home that a backup holds, beside the database: settings, styles, packs, golden tickets.

    Left out are keys, locks, logs, models and prepared styles, what is unfinished, and links.
    """
    found = []
    for path in sorted(home.rglob("*")):
        name = PurePosixPath(path.relative_to(home).as_posix())
        if path.is_file() and not path.is_symlink() and not _left_out(name):
            found.append(name)
    return found


def _left_out(name: PurePosixPath) -> bool:
    top, last = name.parts[0], name.name
    return (
        top.startswith((DATABASE, "database.key", "home.json", "citewell.log"))
        or top in {"models", "baked"}
        or (len(name.parts) == 1 and name.suffix not in _SETTINGS and str(name) != "audit.head")
        or any(part.startswith(".") for part in name.parts)
        or last.endswith((".lock", ".new", ".part", ".tmp"))
        or not is_safe(str(name))
    )
