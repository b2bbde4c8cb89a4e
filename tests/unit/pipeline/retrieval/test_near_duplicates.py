"""What counts as the same passage, and which of them is shown."""

from datetime import date

import numpy as np
import pytest

from citewell.domain.documents import Access
from citewell.pipeline.retrieval.near_duplicates import collapse

TEXT = "You can return an annual plan within 14 days of the purchase and we pay the full amount back to you."
SAME = np.array([1, 0], dtype=np.float32)
OTHER = np.array([0, 1], dtype=np.float32)


def documents(hits, vectors=None):
    vectors = vectors or {hit.passage_id: SAME for hit in hits}
    return [hit.document for hit in collapse(hits, vectors)]


def test_copies_are_shown_once_in_the_place_of_the_first(hit):
    hits = [hit(TEXT, document="a"), hit("Something else entirely.", document="b"), hit(TEXT, document="c")]
    assert documents(hits) == ["a", "b"]


def test_the_valid_and_newer_copy_is_shown(hit):
    old = hit(TEXT, document="old", superseded=True, effective_from=date(2026, 5, 1))
    early = hit(TEXT, document="early", effective_from=date(2026, 1, 1))
    late = hit(TEXT, document="late", effective_from=date(2026, 2, 1))
    assert documents([old, early, late]) == ["late"]
    assert documents([late, early, old]) == ["late"]


def test_copies_in_other_documents_may_stay_but_older_ones_never(hit):
    first, second = hit(TEXT, document="a"), hit(TEXT, document="b")
    older = hit(TEXT, document="c", superseded=True)
    vectors = {one.passage_id: SAME for one in (first, second, older)}
    assert [one.document for one in collapse([first, second, older], vectors, across=False)] == ["a", "b"]
    assert [one.document for one in collapse([older, first], vectors, across=False)] == ["a"]


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("14", "30"),
        TEXT.replace("can", "cannot"),
        TEXT.replace("annual plan", "Gold plan"),
        TEXT.replace("14 days", "14 days from 1 May 2026"),
        TEXT + " This holds for every order that was placed with our partners in the shops as well.",
    ],
)
def test_passages_that_differ_in_what_they_say_all_stay(hit, other):
    assert len(documents([hit(TEXT), hit(other)])) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"regions": ("DE",)},
        {"product": "Pro"},
        {"access": Access.CONFIDENTIAL},
        {"title": "EcoCard"},
        {"heading": ("Monthly plans",)},
        {"exact": True},
    ],
)
def test_the_same_words_at_another_place_or_for_others_stay(hit, values):
    assert len(documents([hit(TEXT, title=""), hit(TEXT, **values)])) == 2


def test_a_copy_may_be_called_a_copy(hit):
    assert len(documents([hit(TEXT, title="Refunds"), hit(TEXT, title="Copy of Refunds (old)")])) == 1


def test_passages_far_apart_in_meaning_or_without_a_vector_stay(hit):
    hits = [hit(TEXT), hit(TEXT)]
    assert len(documents(hits, {hits[0].passage_id: SAME, hits[1].passage_id: OTHER})) == 2
    assert len(documents(hits, {hits[0].passage_id: SAME})) == 2
    assert len(collapse(hits, {})) == 2
    assert collapse([], {}) == []
