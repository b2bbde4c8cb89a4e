"""Windows: the sentences that a claim is read beside."""

from hypothesis import given
from hypothesis import strategies as st

from citewell.pipeline.checks.windows import LONG_SENTENCE, WINDOW_WORDS, choose_window, pieces_of, window_of

PIECES = [
    "The museum opens at nine.",
    "It closes at five.",
    "Tickets for children are free.",
    "Dogs wait outside.",
    "The café sells cake.",
]


def test_what_the_claim_speaks_of_is_chosen_and_stays_in_order():
    assert window_of("Children get free tickets and dogs wait.", PIECES).startswith("It closes at five. Tickets for")
    assert choose_window("Dogs wait; children are free.", PIECES) == [1, 2, 3]


def test_the_sentence_before_comes_along_since_it_may_say_who_is_meant():
    assert choose_window("closes at five", PIECES)[:2] == [0, 1]


def test_nothing_more_is_taken_once_the_claim_is_covered():
    assert choose_window("The café sells cake.", PIECES) == [3, 4]


def test_a_sentence_without_end_is_cut_into_pieces_that_overlap():
    words = [f"word{n}" for n in range(200)]
    pieces = pieces_of(" ".join(words))
    assert all(len(piece.split()) <= LONG_SENTENCE for piece in pieces)
    assert {word for piece in pieces for word in piece.split()} == set(words)
    assert pieces[1].split()[0] in pieces[0].split()


def test_no_text_no_window():
    assert pieces_of("") == []
    assert window_of("anything", []) == ""


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=300), max_size=8))
def test_a_window_is_never_larger_than_it_may_be(claim, texts):
    pieces = [piece for text in texts for piece in pieces_of(text)]
    chosen = choose_window(claim, pieces)
    assert chosen == sorted(set(chosen))
    assert bool(chosen) == bool(pieces)
    assert sum(len(pieces[i].split()) for i in chosen) <= max(WINDOW_WORDS, LONG_SENTENCE)
