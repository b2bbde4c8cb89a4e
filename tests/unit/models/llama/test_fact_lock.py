"""The fact lock: whatever the model would like, a text holds no literal but the allowed ones."""

import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citewell.governance.literals.allowed import AllowedLiterals, without_marks
from citewell.governance.literals.extraction import missing_literals
from citewell.models.llama.citation_mask import CitationMask, CitationVocabulary
from citewell.models.llama.fact_lock import FactLock, FactVocabulary
from citewell.models.llama.json_grammar import JsonRule, JsonVocabulary

END = 0
TEXTS = [
    "<end>", *" \n.,:/-@()[]<>%+_'1234567890abcdefghijklmnopqrstuvwxyzABCEMNOPRSUW€?",
    " within", " days", " two", " four", "teen", " fourteen", "ten", " May", " March", " of", " EUR", "EUR ", " €",
    "%.", " percent", "14", " 14", "2026", "20", " 1", "1,", "000", "https", "://", "www.", ".com", ".example",
    "help",
    "support", "@", " [", "[1", "[2]", " [1]", "](", "].", "\n1.", "\n2. ", "<PERSON", "_1>", "CW", "-10", "42", "a.b",
    ".c", " mailto:", "١", "４", "th", "GB", " the answer is", "http:/", "/ret", "\n\n", "<img", " src=", "twenty",
    "-one",
]  # fmt: skip
PIECES = [*(text.encode() for text in TEXTS), *(bytes([byte]) for byte in "€é日".encode())]
READ = [piece.decode(errors="replace") for piece in PIECES]
CONTROL = (END,)
VOCABULARY = FactVocabulary(PIECES, CONTROL, CONTROL)
CITABLE = (1, 2)
SOURCES = [
    "You can return it within 14 days, until 5 May 2026.",
    "A dog costs 1,000 EUR a night, or €12.50; 20% less in March.",
    "See https://help.example.com/returns or write to support@help.example.com, phone +49 30 1234 567.",
    "Code CW-1042 for <PERSON_1>; 21 of them.",
    "Nothing to count here.",
    "",
]


class Model:
    """Wishes at random, for some tokens more than for others."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._taste = self._random.normal(size=len(PIECES)) * self._random.choice([0.5, 2.0])

    def wishes(self) -> np.ndarray:
        return (self._taste + self._random.normal(size=len(PIECES)) * 2).astype(np.float32)


def write(sources: list[str], seed: int, length: int = 60) -> str:
    """What is shown of a text that was cut after ``length`` tokens."""
    inner = CitationMask(CitationVocabulary(READ), CITABLE)
    lock = FactLock(VOCABULARY, inner, AllowedLiterals(sources, VOCABULARY.can_write))
    model, written = Model(seed), b""
    for _ in range(length):
        token = int(np.argmax(lock.apply(model.wishes())))
        if token == END:
            assert lock.unsettled == 0
            break
        lock.accept(token)
        written += PIECES[token]
    text = written.decode(errors="replace")
    return text[: len(text) - lock.unsettled]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SOURCES), max_size=4), st.integers(0, 2**32 - 1))
@example([], 0)
def test_no_literal_but_those_of_the_sources(sources, seed):
    text = write(sources, seed)
    assert missing_literals(without_marks(text), sources) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(SOURCES), max_size=4), st.integers(0, 2**32 - 1))
def test_no_link_address_or_tag_is_begun(sources, seed):
    text = without_marks(write(sources, seed)).replace("https://help.example.com/returns", "")
    text = (
        text.replace("support@help.example.com", "").replace("<PERSON_1>", "").replace("https://help.example.com", "")
    )
    assert not [mark for mark in ("http:/", "https:/", "@", "mailto:", "](", "<img", "<a") if mark in text], text


def after(sources: list[str], text: str) -> FactLock:
    """A lock after ``text``, written character by character."""
    lock = FactLock(
        VOCABULARY,
        CitationMask(CitationVocabulary(READ), CITABLE),
        AllowedLiterals(sources, VOCABULARY.can_write),
    )
    for character in text:
        lock.accept(TEXTS.index(character))
    return lock


def allowed(sources: list[str], text: str) -> set[str]:
    """The tokens that may follow ``text``."""
    found = set()
    for i in range(len(PIECES)):
        wishes = np.zeros(len(PIECES), dtype=np.float32)
        wishes[i] = 1.0
        if int(np.argmax(after(sources, text).apply(wishes))) == i:
            found.add(READ[i])
    return found


def test_a_number_goes_on_only_as_the_source_has_it():
    assert {one for one in allowed(["within 14 days"], "a 1") if one[0].isdigit()} == {"4"}


def test_the_beginning_of_a_number_is_no_number():
    assert allowed(["within 14 days"], "a 1") == {"4"}
    assert "<end>" in allowed(["within 14 days"], "a 14")


def test_one_token_may_hold_all_of_a_literal_or_end_it():
    assert " 14" in allowed(["within 14 days"], "a")
    assert " 14" not in allowed(["within 15 days"], "a")
    assert "%." in allowed(["20% off"], "a 20")
    assert "%." not in allowed(["20 off"], "a 20")


def test_words_that_turn_a_number_into_another_literal():
    assert " May" not in allowed(["14 days"], "a 14")
    assert " May" in allowed(["until 14 May 2026"], "a 14")
    assert " EUR" not in allowed(["14 days"], "a 14")
    assert " days" in allowed(["14 days"], "a 14")


@pytest.mark.parametrize(("source", "spelled"), [("1,000 EUR", "1000 EUR"), ("1000", "1,000"), ("fourteen", "14")])
def test_another_spelling_of_the_same(source, spelled):
    lock = after([source], "a ")
    for character in spelled:
        wishes = np.zeros(len(PIECES), dtype=np.float32)
        wishes[TEXTS.index(character)] = 1.0
        assert int(np.argmax(lock.apply(wishes))) == TEXTS.index(character)
        lock.accept(TEXTS.index(character))
    assert lock.unsettled == 0


def test_number_words_are_numbers():
    assert " four" not in allowed(["two things"], "a")
    assert " two" in allowed(["two things"], "a")
    assert allowed(["14 days"], "a four") >= {"teen"}
    assert " days" not in allowed(["14 days"], "a four")


def test_the_steps_of_a_list_are_counted_on():
    assert "2" in allowed([], "\n1. a\n")
    assert "3" not in allowed([], "\n1. a\n")
    assert "1" in allowed([], "\n")
    assert "1" not in allowed([], "a ")
    assert allowed([], "\n1") == {".", ").", ")"} & set(READ)
    assert "a" not in allowed([], "\n1.")


def test_marks_are_no_numbers_and_hide_none():
    assert "[2]" in allowed([], "a ")
    assert "5" not in allowed(["10 days, 5 nights"], "a 10[1]")
    assert "[1" not in allowed(["14 days"], "a 1")


def test_placeholders_are_those_given():
    assert {one[0] for one in allowed(["for <PERSON_1>"], "a <P")} == {"E"}
    assert "<PERSON" in allowed(["for <PERSON_1>"], "a ")
    assert "<PERSON" not in allowed(["for nobody"], "a ")


def test_what_the_model_wishes_for_most_is_not_touched():
    wishes = np.arange(len(PIECES), dtype=np.float32)
    wishes[TEXTS.index(" within")] = 1000.0
    assert np.array_equal(after(["14"], "a ").apply(wishes.copy())[: TEXTS.index("[")], wishes[: TEXTS.index("[")])


JSON_READ = [*READ, '"', "{", "}", '", "', '"}', "oal", "ext", '{"', ": ", '": "']
JSON_PIECES = [*PIECES, *(text.encode() for text in JSON_READ[len(READ) :])]
SCHEMA = {
    "type": "object",
    "properties": {
        "goal": {"type": "string", "maxLength": 30},
        "kind": {"enum": ["b2b", "b2c"]},
        "next": {"type": "string", "maxLength": 12},
    },
}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(SOURCES), max_size=4), st.integers(0, 2**32 - 1), st.integers(0, 40))
def test_records_hold_whole_literals_wherever_they_are_cut(sources, seed, budget):
    vocabulary = FactVocabulary(JSON_PIECES, CONTROL, CONTROL)
    inner = JsonRule(JsonVocabulary(JSON_READ, CONTROL), SCHEMA, budget=budget)
    lock = FactLock(vocabulary, inner, AllowedLiterals(sources, vocabulary.can_write_plainly, marks=False))
    random, text = np.random.default_rng(seed), ""
    while not inner.finished:
        token = int(np.argmax(lock.apply(random.normal(size=len(JSON_PIECES)).astype(np.float32))))
        lock.accept(token)
        text += JSON_READ[token]
    record = json.loads(text)
    assert record["kind"] in {"b2b", "b2c"}
    for name in ("goal", "next"):
        assert missing_literals(record[name], sources) == [], record
