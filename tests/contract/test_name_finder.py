"""What every finder of names does, the fake one and the one that ships."""

import pytest

from citewell.models.fakes import ListedNames

NAME = "Anna Schmidt"
TEXTS = [
    f"Hello, my name is {NAME} and my parcel is lost. Kind regards, {NAME}",
    "Parcels leave our warehouse every weekday at noon.",
    "",
    "返品できますか。",
    "half a character \ud83d",
    f"🗓 {NAME} " + "word " * 2000 + f"\n\nI am {NAME}.",
]


@pytest.fixture(params=["fake", "real"])
def finder(request):
    return ListedNames([NAME]) if request.param == "fake" else request.getfixturevalue("real_names")


def test_each_text_has_its_spans_in_order(finder):
    found = finder.find(TEXTS)
    assert len(found) == len(TEXTS)
    for text, spans in zip(TEXTS, found, strict=True):
        assert [span.start for span in spans] == sorted(span.start for span in spans)
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.type
            assert 0 < span.score <= 1
    assert finder.find([]) == []


def test_a_name_is_found_where_it_stands_and_nowhere_else(finder):
    found = finder.find(TEXTS)
    assert {TEXTS[0][span.start : span.end] for span in found[0] if span.type == "PERSON"} == {NAME}
    assert found[1] == found[2] == []


def test_offsets_are_characters_in_texts_of_any_length(finder):
    (long,) = finder.find(TEXTS[5:])
    assert TEXTS[5].rindex(NAME) in [span.start for span in long]


def test_what_stands_beside_a_text_changes_nothing(finder):
    together = finder.find(TEXTS)
    for text, spans in zip(TEXTS[:3], together, strict=False):
        assert [(span.start, span.end) for span in finder.find([text])[0]] == [(span.start, span.end) for span in spans]
