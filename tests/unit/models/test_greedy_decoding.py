"""Greedy decoding under a rule; what the rule expects is evaluated together."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citewell.models.llama.citation_mask import CitationMask, CitationVocabulary
from citewell.models.llama.decoding import decode

PIECES = ["<end>", "a", " b", ".", "\n", "[", "1", "]", " [", "2", "c", " d"]


class ToyCore:
    """A model whose wishes depend on the last two tokens; checks that its memory is used rightly."""

    def __init__(self, seed: int) -> None:
        size = (len(PIECES), len(PIECES), len(PIECES))
        self.table = np.random.default_rng(seed).normal(size=size).astype(np.float32)
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
        return np.array([self.table[self.known[i - 2], self.known[i - 1]] for i in range(n - count + 1, n + 1)])


class Free:
    """No rule at all."""

    def accept(self, token):
        pass

    def apply(self, logits):
        return logits

    def expected(self):
        return ()


def written(seed, prompt, *, rule=None, room=40):
    core = ToyCore(seed)
    return list(decode(core, prompt, rule or Free(), room=room)), core.calls


PROMPTS = st.lists(st.integers(0, len(PIECES) - 1), min_size=2, max_size=30)


@settings(max_examples=100)
@given(st.integers(0, 2**32 - 1), PROMPTS)
def test_each_token_is_the_one_the_model_wants_most(seed, prompt):
    core = ToyCore(seed)
    known = list(prompt)
    for token in decode(core, prompt, Free(), room=20):
        assert token == int(np.argmax(core.table[known[-2], known[-1]]))
        known.append(token)
    assert len(known) == len(prompt) + 20


@settings(max_examples=100)
@given(st.integers(0, 2**32 - 1), PROMPTS)
def test_the_citation_mask_is_kept(seed, prompt):
    rule = CitationMask(CitationVocabulary(PIECES), [1])
    text = "".join(PIECES[token] for token in decode(ToyCore(seed), prompt, rule, room=40))
    assert set(re.findall(r"\[(\d)", text)) <= {"1"}


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

    tokens, calls = written(5, [1, 2], rule=Spells(), room=4)
    assert tokens == [1, 2, 3, 4]
    assert calls == 1


@pytest.mark.parametrize("room", [1, 2, 7])
def test_no_more_than_there_is_room_for(room):
    tokens, _ = written(2, [1, 2, 1, 2, 1, 2], room=room)
    assert len(tokens) == room


def test_a_caller_may_stop_anywhere():
    core = ToyCore(4)
    tokens = list(itertools.islice(decode(core, [1, 2], Free(), room=50), 5))
    assert tokens == written(4, [1, 2])[0][:5]
