"""Spans of sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.text.sentences import split_sentences


def pieces(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ["Hello", "e.g.", "No.", "1.", "- ", "z. B.", ". ", "! ", "? ", "\n", "  ", "日本。", "[1]", "“", "”", "…"]
        ),
        max_size=20,
    ).map("".join),
)


@given(TEXTS, st.sampled_from(["en", "de", "ja", "ar", "", "xx"]))
def test_spans_are_in_order_inside_the_text_and_cover_every_character(text, language):
    spans = split_sentences(text, language)
    covered = set()
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        end_before = end
    assert [i for i, c in enumerate(text) if not c.isspace() and i not in covered] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("One.\nTwo", ["One.", "Two"]),
        ("Use e.g. the menu. Then go.", ["Use e.g. the menu.", "Then go."]),
        ("It costs 5.50 EUR. Pay now.", ["It costs 5.50 EUR.", "Pay now."]),
        ("1. Open the menu.\n2. Choose Export.", ["1. Open the menu.", "2. Choose Export."]),
        ("- Open it.", ["- Open it."]),
        ("See No. 5. Then go.", ["See No. 5.", "Then go."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_english(text, expected):
    assert pieces(text) == expected


def test_other_languages():
    assert pieces("Das gilt z. B. für Bücher. Danke.", "de") == ["Das gilt z. B. für Bücher.", "Danke."]
    assert pieces("返品できます。三十日以内です。", "ja") == ["返品できます。", "三十日以内です。"]
