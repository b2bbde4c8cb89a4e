"""E-books (.epub): the chapters in reading order, each read as the HTML page that it is."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from citewell.domain.documents import ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.decoding import decode
from citewell.knowledge.loaders.archive import Element, open_archive, read_entry, read_xml
from citewell.knowledge.loaders.markup.html import UNREAD, read_page
from citewell.knowledge.loaders.text.parts import Part, clean, encodable, joined

_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LEFT_OUT = (*UNREAD, "nav", "form")
_FONT_OBFUSCATION = frozenset(["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_PAGES = frozenset(["application/xhtml+xml", "text/html", "text/x-oeb1-document"])
_MAX_PAGES = 100 << 20
"""Bytes of all chapters, unpacked."""


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    kind: str
    properties: str


def load_epub(data: bytes, title: str) -> ExtractedDocument:
    """Blocks are those of its pages, see ``load_html``; a page without a heading has that of the table of contents.

    Raises ``UnreadableFileError``, also for a book under digital rights management.
    """
    archive = open_archive(data)
    _refuse_encrypted(archive)
    path = _package_path(archive)
    package = read_xml(archive, path)
    if package is None:
        raise UnreadableFileError("not an EPUB book: its package document is missing")
    items = {
        item.get("id", ""): _Item(
            _resolve(path, item.get("href", "")), item.get("media-type", ""), item.get("properties", "")
        )
        for item in package.iterfind("{*}manifest/{*}item")
    }
    book_title = clean(package.findtext(f".//{_DUBLIN}title") or "")
    language = clean(package.findtext(f".//{_DUBLIN}language") or "").split("-")[0].lower()
    parts = _chapters(archive, package, items)
    return joined(parts, Metadata(title=book_title or title, language=language))


def _refuse_encrypted(archive: zipfile.ZipFile) -> None:
    """Fonts may be obfuscated; anything else that is encrypted cannot be read."""
    root = read_xml(archive, "META-INF/encryption.xml")
    if root is None:
        return
    methods = {method.get("Algorithm") for method in root.iterfind(".//{*}EncryptedData/{*}EncryptionMethod")}
    if methods - _FONT_OBFUSCATION:
        raise UnreadableFileError("protected by digital rights management; index a copy without it")


def _package_path(archive: zipfile.ZipFile) -> str:
    container = read_xml(archive, "META-INF/container.xml")
    if container is not None:
        for rootfile in container.iterfind(".//{*}rootfile"):
            if rootfile.get("full-path"):
                return _resolve("", rootfile.get("full-path"))
    return next((name for name in archive.namelist() if name.endswith(".opf")), "")


def _chapters(archive: zipfile.ZipFile, package: Element, items: dict[str, _Item]) -> Iterator[Part]:
    labels = _labels(archive, package, items)
    left = _MAX_PAGES
    read: set[str] = set()
    for reference in package.iterfind("{*}spine/{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.path in read or item.kind not in _PAGES or "nav" in item.properties.split():
            continue
        read.add(item.path)
        data = read_entry(archive, item.path, left)
        if data is None:
            continue
        left -= len(data)
        page = read_page(_decoded(data), _LEFT_OUT)
        if page.parts and not any(part.level for part in page.parts):
            yield Part(labels.get(item.path, ""), 1)
        yield from page.parts


def _decoded(data: bytes) -> str:
    declared = _DECLARED.match(data)
    if declared and declared[1].lower() != b"utf-8":
        try:
            return encodable(data.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeError):
            pass
    return decode(data)


def _labels(archive: zipfile.ZipFile, package: Element, items: dict[str, _Item]) -> dict[str, str]:
    """What the table of contents calls each page; nothing where it cannot be read, since it is not needed."""
    toc = package.find("{*}spine")
    ncx = items.get("" if toc is None else toc.get("toc", ""))
    nav = next((item for item in items.values() if "nav" in item.properties.split()), None)
    try:
        if nav is not None:
            return _nav_labels(nav.path, read_xml(archive, nav.path))
        return {} if ncx is None else _ncx_labels(ncx.path, read_xml(archive, ncx.path))
    except UnreadableFileError:
        return {}


def _nav_labels(path: str, root: Element | None) -> dict[str, str]:
    labels: dict[str, str] = {}
    for nav in () if root is None else root.iter(f"{_XHTML}nav"):
        if nav.get(_TYPE, "toc") == "toc":
            for link in nav.iter(f"{_XHTML}a"):
                labels.setdefault(_resolve(path, link.get("href", "")), clean("".join(link.itertext())))
    return labels


def _ncx_labels(path: str, root: Element | None) -> dict[str, str]:
    labels: dict[str, str] = {}
    for point in () if root is None else root.iterfind(".//{*}navPoint"):
        content = point.find("{*}content")
        if content is not None:
            target = _resolve(path, content.get("src", ""))
            labels.setdefault(target, clean(point.findtext("{*}navLabel/{*}text") or ""))
    return labels


def _resolve(base: str, reference: str) -> str:
    """The name of the entry that a reference in ``base`` points at."""
    plain = reference.partition("#")[0].encode("utf-8", "replace")
    target = _PERCENT.sub(lambda code: bytes([int(code[1], 16)]), plain).decode("utf-8", "replace")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target)).lstrip("/")
