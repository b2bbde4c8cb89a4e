"""A folder of imported documents: a file each, with a sidecar that holds its title, address and use.

It is made beside its target and takes the target's place in one step; a manifest tells its files from the user's own.
"""

import json
import re
import shutil
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from citewell.domain.errors import BadInputError
from citewell.knowledge.exchange.ticket_lines import slug_of
from citewell.knowledge.exchange.values import Article, Reply

MANIFEST = ".citewell-import.json"
_HTML = re.compile(r"<[a-z!][^>]*>", re.IGNORECASE)
_MAX_NAME = 60


class DocumentFolder:
    """Collects documents; nothing is seen at the target before ``put_in_place``."""

    def __init__(self, target: Path, *, facts: bool = False) -> None:
        """``facts``: saved replies may be cited; else they are examples of style."""
        self._target = target
        self._fresh = target.with_name(f".{target.name}.import")
        self._old = target.with_name(f".{target.name}.before")
        self._facts = facts
        self._names: list[str] = []
        self._taken: set[str] = set()

    def __enter__(self) -> Self:
        if self._old.exists() and not self._target.exists():  # a run ended between the two renames
            self._old.rename(self._target)
        shutil.rmtree(self._fresh, ignore_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._fresh, ignore_errors=True)

    def add(self, program: str, item: Reply | Article) -> Literal["reply", "article"]:
        """Write one document with its sidecar."""
        if not self._names:
            self._want_own()
            self._fresh.mkdir(parents=True)
        if isinstance(item, Reply):
            suffix = ".html" if _HTML.search(item.text) else ".txt"
            name = self._name("replies", item.id, item.title, suffix)
            said = {"title": item.title or item.id, "id": f"{slug_of(program)}-{item.id}"}
            self._write(name, item.text, said | ({} if self._facts else {"use_as": "style"}))
            return "reply"
        name = self._name("articles", item.id, item.title, item.suffix)
        said = {
            "title": item.title or item.id,
            "id": f"{slug_of(program)}-{item.id}",
            "url": item.url,
            "language": item.language,
            "access": "confidential" if item.internal else "",
        }
        self._write(name, item.body, {field: value for field, value in said.items() if value})
        return "article"

    def put_in_place(self) -> tuple[int, int]:
        """Take the target's place; how many documents it holds now, and how many of before are gone."""
        if not self._names:
            return 0, 0
        before = {name for name in self._own_files() if not name.endswith(".meta.json")}
        (self._fresh / MANIFEST).write_text(json.dumps({"files": sorted(self._names)}), encoding="utf-8")
        if self._target.exists():
            shutil.rmtree(self._old, ignore_errors=True)
            self._target.rename(self._old)
        self._fresh.rename(self._target)
        shutil.rmtree(self._old, ignore_errors=True)
        documents = [name for name in self._names if not name.endswith(".meta.json")]
        return len(documents), len(before - set(documents))

    def _name(self, folder: str, identity: str, title: str, suffix: str) -> str:
        stem = "-".join(filter(None, (slug_of(identity)[:_MAX_NAME], slug_of(title)[:_MAX_NAME]))) or "document"
        name, number = f"{folder}/{stem}{suffix}", 2
        while name in self._taken:
            name, number = f"{folder}/{stem}-{number}{suffix}", number + 1
        return name

    def _write(self, name: str, text: str, said: dict[str, str]) -> None:
        path = self._fresh / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        sidecar = f"{name}.meta.json"
        (self._fresh / sidecar).write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
        self._names += [name, sidecar]
        self._taken.add(name)

    def _own_files(self) -> list[str]:
        try:
            listed = json.loads((self._target / MANIFEST).read_text(encoding="utf-8"))["files"]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return [str(name) for name in listed]

    def _want_own(self) -> None:
        """Raise ``BadInputError`` where the target holds files that no import put there: they would be gone."""
        if not self._target.exists():
            return
        own = {*self._own_files(), MANIFEST}
        there = {path.relative_to(self._target).as_posix() for path in self._target.rglob("*") if not path.is_dir()}
        if others := sorted(there - own):
            raise BadInputError(
                f"{self._target} holds files of its own ({others[0]}), which an import would replace. "
                "Name an empty folder, or one that an import made. Nothing was imported."
            )
