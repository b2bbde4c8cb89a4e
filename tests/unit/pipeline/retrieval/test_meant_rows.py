"""Rows of a table as evidence: a customer must never read of another customer's order."""

from dataclasses import replace

from citewell.domain.documents import Hit
from citewell.pipeline.retrieval.meant_rows import meant_rows


def row(number: int, text: str, *, exact: bool = False, document: int = 1) -> Hit:
    return Hit(number, document, f"table{document}.csv#{number}", "Table", (), text, text, 0, len(text), exact=exact)


ORDERS = [
    row(1, "order: ORD-1; customer: Kim Aster; status: shipped"),
    row(2, "order: ORD-2; customer: Lee Birch; status: waiting for stock"),
    row(3, "order: ORD-3; customer: Ana Cedar; status: shipped"),
]
STOCK = [
    row(11, "sku: A-1; name: Aurora lamp; units: 12", document=2),
    row(12, "sku: A-2; name: Aurora Mini; units: 0", document=2),
]
TEXT = replace(row(20, "Orders: see the status; it is shipped when it says so", document=3), document="help.md")


def numbers(hits: list[Hit]) -> list[int]:
    return [hit.passage_id for hit in hits]


def test_beside_a_row_that_is_named_no_other_row_of_its_table_counts():
    named = [replace(ORDERS[1], exact=True), ORDERS[0], TEXT, ORDERS[2]]
    assert numbers(meant_rows("Where is my order ORD-2? It should be shipped.", named)) == [2, 20]


def test_names_of_columns_mean_no_row():
    assert numbers(meant_rows("What is the status of my order?", [*ORDERS, TEXT])) == [20]


def test_a_value_that_several_rows_have_means_none_of_them():
    assert meant_rows("Has my order been shipped?", ORDERS) == []


def test_a_value_of_one_row_means_it():
    assert numbers(meant_rows("Is the Aurora Mini available?", STOCK)) == [12]
    assert numbers(meant_rows("How many Mini units are there?", [*STOCK, *ORDERS])) == [12]


def test_entries_of_a_faq_are_no_rows():
    faq = replace(TEXT, document="faq.json#returns", text="You can return items within 30 days: unused; in the box.")
    assert meant_rows("anything else", [faq]) == [faq]
