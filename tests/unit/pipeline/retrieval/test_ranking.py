"""The ranking: its features, feedback, weights, and how documents are spread."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.application.models.fitted import load_fitted
from citewell.pipeline.retrieval.ranking import (
    FEATURES,
    Candidates,
    QueryView,
    features,
    first_scores,
    move_towards,
    scores,
    spread_documents,
)

WEIGHTS = load_fitted().rankings.general

NO_PARTS = np.zeros((0, 2), dtype=np.float32)
EAST, NORTH = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)


def candidates(*rows: tuple[float, np.ndarray]) -> Candidates:
    bm25 = np.array([row[0] for row in rows], dtype=np.float32)
    vectors = np.stack([row[1] for row in rows]) if rows else np.zeros((0, 2), dtype=np.float32)
    return Candidates(tuple(range(len(rows))), bm25, vectors)


def test_words_and_meaning_count_the_same_in_the_first_look():
    both, words, meaning, neither = first_scores(
        QueryView(EAST, NO_PARTS, 3), candidates((8.0, EAST), (8.0, NORTH), (0.0, EAST), (0.0, NORTH))
    )
    assert (both, words, meaning, neither) == pytest.approx((1.0, 0.5, 0.5, 0.0))


def test_a_sentence_of_a_long_ticket_finds_what_the_whole_does_not():
    parts = np.stack([NORTH, -NORTH])
    found = first_scores(QueryView(EAST, parts, 90), candidates((0.0, EAST), (0.0, NORTH)))
    assert found.tolist() == pytest.approx([0.25, 0.25])


def test_one_row_of_features_for_each_candidate():
    table = features(QueryView(EAST, NO_PARTS, 10), EAST, candidates((8.0, EAST), (4.0, NORTH)), np.stack([EAST, EAST]))
    assert table.shape == (2, len(FEATURES)) == (2, len(WEIGHTS.weights))
    assert dict(zip(FEATURES[:5], table[1].tolist(), strict=False)) == {
        "words": 0.5, "whole": 0.0, "parts": 0.0, "feedback": 0.0, "document": 1.0,
    }  # fmt: skip
    assert scores(table, WEIGHTS)[0] > scores(table, WEIGHTS)[1]


def test_nothing_found_is_ranked_too():
    nothing = candidates()
    assert first_scores(QueryView(EAST, NO_PARTS, 0), nothing).shape == (0,)
    table = features(QueryView(EAST, np.stack([NORTH]), 0), EAST, nothing, nothing.vectors)
    assert scores(table, WEIGHTS).shape == (0,)


def test_feedback_turns_the_query_towards_the_leaders():
    query = QueryView(EAST, NO_PARTS, 3)
    assert move_towards(query, NO_PARTS).tolist() == EAST.tolist()
    moved = move_towards(query, np.stack([NORTH, NORTH]))
    assert np.linalg.norm(moved) == pytest.approx(1.0)
    assert 0 < moved[1] < moved[0]


def test_later_passages_of_a_document_step_back_a_little_but_not_behind_all():
    weights = replace(WEIGHTS, repeat=0.1, repeats=2)
    ranked = [(0.9, 1), (0.88, 1), (0.86, 1), (0.84, 1), (0.8, 2), (0.1, 3)]
    assert [position for _, position in spread_documents(ranked, weights)] == [0, 4, 1, 2, 3, 5]


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4)), max_size=12))
def test_spreading_loses_nothing_and_keeps_the_order_inside_a_document(ranked):
    ranked.sort(key=lambda pair: -pair[0])
    positions = [position for _, position in spread_documents(ranked, WEIGHTS)]
    assert sorted(positions) == list(range(len(ranked)))
    for document in {document for _, document in ranked}:
        own = [position for position in positions if ranked[position][1] == document]
        assert own == sorted(own)


def test_long_queries_are_told_from_short_ones():
    lengths = [QueryView(EAST, NO_PARTS, n).length for n in (0, 10, 100)]
    assert lengths == pytest.approx([0.0, 0.8, 1.54], abs=0.01)
