"""Forms of words under which a full-text index finds them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.text.search_forms import REVERSED, indexed, reversal, searchable, splits, variants

GERMAN = "Die Lieferadresse ist nicht mit der Adresse auf der Rechnung zu ändern."


def reversals(text):
    return {word for word in text.split() if word.startswith(REVERSED)}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Größe", "Grösse"),
        (unicodedata.normalize("NFD", "Größe"), "Grösse"),
        ("返品できます", "返品 品で でき きま ます"),
        ("新", "新"),
        ("iPhone用の充電器", "iPhone 用の の充 充電 電器"),
        ("배송지 변경", "배송 송지   변경"),
        ("plain English, 12 €", "plain English, 12 €"),
    ],
)
def test_words_have_one_spelling_and_unspaced_text_has_pairs(text, form):
    assert searchable(text).strip() == form


def test_compounds_of_a_german_text_are_found_by_their_end():
    marks = reversals(indexed(GERMAN))
    assert any(mark.startswith(reversal("Adresse")) for mark in marks)
    assert any(mark.startswith(reversal("adressen")) for mark in marks)
    assert not any(mark.startswith(reversal("liefer")) for mark in marks)


@pytest.mark.parametrize(("text", "language"), [("The delivery addresses of the customers", ""), (GERMAN, "en")])
def test_texts_without_compounds_stay_as_they_are(text, language):
    assert indexed(text, language) == text


def test_what_a_document_says_of_its_language_counts():
    assert reversals(indexed("Bezorgadres wijzigen", "nl-BE"))


def test_short_words_end_no_compound():
    assert reversal("ab") == reversal("an") == ""


@pytest.mark.parametrize(
    ("word", "other"),
    [("groesse", "grösse"), ("grösse", "groesse"), ("aendern", "ändern"), ("smoerrebroed", "smörrebröd")],
)
def test_umlauts_have_two_spellings(word, other):
    assert other in variants(word)
    assert word not in variants(word)


def test_a_compound_is_split_where_both_parts_are_words():
    assert ("liefer", "adresse") in set(splits("lieferadresse"))
    assert ("bestellung", "nummer") in set(splits("bestellungsnummer"))
    assert not list(splits("adresse"))


@given(st.text())
def test_nothing_of_a_text_is_lost(text):
    def letters(value):
        return set(unicodedata.normalize("NFC", value).replace("ß", "s").replace("ẞ", "S")) - set(" ")

    assert letters(text) <= letters(searchable(text)) | set(" ")
