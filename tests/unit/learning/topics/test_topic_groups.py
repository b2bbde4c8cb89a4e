"""Groups of tickets and the classifier over them, on vectors that are made to lie where they lie."""

import numpy as np
import pytest

from citewell.learning.topics.classifier import LEAST_EXAMPLES, TopicClassifier
from citewell.learning.topics.grouping import group, telling_words

DIMENSIONS = 32


def around(direction: int, number: int, spread: float = 0.1) -> np.ndarray:
    """Unit vectors near one axis."""
    noise = np.random.default_rng(direction).normal(0, spread, (number, DIMENSIONS)).astype(np.float32)
    noise[:, direction] += 1
    return noise / np.linalg.norm(noise, axis=1, keepdims=True)


def test_a_ticket_gets_the_topic_that_it_is_like():
    classifier = TopicClassifier({1: around(0, 20), 2: around(1, 20)})
    told = classifier.assign(np.concatenate([around(0, 3, 0.02), around(1, 3, 0.02)]))
    assert [one.topic for one in told] == [1, 1, 1, 2, 2, 2]


def test_a_ticket_that_is_like_none_gets_none():
    classifier = TopicClassifier({1: around(0, 20), 2: around(1, 20)})
    assert [one.topic for one in classifier.assign(around(5, 3))] == [None, None, None]


def test_a_topic_of_few_examples_is_assigned_to_nothing():
    classifier = TopicClassifier({1: around(0, LEAST_EXAMPLES - 1)})
    assert classifier.topics == ()
    assert classifier.assign(around(0, 2))[0].topic is None


def test_what_is_held_out_does_not_speak_for_itself():
    far = around(3, 1, 0.0)
    vectors = np.concatenate([around(0, LEAST_EXAMPLES, 0.02), far])
    classifier = TopicClassifier({1: vectors})
    own = [1] * len(vectors)
    seen = classifier.assign(vectors)[-1].likeness
    unseen = classifier.assign_unseen(vectors, own)[-1].likeness
    assert seen > 0.1
    assert unseen == pytest.approx(0.0, abs=0.05)


def test_tickets_that_are_the_same_are_told():
    same = np.repeat(around(4, 1), 30, axis=0)
    same = np.rint(same * 127).astype(np.float32)  # as they are kept
    same /= np.linalg.norm(same, axis=1, keepdims=True)
    told = TopicClassifier({1: same, 2: around(1, 20)}).assign_unseen(same, [1] * len(same))
    assert {one.topic for one in told} == {1}


def test_groups_are_found_and_are_the_same_each_time():
    vectors = np.concatenate([around(0, 40), around(1, 30), around(2, 20)])
    groups = group(vectors)
    for one in groups:
        assert len({(i >= 40) + (i >= 70) for i in one.members}) == 1
    assert {0, 1, 2} == {(one.members[0] >= 40) + (one.members[0] >= 70) for one in groups}
    assert groups == group(vectors)
    assert [len(one.members) for one in groups] == sorted((len(one.members) for one in groups), reverse=True)


def test_too_few_tickets_are_no_group():
    assert group(around(0, 4)) == []


def test_words_tell_a_group_from_the_others():
    refunds = ["Refund for my annual plan", "When is the refund paid, <PERSON_1>?"]
    exports = ["Export of my annual invoices", "The export stops"]
    first, second = telling_words([refunds, exports])
    assert first[0] == "refund"
    assert second[0] == "export"
    assert "annual" not in (first[0], second[0])
    assert not any("person" in word for word in first)
