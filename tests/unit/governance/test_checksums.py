"""Check digits of numbers that the issuing states publish as examples."""

import pytest

from citewell.governance.personal import checksums

RIGHT = [
    ("us", "791105487"),
    ("de", "86095742719"),
    ("fr", "255081416802538"),
    ("es", "12345678Z"),
    ("it", "RSSMRA85T10A562S"),
    ("nl", "111222333"),
    ("be", "85073003328"),
    ("pl", "44051401359"),
    ("se", "8112189876"),
    ("fi", "131052308T"),
    ("br", "52998224725"),
    ("in", "234123412346"),
    ("ch", "7569217076985"),
]


@pytest.mark.parametrize(("country", "number"), RIGHT)
def test_an_example_number_is_right_and_a_changed_one_is_not(country, number):
    check = checksums.NATIONAL[country]
    assert check(number)
    place = 0 if country == "us" else 4
    wrong = {check(number[:place] + digit + number[place + 1 :]) for digit in "0123456789" if digit != number[place]}
    assert country == "us" or wrong == {False}
    assert not check(number[:-2])


def test_ibans_and_cards():
    assert checksums.iban("DE89370400440532013000")
    assert not checksums.iban("DE89370400440532013001")
    assert not checksums.iban("XX89370400440532013000")
    assert checksums.luhn("4111111111111111")
    assert not checksums.luhn("4111111111111112")


def test_a_social_security_number_has_no_part_of_zeros():
    assert not any(map(checksums.us_ssn, ("000105487", "791005487", "791100000", "666105487")))
