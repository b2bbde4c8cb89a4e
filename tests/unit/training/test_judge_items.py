"""Own tickets with passages: what is decided, what is open, and what is held out."""
# ruff: noqa: S311  sampling, no secret

import random
from pathlib import Path

import pytest
from training.judge import clauses, conditions, listings, own_cases
from training.judge.conditions import Condition, Rule

YES, NO = Condition("it is new", ("new",), ("old",)), Condition("it is blue", ("blue",), ("red",))
BAR = Condition("it was on sale", ("on sale",), ("full price",), wanted=False)


@pytest.mark.parametrize(
    ("logic", "told", "decided"),
    [
        ("if", {}, False),
        ("if", {YES: True}, False),
        ("if", {YES: True, NO: True}, True),
        ("if", {YES: False}, True),
        ("any", {YES: True}, True),
        ("any", {YES: False}, False),
        ("any", {YES: False, NO: False}, True),
    ],
)
def test_a_rule_is_decided_by_what_is_told(logic, told, decided):
    assert conditions._decided(Rule("r", logic=logic), [YES, NO], told) is decided


def test_what_bars_a_rule_decides_it():
    assert conditions._decided(Rule("r"), [YES, BAR], {BAR: True})
    assert not conditions._decided(Rule("r"), [YES, BAR], {BAR: False})


@pytest.mark.parametrize("make", [conditions.make, own_cases.make, listings.make, clauses.make])
def test_held_out_kinds_are_not_trained_on_and_items_follow_from_the_seed(make):
    kept = make(random.Random(1), 300, held_out=False)
    out = make(random.Random(1), 100, held_out=True)
    assert not {item.group for item in kept} & {item.group for item in out}
    assert make(random.Random(1), 300, held_out=False) == kept
    assert all(one.clarify is None or one.answers == 1 for item in kept for one in item.candidates)


def test_a_list_that_names_no_such_thing_does_not_answer():
    for item in listings.make(random.Random(2), 200):
        for one in item.candidates:
            if one.answers:
                assert one.clarify == 0
    assert any(not any(one.answers for one in item.candidates) for item in listings.make(random.Random(2), 200))


def test_no_source_that_may_not_be_trained_on_is_read():
    for path in Path("training/judge").rglob("*.py"):
        text = path.read_text(encoding="utf-8").lower()
        for name in ("bitext", "qed_train", "doc2dial", "conditionalqa", "rgb_", "clariq"):
            assert name not in text, path
