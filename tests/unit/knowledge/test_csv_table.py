"""Comma-separated values as programs and people write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.tables.csv import load_csv


def texts(data) -> list[str]:
    document = load_csv(data if isinstance(data, bytes) else data.encode(), "T")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    return [block.text for block in document.blocks]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    rows = [["SKU", "Name", "Price"], ["4711-B", "Pump, large; with | pipe", "12,50"], ["4712-B", "Hose", "1,5"]]
    data = "\n".join(delimiter.join(f'"{c}"' if {",", ";", "|"} & set(c) else c for c in row) for row in rows)
    assert texts(data)[0] == "SKU: 4711-B; Name: Pump, large; with | pipe; Price: 12,50"
    assert len(texts(data)) == 2


@pytest.mark.parametrize(
    ("data", "row"),
    [
        ("name;price\nA;1,5\nB;2,5\n", "name: A; price: 1,5"),
        ("1,5;2,3\n1,7;2,9\n", "1,5; 2,3"),
        ("a,b,c\n1,2,3\n", "a: 1; b: 2; c: 3"),
        ("name,tags\nA,x;y\nB,z;w\n", "name: A; tags: x;y"),
        ("note\tx\nwell, then, now\t1\nso, yes, no\t2\n", "note: well, then, now; x: 1"),
        ("sku\nA-1\nB-2\n", "sku: A-1"),
        ("sep=|\na|b\n1,2|3,4\n", "a: 1,2; b: 3,4"),
        ('a, "b"\n1, "x, y"\n2, "z"\n', "a: 1; b: x, y"),
        ('a,b\n5" screen,x\n6" screen,y\n', 'a: 5" screen; b: x'),
        ("a,b\r\n1,x\r\n2,y\r\n", "a: 1; b: x"),
    ],
)
def test_first_rows(data, row):
    assert texts(data)[0] == row


def test_line_breaks_and_quotation_marks_in_cells():
    data = 'id,text\n1,"first line\nsecond ""quoted"" line"\n\n2,short\n'
    assert texts(data) == ['id: 1; text: first line second "quoted" line', "id: 2; text: short"]


def test_rows_count_as_in_a_spreadsheet():
    document = load_csv(b'kind,text\nx,"a\nb"\n\nx,c\n\nx,c\n', "T")
    assert [block.entry for block in document.blocks] == ["2", "4", "6"]


def test_ragged_rows():
    assert texts("a,b\n1,x,extra,more\n2\n3,z\n") == ["a: 1; b: x; extra; more", "a: 2", "a: 3; b: z"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    document = load_csv("Stadt;Preis\nKöln;5 €\nŁódź;6 €\n".encode(encoding), "T")
    assert document.blocks[1].text == "Stadt: Łódź; Preis: 6 €"
    assert document.problems == ()


def test_the_windows_code_page_is_read_and_told():
    document = load_csv("Stadt;Preis\nKöln;5 €\nMünchen;6 €\n".encode("cp1252"), "T")
    assert document.blocks[0].text == "Stadt: Köln; Preis: 5 €"
    assert "Windows-1252" in document.problems[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\xff", "not UTF-8"),
        (b"a,b\n\x81\x8d,\x90", "not UTF-8"),
        (b"a\0b", "zero bytes"),
        (b",,,\n,,,\n", "no rows"),
        (b"a,b\n1," + b"x" * 1_000_001, "field larger"),
    ],
)
def test_reasons(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_csv(data, "T")


def test_a_quotation_mark_that_is_never_closed_costs_no_rows():
    rows = "".join(f"{i},x\n" for i in range(3000))
    document = load_csv(f'id,text\n7000,"open\n{rows}'.encode(), "T")
    assert len(document.blocks) == 3001
    assert "never closed" in document.problems[0]


def test_an_order_number_finds_its_row():
    data = b"Order;Customer;Status\nORD-10023;Kim;shipped\nORD-10024;Lee;open\n"
    document = load_bytes(data, "exports/orders.csv")
    assert document.metadata.title == "Orders"
    assert [(b.entry, b.codes) for b in document.blocks] == [
        ("ORD-10023", ("ORD-10023", "10023")),
        ("ORD-10024", ("ORD-10024", "10024")),
    ]


@given(st.text(st.sampled_from(',;\t|"\n ab1€'), max_size=60))
def test_anything_is_read_or_refused(text):
    with contextlib.suppress(UnreadableFileError):
        document = load_csv(text.encode(), "T")
        assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
        assert len({block.entry for block in document.blocks}) == len(document.blocks)


PREAMBLES = {
    "title, date and an empty line": "Claims report,,\nCreated,2026-04-02,\n,,\n",
    "no empty line": "Claims report,,\nCreated,2026-04-02,\n",
    "names and values": "Report,Claims\nBy,Ann\n\n",
    "one line": "Claims report\n",
    "lines of text": "Report: Claims\nPeriod: 2026\n\n",
    "a declared delimiter": "sep=,\n",
    "a declared delimiter and a title": '"sep=,"\nClaims report\n\n',
}


@pytest.mark.parametrize("above", PREAMBLES.values(), ids=PREAMBLES)
def test_the_header_is_found_below_what_stands_above_it(above):
    data = f"{above}Claim type,Days to answer,Team\nLost parcel,3,Logistics\nBroken on arrival,1,Quality\n".encode()
    texts = [block.text for block in load_csv(data, "").blocks]
    assert texts[-2:] == [
        "Claim type: Lost parcel; Days to answer: 3; Team: Logistics",
        "Claim type: Broken on arrival; Days to answer: 1; Team: Quality",
    ]
    assert not any("sep=" in text for text in texts)


def test_two_columns_below_two_columns_of_facts():
    data = b"Created,2026-04-02\nBy,Ann\n\nClaim type,Days\nLost parcel,3\nBroken on arrival,1\n"
    assert [block.text for block in load_csv(data, "").blocks][-2:] == [
        "Claim type: Lost parcel; Days: 3", "Claim type: Broken on arrival; Days: 1",
    ]  # fmt: skip


def test_a_row_of_units_belongs_to_the_header():
    data = "Article;Weight;Price;Delivery\n;kg;€;days\nKettle;1.2;12,50;3\nToaster;2;20,00;4\n".encode()
    assert [block.text for block in load_csv(data, "").blocks] == [
        "Article: Kettle; Weight kg: 1.2; Price €: 12,50; Delivery days: 3",
        "Article: Toaster; Weight kg: 2; Price €: 20,00; Delivery days: 4",
    ]


def test_units_in_names_and_a_total_stay():
    data = b"Article,Price (EUR),Stock\nKettle,12.50,3\nToaster,20.00,4\nTotal,,7\n"
    assert [block.text for block in load_csv(data, "").blocks] == [
        "Article: Kettle; Price (EUR): 12.50; Stock: 3",
        "Article: Toaster; Price (EUR): 20.00; Stock: 4",
        "Article: Total; Stock: 7",
    ]


def test_a_table_without_a_header_gets_none_from_below_an_empty_row():
    data = b"ORD-1,Ann,12\nORD-2,Ben,13\n\nORD-3,Eve,14\nORD-4,Joe,15\n"
    assert load_csv(data, "").blocks[0].text == "ORD-1; Ann; 12"


ROWS = "Item;Price;Stock\nChair;12,50;4\nLamp;19,90;7\nSofa bed;;\n"
READ = ["Item: Chair; Price: 12,50; Stock: 4", "Item: Lamp; Price: 19,90; Stock: 7", "Item: Sofa bed"]


@pytest.mark.parametrize(
    "note",
    [
        "Notes: prices net",
        "* from the depot",
        "\nAll prices include VAT",
        "Prices hold until further notice.",
        "Stand: Mai 2026",
    ],
)
def test_a_note_below_the_rows_is_no_row(note):
    *rows, last = load_csv(f"{ROWS}{note}\n".encode(), "").blocks
    assert [block.text for block in rows] == READ
    assert last.text == note.strip()


def test_a_note_stays_whole_though_commas_cut_it():
    assert (
        texts(ROWS.replace(",", ".").replace(";", ",").encode() + b"Note: net, ex works\n")[-1] == "Note: net, ex works"
    )


def test_a_row_with_a_name_alone_is_no_note():
    assert texts(ROWS.encode() + b"Garden table oak;;\n")[-1] == "Item: Garden table oak"


def test_titles_and_notes_do_not_hide_the_delimiter():
    data = (
        b"Price list 2026\nValid from 1 March\n\nItem,Price,Weight\nChair,12,4\nTable,99,20\n\nNet of VAT.\nFrom SAP\n"
    )
    assert texts(data)[2:] == [
        "Item: Chair; Price: 12; Weight: 4",
        "Item: Table; Price: 99; Weight: 20",
        "Net of VAT.",
        "From SAP",
    ]


def test_commas_of_lines_of_prose_are_no_delimiters():
    prose = ["Our shop", "We sell chairs, tables, lamps", "and sofas, too", "We are closed", "on Sundays, sorry", "Bye"]
    assert texts("\n".join(prose).encode()) == [f"Our shop: {line}" for line in prose[1:]]
