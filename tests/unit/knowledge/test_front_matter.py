"""Front matter: every field, and every way in which it can be no use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.documents import Access, Metadata
from citewell.knowledge.front_matter import read_front_matter


def read(fields: str):
    return read_front_matter(f"---\n{fields}\n---\nBody\n")


def test_every_field():
    front = read(
        "title: Refunds\nid: refunds-de\nversion: 2026-02\neffective_from: 2026-02-01\neffective_to: 2026-12-31\n"
        "region: [DE, AT]\nproduct: Pro\nlanguage: de\naccess: confidential\nowner: Support\nsupersedes: old, older"
    )
    assert front.metadata == Metadata(
        title="Refunds",
        key="refunds-de",
        version="2026-02",
        effective_from=date(2026, 2, 1),
        effective_to=date(2026, 12, 31),
        regions=("DE", "AT"),
        product="Pro",
        language="de",
        access=Access.CONFIDENTIAL,
        owner="Support",
        supersedes=("old", "older"),
    )
    assert front.problems == ()


def test_the_body_begins_after_the_fence():
    text = "---\ntitle: A\n---\nBody\n"
    assert text[read_front_matter(text).body :] == "Body\n"
    assert read_front_matter("No front matter\n---\n").body == 0
    assert read_front_matter("---\ntitle: never closed\n").body == 0


@pytest.mark.parametrize("text", ["", "---\n---\n", "---\n# only a comment\n---\nBody"])
def test_nothing_said_is_no_problem(text):
    front = read_front_matter(text)
    assert front.metadata == Metadata()
    assert front.problems == ()


@pytest.mark.parametrize(
    ("value", "regions"),
    [("DE", ("DE",)), ("[DE, AT]", ("DE", "AT")), ("DE, AT", ("DE", "AT")), ("global", ()), ("", ()), ("[]", ())],
)
def test_lists_may_be_written_in_many_ways(value, regions):
    assert read(f"region: {value}").metadata.regions == regions


def test_versions_and_dates_stay_as_written():
    front = read("version: 1.10\ntitle: 2026-02-01\nlanguage: no")
    assert (front.metadata.version, front.metadata.title, front.metadata.language) == ("1.10", "2026-02-01", "no")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("title: [unclosed", "front matter is not YAML"),
        ("title: a: b", "front matter is not YAML"),
        ("{[a]: b}", "front matter is not YAML"),
        ("\ttab: x", "front matter is not YAML"),
        ("- a\n- b", "front matter is not a list of fields"),
        ("effective_from: soon", "effective_from 'soon' is not a date"),
        ("effective_from: 2026-02-30", "effective_from '2026-02-30' is not a date"),
        ("effective_from: 2026-03-01\neffective_to: 2026-02-01", "is before effective_from"),
        ("access: secret", "neither public nor confidential"),
        ("title: [a, b]", "title must be one value"),
        ("region: {a: b}", "region must be a value or a list"),
    ],
)
def test_what_is_no_use_is_reported(fields, problem):
    front = read(fields)
    assert any(problem in found for found in front.problems)


def test_contradicting_dates_are_both_ignored():
    front = read("effective_from: 2026-03-01\neffective_to: 2026-02-01")
    assert front.metadata.effective_from is None
    assert front.metadata.effective_to is None


def test_an_access_class_that_nobody_knows_is_confidential():
    assert read("access: internal").metadata.access is Access.CONFIDENTIAL
    assert read("access: PUBLIC").metadata.access is Access.PUBLIC
    assert read("title: x").metadata.access is Access.PUBLIC


def test_half_characters_do_not_get_through():
    assert read('title: "a\\uD800b"\nregion: ["\\uDC00"]').metadata.title == "a?b"


def test_front_matter_that_cannot_be_read_does_not_open_a_confidential_document():
    assert read("access: confidential\ntitle: a: b").metadata.access is Access.CONFIDENTIAL
    assert read("access: [confidential]").metadata.access is Access.CONFIDENTIAL
    assert read("- access: confidential").metadata.access is Access.CONFIDENTIAL
    assert read("access: public\ntitle: a: b").metadata.access is Access.PUBLIC


@pytest.mark.parametrize("bomb", ["a: &a [*a]", "{" * 2000, "[" * 2000 + "]" * 2000])
def test_bombs_do_not_explode(bomb):
    assert read(bomb).body > 0


@pytest.mark.parametrize("text", ["---\nA slide without fields.\n---\nNext\n", f"---\n{'words ' * 20000}\n---\nNext\n"])
def test_text_between_rules_stays_text(text):
    front = read_front_matter(text)
    assert (front.body, front.metadata) == (0, Metadata())


def test_what_it_speaks_of_is_known_even_where_it_restricts_nothing():
    assert read("region: global\nowner: A\nproduct:").stated == {"regions", "owner"}


@given(st.text())
def test_any_text_can_stand_there(text):
    front = read(text)
    for value in (front.metadata.title, front.metadata.version, *front.metadata.regions):
        value.encode()
