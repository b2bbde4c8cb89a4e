"""A question for the number of rows is told from one that a row answers."""

from dataclasses import replace

import pytest

from citewell.domain.documents import Hit
from citewell.pipeline.retrieval.counting import counted_tables, counting_finding, without_counted


def row(number: int, text: str, table: str) -> Hit:
    return Hit(number, number, f"{table}.csv#{number}", table.title(), (), text, text, 0, len(text))


ORDERS = [
    row(1, "order: 10023; customer: Kim Aster; status: shipped", "orders"),
    row(2, "order: 10024; customer: Lee Birch; status: waiting", "orders"),
    row(3, "order: 10025; customer: Ana Cedar; status: shipped", "orders"),
]
STOCK = [
    row(11, "sku: A-1; name: Aurora lamp; units: 12", "stock"),
    row(12, "sku: A-2; name: Aurora Mini; units: 0 pcs", "stock"),
]
TEXT = replace(ORDERS[0], document="help.md", text="You can return items within 30 days.")


@pytest.mark.parametrize(
    "ticket",
    [
        "How many orders are shipped?",
        "Hi, what is the number of orders of Ana Cedar?",
        "Wie viele orders sind shipped?",
        "Can you count orders that wait?",
        "how many customers do you have",
    ],
)
def test_asking_for_the_number_of_rows_is_counting(ticket):
    assert counted_tables(ticket, [*ORDERS, TEXT]) == ["orders.csv"]


@pytest.mark.parametrize(
    ("ticket", "hits"),
    [
        ("How many units of the Aurora lamp are there?", STOCK),
        ("How many days do I have to return it?", [*ORDERS, TEXT]),
        ("Where are my orders?", ORDERS),
        ("How many orders can I place at once?", [TEXT, ORDERS[0]]),
        ("How many orders are in 10023?", [replace(ORDERS[0], exact=True), *ORDERS[1:]]),
        ("On how many accounts can I watch?", []),
    ],
)
def test_what_a_row_or_a_text_answers_is_no_counting(ticket, hits):
    assert counted_tables(ticket, hits) == []


def test_rows_that_are_counted_are_left_out_and_told():
    assert without_counted([*ORDERS, TEXT, *STOCK], ["orders.csv"]) == [TEXT, *STOCK]
    assert "orders.csv" in counting_finding(["orders.csv"]).message
