"""Citations of a model's draft, set right."""

import pytest

from citewell.pipeline.generation.attribution import attribute, finish

RETURNS = "You can return an annual plan within 14 days of the purchase."
BACKUPS = "Backups of every workspace are made each night."


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ("One is so. Two is so.", "One is so. Two is so."),
        ("One is so. Two is cut", "One is so."),
        ("One is so [1]. Two is so [2]. One is so [3].", "One is so [1]. Two is so [2]."),
        (" One is so. \n", "One is so."),
        ("only a beginning", ""),
        ("", ""),
    ],
)
def test_finishing(text, finished):
    assert finish(text) == finished


def test_a_wrong_mark_is_moved_to_the_passage_that_backs_it(support, cite):
    text, changed = attribute(f"{RETURNS[:-1]} [2].", cite(RETURNS, BACKUPS), support)
    assert (text, changed) == (f"{RETURNS[:-1]} [1].", 1)


def test_a_missing_mark_is_added(support, cite):
    text, changed = attribute(f"Hello. {BACKUPS} {RETURNS}", cite(RETURNS, BACKUPS), support)
    assert (text, changed) == (f"Hello. {BACKUPS[:-1]} [2]. {RETURNS[:-1]} [1].", 2)


def test_a_right_mark_stays_and_a_wrong_one_beside_it_goes(support, cite):
    evidence = cite(RETURNS, BACKUPS)
    assert attribute(f"{RETURNS[:-1]} [1].", evidence, support) == (f"{RETURNS[:-1]} [1].", 0)
    assert attribute(f"{RETURNS[:-1]} [2][1].", evidence, support) == (f"{RETURNS[:-1]} [1].", 1)


def test_what_nothing_backs_stays_as_it_is(support, cite):
    for text in ("Giraffes sing opera under water [2].", "Giraffes sing opera under water."):
        assert attribute(text, cite(RETURNS, BACKUPS), support) == (text, 0)


def test_courtesies_are_left_alone(support, cite):
    assert attribute("Thank you for your message.", cite(RETURNS), support) == ("Thank you for your message.", 0)


def test_without_evidence_nothing_changes(support):
    assert attribute("It is so [1].", (), support) == ("It is so [1].", 0)
