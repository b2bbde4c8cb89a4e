"""The models that can be downloaded: where they are, how large, under which licence, and their sha256."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import ModelError

CATALOGUE = "catalogue.json"
MAX_BYTES = 64 * 1024**3
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_URL = re.compile(r"https://([a-z0-9.-]+)/[\w./%~+-]+(?:\?[\w.=&%-]*)?", re.ASCII)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model: ``hosts`` are all that the download may speak to, redirects included. ``size`` is in bytes."""

    id: str
    name: str
    url: str
    hosts: frozenset[str]
    size: int
    sha256: str
    licence: str
    context_tokens: int


def read_catalogue(path: Path) -> dict[str, CatalogueEntry]:
    """The entries by id. Raises ``ModelError``."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["models"]
        entries = [_entry(record) for record in listed]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The catalogue {path} cannot be read ({error}). Install Citewell again.") from error
    return {entry.id: entry for entry in entries}


def _entry(record: Mapping[str, object]) -> CatalogueEntry:
    texts = {name: str(record[name]) for name in ("id", "name", "url", "sha256", "licence")}
    hosts = record["hosts"]
    size, context = record["size"], record["context_tokens"]
    if not isinstance(hosts, list) or not isinstance(size, int) or not isinstance(context, int):
        raise TypeError("an entry is incomplete")
    entry = CatalogueEntry(**texts, hosts=frozenset(map(str, hosts)), size=size, context_tokens=context)
    address = _URL.fullmatch(entry.url)
    if address is None or address[1] not in entry.hosts:
        raise ValueError(f"the address of {entry.id} is not https on one of its hosts")
    if not (_ID.fullmatch(entry.id) and _SHA256.fullmatch(entry.sha256) and all(map(_HOST.fullmatch, entry.hosts))):
        raise ValueError(f"the entry {entry.id[:60]} is not well formed")
    if not 0 < size <= MAX_BYTES or not entry.licence:
        raise ValueError(f"the size or the licence of {entry.id} is missing")
    return entry
