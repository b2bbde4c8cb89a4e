"""Read the shared data: JSONL sets and knowledge bases, and the folds in which parts of them are held out."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
"""Of the repository."""


def shared_folder() -> Path:
    """``$CITEWELL_SHARED``; ``shared`` beside the repository where the variable is not set."""
    return Path(os.environ.get("CITEWELL_SHARED", ROOT.parent / "shared"))


def data_folder() -> Path:
    """The public data sets in it."""
    return shared_folder() / "data"


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def documents(data: Path, name: str) -> list[tuple[str, str]]:
    """Name and text of each Markdown file of a knowledge base."""
    folder = data / "kb" / name
    return [(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.md"))]


def fold(group: str, parts: int = 5) -> int:
    """A stable number below ``parts`` for a unit that is held out as a whole."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % parts


def ticket_files(folder: Path) -> list[Path]:
    """The files of a bank of tickets, ``<kb>.jsonl``, in order of name; pairs and twins have files beside them."""
    return sorted(path for path in folder.glob("*.jsonl") if not path.name.startswith(("pairs-", "twins-")))
