"""Rows of tables as entries: header, names, identifiers, long and wide rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.governance.literals.identifiers import normalise_code
from citewell.knowledge.chunking import MAX_WORDS, cut_passages
from citewell.knowledge.loaders.tables.table import Table, read_rows, table_document
from citewell.knowledge.loaders.text.entries import Budget

CELLS = st.text(max_size=12) | st.sampled_from(["", "7", "ORD-10023", "12.50", "2026-05-05", "Kim", "1 (2)"])


def load(*rows, **known) -> ExtractedDocument:
    kept = read_rows(enumerate([list(row) for row in rows], 1), Budget())
    return table_document([Table(kept, **known)], "A table")


def entries(document) -> list[str]:
    return list(dict.fromkeys(block.entry for block in document.blocks if not block.level))


def texts(document) -> list[str]:
    return [block.text for block in document.blocks]


def test_a_row_reads_by_itself_and_has_its_name_and_codes():
    document = load(("Order", "Status", "Total"), ("ORD-10023", "shipped", "12.50"), ("ORD-10024", "", "1,299.00"))
    assert texts(document) == [
        "Order: ORD-10023; Status: shipped; Total: 12.50",
        "Order: ORD-10024; Total: 1,299.00",
    ]
    assert entries(document) == ["ORD-10023", "ORD-10024"]
    assert document.blocks[0].codes == ("ORD-10023", "10023")
    assert document.text == "\n".join(texts(document))


@pytest.mark.parametrize(
    "header", ["id", "Order No.", "order_id", "orderId", "OrderID", "SKU", "Artikel-Nr.", "Bestellnummer", "#", "Code"]
)
def test_a_column_that_is_named_like_a_key_names_the_rows(header):
    assert entries(load(("Name", header), ("Kim", "7"), ("Lee", "9"))) == ["7", "9"]


@pytest.mark.parametrize("header", ["Phone number", "Order date", "Stock", "Number of items", "Zip code", "Status"])
def test_others_are_not_named_like_a_key(header):
    assert entries(load(("Plan", header), ("Pro", "7"), ("Team", "9"))) == ["Pro", "Team"]


def test_a_key_that_comes_twice_names_no_row():
    document = load(("Order", "Item", "Note"), ("10023", "Pump", ""), ("10023", "Hose", ""), ("10024", "Hose", "x"))
    assert entries(document) == ["2", "3", "4"]
    assert document.blocks[1].codes == ("10023", "Hose")


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("Country", "Fee"), ("DE", "4"), ("FR", "6")], ["DE", "FR"]),
        (
            [("Site", "Pump", "On hand"), ("BER", "small", "12"), ("MUC", "small", "3"), ("BER", "big", "0")],
            list("234"),
        ),
        ([("2026-11-01", "ORD-1", "5.00"), ("2026-11-02", "ORD-2", "6.00")], ["ORD-1", "ORD-2"]),
        ([("Date", "Rate"), ("2026-11-01", "1.08"), ("2026-11-02", "1.09")], ["2026-11-01", "2026-11-02"]),
        ([("Plan", "Text"), ("x" * 65, "a"), ("y", "a")], ["2", "3"]),
    ],
)
def test_without_a_key_the_first_column_of_different_values_names_the_rows(rows, names):
    assert entries(load(*rows)) == names


def test_totals_and_remarks_below_keep_their_row_numbers():
    document = load(
        ("Order", "Total"),
        ("ORD-1", "5.00"),
        ("ORD-2", "6.00"),
        ("ORD-3", "1.50"),
        ("", "12.50"),
        ("", "", "as of noon"),
    )
    assert entries(document) == ["ORD-1", "ORD-2", "ORD-3", "5", "6"]


def test_lines_above_the_header_are_kept():
    document = load(("Prices 2026",), (), ("Plan", "Price"), ("Pro", "12"), ("Team", "24"))
    assert texts(document) == ["Prices 2026", "Plan: Pro; Price: 12", "Plan: Team; Price: 24"]
    assert entries(document) == ["1", "Pro", "Team"]


@pytest.mark.parametrize(
    "rows",
    [
        (("Berlin", "2024"), ("Paris", "2025")),
        (("ORD-1", "open"), ("ORD-2", "closed")),
        (("1", "2"), ("3", "4")),
        (("a@mail.example", "Kim"), ("b@mail.example", "Lee")),
        (("How do I pay? By card.", "x"), ("And when?", "y")),
        (("only", "one row"),),
    ],
)
def test_rows_without_a_header(rows):
    assert texts(load(*rows)) == ["; ".join(row) for row in rows]


def test_years_can_be_names():
    assert texts(load(("Plan", "2025", "2026"), ("Pro", "12", "14"))) == ["Plan: Pro; 2025: 12; 2026: 14"]


def test_names_that_come_twice_and_headers_that_come_again():
    document = load(("Plan", "Price", "Price"), ("Pro", "1", "2"), ("Plan", "Price", "Price"), ("Team", "3", "4"))
    assert texts(document) == ["Plan: Pro; Price: 1; Price (2): 2", "Plan: Team; Price: 3; Price (2): 4"]


def test_empty_rows_and_columns_and_lines_in_cells():
    document = load(("A", "", "B"), ("", "", ""), ("x\r\ny", "", " 1\t2 "), ("z", "", "3"), (" ", "\n"))
    assert texts(document) == ["A: x y; B: 1 2", "A: z; B: 3"]
    assert [block.entry for block in document.blocks] == ["x y", "z"]


def test_amounts_dates_and_counts_are_no_codes():
    document = load(
        ("SKU", "Price", "Stock", "Updated", "EAN"),
        ("4711-B", "1200", "5000", "2026-05-05", "4006381333931"),
        ("4712-C", "1300", "7000", "2026-05-06", "4006381333948"),
    )
    assert document.blocks[0].codes == ("4711-B", "4006381333931")


def test_a_code_of_letters_alone_counts_in_a_column_of_codes():
    assert load(("Code", "Discount"), ("SUMMER", "10%"), ("WELCOME", "5%")).blocks[0].codes == ("SUMMER",)


def test_wide_rows_are_cut_and_every_part_names_its_row():
    header = ["SKU", *(f"Property {i}" for i in range(400))]
    document = load(header, *([f"A-{n}", *(f"value {i} of {n}" for i in range(400))] for n in range(3)))
    assert entries(document) == ["A-0", "A-1", "A-2"]
    passages = cut_passages(document)
    assert len(passages) > 6
    for passage in passages:
        assert passage.text.startswith(f"SKU: {passage.entry}; ")
        assert normalise_code(passage.entry) in map(normalise_code, passage.codes)
        assert len(passage.text.split()) <= MAX_WORDS
    assert "Property 399: value 399 of 2" in document.text


def test_long_cells_are_cut_between_sentences_and_keep_their_name():
    cell = " ".join(f"Sentence number {i} says a few words." for i in range(200))
    passages = cut_passages(load(("ID", "Text"), ("K-1", cell), ("K-2", "short")))
    assert all(p.text.startswith(f"ID: {p.entry}; Text: ") for p in passages)
    assert sum(p.text.count("Sentence number") for p in passages) == 200
    assert all(p.text.endswith(".") for p in passages[:-1])


def test_a_long_cell_without_spaces_is_cut():
    document = load(("ID", "Text"), ("1", "字" * 20_000), ("2", "b"))
    assert max(len(block.text) for block in document.blocks) < 2000
    assert document.text.count("字") == 20_000


def test_questions_are_headings():
    document = load(
        ("ID", "Question", "Answer", "Product"),
        ("F-17", "How do I pay?", "By card.", "Pro"),
        ("F-18", "When?", "Now. " * 200, ""),
        ("F-19", "Unanswered?", "", "Pro"),
    )
    passages = cut_passages(document)
    assert (passages[0].entry, passages[0].heading) == ("F-17", ("How do I pay?",))
    assert passages[0].text == "By card.\nID: F-17; Product: Pro"
    assert {p.heading for p in passages if p.entry == "F-18"} == {("When?",)}
    assert passages[-1].text == "ID: F-19; Question: Unanswered?; Product: Pro"
    assert all(p.codes for p in passages)


def test_several_tables_have_headings_and_names_before_their_rows():
    rows = read_rows([(1, ["id", "n"]), (2, ["a", "1"]), (3, ["b", "2"])], Budget())
    document = table_document([Table(rows, "Rates"), Table(rows, "Old")], "T", what="Sheet")
    assert texts(document)[0] == 'Sheet "Rates"'
    assert entries(document) == ["Rates/a", "Rates/b", "Old/a", "Old/b"]
    assert [p.heading for p in cut_passages(document)] == [('Sheet "Rates"',)] * 2 + [('Sheet "Old"',)] * 2


def test_a_given_key_of_two_columns():
    document = load(("1", "x", "p"), ("1", "y", "q"), header=["order", "line", "item"], key=(0, 1))
    assert entries(document) == ["1/x", "1/y"]


def test_an_end_to_what_is_read():
    budget = Budget(rows=2)
    assert len(read_rows(((i, ["x"]) for i in range(5)), budget)) == 2
    assert budget.problems() == ("only the first 2 rows are indexed; split the file to index the rest",)
    budget = Budget(cells=5)
    assert len(read_rows(((i, ["x", "y"]) for i in range(5)), budget)) == 2


def test_no_rows():
    with pytest.raises(UnreadableFileError, match="holds no rows"):
        load(("", ""))


@given(st.lists(st.lists(CELLS, max_size=5), max_size=12), st.booleans())
def test_any_table(rows, twice):
    kept = read_rows(enumerate(rows, 1), Budget())
    if not kept:
        return
    tables = [Table(kept, "a"), Table(kept, "a")] if twice else [Table(kept)]
    document = table_document(tables, "T")
    document.text.encode()
    seen: set[str] = set()
    last = ""
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert "\n" not in block.text
        if not block.level:
            assert block.entry
            assert block.entry == last or block.entry not in seen
            last = block.entry
            seen.add(block.entry)
    absent = {tuple(cells) for _, cells in kept if any(w not in document.text for c in cells for w in c.split())}
    assert len(absent) <= 1  # the header's names of columns that are empty


@given(st.lists(st.tuples(st.integers(1000, 9999), st.text("abc ", min_size=1, max_size=5)), min_size=2, max_size=20))
def test_rows_and_entries_are_as_many(rows):
    document = load(("Order", "Note"), *((f"ORD-{number}", note) for number, note in rows))
    assert len(document.blocks) == len(entries(document)) == len(rows)
