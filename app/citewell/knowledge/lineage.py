"""What other files, and the window, say of a document: sidecar files and the defaults of its folders.

For each field the first place counts that speaks of it: the window, the sidecar, the document itself, the defaults
of its folder, those of the folders above up to the source's root. Of access the strictest class counts. Lists are
replaced, not joined.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from citewell.domain.documents import Access, ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.decoding import decode
from citewell.knowledge.front_matter import read_front_matter
from citewell.knowledge.metadata import MAX_LENGTH, Described, confidential, read_fields, read_json, read_yaml
from citewell.knowledge.paths import long_path

_SIDECAR = re.compile(r"(.+)\.meta\.(?:yaml|yml|json)(?:\.txt)?", re.IGNORECASE | re.DOTALL)
_DEFAULTS = re.compile(r"_citewell\.(?:yaml|yml|json)(?:\.txt)?", re.IGNORECASE)
"""Some editors end every name in ``.txt``, which their users do not see."""
_OF_ONE_DOCUMENT = frozenset({"title", "key", "url"})


def describes_documents(name: str) -> bool:
    """Whether a file of this name holds metadata of other files, and is no document itself."""
    return name.lower().startswith("_citewell.") or _SIDECAR.fullmatch(name) is not None


@dataclass(frozen=True)
class DescribingFile:
    """A sidecar or defaults file: its name for reports, and its first bytes, or why they could not be read."""

    name: str
    data: bytes
    refusal: str = ""
    for_folder: bool = False

    @cached_property
    def described(self) -> Described:
        """What it says, with its name in its problems. Parsed when first asked for."""
        said = self._parse()
        problems = said.problems
        if self.for_folder and said.stated & _OF_ONE_DOCUMENT:
            problems = (*problems, "title, id and url belong to one document; they are ignored for a folder")
            said = replace(said, stated=said.stated - _OF_ONE_DOCUMENT)
        return replace(said, problems=tuple(f"{self.name}: {problem}" for problem in problems))

    def _parse(self) -> Described:
        if self.refusal:
            return confidential(f"it cannot be read ({self.refusal})")
        if len(self.data) > MAX_LENGTH:
            return confidential(f"it is longer than {MAX_LENGTH // 1024} kB")
        try:
            text = decode(self.data)
        except UnreadableFileError as error:
            return confidential(f"it cannot be read ({error})")
        if self.name.lower().removesuffix(".txt").endswith(".json"):
            return read_json(text)
        return read_yaml(text) or Described(problems=("it is not a list of fields",))


@dataclass(frozen=True, slots=True)
class FileLineage:
    """What bears on one document beside itself: sidecars, then defaults, nearest folder first.

    ``fingerprint`` changes when any of them does; it is empty where there is none.
    """

    sidecars: tuple[DescribingFile, ...] = ()
    defaults: tuple[DescribingFile, ...] = ()
    fingerprint: str = ""


class FolderMetadata:
    """Finds sidecars and defaults below a source's root, listing every folder once. Make a new one for each run."""

    def __init__(self, root: Path) -> None:
        """Look at nothing above ``root``: a folder, or a file, whose own folder then counts."""
        folder = Path(long_path(str(root)))
        self._root = str(folder if folder.is_dir() else folder.parent)
        self._folders: dict[str, _Folder] = {}

    def for_file(self, path: Path) -> FileLineage:
        """What bears on the document at ``path``, which is below the root."""
        name, parent = path.name, self._folder(long_path(str(path.parent)))
        sidecars = tuple(self._read(found) for found in parent.sidecars.get(_same_name(name), ()))
        if not sidecars and not parent.defaults:
            return FileLineage()
        return FileLineage(sidecars, parent.defaults, _fingerprint((*sidecars, *parent.defaults)))

    def _folder(self, path: str) -> "_Folder":
        known = self._folders.get(path)
        if known is None:
            known = self._folders[path] = self._list(path)
        return known

    def _list(self, path: str) -> "_Folder":
        sidecars: dict[str, list[str]] = {}
        own: list[DescribingFile] = []
        for name in _names(path):
            sidecar = _SIDECAR.fullmatch(name)
            if sidecar:
                sidecars.setdefault(_same_name(sidecar[1]), []).append(os.path.join(path, name))  # noqa: PTH118  see _read
            elif _DEFAULTS.fullmatch(name):
                own.append(replace(self._read(os.path.join(path, name)), for_folder=True))  # noqa: PTH118  see _read
        above = os.path.dirname(path)  # noqa: PTH120  see _read
        below = len(path) > len(self._root) and path.startswith(self._root)
        inherited = self._folder(above).defaults if below else ()
        return _Folder(sidecars, (*own, *inherited))

    def _read(self, path: str) -> DescribingFile:
        """The file, named as seen from the root. Paths are texts here: a ``Path`` for each of many names is slow."""
        name = os.path.relpath(path, self._root).replace(os.sep, "/").encode("utf-8", "replace").decode()
        try:
            if not os.path.isfile(path):  # noqa: PTH113  reading a pipe could wait for ever
                return DescribingFile(name, b"", "it is no regular file")
            with open(path, "rb") as file:  # noqa: PTH123  see above
                return DescribingFile(name, file.read(MAX_LENGTH + 1))
        except OSError as error:
            return DescribingFile(name, b"", (error.strerror or str(error)).lower())


@dataclass(frozen=True, slots=True)
class _Folder:
    """Paths of the sidecars of a folder by the document's name, and the defaults that hold in it."""

    sidecars: Mapping[str, list[str]]
    defaults: tuple[DescribingFile, ...]


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  names are all that is wanted
    except OSError:
        return []  # the folder's documents cannot be found either


def _same_name(name: str) -> str:
    """A file's name, so that it is found in whatever normalisation form, and case where the system has one, it is."""
    return os.path.normcase(unicodedata.normalize("NFC", name))


def _fingerprint(files: tuple[DescribingFile, ...]) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for file in files:
        for part in (file.name.encode(), file.refusal.encode(), file.data):
            digest.update(len(part).to_bytes(4, "big") + part)
    return digest.hexdigest()


def described_in_window(values: Mapping[str, object]) -> Described:
    """What was set in the window: fields by name as in front matter. An empty value says 'not restricted'."""
    said = read_fields(values.items(), empty_counts=True)
    stated = said.stated - {name for name in _OF_ONE_DOCUMENT if not getattr(said.metadata, name)}
    return replace(said, stated=stated, problems=tuple(f"set in the window: {problem}" for problem in said.problems))


def apply(
    document: ExtractedDocument, lineage: FileLineage, override: Mapping[str, object] | None = None
) -> ExtractedDocument:
    """``document`` with the metadata that counts for it, and every problem of the places that speak of it.

    ``override`` is as for ``described_in_window``. A language told from the text counts where no place speaks of one.
    """
    places = [
        described_in_window(override or {}),
        *(file.described for file in lineage.sidecars),
        _own(document, lineage.defaults),
        *(file.described for file in lineage.defaults),
        Described(Metadata(language=document.detected_language), frozenset({"language"})),
    ]
    merged = _Merged()
    for place in places:
        merged.add(place)
    access = max((place.metadata.access for place in places), key=lambda a: a is Access.CONFIDENTIAL)
    problems = (*document.problems, *merged.problems)
    return replace(document, metadata=Metadata(**merged.values | {"access": access}), problems=problems)


def _own(document: ExtractedDocument, defaults: tuple[DescribingFile, ...]) -> Described:
    """What the document says of itself; its front matter may lift the regions of its folder."""
    own = document.metadata
    stated = frozenset(item.name for item in fields(own) if getattr(own, item.name))
    if any("regions" in file.described.stated for file in defaults):  # else it need not be parsed a second time
        stated |= read_front_matter(document.text).stated & {"regions"}
    return Described(own, stated)


@dataclass(slots=True)
class _Merged:
    """Values by attribute of ``Metadata``, first come first kept."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, place: Described) -> None:
        """Take what ``place`` says of fields that no place before it spoke of."""
        self.problems += place.problems
        for name in place.stated - self.values.keys():
            self.values[name] = getattr(place.metadata, name)
            start, end = self.values.get("effective_from"), self.values.get("effective_to")
            if name.startswith("effective") and isinstance(start, date) and isinstance(end, date) and end < start:
                self.problems.append(
                    f"effective_to {end} is before effective_from {start}, which are said in two places; "
                    f"{name} is ignored"
                )
                self.values[name] = None
