"""Literals: what counts as one, and which two are the same."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citewell.governance.literals.extraction import find_literals, missing_literals


def normals(text: str) -> list[str]:
    return [literal.normal for literal in find_literals(text)]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        # numbers
        ("1,000", "1000"),
        ("1.000", "1.000"),
        ("2.340 kg", "2.340"),
        ("2,340 kg", "2340"),
        ("1.234.567", "1234567"),
        ("€2.340", "2340 eur"),
        ("2.340,50", "2340.5"),
        ("1000", "1000"),
        ("1,234,567", "1234567"),
        ("2.5", "2.5"),
        ("2,50", "2.5"),
        ("2.00", "2"),
        ("007", "7"),
        ("10:30", "10:30"),
        ("09:30", "9:30"),
        ("fourteen", "14"),
        ("one hundred and fifty", "150"),
        ("2 million", "2000000"),
        ("1.5 million", "1500000"),
        ("9th-grade", "9"),
        ("14-day", "14"),
        ("Fourteen", "14"),
        ("thirty", "30"),
        ("twenty-one", "21"),
        ("ninety-nine", "99"),
        ("٣٠", "30"),
        # dates
        ("2026-05-05", "2026-05-05"),
        ("5 May 2026", "2026-05-05"),
        ("May 5, 2026", "2026-05-05"),
        ("5th of May 2026", "2026-05-05"),
        ("5. Mai 2026", "2026-05-05"),
        ("1. März 2026", "2026-03-01"),
        ("Dec 24", "12-24"),
        ("24 Dezember", "12-24"),
        ("05/05/2026", "2026-05-05"),
        ("5.6.2026", "2026-06-05"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/26", "2026-12-25"),
        ("05/06/2026", "05/06/2026"),
        ("05/05", "05-05"),
        ("2026-05-05T04:57:12+10:00", "2026-05-05"),
        # times
        ("3 pm", "15:00"),
        ("3:30 p.m.", "15:30"),
        ("12 am", "0:00"),
        ("15.00 Uhr", "15:00"),
        ("5 auguſt 2026", "2026-08-05"),
        # amounts
        ("€15", "15 eur"),
        ("15 €", "15 eur"),
        ("15.00 EUR", "15 eur"),
        ("1.000,50 Euro", "1000.5 eur"),
        ("$1,000", "1000 usd"),
        ("US$ 12", "12 usd"),
        ("12 dollars", "12 usd"),
        ("ten euros", "10 eur"),
        ("$2 million", "2000000 usd"),
        ("A$9", "9 aud"),
        ("£7.50", "7.5 gbp"),
        ("CHF 20", "20 chf"),
        # percentages
        ("19%", "19%"),
        ("19 %", "19%"),
        ("19 percent", "19%"),
        ("19 per cent", "19%"),
        ("19 Prozent", "19%"),
        ("five percent", "5%"),
        ("7,5 %", "7.5%"),
        ("٥٠%", "50%"),
        # links and addresses
        ("https://Example.com/Help/", "example.com/help"),
        ("www.example.com", "example.com"),
        ("http://example.com/a?b=c", "example.com/a?b=c"),
        ("help@Example.com", "help@example.com"),
        # phone numbers
        ("+49 30 1234567", "49301234567"),
        ("+49 (30) 123-4567", "49301234567"),
        # codes
        ("ABC-123", "abc-123"),
        ("ABC_123", "abc-123"),
        ("E1042", "e1042"),
        ("v2.1", "v2.1"),
        ("30s", "30"),
        ("14th", "14"),
        ("10GB", "10"),
    ],
)
def test_normal_forms(text, normal):
    assert normals(text) == [normal]
    assert normals(f"It is {text}, as agreed.") == [normal]


@pytest.mark.parametrize("text", ["the one you chose", "No literal at all.", "zero tolerance", "", "may be"])
def test_what_is_no_literal(text):
    assert find_literals(text) == []


def test_literals_come_in_order_with_their_places():
    text = "Pay €15 within fourteen days, by 5 May 2026, at https://pay.example/now."
    found = find_literals(text)
    assert [text[literal.start : literal.end] for literal in found] == [literal.text for literal in found]
    assert [literal.normal for literal in found] == ["15 eur", "14", "2026-05-05", "pay.example/now"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("within 14 days", "within fourteen days"),
        ("twenty-one days", "21 days"),
        ("It costs 1,000 EUR.", "It costs €1000."),
        ("It costs 15.", "It costs €15."),
        ("19 of them", "19 % of them"),
        ("on 5 May", "from 2026-05-05 on"),
        ("on 5 May", "05/05"),
        ("from 9 to 5 pm", "9 am to 5 pm"),
        ("at 15:00", "at 3 pm"),
        ("a 14-day period", "fourteen days"),
        ("since 2026", "since 1 February 2026"),
        ("See example.com/help", "See https://www.example.com/help/."),
        ("Call +49 30 123456789", "Call +49 (30) 123456789"),
    ],
)
def test_literals_that_stand_in_the_source(text, source):
    assert missing_literals(text, [source]) == []


@pytest.mark.parametrize(
    ("text", "source", "missing"),
    [
        ("within 30 days", "within 14 days", "30"),
        ("thirty days", "14 days", "30"),
        ("It costs $15.", "It costs €15.", "15 usd"),
        ("It costs €15.", "It takes 15 days.", "15 eur"),
        ("It is 20 %.", "It is 19 %.", "20%"),
        ("on 6 May 2026", "on 5 May 2026", "2026-05-06"),
        ("on 5 May 2027", "on 5 May 2026", "2027-05-05"),
        ("on 5 June 2026", "on 05/06/2026", "2026-06-05"),
        ("two weeks", "14 days", "2"),
        ("at 3 pm", "at 3 am", "15:00"),
        ("at 3 pm", "after 3 hours", "15:00"),
        ("at example.com/b", "at example.com/a", "example.com/b"),
        ("error E1043", "error E1042", "e1043"),
        ("٥٠%", "٤٠%", "50%"),
    ],
)
def test_literals_that_were_made_up(text, source, missing):
    assert [literal.normal for literal in missing_literals(text, [source, "Other words."])] == [missing]


def test_without_sources_every_literal_is_missing():
    assert [literal.text for literal in missing_literals("5 and 6", [])] == ["5", "6"]


@given(st.text())
def test_any_text_supports_its_own_literals(text):
    assert missing_literals(text, [text]) == []


PIECES = st.sampled_from(
    [
        "5",
        "12",
        "31",
        "2026",
        "May",
        "mai",
        "auguſt",
        "Kčs",
        "€",
        "$",
        "uſd",
        "%",
        "percent",
        ",",
        ".",
        ":",
        "/",
        "-",
        "+",
        "(",
        ")",
        "a@b.cd",
        "www.",
        "http://",
        "x7",
        "th",
        "twenty",
        "one",
        "٣",
        "²",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["", " "]))
@example(["5", "auguſt"], " ")
@example(["uſd", "5"], "")
def test_no_mixture_of_signs_breaks_it(pieces, between):
    text = between.join(pieces)
    for literal in find_literals(text):
        assert text[literal.start : literal.end] == literal.text
        assert literal.normal


@given(st.integers(0, 10**9))
def test_a_number_is_the_same_with_and_without_thousands_marks(number):
    assert missing_literals(f"{number:,}", [str(number)]) == []
    assert missing_literals(str(number), [f"{number:,}"]) == []


@given(st.dates())
def test_a_date_is_the_same_in_words_and_digits(day):
    if day.year >= 1000:
        written = f"{day.day} {day:%B} {day.year}"
        assert normals(written) == [day.isoformat()]


@pytest.mark.parametrize(
    ("draft", "source", "held"),
    [
        ("It holds 2.340 kg.", "Load: 2.340 kg", True),
        ("It holds 2,340 kg.", "Load: 2.340 kg", False),
        ("It holds 2340 kg.", "Load: 2.340 kg", False),
        ("It holds 2.340 kg.", "Load: 2,340 kg", False),
        ("It holds 2340 kg.", "Load: 2,340 kg", True),
        ("It came on 03/04/2026.", "It came on 03/04/2026.", True),
        ("It came on 3 April 2026.", "It came on 03/04/2026.", False),
        ("It came on March 4, 2026.", "It came on 03/04/2026.", False),
        ("It came on 13 April 2026.", "It came on 13/04/2026.", True),
    ],
)
def test_what_may_be_read_in_two_ways_is_kept_as_written(draft, source, held):
    assert (missing_literals(draft, [source]) == []) is held
