"""What of a zip file is opened, and how much of it is read."""

import io
import struct
import zipfile

import pytest
from tests.unit.knowledge.damage import BOMB_BYTES, LAUGHS, OUTSIDE, bomb, damaged, zipped

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import archive as module
from citewell.knowledge.loaders.archive import open_archive, parse_xml, read_entry, read_xml
from citewell.knowledge.loaders.office.opc import Package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def encrypted(data: bytes) -> bytes:
    """The flag of encryption set on the first entry, in both of its headers."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.index(mark) + offset
        (flags,) = struct.unpack_from("<H", changed, place)
        struct.pack_into("<H", changed, place, flags | 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE, "password-protected, or in an old binary format; save it without a password"),
        (b"no zip file", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (zipped({"a": "text"})[:-5], "damaged"),
        (encrypted(zipped({"a": "text"})), "password-protected; save it"),
        (bomb("a"), "zip bomb"),
        (bomb("a", size=1 << 26), "zip bomb"),
        (zipped({f"{i}": b"" for i in range(30)}), "more than 20 parts"),
    ],
)
def test_what_is_refused(data, reason, monkeypatch):
    monkeypatch.setattr(module, "MAX_ENTRIES", 20)
    with pytest.raises(UnreadableFileError, match=reason):
        open_archive(data)


def test_many_large_entries_are_refused_together(monkeypatch):
    data = zipped({"a": bytes(600), "b": bytes(600)})
    open_archive(data)
    monkeypatch.setattr(module, "MAX_TOTAL", 1000)
    with pytest.raises(UnreadableFileError, match="zip bomb"):
        open_archive(data)


@pytest.mark.parametrize("declared", [1, 100, 5 << 20])
def test_an_entry_that_lies_about_its_size_is_not_unpacked_further(declared):
    archive = open_archive(bomb("a", declared=declared))
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_entry(archive, "a")


def test_no_more_than_the_limit_is_read(monkeypatch):
    archive = open_archive(zipped({"a": b"12345"}))
    assert read_entry(archive, "a", 5) == b"12345"
    with pytest.raises(UnreadableFileError, match="zip bomb"):
        read_entry(archive, "a", 4)


def test_what_is_not_there_is_none():
    assert read_entry(open_archive(zipped({})), "a") is None
    assert read_xml(open_archive(zipped({})), "a") is None


def test_equal_rows_that_pack_well_are_no_bomb():
    data = zipped({"a": b"<row><cell>0</cell></row>" * 400_000})
    assert len(data) < 100_000
    assert read_entry(open_archive(data), "a")


def test_a_zip_in_a_zip_stays_packed():
    inner = bomb("b")
    archive = open_archive(zipped({"a.docx": inner}))
    assert read_entry(archive, "a.docx") == inner
    assert len(inner) < BOMB_BYTES // 500


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp037"])
@pytest.mark.parametrize("prologue", [LAUGHS, OUTSIDE])
def test_entities_are_refused_in_any_encoding(prologue, encoding):
    text = prologue.replace('"1.0"?', f'"1.0" encoding="{encoding}"?') + "<x a='1'>&a;</x>"
    with pytest.raises(UnreadableFileError, match=r"entities|damaged"):
        parse_xml(text.encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x>text</x>',
        '<!DOCTYPE x PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><x>text</x>',
        "<x>te<!-- a remark -->xt</x>",
        "<x>te<?an instruction?>xt</x>",
    ],
)
def test_a_document_type_alone_is_harmless(text):
    root = parse_xml(text.encode())
    assert (root.tag, "".join(root.itertext())) == ("x", "text")


@pytest.mark.parametrize(
    "data", [b"", b"<x>", b"text", b"<x>&nosuch;</x>", b"\xff\xfe<", b'<?xml version="1.0" encoding="nosuch"?><x/>']
)
def test_damaged_xml(data):
    with pytest.raises(UnreadableFileError, match="XML"):
        parse_xml(data)


def test_elements_nested_without_end_are_refused():
    with pytest.raises(UnreadableFileError, match="XML"):
        parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000)


def test_names_of_strict_office_files_are_the_usual_ones():
    root = parse_xml(b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>')
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="x/styles" Target="../../../etc/passwd"/>'
    '<Relationship Id="b" Type="x/notes" Target="/word/Notes.xml"/>'
    '<Relationship Id="c" Type="x/image" Target="file:///etc/passwd" TargetMode="External"/>'
    "</Relationships>"
)


def test_relations_stay_inside_the_package():
    package = Package.open(zipped({"word/_rels/document.xml.rels": RELATIONS, "word\\notes.xml": "<x/>"}))
    relations = package.relations("word/document.xml")
    assert {key: relation.target for key, relation in relations.items()} == {"a": "etc/passwd", "b": "word/Notes.xml"}
    assert package.xml("etc/passwd") is None
    assert package.xml("word/Notes.xml").tag == "x"


def test_damaged_archives_give_a_reason():
    data = zipped({"a": "<x>text</x>" * 50, "b/c.xml": "<x/>"})
    read = 0
    for broken in damaged(data):
        try:
            archive = open_archive(broken)
            for name in archive.namelist():
                read += read_entry(archive, name) is not None
        except UnreadableFileError:
            continue
    assert read


def test_an_encrypted_entry_that_the_directory_does_not_name():
    data = bytearray(zipped({"a": "text"}))
    archive = open_archive(bytes(data))
    archive.infolist()[0].flag_bits |= 1
    with pytest.raises(UnreadableFileError, match="password"):
        read_entry(archive, "a")


def test_bytes_before_an_archive_do_no_harm():
    out = io.BytesIO(b"x" * 10)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("a", "text")
    assert read_entry(open_archive(out.getvalue()), "a") == b"text"
