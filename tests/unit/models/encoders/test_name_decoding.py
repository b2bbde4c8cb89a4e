"""From probabilities of tokens to spans."""

import numpy as np
import pytest

from citewell.models.encoders.name_decoding import NamedWord, spans_of, words_of
from citewell.models.encoders.token_shapes import (
    AT,
    CAPITAL,
    CAPITALS,
    DIGITS,
    LETTERS_DIGITS,
    LINE_START,
    LOWER,
    MARK,
    MIXED,
    shapes_of_tokens,
    words_with_shapes,
)

LABELS = ["O", "B-PERSON", "I-PERSON", "B-ACCOUNT", "I-ACCOUNT"]


def spans(text, *words):
    return [
        (text[start:end], kind)
        for start, end, kind, _ in spans_of(
            text,
            [
                NamedWord(text.index(word), text.index(word) + len(word), begins, kind, 0.9)
                for word, begins, kind in words
            ],
        )
    ]


def test_words_have_shapes_and_the_first_of_a_line_says_so():
    assert words_with_shapes("Hi IBM\nmcX a1 22 @!") == [
        (0, 2, CAPITAL + LINE_START),
        (3, 6, CAPITALS),
        (7, 10, MIXED + LINE_START),
        (11, 13, LETTERS_DIGITS),
        (14, 16, DIGITS),
        (17, 18, AT),
        (18, 19, MARK),
    ]


def test_tokens_share_the_shape_of_their_word_and_only_the_first_starts_the_line():
    words = words_with_shapes("Anna is")
    assert shapes_of_tokens(words, [(0, 2), (2, 4), (5, 7), (9, 9)]) == [
        (0, CAPITAL + LINE_START),
        (0, CAPITAL),
        (1, LOWER),
        (-1, 0),
    ]


def test_a_word_takes_the_mean_of_its_tokens():
    text = "Anna 4711 x"
    words = words_with_shapes(text)
    rows = np.array(
        [
            [0.1, 0.9, 0.0, 0.0, 0.0],
            [0.3, 0.0, 0.7, 0.0, 0.0],  # the second token of the name
            [0.6, 0.0, 0.0, 0.4, 0.0],  # a number is taken sooner than a word
            [0.6, 0.4, 0.0, 0.0, 0.0],
        ],
        dtype=np.float32,
    )
    found = words_of(text, words, [0, 0, 1, 2], rows, LABELS)
    assert [(text[word.start : word.end], word.kind, word.begins) for word in found] == [
        ("Anna", "PERSON", True),
        ("4711", "ACCOUNT", True),
    ]


def test_words_of_one_value_are_joined_and_a_beginning_parts_them():
    text = "Anna Schmidt, Kim"
    found = spans(text, ("Anna", True, "PERSON"), ("Schmidt", False, "PERSON"), ("Kim", True, "PERSON"))
    assert found == [("Anna Schmidt", "PERSON"), ("Kim", "PERSON")]


def test_a_name_ends_with_its_line_and_an_address_does_not():
    text = "Anna\nLeeds"
    assert len(spans(text, ("Anna", True, "PERSON"), ("Leeds", False, "PERSON"))) == 2
    assert spans(text, ("Anna", True, "ADDRESS"), ("Leeds", False, "ADDRESS")) == [(text, "ADDRESS")]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("we are 41 people", "41", "ACCOUNT"),
        ("ein Betrieb", "Betrieb", "PERSON"),
        ("the Leitweg-ID", "Leitweg", "PERSON"),
        ("Best wishes\nTeam Acme", "Acme", "PERSON"),
        ("Acme Support", "Acme", "PERSON"),
    ],
)
def test_slips_are_dropped(text, word, kind):
    assert spans(text, (word, True, kind)) == []


def test_small_numbers_beside_another_part_stay():
    assert spans("ha 83 n", ("ha", True, "BOOKING"), ("83", True, "BOOKING")) == [("ha", "BOOKING"), ("83", "BOOKING")]
