"""The first masking of personal data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.masking import mask, mask_record


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to jo.doe+x@mail.example.com, please.", "Write to <EMAIL>, please."),
        ("Call +49 30 1234567 now", "Call <PHONE> now"),
        ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN <IBAN>."),
        ("DE89370400440532013000", "<IBAN>"),
        ("card 4111 1111 1111 1111", "card <CARD>"),
        ("4111-1111-1111-1111", "<CARD>"),
        ("from 2026-02-28 12345678", "from 2026-02-28 12345678"),
        ("0049 30 1234567", "<PHONE>"),
        ("Order 1234 within 14 days for 15 EUR on 2026-02-28", "Order 1234 within 14 days for 15 EUR on 2026-02-28"),
    ],
)
def test_what_is_masked(text, masked):
    assert mask(text) == masked


PERSONAL = st.lists(
    st.sampled_from(
        [
            "a@b.cd",
            "@",
            ".",
            "+49 30 1234567",
            "4111 1111 1111 1111",
            "DE89370400440532013000",
            "12345678",
            " ",
            "-",
            "x",
        ]
    ),
    max_size=10,
).map("".join)


@given(st.one_of(st.text(), PERSONAL))
def test_masking_again_changes_nothing(text):
    assert mask(mask(text)) == mask(text)


def test_a_record_is_masked_in_depth_and_keeps_what_identifies_it():
    record = {
        "id": "12345678901234567890",
        "document": "mail@example.com.md",
        "draft": {"sentences": [{"text": "a@b.cd", "cites": [1]}], "sha256": "1234567890123456"},
        "confidence": 0.5,
        "none": None,
    }
    assert mask_record(record) == {
        "id": "12345678901234567890",
        "document": "mail@example.com.md",
        "draft": {"sentences": [{"text": "<EMAIL>", "cites": [1]}], "sha256": "1234567890123456"},
        "confidence": 0.5,
        "none": None,
    }
