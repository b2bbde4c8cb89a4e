"""Office packages (ISO/IEC 29500-2): parts in a zip file, and the relations between them."""

import posixpath
import zipfile
from dataclasses import dataclass, field

from citewell.domain.documents import Metadata
from citewell.knowledge.loaders.archive import Element, open_archive, read_entry, read_xml
from citewell.knowledge.loaders.text.parts import clean

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of its type, such as ``styles``; ``target`` a part of the same package."""

    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """An opened Office file. Every method raises ``UnreadableFileError`` for a damaged or hostile part."""

    archive: zipfile.ZipFile
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes) -> "Package":
        """Check and open; names of parts do not depend on case, and some programs write them with backslashes."""
        archive = open_archive(data)
        return cls(archive, {_key(name): name for name in archive.namelist()})

    def xml(self, part: str) -> Element | None:
        """The root element of a part, ``None`` where there is no such part."""
        name = self.names.get(_key(part))
        return None if name is None else read_xml(self.archive, name)

    def data(self, part: str) -> bytes | None:
        """The bytes of a part, ``None`` where there is no such part."""
        name = self.names.get(_key(part))
        return None if name is None else read_entry(self.archive, name)

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part, or the package itself, refers to inside the package, by id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for element in () if root is None else root.iterchildren("{*}Relationship"):
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
                kind = element.get("Type", "").rpartition("/")[2]
                found[element.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def main_part(self, default: str) -> str:
        """The part that holds the document."""
        return self._of_kind("officeDocument") or default

    def metadata(self) -> Metadata:
        """Title, version and language out of the core properties."""
        root = self.xml(self._of_kind("core-properties") or "docProps/core.xml")
        if root is None:
            return Metadata()
        title, language = (clean(root.findtext(f"{_DUBLIN}{name}") or "") for name in ("title", "language"))
        version = clean(root.findtext(f"{_CORE}version") or "")
        return Metadata(title=title, version=version, language=language.split("-")[0].lower())

    def _of_kind(self, kind: str) -> str:
        return next((relation.target for relation in self.relations().values() if relation.kind == kind), "")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
