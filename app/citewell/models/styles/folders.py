"""Style folders: ``style.json`` beside an adapter. What cannot be used is told apart by its reason, never loaded."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from citewell.domain.errors import ModelError
from citewell.domain.styles import Style
from citewell.models.styles.adapter import CONFIG, WEIGHTS
from citewell.models.styles.baking import QUANTISATIONS

RECORD = "style.json"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UnusableStyle:
    """A style folder that cannot be used, and why."""

    id: str
    reason: str
    shipped: bool = False


def list_styles(folder: Path, *, shipped: bool) -> Iterator[Style | UnusableStyle]:
    """Every style below ``folder``, by name of its folder."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            try:
                yield read_style(path, shipped=shipped)
            except ModelError as error:
                yield UnusableStyle(path.name, str(error), shipped)


def read_style(folder: Path, *, shipped: bool = False) -> Style:
    """Read and check the ``style.json`` of one style. Raises ``ModelError``."""
    path = folder / RECORD
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ModelError(f"{path} is too large to be the record of a style.")
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is missing or cannot be read ({error}). Put the style back.") from error
    if not isinstance(record, dict):
        raise ModelError(f"{path} is not a JSON object. Put the style back.")
    text = {name: _text(record, name, path) for name in ("id", "name", "base", "quantisation", "created_at")}
    parent = record.get("parent") or ""
    if not is_style_id(text["id"]) or text["id"] != folder.name or not (parent == "" or is_style_id(parent)):
        raise ModelError(f"{path}: the id '{text['id'][:80]}' must be the name of its folder: letters, digits, - . _")
    if not _SHA256.fullmatch(text["base"]):
        raise ModelError(f"{path}: 'base' must be the sha256 of the base model's file.")
    if text["quantisation"] not in QUANTISATIONS:
        raise ModelError(f"{path}: 'quantisation' must be one of {', '.join(QUANTISATIONS)}.")
    _check_date(text["created_at"], path)
    for name in (CONFIG, WEIGHTS):
        if not (folder / name).is_file():
            raise ModelError(f"{folder / name} is missing. Put the style back.")
    parts = {name: _mapping(record, name, path) for name in ("data", "training", "golden")}
    return Style(
        id=text["id"],
        name=text["name"],
        parent=parent,
        base=text["base"],
        quantisation=text["quantisation"],
        created_at=text["created_at"],
        folder=folder,
        shipped=shipped,
        data=parts["data"],
        training=parts["training"],
        golden=parts["golden"],
    )


def is_style_id(value: object) -> bool:
    """Whether ``value`` may name a style, and so a folder: nothing that leads elsewhere."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None and ".." not in value


def _text(record: Mapping[str, Any], name: str, path: Path) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise ModelError(f"{path}: '{name}' is missing or no text. Put the style back.")
    return value


def _mapping(record: Mapping[str, Any], name: str, path: Path) -> Mapping[str, object]:
    value = record.get(name) or {}
    if not isinstance(value, dict):
        raise ModelError(f"{path}: '{name}' is no JSON object. Put the style back.")
    return value


def _check_date(value: str, path: Path) -> None:
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise ModelError(f"{path}: 'created_at' is no date and time ({value[:40]}).") from error
