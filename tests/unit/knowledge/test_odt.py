"""OpenDocument texts and presentations."""

import io

import odfdo
import pytest
from tests.unit.knowledge.damage import (
    LAUGHS,
    OUTSIDE,
    bomb,
    damaged,
    read_or_refused,
    rewritten,
    with_prologue,
    zipped,
)

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.office.odf import load_odp, load_odt

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
        ("meta", "meta"),
    ]
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def raw(body: str, *, automatic: str = "", styles: str = "", kind: str = "text", meta: str = "") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    common = f"<office:document-styles {NAMES}><office:styles>{styles}</office:styles></office:document-styles>"
    about = f"<office:document-meta {NAMES} {DC}><office:meta>{meta}</office:meta></office:document-meta>"
    return zipped({"content.xml": content, "styles.xml": common, "meta.xml": about})


def levels(data: bytes) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in load_odt(data, "").blocks]


def texts(data: bytes) -> list[str]:
    return [text for text, _ in levels(data)]


def handbook() -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = "Handbook"
    document.meta.language = "de-DE"
    document.body.append(odfdo.Header(1, "Returns"))
    document.body.append(odfdo.Paragraph("You have 30  days\tto return\nit."))
    items = odfdo.List(["unused", "in its box"])
    items.get_item(1).append(odfdo.List(["with the bill"]))
    document.body.append(items)
    table = odfdo.Table("Plans")
    for values in (["Plan", "Price"], ["Pro", "12 €"], ["Team", ""]):
        row = odfdo.Row()
        row.set_values(values)
        table.append_row(row)
    document.body.append(table)
    document.body.append(odfdo.Header(2, "Costs"))
    note = odfdo.Paragraph("None.")
    note.insert_note(after="None", note_id="n1", citation="1", body="In the EU.")
    note.insert_annotation(after="None", body="a comment", creator="x")
    document.body.append(note)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HANDBOOK = handbook()


def test_what_a_reader_sees():
    assert levels(HANDBOOK) == [
        ("1. Returns", 1),
        ("You have 30 days to return it.", 0),
        ("- unused", 0),
        ("- in its box", 0),
        ("- with the bill", 0),
        ("Plan: Pro; Price: 12 €", 0),
        ("Plan: Team", 0),
        ("1.1. Costs", 2),
        ("None.", 0),
        ("In the EU.", 0),
    ]


def test_offsets_and_metadata():
    document = load_odt(HANDBOOK, "name")
    assert [document.text[block.start : block.end] for block in document.blocks] == [b.text for b in document.blocks]
    assert (document.metadata.title, document.metadata.language) == ("Returns", "de")


@pytest.mark.parametrize(
    ("body", "meta", "title"),
    [
        ('<text:p text:style-name="P1">Guide</text:p>', "<dc:title>Property</dc:title>", "Guide"),
        ("<text:p>x</text:p>", "<dc:title>Property</dc:title>", "Property"),
        ("<text:p>x</text:p>", "", "name"),
    ],
)
def test_title(body, meta, title):
    automatic = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    assert load_odt(raw(body, automatic=automatic, meta=meta), "name").metadata.title == title


def numbered(name: str, *levels: str) -> str:
    inner = "".join(f'<text:list-level-style-number text:level="{at}" {level}/>' for at, level in enumerate(levels, 1))
    return f'<text:list-style style:name="{name}">{inner}</text:list-style>'


L1 = numbered(
    "L1",
    'style:num-format="1" style:num-suffix="."',
    'style:num-format="a" style:num-prefix="(" style:num-suffix=")"',
    'style:num-format="I" text:display-levels="2"',
    'style:num-format=""',
)


def items(*contents: str, attributes: str = 'text:style-name="L1"') -> str:
    inner = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f"<text:list {attributes}>{inner}</text:list>"


X = "<text:p>x</text:p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (items(X, X), ["1. x", "2. x"]),
        (items(X) + X + items(X), ["1. x", "x", "1. x"]),
        (items(X) + items(X, attributes='text:style-name="L1" text:continue-numbering="true"'), ["1. x", "2. x"]),
        (
            items(X, attributes='text:style-name="L1" xml:id="i"')
            + items(X)
            + items(X, attributes='text:continue-list="i"'),
            ["1. x", "1. x", "- x"],
        ),
        (items(X + X, X), ["1. x", "x", "2. x"]),
        (items(X + items(X, X + items(X), attributes="")), ["1. x", "(a) x", "(b) x", "b.I x"]),
        (items(X + items(X, attributes="")) * 2, ["1. x", "(a) x", "1. x", "(a) x"]),
        (items(items(X, attributes=""), X), ["(a) x", "1. x"]),
        (items(items(items(items(X, attributes=""), attributes=""), attributes="")), ["x"]),
        ('<text:list text:style-name="L1"><text:list-header>' + X + "</text:list-header></text:list>", ["x"]),
        (
            '<text:list text:style-name="L1"><text:list-item text:start-value="4">'
            + X
            + "</text:list-item></text:list>",
            ["4. x"],
        ),
        (items('<text:p text:style-name="P"/>', X, attributes=""), ["- x"]),
    ],
)
def test_numbers(body, expected):
    assert texts(raw(body, automatic=L1)) == expected


def test_numbered_headings_keep_their_number():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = "".join(f'<text:h text:outline-level="{level}">H</text:h>' for level in (1, 2, 2, 1, 2, 3))
    expected = [("1 H", 1), ("1.1 H", 2), ("1.2 H", 2), ("2 H", 1), ("2.1 H", 2), ("H", 3)]
    assert levels(raw(body, styles=outline)) == expected


def test_paragraphs_with_a_heading_style_are_headings():
    styles = '<style:style style:name="Kapitel" style:default-outline-level="2"/>'
    automatic = '<style:style style:name="P1" style:parent-style-name="Kapitel"/>'
    assert levels(raw('<text:p text:style-name="P1">H</text:p>', styles=styles, automatic=automatic)) == [("H", 2)]


def test_styles_in_a_circle_end():
    circle = "".join(
        f'<style:style style:name="{name}" style:parent-style-name="{parent}"/>' for name, parent in ("ab", "ba")
    )
    assert levels(raw('<text:p text:style-name="a">x</text:p>', styles=circle)) == [("x", 0)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<text:tracked-changes><text:changed-region><text:p>gone</text:p></text:changed-region></text:tracked-changes>",
            [],
        ),
        (
            f"<text:table-of-content><text:index-body>{X}</text:index-body></text:table-of-content>",
            [],
        ),
        (f'<text:section text:display="none">{X}</text:section><text:section>{X}</text:section>', ["x"]),
        (
            '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:soft-page-break/>e</text:p>',
            ["a b c de"],
        ),
        ("<text:p>a<text:span>b<text:a>c</text:a></text:span>d</text:p>", ["abcd"]),
        ('<text:p>a<text:span text:style-name="hide">b</text:span>c</text:p>', ["ac"]),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>b</text:p>",
            ["ab", "box"],
        ),
        (
            "<text:p>a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>c</text:ruby-text></text:ruby></text:p>",
            ["ab"],
        ),
    ],
)
def test_what_is_shown(body, expected):
    automatic = '<style:style style:name="hide"><style:text-properties text:display="none"/></style:style>'
    assert texts(raw(body, automatic=automatic)) == expected


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<table:table-header-rows>" + row(cell("Year"), cell("2025")) + "</table:table-header-rows>"
            "<table:table-rows>" + row(cell("Sales"), cell("7")) + "</table:table-rows>",
            ["Year: Sales; 2025: 7"],
        ),
        (
            row(
                cell("Region", 'table:number-rows-spanned="2"'),
                cell("Price", 'table:number-columns-spanned="2"'),
                COVERED,
            )
            + row(COVERED, cell("Pro"), cell("Team"))
            + row(cell("EU"), cell("12"), cell("20")),
            ["Region: EU; Price Pro: 12; Price Team: 20"],
        ),
        (row(cell("a"), cell("b")), ["a", "b"]),
        (row(cell("a")) + row(cell("b")), ["a", "b"]),
        (
            row(cell("Case"), cell("Steps")) + row(cell("Lost"), f"<table:table-cell>{items(X, X)}</table:table-cell>"),
            ["Case: Lost; Steps: 1. x 2. x"],
        ),
        (
            row(cell("a"), cell("b", 'table:number-columns-repeated="1000000"')) + row(cell("c"), cell("d")),
            ["a; " + "; ".join("b" * 256), "c: d"],
        ),
    ],
)
def test_tables(rows, expected):
    assert texts(raw(f"<table:table>{rows}</table:table>", automatic=L1)) == expected


def frame(kind: str, content: str) -> str:
    return f'<draw:frame presentation:class="{kind}"><draw:text-box>{content}</draw:text-box></draw:frame>'


SLIDES = (
    f"<draw:page>{frame('title', '<text:p>Returns</text:p>')}{frame('outline', items(X, X))}"
    f"<presentation:notes>{frame('notes', '<text:p>Say sorry.</text:p>')}</presentation:notes></draw:page>"
    f'<draw:page draw:style-name="hid"><draw:frame><draw:text-box>{X}</draw:text-box></draw:frame></draw:page>'
    f"<draw:page><draw:g><draw:custom-shape>{X}</draw:custom-shape></draw:g></draw:page>"
)
HIDDEN = '<style:style style:name="hid"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'


def test_presentations():
    document = load_odp(raw(SLIDES, kind="presentation", automatic=L1 + HIDDEN), "name")
    assert [(block.text, block.level, block.page) for block in document.blocks] == [
        ("Returns", 2, 1),
        ("1. x", 0, 1),
        ("2. x", 0, 1),
        ("Notes", 3, 1),
        ("Say sorry.", 0, 1),
        ("Slide 3", 2, 3),
        ("x", 0, 3),
    ]
    assert document.metadata.title == "Returns"


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            zipped({"META-INF/manifest.xml": MANIFEST, "content.xml": b"\x8a\x01 encrypted"}),
            "password-protected; save it",
        ),
        (b"plain", "damaged"),
        (HANDBOOK[:-50], "damaged"),
        (bomb("content.xml"), "zip bomb"),
        (zipped({"a": "x"}), "not an OpenDocument text"),
        (raw("x", kind="spreadsheet"), "not an OpenDocument text"),
        (with_prologue(HANDBOOK, "content.xml", LAUGHS, "Returns"), "XML entities"),
        (with_prologue(HANDBOOK, "content.xml", OUTSIDE, "Returns"), "XML entities"),
        (raw("<text:p> </text:p>"), "holds no text"),
    ],
)
def test_bad_files_give_a_reason(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_bytes(data, "a.odt")


def test_damaged_files_are_read_or_refused():
    slides = raw(SLIDES, kind="presentation", automatic=L1)
    assert sum(read_or_refused(data, "a.odt") for data in rewritten(HANDBOOK))
    assert sum(read_or_refused(data, "a.odp") for data in rewritten(slides))
    for data in damaged(HANDBOOK):
        read_or_refused(data, "a.odt")


def test_text_in_merged_cells_is_read():
    spanned = cell("Both", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    body = "<table:table>" + row(cell("Plan"), cell("EU"), cell("US")) + row(cell("Pro"), spanned) + "</table:table>"
    assert texts(raw(body)) == ["Plan: Pro; EU: Both"]
