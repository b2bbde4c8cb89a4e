"""What a bundle may hold: names that are safe on every system, and limits of number, size and compression."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from citewell.domain.bundles import BundleKind
from citewell.domain.errors import BadInputError

MAX_FILES = 250_000
MAX_PATH, MAX_PART, MAX_DEPTH = 400, 200, 20
MAX_RATIO = 200
"""Bytes that one packed byte may become; text packs to a tenth."""
_MEGABYTE = 1024 * 1024
MAX_BYTES: Mapping[BundleKind, int] = MappingProxyType(
    {
        BundleKind.KNOWLEDGE: 8 * 1024 * _MEGABYTE,
        BundleKind.POLICY: 8 * _MEGABYTE,
        BundleKind.STYLE: 1024 * _MEGABYTE,
        BundleKind.MODEL: 32 * 1024 * _MEGABYTE,
        BundleKind.RELEASE: 16 * 1024 * _MEGABYTE,
        BundleKind.DELTA: 16 * 1024 * _MEGABYTE,
    }
)
ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})


def is_id(text: object) -> bool:
    """Whether ``text`` may name a bundle, and so a folder."""
    return isinstance(text, str) and ID.fullmatch(text) is not None and ".." not in text and not text.endswith(".")


def check_paths(paths: Sequence[str]) -> None:
    """Raise ``BadInputError`` unless every path leads inside, is a name everywhere, and stands alone."""
    if len(paths) > MAX_FILES:
        raise BadInputError(f"The bundle holds {len(paths):,} files; the most is {MAX_FILES:,}.")
    seen: dict[str, str] = {}
    for path in paths:
        problem = path_problem(path)
        if problem:
            raise BadInputError(
                f"The bundle holds a file with the name {path[:80]!r}, which {problem}. Nothing was read."
            )
        key = _key(path)
        if key in seen:
            raise BadInputError(
                f"The bundle holds {path[:80]!r} and {seen[key][:80]!r}, the same name on some systems."
            )
        seen[key] = path
    for key, path in seen.items():
        if any(_key(str(parent)) in seen for parent in PurePosixPath(key).parents if str(parent) != "."):
            raise BadInputError(f"The bundle holds {path[:80]!r} below a file of that name.")


def path_problem(path: str) -> str:
    """What is wrong with the name of a file in a bundle; empty where nothing is."""
    parts = path.split("/")
    checks = (
        (not path or len(path) > MAX_PATH, "is empty or too long"),
        (path.startswith("/") or ".." in parts, "leads out of its folder"),
        (len(parts) > MAX_DEPTH or any(_size(part) > MAX_PART for part in parts), "is too long"),
        (any(part in {"", "."} for part in parts), "is no plain name"),
        (_ODD.search(path) is not None or not path.isprintable(), "is no plain name"),
        (unicodedata.normalize("NFC", path) != path, "is written in an unusual way"),
        (any(part != part.strip(" ") or part.endswith(".") for part in parts), "begins or ends with a blank or a dot"),
        (any(part.split(".")[0].casefold() in _DEVICES for part in parts), "is the name of a device"),
    )
    return next((problem for found, problem in checks if found), "")


def _size(part: str) -> int:
    return len(part.encode(errors="replace"))


def _key(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()
