"""A short share of ``benchmarks.fuzzing`` on every run: changed seeds and anything at all, led by hypothesis."""

import pytest
from benchmarks.fuzz_targets import targets
from benchmarks.fuzzing import change
from hypothesis import given, settings
from hypothesis import strategies as st

TARGETS = targets()


@pytest.mark.parametrize("name", TARGETS)
def test_odd_input_is_taken_or_refused_in_order(name):
    target = TARGETS[name]
    examples = 12 if name == "command-line" else 40

    @settings(max_examples=examples)
    @given(st.data())
    def feed(data):
        rng = data.draw(st.randoms(use_true_random=False))
        seed = data.draw(st.sampled_from(target.seeds) | st.binary(max_size=200))
        target.run(change(seed, target.words, rng))

    feed()


@pytest.mark.parametrize("name", TARGETS)
def test_a_seed_is_one_that_is_understood_somewhere(name):
    assert TARGETS[name].seeds
