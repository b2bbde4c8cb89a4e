"""Guessing ahead changes how many evaluations there are, never the text."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citewell.models.citation_mask import CitationMask, CitationVocabulary
from citewell.models.decoding import CLEAR, PromptLookup, decode

PIECES = ["<end>", "a", " b", ".", "\n", "[", "1", "]", " [", "2", "c", " d"]


class ToyCore:
    """A model whose wishes depend on the last two tokens; checks that its memory is used rightly."""

    def __init__(self, seed: int, noise: float = 0.0) -> None:
        size = (len(PIECES), len(PIECES), len(PIECES))
        self.table = np.random.default_rng(seed).normal(scale=5 if noise else 1e6, size=size).astype(np.float32)
        self.noise = noise
        self.known: list[int] = []
        self.calls = 0

    def begin(self, prompt):
        self.known = list(prompt)
        return self._rows(1)

    def extend(self, tokens, past):
        assert past <= len(self.known)
        self.calls += 1
        self.known = [*self.known[:past], *tokens]
        return self._rows(len(tokens))

    def _rows(self, count):
        n = len(self.known)
        rows = np.array([self.table[self.known[i - 2], self.known[i - 1]] for i in range(n - count + 1, n + 1)])
        if count > 1:  # as llama.cpp's, logits of tokens evaluated together are a little off
            rows += np.random.default_rng(n).uniform(-self.noise, self.noise, size=rows.shape).astype(np.float32)
        return rows


class Free:
    """No rule at all."""

    def accept(self, token):
        pass

    def apply(self, logits):
        return logits

    def expected(self):
        return ()


def written(seed, prompt, *, look_up, rule=None, room=40):
    core = ToyCore(seed)
    return list(decode(core, prompt, rule or Free(), room=room, look_up=look_up)), core.calls


PROMPTS = st.lists(st.integers(0, len(PIECES) - 1), min_size=2, max_size=30)


@settings(max_examples=200)
@given(st.integers(0, 2**32 - 1), PROMPTS)
def test_the_same_text_in_no_more_evaluations(seed, prompt):
    plain, calls = written(seed, prompt, look_up=False)
    guessed, fewer = written(seed, prompt, look_up=True)
    assert guessed == plain
    assert len(plain) == 40
    assert fewer <= calls


@settings(max_examples=100)
@given(st.integers(0, 2**32 - 1), PROMPTS)
def test_the_same_text_under_the_citation_mask(seed, prompt):
    rules = [CitationMask(CitationVocabulary(PIECES), [1, 2]) for _ in range(2)]
    plain, _ = written(seed, prompt, look_up=False, rule=rules[0])
    guessed, _ = written(seed, prompt, look_up=True, rule=rules[1])
    assert guessed == plain


@settings(max_examples=200)
@given(st.integers(0, 2**32 - 1), PROMPTS)
def test_the_same_text_where_batches_are_a_little_off(seed, prompt):
    texts = [
        list(decode(ToyCore(seed, noise=CLEAR / 2 - 0.01), prompt, Free(), room=60, look_up=look_up))
        for look_up in (False, True)
    ]
    assert texts[0] == texts[1]


def test_a_text_that_goes_in_circles_takes_few_evaluations():
    _, calls = written(1, [1, 2], look_up=True, room=100)
    assert calls < 60


def test_what_is_expected_is_evaluated_together():
    class Spells(Free):
        left = (1, 2, 3, 4)

        def accept(self, token):
            self.left = self.left[1:]

        def apply(self, logits):
            masked = np.full_like(logits, -np.inf)
            masked[self.left[0] if self.left else 0] = 0
            return masked

        def expected(self):
            return self.left

    tokens, calls = written(5, [1, 2], look_up=False, rule=Spells(), room=4)
    assert tokens == [1, 2, 3, 4]
    assert calls == 1


@pytest.mark.parametrize("room", [1, 2, 7])
def test_no_more_than_there_is_room_for(room):
    tokens, _ = written(2, [1, 2, 1, 2, 1, 2], look_up=True, room=room)
    assert len(tokens) == room


def test_a_caller_may_stop_anywhere():
    core = ToyCore(4)
    tokens = list(itertools.islice(decode(core, [1, 2], Free(), room=50), 5))
    assert tokens == written(4, [1, 2], look_up=False)[0][:5]


def test_a_guess_is_what_followed_before():
    assert PromptLookup([4, 5, 6, 7, 8, 9, 4, 5, 6]).guess(3) == [7, 8, 9]
    assert PromptLookup([5, 6, 7]).guess(3) == []
    assert PromptLookup([0, 1, 2, 3, 9, 4, 1, 2, 3, 8, 0, 1, 2, 3]).guess(1) == [9]
