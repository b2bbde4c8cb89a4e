"""Masking can be undone exactly, whatever the text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.personal import PersonalSpan, PersonalValue
from citewell.governance.personal.find import find_personal
from citewell.governance.personal.placeholders import Placeholders, mask_known, mask_known_record, unmask, unmask_record
from citewell.governance.personal.spans import resolve

PIECES = [
    "anna@gmx.de",
    "<EMAIL_1>",
    "<EMAIL_2",
    ">",
    "<",
    "_1",
    "+49 30 1234567",
    " ",
    "\r\n",
    "👋",
    "IBAN DE89370400440532013000",
    "PERSON",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@given(TEXTS)
def test_unmasking_undoes_masking(text):
    found = Placeholders()
    masked = found.mask(text, find_personal(text))
    assert found.unmask(masked) == text
    assert unmask(masked, found.values) == text


@given(
    TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(["PERSON", "EMAIL"])), max_size=6)
)
def test_any_spans_can_be_undone(text, places):
    spans = resolve([PersonalSpan(a, min(a + n, len(text)), kind) for a, n, kind in places if a < len(text)])
    found = Placeholders()
    assert found.unmask(found.mask(text, spans)) == text


def test_one_value_has_one_placeholder_and_another_text_goes_on_counting():
    found = Placeholders()
    first = found.mask("a@b.cd, e@f.gh, a@b.cd", find_personal("a@b.cd, e@f.gh, a@b.cd"))
    assert first == "<EMAIL_1>, <EMAIL_2>, <EMAIL_1>"
    assert found.mask("e@f.gh i@j.kl", find_personal("e@f.gh i@j.kl")) == "<EMAIL_2> <EMAIL_3>"


def test_a_placeholder_of_the_customers_own_is_not_filled_in():
    text = "You sent me '<EMAIL_1>', my address is a@b.cd"
    found = Placeholders()
    masked = found.mask(text, find_personal(text))
    assert masked == "You sent me '<EMAIL_1>', my address is <EMAIL_2>"
    assert found.unmask(masked) == text


VALUES = (PersonalValue("<PERSON_1>", "PERSON", "Anna Schmidt"), PersonalValue("<PERSON_2>", "PERSON", "al"))


def test_known_values_are_masked_as_whole_words_and_short_words_stay():
    assert mask_known("Hi Anna Schmidt, al and <PERSON_1> saw Anna Schmidts", VALUES) == (
        "Hi <PERSON_1>, al and <PERSON_1> saw Anna Schmidts"
    )


def test_a_prompt_hides_short_values_and_those_on_several_lines():
    found = Placeholders((PersonalValue("<ADDRESS_1>", "ADDRESS", "1 Main St\nLeeds"), VALUES[1]))
    assert found.mask_in_prompt("al lives at 1 Main St Leeds") == "<PERSON_2> lives at <ADDRESS_1>"


def test_records_are_masked_and_filled_in_depth():
    record = {"text": ["Anna Schmidt"], "quote": "Anna Schmidt", "n": 1}
    masked = mask_known_record(record, VALUES, kept=("quote",))
    assert masked == {"text": ["<PERSON_1>"], "quote": "Anna Schmidt", "n": 1}
    assert unmask_record(masked, VALUES) == record


@pytest.mark.parametrize(
    ("value", "text", "masked"),
    [
        ("山田花子", "担当は山田花子様です", "担当は<PERSON_1>様です"),
        ("김민수", "김민수가 주문했습니다", "<PERSON_1>가 주문했습니다"),
        ("李娜", "请联系李娜。", "请联系<PERSON_1>。"),
        ("李", "我的行李", "我的行李"),
        ("محمد العتيبي", "الطرد لمحمد العتيبي", "الطرد ل<PERSON_1>"),
        ("شرق", "الشرقية", "الشرقية"),
        ("Ольга", "Ольга, Ольгапорт", "<PERSON_1>, Ольгапорт"),
    ],
)
def test_known_values_are_masked_where_words_have_no_spaces_between_them(value, text, masked):
    values = [PersonalValue("<PERSON_1>", "PERSON", value)]
    assert mask_known(text, values) == masked
    assert Placeholders(values).mask_in_prompt(text) == masked
