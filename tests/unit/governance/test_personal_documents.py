"""What of a document is a private person's."""

import pytest

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.documents import find_in_letter, find_private, is_private_address


@pytest.mark.parametrize("address", ["kim@gmail.com", "anna.schmidt@firma.de", "jo_doe7@corp.io", "lee@t-online.de"])
def test_addresses_of_persons(address):
    assert is_private_address(address)


@pytest.mark.parametrize(
    "address",
    ["support@firma.de", "info@gmail.com", "customer.care@corp.io", "jane.doe@example.com", "security@arduino.cc",
     "billing-de@firma.de", "lee@firma.de", "a.b@shop.test"],
)  # fmt: skip
def test_addresses_of_companies_and_examples(address):
    assert not is_private_address(address)


def test_documents_keep_the_companys_own_and_lose_private_numbers():
    text = (
        "Pay to DE89 3704 0044 0532 0130 00. Call +49 30 1234567 or 0800 123 456. Test with 4242 4242 4242 4242. "
        "Complaint of anna.schmidt@gmx.de, SSN 791-10-5487, card 5500 0055 5555 5559."
    )
    assert [text[s.start : s.end] for s in find_private(text)] == [
        "anna.schmidt@gmx.de", "791-10-5487", "5500 0055 5555 5559",
    ]  # fmt: skip


def test_letters_lose_names_and_numbers_but_not_hot_lines():
    text = "I'm Anna, call 0171 2345678, not your 0800 123 4567. Write to help@firma.de about order 4711."
    spans = find_in_letter(text, [PersonalSpan(4, 8, "PERSON", 0.9)])
    assert [text[s.start : s.end] for s in spans] == ["Anna", "0171 2345678"]
