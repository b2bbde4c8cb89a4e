"""E-books."""

import pytest
from tests.unit.knowledge.damage import LAUGHS, OUTSIDE, bomb, damaged, read_or_refused, rewritten, with_parts, zipped

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.markup.epub import load_epub

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The  handbook</dc:title>'
    "<dc:language>en-US</dc:language></metadata><manifest>"
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    '<item id="two" href="text/chapter%202.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="pic" href="a.svg" media-type="image/svg+xml"/>'
    '<item id="out" href="../../../etc/passwd" media-type="application/xhtml+xml"/>'
    '</manifest><spine toc="ncx"><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/>'
    '<itemref idref="one"/><itemref idref="pic"/><itemref idref="out"/><itemref idref="nosuch"/></spine></package>'
)
NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
    '<nav epub:type="landmarks"><a href="text/chapter%202.xhtml">Start</a></nav>'
    '<nav epub:type="toc"><ol><li><a href="text/one.xhtml">Returns</a></li>'
    '<li><a href="text/chapter%202.xhtml#a">Second <i>chapter</i></a></li></ol></nav></body></html>'
)
NCX = (
    '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/x.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Two of NCX</text></navLabel>'
    '<content src="text/chapter%202.xhtml"/></navPoint></navMap></ncx>'
)
ONE = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
    "</head><body><header><h1>Returns</h1></header><p>30&nbsp;days.</p><ol start='3'><li>Pack it</li><li value='7'>Send"
    "</li><li>Wait</li></ol><aside>A hint.</aside><script>x()</script></body></html>"
)
TWO = "<html><body><p>No heading, but a text: ä</p></body></html>"
PARTS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/toc.ncx": NCX,
    "OEBPS/text/one.xhtml": ONE,
    "OEBPS/text/chapter 2.xhtml": TWO,
    "OEBPS/a.svg": "<svg/>",
}
BOOK = zipped(PARTS)


def blocks(data: bytes) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in load_epub(data, "").blocks]


def test_what_a_reader_sees():
    assert blocks(BOOK) == [
        ("Returns", 1),
        ("30 days.", 0),
        ("3. Pack it", 0),
        ("7. Send", 0),
        ("8. Wait", 0),
        ("A hint.", 0),
        ("Second chapter", 1),
        ("No heading, but a text: ä", 0),
    ]


def test_offsets_and_metadata():
    document = load_epub(BOOK, "name")
    assert [document.text[block.start : block.end] for block in document.blocks] == [b.text for b in document.blocks]
    assert (document.metadata.title, document.metadata.language) == ("The handbook", "en")


@pytest.mark.parametrize(
    ("parts", "heading"),
    [
        ({"OEBPS/book.opf": PACKAGE.replace('properties="nav"', "")}, "Two of NCX"),
        ({"OEBPS/nav.xhtml": "<html><p>&nosuch;</html>"}, None),
        ({"OEBPS/nav.xhtml": OUTSIDE + "<x>&a;</x>"}, None),
    ],
)
def test_names_of_chapters(parts, heading):
    headings = [text for text, level in blocks(with_parts(BOOK, parts)) if level]
    assert headings[1:] == ([heading] if heading else [])


def test_a_book_without_container_is_found_by_its_package():
    parts = dict(PARTS)
    del parts["META-INF/container.xml"]
    assert blocks(zipped(parts)) == blocks(BOOK)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-15"])
def test_encodings(encoding):
    page = f'<?xml version="1.0" encoding="{encoding}"?>{TWO}'.encode(encoding)
    assert blocks(with_parts(BOOK, {"OEBPS/text/chapter 2.xhtml": page}))[-1][0].endswith("text: ä")


def encryption(method: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><enc:EncryptedData '
        f'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptionMethod Algorithm="{method}"/>'
        "</enc:EncryptedData></encryption>"
    )


def test_obfuscated_fonts_do_no_harm():
    parts = {"META-INF/encryption.xml": encryption("http://www.idpf.org/2008/embedding")}
    assert blocks(with_parts(BOOK, parts)) == blocks(BOOK)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (with_parts(BOOK, {"META-INF/encryption.xml": encryption("http://x/aes128-cbc")}), "digital rights management"),
        (b"plain", "damaged"),
        (BOOK[:-30], "damaged"),
        (zipped({"a": "x"}), "package document is missing"),
        (bomb("META-INF/container.xml"), "zip bomb"),
        (with_parts(BOOK, {"OEBPS/book.opf": LAUGHS + "<package>&a;</package>"}), "XML entities"),
        (with_parts(BOOK, {"OEBPS/book.opf": OUTSIDE + "<package>&a;</package>"}), "XML entities"),
        (with_parts(BOOK, {"OEBPS/book.opf": "<package/>"}), "holds no text"),
        (with_parts(BOOK, {"OEBPS/text/one.xhtml": b"caf\xe9"}), "not UTF-8"),
    ],
)
def test_bad_files_give_a_reason(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_bytes(data, "a.epub")


def test_entities_of_a_page_are_not_read():
    page = OUTSIDE + "<html><body><p>before &a; after</p></body></html>"
    texts = [text for text, _ in blocks(with_parts(BOOK, {"OEBPS/text/one.xhtml": page}))]
    assert "before &a; after" in texts[1] or "before &a after" in texts[1]
    assert "root" not in " ".join(texts)


def test_damaged_files_are_read_or_refused():
    assert sum(read_or_refused(data, "a.epub") for data in rewritten(BOOK))
    for data in damaged(BOOK):
        read_or_refused(data, "a.epub")
