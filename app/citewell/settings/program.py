"""Which program this is, as digests: what was made by another one is made again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import citewell
from citewell.domain.digests import sha256_hex
from citewell.settings.resources import resources_dir

MOST_BYTES = 16 * 1024 * 1024
"""Larger resources are models: they count by their size, and by the sha256 that ``models.descriptions`` pins."""
_SKIPPED = "__pycache__"


def code_digest(*packages: str) -> str:
    """Of the version and, where the sources are there (a checkout), of the modules of ``packages`` (none: of all)."""
    root = Path(citewell.__file__).parent
    folders = [root / name for name in packages] or [root]
    return files_digest(root, (file for folder in folders for file in folder.rglob("*.py")), citewell.__version__)


def resources_digest() -> str:
    """Of what ships beside the code: prompts, packs, styles, fitted weights, models."""
    root = resources_dir()
    return files_digest(root, root.rglob("*"), most_bytes=MOST_BYTES)


def files_digest(root: Path, files: Iterable[Path], also: str = "", *, most_bytes: int | None = None) -> str:
    """Of ``also``, and of the names under ``root`` and the contents of ``files``, whatever their order.

    Files over ``most_bytes`` count by their size alone; what cannot be read counts by its name.
    """
    found = hashlib.sha256(also.encode())
    for file in sorted(set(files)):
        if not file.is_file() or _SKIPPED in file.parts:
            continue
        data = _data(file, most_bytes)
        found.update(f"{file.relative_to(root).as_posix()}\0{sha256_hex(data)}\n".encode())
    return found.hexdigest()


def _data(file: Path, most_bytes: int | None) -> bytes:
    try:
        size = file.stat().st_size
        return file.read_bytes() if most_bytes is None or size <= most_bytes else str(size).encode()
    except OSError as error:
        return type(error).__name__.encode()
