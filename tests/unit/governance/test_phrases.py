"""Phrases: every form, where they end, slips of the pen, and that no phrase hangs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.policy.phrases import PhraseError, PhraseSet, fold, is_slip, parse_phrase, tokens_of


def found(phrase: str, text: str, *, fuzzy: bool = False) -> list[str]:
    return [text[one.start : one.end] for one in PhraseSet([phrase], fuzzy=fuzzy).find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "match"),
    [
        ("my lawyer*", "MY  Lawyers, really", "MY  Lawyers"),
        ("*anwalt", "mein Rechtsanwalt schreibt", "Rechtsanwalt"),
        ("*schutz*", "die Datenschutzstelle", "Datenschutzstelle"),
        ("charge-back*", "a charge back and", "charge back"),
        ("we ll sue", "We’ll sue", "We’ll sue"),
        ("take ... court", "take all of you to court", "take all of you to court"),
        ("we will? refund", "we refund", "we refund"),
        ("sue/suing you/them", "I am suing them", "suing them"),
        ("müssen büßen", "MUSSEN BUSSEN", "MUSSEN BUSSEN"),
        ("data breach", "a data\nbreach", "data\nbreach"),
    ],
)
def test_forms(phrase, text, match):
    assert found(phrase, text) == [match]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("my lawyer", "my lawyers"),
        ("my lawyer", "my. Lawyer"),
        ("take ... court", "take a b c d e court"),
        ("take ... court", "take it. The court"),
        ("data breach", "data\n\nbreach"),
        ("*anwalt", "Anwaltschaft"),
    ],
)
def test_what_does_not_match(phrase, text):
    assert found(phrase, text) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "...",
        "... you",
        "you ...",
        "a?",
        "(a|b)+",
        "ab*",
        "*",
        "a ... b ... c ... d ... e",
        "x " * 15,
        "/".join("a" * 41),
    ],
)
def test_what_cannot_be_looked_for_is_refused(phrase):
    with pytest.raises(PhraseError):
        parse_phrase(phrase)


def test_slips_are_forgiven_in_long_words_of_tickets_alone():
    assert found("chargeback*", "a chargback now", fuzzy=True) == ["chargback"]
    assert found("attorney", "my attroney", fuzzy=True) == ["attroney"]
    assert found("chargeback*", "a chargback now") == []
    assert found("lawyer", "my layer", fuzzy=True) == []


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("abdc", True),
        ("abce", True),
        ("acd", True),
        ("abcde", True),
        ("abcd", False),
        ("abef", False),
        ("abcdef", False),
    ],
)
def test_one_slip(word, slip):
    assert is_slip(word, "abcd") is slip


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text):
    assert all(fold(text[token.start : token.end]) == token.word for token in tokens_of(text))


@given(st.text(alphabet="ab ./?*…", max_size=40), st.text(alphabet="ab .", max_size=60))
def test_any_phrase_is_refused_or_ends(phrase, text):
    try:
        matches = PhraseSet([phrase], fuzzy=True).find(text)
    except PhraseError:
        return
    assert all(0 <= one.start < one.end <= len(text) for one in matches)
