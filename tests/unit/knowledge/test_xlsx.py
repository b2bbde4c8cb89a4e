"""Excel workbooks: visible sheets, values as shown, and files that are not what they seem."""

import io
import re
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock

import openpyxl
import pytest

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.tables.cell_format import cell_text
from citewell.knowledge.loaders.tables.xlsx import MAX_EMPTY_ROWS, load_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def workbook(**sheets) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def load(book):
    document = load_xlsx(saved(book), "Book")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    return document


def texts(document) -> list[str]:
    return [block.text for block in document.blocks if not block.level]


def changed(data, part, change) -> bytes:
    """A workbook with one part rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return target.getvalue()


def with_shared_strings(data, declaration=b"") -> bytes:
    """The workbook as Excel writes it: texts in a part of their own."""
    strings: list[bytes] = []

    def shared(match) -> bytes:
        strings.append(match[1])
        return b't="s"><v>%d</v>' % (len(strings) - 1)

    data = changed(data, SHEET, lambda xml: re.sub(rb't="inlineStr"><is><t>(.*?)</t></is>', shared, xml))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    data = changed(data, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", override))
    items = b"".join(b"<si><t>%s</t></si>" % text for text in strings)
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        archive.writestr("xl/sharedStrings.xml", declaration + b"<sst %s>%s</sst>" % (space, items))
    return target.getvalue()


ORDERS = [["Order", "Status"], ["ORD-10023", "shipped"], ["ORD-10024", "open"]]


def test_rows_of_visible_sheets():
    book = workbook(Orders=ORDERS, Secret=[["x"]], Deep=[["y"]], Empty=[], Rates=[["Region", "Fee"], ["EU", 12.0]])
    book["Secret"].sheet_state = "hidden"
    book["Deep"].sheet_state = "veryHidden"
    document = load(book)
    assert [(b.level, b.entry, b.text) for b in document.blocks] == [
        (2, "", 'Sheet "Orders"'),
        (0, "Orders/ORD-10023", "Order: ORD-10023; Status: shipped"),
        (0, "Orders/ORD-10024", "Order: ORD-10024; Status: open"),
        (2, "", 'Sheet "Rates"'),
        (0, "Rates/EU", "Region: EU; Fee: 12"),
    ]
    assert cut_passages(document)[2].heading == ('Sheet "Rates"',)


def test_a_sole_sheet_gives_its_rows_no_prefix():
    assert [b.entry for b in load(workbook(Sheet1=ORDERS)).blocks] == ["ORD-10023", "ORD-10024"]
    assert load(workbook(Orders=ORDERS)).blocks[0].text == 'Sheet "Orders"'


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (4006381333931.0, "0", "4006381333931"),
        (1e21, "General", "1000000000000000000000"),
        (0.19, "0%", "19%"),
        (0.195, "0.0%", "19.5%"),
        (1234.5, "#,##0.00 [$€-407]", "1234.50 €"),
        (1234.5, '_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-', "1234.50 €"),
        (5, "[$CHF] #,##0.00", "CHF 5.00"),
        (5, '"$"#,##0_);\\("$"#,##0\\)', "$5"),
        (-5, "#,##0.00;[Red]-#,##0.00", "-5.00"),
        (-0.001, "0.00", "0.00"),
        (42, "00000", "00042"),
        (42, '"ORD-"00000', "ORD-00042"),
        (1.25, "0.##", "1.25"),
        (1.5, "0.00E+00", "1.5"),
        (1500, '0.0,"k"', "1500"),
        (7, "@", "7"),
        (float("nan"), "0", ""),
        (True, "General", "TRUE"),
        (None, "General", ""),
        (date(2026, 5, 5), "dd/mm/yy", "2026-05-05"),
        (datetime.fromisoformat("2026-05-05"), "dd/mm/yy", "2026-05-05"),
        (datetime.fromisoformat("2026-05-05T14:30"), "dd/mm/yy", "2026-05-05 14:30"),
        (clock(14, 30), "h:mm", "14:30"),
        (timedelta(hours=26, minutes=3), "[h]:mm", "26:03:00"),
    ],
)
def test_values_as_shown(value, number_format, shown):
    assert cell_text(value, number_format) == shown


def test_formats_of_a_real_sheet():
    book = workbook(S=[["Order", "Share", "Due", "Sum", "Error"], [42, 0.19, date(2026, 5, 5), 0.1 + 0.2, "#N/A"]])
    book["S"]["A2"].number_format = '"ORD-"00000'
    book["S"]["B2"].number_format = "0%"
    document = load(book)
    assert texts(document) == ["Order: ORD-00042; Share: 19%; Due: 2026-05-05; Sum: 0.3"]
    assert document.blocks[1].codes == ("ORD-00042", "00042")


def test_merged_headers_and_merged_cells():
    book = workbook(
        Rates=[
            ["Price list 2026"],
            ["Region", "Price", None, "Note"],
            [None, "Basic", "Pro", None],
            ["EU", 12, 24, "a"],
            [None, 13, 25, "b"],
            ["US", 14, 26, "c"],
        ]
    )
    for area in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5"):
        book["Rates"].merge_cells(area)
    assert texts(load(book)) == [
        "Price list 2026",
        "Region: EU; Price Basic: 12; Price Pro: 24; Note: a",
        "Region: EU; Price Basic: 13; Price Pro: 25; Note: b",
        "Region: US; Price Basic: 14; Price Pro: 26; Note: c",
    ]


def test_hidden_columns_are_not_shown():
    book = workbook(S=[["SKU", "Margin", "Price"], ["A-1", "0.4", "12"], ["A-2", "0.5", "13"]])
    book["S"].column_dimensions["B"].hidden = True
    assert texts(load(book)) == ["SKU: A-1; Price: 12", "SKU: A-2; Price: 13"]


def test_formulas_without_values_are_reported():
    document = load(workbook(S=[["id", "sum"], ["a", "=1+1"], ["b", "=1+2"], ["c", 3]]))
    assert texts(document) == ["id: a", "id: b", "id: c; sum: 3"]
    assert "2 formulas have no stored value" in document.problems[0]


def test_stored_values_of_formulas_count():
    data = saved(workbook(S=[["id", "sum"], ["a", "=1+1"], ["b", 5]]))
    data = changed(data, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>2</v>"))
    document = load_xlsx(data, "T")
    assert texts(document) == ["id: a; sum: 2", "id: b; sum: 5"]
    assert document.problems == ()


def test_a_million_empty_rows():
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="B%d"/></row>' % (i, i, i) for i in range(4, 200_000))
    data = changed(
        saved(workbook(S=ORDERS)),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>").replace(b"A1:B3", b"A1:XFD1048576"),
    )
    document = load_xlsx(data, "T")
    assert len(texts(document)) == 2
    assert f"after {MAX_EMPTY_ROWS:,} empty rows" in document.problems[0]


@pytest.mark.parametrize("number", [1_048_576, 99_999_999_999])
def test_a_row_far_below(number):
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>far</t></is></c></row></sheetData>' % (number, number)
    data = changed(saved(workbook(S=ORDERS)), SHEET, lambda xml: xml.replace(b"</sheetData>", row))
    assert len(texts(load_xlsx(data, "T"))) == 2


def test_a_small_gap_is_none():
    book = workbook(S=ORDERS)
    book["S"]["A500"] = "ORD-10025"
    assert texts(load(book))[-1] == "Order: ORD-10025"


def test_a_lying_dimension():
    data = changed(saved(workbook(S=ORDERS)), SHEET, lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert texts(load_xlsx(data, "T")) == ["Order: ORD-10023; Status: shipped", "Order: ORD-10024; Status: open"]


def test_a_huge_merged_area():
    book = workbook(S=[*ORDERS, ["x", "y"]])
    area = b'<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    data = changed(saved(book), SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + area))
    assert len(texts(load_xlsx(data, "T"))) == 3


def test_strict_workbooks():
    usual, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    relations = b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook(S=ORDERS)))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(usual, strict).replace(*relations))
    assert texts(load_xlsx(target.getvalue(), "T"))[0] == "Order: ORD-10023; Status: shipped"


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def with_entities(xml: bytes) -> bytes:
    head, _, rest = xml.partition(b"?>") if xml.startswith(b"<?xml") else (b"", b"", xml)
    return (head + b"?>" if head else b"") + BOMB + rest.replace(b"ORD-10023", b"&b;")


def test_shared_strings():
    document = load_xlsx(with_shared_strings(saved(workbook(S=ORDERS))), "T")
    assert texts(document) == ["Order: ORD-10023; Status: shipped", "Order: ORD-10024; Status: open"]


@pytest.mark.parametrize(
    "data",
    [
        changed(saved(workbook(S=ORDERS)), SHEET, with_entities),
        with_shared_strings(saved(workbook(S=[["&b;"], *ORDERS])).replace(b"&amp;b;", b"&b;"), BOMB),
    ],
)
def test_entities_are_not_read(data):
    with pytest.raises(UnreadableFileError, match="XML entities"):
        load_xlsx(data, "T")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password-protected"),
        (b"PK\x03\x04 no zip", "damaged"),
        (b"plain text", "damaged"),
        (saved(workbook(S=ORDERS))[:-200], "damaged"),
        (changed(saved(workbook(S=ORDERS)), SHEET, lambda xml: xml[:300]), "damaged"),
        (
            changed(with_shared_strings(saved(workbook(S=ORDERS))), SHEET, lambda x: x.replace(b"<v>0<", b"<v>99<")),
            "damaged",
        ),
        (changed(saved(workbook(S=ORDERS)), "xl/workbook.xml", lambda _: b"<a/>"), "damaged|no rows"),
        (changed(saved(workbook(S=ORDERS)), SHEET, lambda xml: xml + b" " * (40 << 20)), "zip bomb"),
        (saved(workbook(S=[])), "no rows"),
    ],
)
def test_reasons(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_xlsx(data, "T")


def test_by_name():
    document = load_bytes(saved(workbook(Rates=ORDERS)), "a/price-list.xlsx")
    assert document.metadata.title == "Price list"


def test_what_a_workbook_hides_is_left_out_and_said():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Prices"
    for row in (("Article", "Cost", "Price"), ("Kettle", 5, 12), ("Old kettle", 4, 9), ("Toaster", 8, 20)):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    secret = book.create_sheet("Margins")
    secret.append(("Article", "Margin"))
    secret.append(("Kettle", 7))
    secret.sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    document = load_xlsx(target.getvalue(), "")
    assert [block.text for block in document.blocks if not block.level] == [
        "Article: Kettle; Price: 12", "Article: Toaster; Price: 20",
    ]  # fmt: skip
    assert document.problems == (
        "1 hidden sheet not indexed: Margins",
        'sheet "Prices": 1 hidden row and 1 hidden column not indexed',
    )
