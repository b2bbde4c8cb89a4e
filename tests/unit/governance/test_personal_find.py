"""Personal data that form and cue words give away."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.find import find_personal, find_structured, span_records
from citewell.governance.personal.placeholders import Placeholders
from citewell.governance.personal.records import mask, mask_record
from citewell.governance.personal.spans import resolve


def found(text):
    return [(span.type, text[span.start : span.end]) for span in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jo.doe+x@mail.example.com, please.", [("EMAIL", "jo.doe+x@mail.example.com")]),
        ("mail kim 35 gmailcom", [("EMAIL", "kim 35 gmailcom")]),
        ("kim (at) web.de", [("EMAIL", "kim (at) web.de")]),
        ("Call +49 30 1234567 now", [("PHONE", "+49 30 1234567")]),
        ("reach me on 01.84.17.61.18?", [("PHONE", "01.84.17.61.18")]),
        ("call me: 630 645 0127", [("PHONE", "630 645 0127")]),
        ("IBAN DE89 3704 0044 0532 0130 00.", [("IBAN", "DE89 3704 0044 0532 0130 00")]),
        ("gb42nawi04454264788619", [("IBAN", "gb42nawi04454264788619")]),
        ("card 4111 1111 1111 1111", [("CARD", "4111 1111 1111 1111")]),
        ("4111-1111-1111-1111", [("CARD", "4111-1111-1111-1111")]),
        ("Here's my SSN: 791-10-5487", [("NATIONAL_ID", "791-10-5487")]),
        ("my last 4 of ssn is 9140", [("NATIONAL_ID", "9140")]),
        ("Steuer-ID 86095742719", [("NATIONAL_ID", "86095742719")]),
        ("DNI 12345678Z", [("NATIONAL_ID", "12345678Z")]),
        ("passport number C01X00T47", [("PASSPORT", "C01X00T47")]),
        ("my driver's license number is 2270-66-1551", [("DRIVER_LICENCE", "2270-66-1551")]),
        ("from 165.165.185.178 and 6e40:4041:c617:e898:c11:40d2:c669:2eb4",
         [("IP", "165.165.185.178"), ("IP", "6e40:4041:c617:e898:c11:40d2:c669:2eb4")]),
        ("MAC 00:1B:44:11:3A:B7", [("MAC", "00:1B:44:11:3A:B7")]),
        ("I was born on 12 March 1984.", [("DATE_OF_BIRTH", "12 March 1984")]),
        ("DOB: 1984-03-12", [("DATE_OF_BIRTH", "1984-03-12")]),
        ("my account number is 4478221", [("ACCOUNT", "4478221")]),
        ("policy no grc 452745285 and claim no yfg 286", [("POLICY", "grc 452745285"), ("CLAIM", "yfg 286")]),
        ("booking confirmation number is q 5 i 3 e 1", [("BOOKING", "q 5 i 3 e 1")]),
        ("My password is hunter2!", [("PASSWORD", "hunter2")]),
        ("PIN 4711", [("PASSWORD", "4711")]),
        ("Username: cminh730, Order ID: 3348917502", [("USERNAME", "cminh730")]),
        ("licence plate B-MW 1234", [("PLATE", "B-MW 1234")]),
        ("zip code 94107", [("ZIP", "94107")]),
        ("pay 1BoatSLRHtKNngkdXEeobR76b53LETtpyT", [("CRYPTO", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT")]),
        ("see https://kim:pw@host.example/x", [("URL", "https://kim:pw@host.example/x")]),
        ("see https://shop.example/?token=abc123.", [("URL", "https://shop.example/?token=abc123")]),
        ("ruf an: 0680 298 70 63", [("PHONE", "0680 298 70 63")]),
        ("my number 9874587412 thanks", [("ACCOUNT", "9874587412")]),
    ],
)  # fmt: skip
def test_what_is_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Order 1234 within 14 days for 15 EUR on 2026-02-28",
        "order number 3348917502 and invoice INV-20260099",
        "tracking id 1234567890123456 has not moved",
        "Error 0x80070005 on version 10.0.19045.1 of the firmware",
        "from 2026-02-28 to 2026-03-01 at 14:30",
        "The cancellation policy of 14 days; the policy is 24 hours.",
        "I need 10 gb and pay 1,299.00 EUR a month for 12 months",
        "Open http://127.0.0.1 or https://docs.example.com/en/articles/4403361201298",
        "Reset my password. My password is not working. My username is wrong.",
        "Is my account active? The account is blocked.",
        "psrew 300 model music keyboards, toyota corolla 2015",
        "3... 2... 1... liftoff!",
        "Call us between 9 and 17 on 3 May 2026",
        "I paid $19.99 on 21 st june 2018",
    ],
)
def test_what_is_no_personal_data(text):
    assert found(text) == []


def test_what_the_model_finds_joins_in_and_surer_finders_win():
    text = "Anna Schmidt, anna@gmx.de"
    named = [PersonalSpan(0, 12, "PERSON", 0.9), PersonalSpan(14, 25, "PERSON", 0.9)]
    assert [(s.start, s.end, s.type) for s in find_personal(text, named)] == [(0, 12, "PERSON"), (14, 25, "EMAIL")]


def test_allowed_values_are_not_masked_however_they_are_written():
    text = "write to KIM@web.de and lee@web.de"
    assert [text[s.start : s.end] for s in find_personal(text, allowed={"kim@web.de"})] == ["lee@web.de"]


def test_offsets_are_those_of_the_text_with_emoji_and_carriage_returns():
    text = "👩‍👩‍👧 Grüße\r\nE-Mail: kim@web.de\r\n📞 +49 30 1234567"
    records = span_records(text, find_personal(text))
    assert [record["text"] for record in records] == ["kim@web.de", "+49 30 1234567"]
    assert all(text[record["start"] : record["end"]] == record["text"] for record in records)


@pytest.mark.parametrize("picture", ["🙏", "👍🏽", "👩‍👩‍👧", "🇩🇰", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☎️", "❤️", "★"])
def test_pictures_beside_and_inside_a_value_stay(picture):
    text = f"{picture} Danika {picture} Sorrel {picture}!"
    start, end = text.index("Danika"), len(text) - 1
    spans = find_personal(text, [PersonalSpan(start, end, "PERSON")])
    assert [text[span.start : span.end] for span in spans] == ["Danika", "Sorrel"]
    masked = Placeholders().mask(text, spans)
    assert masked == f"{picture} <PERSON_1> {picture} <PERSON_2> {picture}!"


@pytest.mark.parametrize("name", ["Seán 7° Ó", "Zo\u200de", "Zoë\u0301"])
def test_signs_and_joiners_of_a_name_are_no_pictures(name):
    assert [(s.start, s.end) for s in find_personal(name, [PersonalSpan(0, len(name), "PERSON")])] == [(0, len(name))]


THINGS = [
    "The FedEx tracking number is {}.",
    "Tracking: {}",
    "my parcel with the number {} is lost",
    "order {} and nothing else",
    "IMEI {}, bought in May",
    "Sendungsnummer lautet {}",
    "Numéro de suivi : {}",
    "Número de seguimiento {}",
    "Seriennr. {}",
    "{} (tracking number)",
    "{} is my tracking number",
]


@pytest.mark.parametrize("text", THINGS)
@pytest.mark.parametrize("number", ["612999988208214", "4012 8888 8888 1881", "490154203237518"])
def test_a_number_that_is_said_to_be_a_things_is_no_card(text, number):
    text = text.format(number)
    start = text.index(number)
    named = [PersonalSpan(start, start + len(number), "CARD")]
    assert find_personal(text, named) == [] == find_structured(text)


@pytest.mark.parametrize(
    "text",
    [
        "My parcel came. I paid by card 4012 8888 8888 1881.",
        "order 7 was late, 4012888888881881 was charged",
        "612999988208214 is my tracking number, 4012888888881881 is my card",
        "My card 4012888888881881: a parcel was charged twice",
        "the card 4012888888881881 (order 7)",
        "Card number: 4012-8888-8888-1881, tracking number: 612999988208214",
    ],
)
def test_a_card_beside_the_number_of_a_thing_is_a_card(text):
    assert [(kind, value.replace("-", "").replace(" ", "")) for kind, value in found(text)] == [
        ("CARD", "4012888888881881")
    ]


def test_nothing_that_a_finder_marked_is_left_over():
    spans = resolve([PersonalSpan(5, 10, "CARD", 1.0), PersonalSpan(0, 20, "ADDRESS", 0.5)])
    assert [(s.start, s.end, s.type) for s in spans] == [(0, 5, "ADDRESS"), (5, 10, "CARD"), (10, 20, "ADDRESS")]


@given(
    st.lists(
        st.builds(PersonalSpan, st.integers(0, 30), st.integers(31, 60), st.sampled_from(["A", "B"]), st.floats(0, 1)),
        max_size=6,
    )
)
def test_resolved_spans_do_not_overlap_and_cover_the_same(spans):
    kept = resolve(spans)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert {i for s in kept for i in range(s.start, s.end)} == {i for s in spans for i in range(s.start, s.end)}


PIECES = [
    "a@b.cd",
    "@",
    ".",
    "+49 30 1234567",
    "4111 1111 1111 1111",
    "12345678",
    "account no ",
    " ",
    "-",
    "x",
    "<EMAIL_1>",
    "\n",
    "my",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=10).map("".join)))
def test_spans_lie_in_the_text_in_order(text):
    spans = find_personal(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("unit", ["a", "1", "1 ", "a@", "1-", "A1", ".", "account ", "é", "<PERSON_1>"])
def test_hostile_texts_come_to_an_end(unit):
    text = unit * (4_000 // len(unit))
    assert all(0 <= span.start < span.end <= len(text) for span in find_personal(text))


def test_masking_a_record_keeps_what_identifies_it_and_placeholders():
    record = {"id": "12345678901234567890", "document": "mail@example.com.md", "text": ["a@b.cd", "<EMAIL_2>", 5, None]}
    assert mask_record(record) == {**record, "text": ["<EMAIL>", "<EMAIL_2>", 5, None]}


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)))
def test_masking_by_form_leaves_what_it_put_in(text):
    assert "a@b.cd" not in mask("a@b.cd")
    assert find_structured(mask("mail a@b.cd")) == []
    mask(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(call +1 415-555-0132)", "+1 415-555-0132"),
        ("Tel. +44 20 7946 0958).", "+44 20 7946 0958"),
        ("(+49 (0)30 1234567)", "+49 (0)30 1234567"),
    ],
)
def test_a_bracket_around_a_phone_number_is_no_part_of_it(text, number):
    assert found(text) == [("PHONE", number)]


@pytest.mark.parametrize("label", ["IBAN", "BIC", "IMEI", "E-Mail"])
def test_the_label_of_a_value_is_no_name(label):
    text = f"It was charged, {label} follows, says Ben."
    named = [
        PersonalSpan(16, 16 + len(label), "PERSON", 0.8),
        PersonalSpan(len(text) - 4, len(text) - 1, "PERSON", 0.9),
    ]
    assert [text[span.start : span.end] for span in find_personal(text, named)] == ["Ben"]
