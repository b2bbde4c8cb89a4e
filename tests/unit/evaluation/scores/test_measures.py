"""Measures over rows, beside hand-counted ones."""

import pytest

from citewell.evaluation.scores.measures import summarise


def values(*rows) -> dict:
    return {key: measure.value for key, measure in summarise(rows).measures.items()}


def test_shares_are_pooled_over_what_they_apply_to(row):
    found = values(
        row("a", gold_cited=True, facts_stated=("x", "y"), factual=3, supported=3, citations=2, citations_right=1),
        row("b", gold_cited=False, facts_missing=("z",), factual=1, supported=0, forbidden=2, forbidden_stated=("f",)),
        row("c", "refuse", "refuse"),
        row("d", "answer", "refuse"),
        row("e", "refuse", "answer"),
        row("f", "clarify", "refuse|clarify"),
    )
    assert found["decision_accuracy"] == pytest.approx(4 / 6)
    assert found["gold_cited"] == 0.5
    assert found["facts_stated"] == pytest.approx(2 / 3)
    assert found["grounded_accuracy"] == 0.75
    assert found["citation_recall"] == 0.5  # a draft counts once, however long
    assert found["citation_precision"] == 0.5
    assert found["forbidden_stated"] == 0.5
    assert found["correct_refusal"] == pytest.approx(2 / 3)
    assert found["false_refusal"] == pytest.approx(1 / 3)
    assert found["own_words"] is None


def test_decisions_and_drafts_that_failed(row):
    rows = [
        row("a"),
        row("b", "", "answer", error="broken", total_ms=None, confidence=None),
        row("c", "escalate", "refuse"),
    ]
    found = values(*rows)
    # answer: 1 hit of 2 expected; refuse: 0 of 1; escalate predicted once
    assert found["decision_f1"] == pytest.approx((2 / 3 + 0 + 0) / 3)
    assert found["decision_f1_three_way"] == pytest.approx((2 / 3 + 0) / 2)
    assert found["errors"] == 1


def test_any_of_several_decisions_counts_as_right(row):
    assert values(row("a", "clarify", "answer|clarify"), row("b"))["decision_f1"] == 1


def test_counts_and_times(row):
    found = values(
        row(
            "a", malformed_citations=2, loose_literals=("9", "8"), valid_json=False, total_ms=100.0, first_token_ms=10.0
        ),
        row("b", style_rules=2, style_broken=("never '!'",), total_ms=300.0, valid_json=True),
    )
    assert (found["malformed_citations"], found["loose_literals"], found["invalid_json"]) == (2, 2, 1)
    assert (found["total_ms_median"], found["total_ms_p95"]) == (200, pytest.approx(290))
    assert (found["first_token_ms_median"], found["first_evidence_ms_median"]) == (10, None)
    assert (found["style_rules"], found["style_drafts"]) == (0.5, 0)


def test_calibration_is_of_what_was_right(row):
    summary = summarise([row(f"t{n}", right=n < 5, confidence=0.5) for n in range(10)])
    assert summary.measures["calibration"].value == pytest.approx(0.5)  # each bin of one draft is off by a half
    assert len(summary.reliability) == 10


def test_no_rows():
    assert summarise([]).measures["decision_f1"].value is None
