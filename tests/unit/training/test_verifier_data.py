"""How the verifier's examples are made: what is called false was changed, and what is held out stays out."""
# ruff: noqa: S311  sampling, no secret

import random

import pytest
from corpora.claims.articles import FOLDS, Article, fold, is_claim
from corpora.claims.paraphrase import paraphrase
from corpora.claims.perturb import KINDS, Around, perturb, perturb_as
from training.verifier.build import draw
from training.verifier.encode import UNKNOWN, encode
from training.verifier.items import Pair

from citewell.governance.literals.extraction import missing_literals

SENTENCE = "In May 2019 the museum in Lisbon was not open for more than 14 days before Porto was included."
AROUND = Around(
    "Tickets of Madrid cost $12 in 2020. Guests wait 30 days.",
    ["The Hotel Bremen serves breakfast in the garden until noon.", "Old phones are repaired by a shop in Vienna."] * 8,
)
PIECES = (
    "The library in Lisbon opens at nine and closes at five.",
    "Members borrow up to 12 books for four weeks.",
    "Books that are not returned on time cost $2 a day.",
    "Children under 14 years need the signature of a parent.",
    "The reading room on the first floor is always quiet.",
    "Printing is possible near the entrance and costs ten cents.",
)
ARTICLES = [Article("Library", PIECES, "policies", "a"), Article("", tuple(AROUND.far), "wice", "b")]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_changes_something_and_says_where(kind):
    made = [perturb_as(kind, SENTENCE, AROUND, random.Random(seed)) for seed in range(40)]
    made = [found for found in made if found]
    assert made
    for text, (start, end) in made:
        assert text.casefold() != SENTENCE.casefold()
        assert text[:start] == SENTENCE[:start]
        assert 0 <= start < end <= len(text) + 1


def test_a_perturbation_names_its_kind():
    text, _, kind = perturb(SENTENCE, AROUND, random.Random(1))
    assert kind in KINDS
    assert text != SENTENCE


def test_a_paraphrase_brings_no_literal_of_its_own():
    for piece in [*PIECES, "It costs €1,500 or 50 % of $1,000, from 5 March 2021 to 10 pm."]:
        for seed in range(60):
            assert missing_literals(paraphrase(piece, random.Random(seed)), [piece]) == [], (piece, seed)


def test_pairs_hold_both_labels_and_what_is_true_has_no_wrong_part():
    pairs = draw(ARTICLES, 300, random.Random(2))
    assert len(pairs) == 300
    shares = sum(pair.supported for pair in pairs) / len(pairs)
    assert 0.3 < shares < 0.6
    for pair in pairs:
        assert pair.window
        assert pair.supported == (pair.wrong == ())


def test_the_same_seed_makes_the_same_pairs():
    drawn = draw(ARTICLES, 50, random.Random(3))
    assert drawn == draw(ARTICLES, 50, random.Random(3))
    assert drawn != draw(ARTICLES, 50, random.Random(4))


def test_a_group_lies_in_one_fold():
    folds = [fold(f"begin/{n}") for n in range(300)]
    assert set(folds) == set(range(FOLDS))
    assert folds == [fold(f"begin/{n}") for n in range(300)]


def test_what_is_a_claim():
    assert is_claim(PIECES[0])
    for text in ("Is it open?", "Too short.", "1 2 3 4 5 6 7 8 9 10", "word " * 60):
        assert not is_claim(text)


def test_wrong_tokens_are_those_of_the_changed_part():
    class Letters:
        def encode_batch(self, texts, add_special_tokens):
            return [
                type("E", (), {"ids": [ord(c) for c in text], "offsets": [(i, i + 1) for i in range(len(text))]})
                for text in texts
            ]

    (row, unknown) = encode(
        [Pair("abcd", "xy", False, "s", "g", ((1, 3),)), Pair("ab", "x", False, "s", "g")], Letters()
    )
    assert row.wrong == [UNKNOWN, 0.0, 1.0, 1.0, 0.0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]
    assert set(unknown.wrong) == {UNKNOWN}
