"""Identifiers in cells and in customers' messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.literals.identifiers import (
    MAX_IDENTIFIERS,
    find_identifiers,
    identifiers,
    most_specific,
    normalise_code,
)


@pytest.mark.parametrize(
    "written", ["ORD-10023", "ord10023", "#ord 10023", "Ord–10023", "ORD_10023", " ORD.10023 ", "ＯＲＤ-１００２３"]
)
def test_ways_of_writing_meet(written):
    assert normalise_code(written) == "ord10023"


def test_the_place_of_a_dash_does_not_matter():
    assert normalise_code("10-023") == normalise_code("1002-3") == normalise_code("١٠٠٢٣") == "10023"


@pytest.mark.parametrize(
    ("ticket", "codes"),
    [
        ("my order no. 10023 hasn't arrived", ["10023"]),
        ("order #A-10023-X", ["a10023x"]),
        ("SKU: ab12/c", ["ab12c"]),
        ("error 0x80070005 again", ["0x80070005"]),
        ("IBAN DE89 3704 0044 0532 0130 00 please", ["de89370400440532013000"]),
        ("ORD–10023.Please help", ["ord10023"]),
        ("ord 10023", ["ord10023", "10023"]),
        ("where is order10023", ["10023"]),
        ("order 10 023", ["10023"]),
        ("E 17 on the display", ["e17"]),
        ("it says ERR_CONNECTION_RESET", ["errconnectionreset"]),
        ("MY SCREEN SAYS ERR_CONNECTION_RESET", ["errconnectionreset"]),
        ("does code SUMMER still work", ["summer"]),
        ("Bestellnr. 4711-B ist kaputt", ["4711b"]),
        ("Amazon 302-1234567-1234567", ["30212345671234567"]),
        ("https://shop.example/orders/10023?x=1", ["10023"]),
        ("invoice 2026-0042", ["20260042"]),
        ("what does #17 mean", ["17"]),
        ("error code 5 on my machine", ["5"]),
        ("ORD-10023/ORD-10024", ["ord10023", "ord10024"]),
        ("the 3 orders 10023, 10024 and 10025.", ["10023", "10024", "10025"]),
        ("orders 1001 1002", ["1001", "1002"]),
        ("tracking 1Z999AA10123456784?", ["1z999aa10123456784"]),
        ("(SKU 4711 B)", ["4711b", "4711"]),
        ("ORD 10023 is late", ["ord10023"]),
        ("my order is 10023", ["10023"]),
    ],
)
def test_codes_of_tickets_are_found(ticket, codes):
    assert set(codes) <= set(find_identifiers(ticket))


@pytest.mark.parametrize(
    "ticket",
    [
        "I paid $1,299.00 on 2026-05-05 at 14:30",
        "since 05/05/2026, or 5.5.26, or 12/31/2025 14:30",
        "call me on +49 30 1234567 or 555-123-4567",
        "20kg, 3x, 500 GB, 24h and 12.50 EUR, 19%, 1.299,00 €",
        "In 2025 I bought 2 items for 3 kids, room 12",
        "EUR 500 and 5,000 units",
        "MY ORDER IS LATE PLEASE HELP",
        "write to kim1985@mail.example",
        "",
    ],
)
def test_other_numbers_are_none(ticket):
    assert find_identifiers(ticket) == ()


def test_codes_come_in_order_and_once():
    assert find_identifiers("B-200 then A-100 then b200") == ("b200", "a100")


def test_there_is_an_end_to_them():
    assert len(find_identifiers(" ".join(f"A-{i}" for i in range(1000)))) == MAX_IDENTIFIERS


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("ORD-10023", ("ORD-10023", "10023")),
        ("E-17", ("E-17",)),
        ("0x80070005", ("0x80070005", "80070005")),
        ("4711-B", ("4711-B",)),
        ("10023", ("10023",)),
        ("A1/B2", ("A1/B2", "A1", "B2")),
        ("ab12/c", ("ab12/c",)),
        ("2026-05-05", ()),
        ("12.50 €", ()),
        ("24h", ()),
        ("2026", ()),
        ("17", ()),
        ("shipped", ()),
    ],
)
def test_codes_of_cells(cell, codes):
    assert identifiers(cell) == codes


def test_a_part_of_a_longer_code_steps_back():
    assert most_specific(("ord10023", "10023", "e17")) == ("ord10023", "e17")


@given(st.text())
def test_any_text_is_read(text):
    for code in find_identifiers(text):
        assert code == normalise_code(code) != ""
    assert all(normalise_code(code) for code in identifiers(text))


@given(
    st.from_regex(r"[A-Z]{1,4}-?[0-9]{4,8}", fullmatch=True),
    st.sampled_from(["{}", "order {}.", "is {}, late?", "#{}"]),
)
def test_the_code_of_a_row_is_found_however_it_is_put(code, message):
    assert normalise_code(code) in find_identifiers(message.format(code.lower()))
