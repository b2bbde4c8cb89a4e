"""Zip files that hold a document's XML: what is safe to open, and how much of it is read."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Any, TypeAlias

from lxml import etree

from citewell.domain.errors import UnreadableFileError

Element: TypeAlias = Any
"""An lxml element; lxml ships no types."""

MAX_ENTRIES = 20_000
MAX_TOTAL = 1 << 30
"""Bytes of all entries of one archive, unpacked."""
MAX_ENTRY = 100 << 20
"""Bytes of one entry that is read, unpacked. XML takes some ten times as much memory once it is parsed."""
_MAX_RATIO = 500
"""Times that an entry may grow when it is unpacked; deflate reaches 1032 on nothing but zeros."""
_SMALL = 10 << 20
"""Bytes below which the ratio does not matter: a table of equal rows packs that well."""

PROTECTED = "password-protected; save it without a password and index it again"
OLD_FORMAT = (
    "password-protected, or in an old binary format; save it without a password in the current format "
    "(.docx, .xlsx, .pptx) and index it again"
)
DAMAGED = "damaged: it cannot be unpacked; open it in the program that made it, save it and index it again"
DAMAGED_XML = "damaged: its XML cannot be read; open it in the program that made it, save it and index it again"
TOO_LARGE = "unpacks to far more than a document holds; it may be a zip bomb"
ENTITIES = "holds XML entities, which are not read; save it again in the program that made it"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_UNPACKING = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    UnicodeError,
    IndexError,
    OverflowError,
)
"""What ``zipfile`` raises for bytes that are no sound archive."""
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """An archive whose entries are few, not encrypted and of a size that a document may have.

    Nothing is unpacked here; ``zipfile`` never hands out more bytes of an entry than are declared and checked here.
    Raises ``UnreadableFileError`` with the reason.
    """
    if data.startswith(_OLE):
        raise UnreadableFileError(OLD_FORMAT)
    if data.count(_ENTRY) > MAX_ENTRIES:  # before the directory is read, which costs memory for each entry
        raise UnreadableFileError(f"holds more than {MAX_ENTRIES} parts; it may be a zip bomb")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _UNPACKING as error:
        raise UnreadableFileError(DAMAGED) from error
    _check(archive.infolist())
    return archive


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFileError(PROTECTED)
    if sum(entry.file_size for entry in entries) > MAX_TOTAL or any(map(_is_bomb, entries)):
        raise UnreadableFileError(TOO_LARGE)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _MAX_RATIO * entry.compress_size


def read_entry(archive: zipfile.ZipFile, name: str, limit: int = MAX_ENTRY) -> bytes | None:
    """The bytes of an entry, ``None`` where there is none of that name.

    Raises ``UnreadableFileError`` where it is damaged or longer than ``limit`` bytes, whatever it declares.
    """
    try:
        with archive.open(name) as entry:
            data = entry.read(limit + 1)
    except KeyError:
        return None
    except RuntimeError as error:  # encrypted, though the directory did not say so
        raise UnreadableFileError(PROTECTED) from error
    except _UNPACKING as error:
        raise UnreadableFileError(DAMAGED) from error
    if len(data) > limit:
        raise UnreadableFileError(TOO_LARGE)
    return data


def read_xml(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The root element of an XML entry, ``None`` where there is no such entry. Raises ``UnreadableFileError``."""
    data = read_entry(archive, name)
    return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> Element:
    """The root element of XML that declares no entities; nothing outside ``data`` is ever read.

    The namespaces of strict Office documents (ISO/IEC 29500) become those of the usual, transitional ones.
    Raises ``UnreadableFileError``.
    """
    plain = data.replace(b"\0", b"")  # UTF-16 and UTF-32 as well
    if b"<!ENTITY" in plain:
        raise UnreadableFileError(ENTITIES)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data), parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise UnreadableFileError(DAMAGED_XML) from error
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):  # in an encoding that hid them above
        raise UnreadableFileError(ENTITIES)
    return root
