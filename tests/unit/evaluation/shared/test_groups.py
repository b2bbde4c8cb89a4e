"""Figures by knowledge base and kind, beside hand-counted ones."""

import pytest

from citewell.evaluation.reports.report import render_report, report_record
from citewell.evaluation.shared.groups import confusion_of, group_of, groups_by, groups_record, mean_of, worst_of


@pytest.fixture
def rows(row):
    return [
        row("a", kb="x", kind="fact", gold_cited=True, facts_stated=("1",), facts_missing=("2",), own_words=True),
        row("b", "escalate", kb="x", kind="fact", gold_cited=False, facts_missing=("3",), total_ms=300.0),
        row("c", "refuse", "refuse", kb="x", kind="unanswerable", forbidden=3, forbidden_stated=("no",)),
        row("d", "escalate", "escalate", kb="y", kind="risk"),
        row("e", "refuse", "answer", kb="y", kind="fact", gold_cited=False, loose_literals=("7", "8")),
        row("f", "", "clarify", kb="y", kind="underspecified", error="broken", total_ms=None),
    ]


def test_the_figures_of_a_group(rows):
    x, y = groups_by(rows, lambda row: row.kb)
    assert (x.name, x.tickets, y.name, y.tickets) == ("x", 3, "y", 3)
    found = {key: measure.value for key, measure in x.measures.items()}
    # answer: 1 of 2 found, F1 2/3; refuse: 1; escalate was made, but is expected of none and has no F1 of its own
    assert found["decision_f1_expected"] == pytest.approx((2 / 3 + 1) / 2)
    assert found["plain_escalated"] == pytest.approx(1 / 3)
    assert x.measures["plain_escalated"].part == 1
    assert found["risky_found"] is None
    assert found["false_refusal"] == 0
    assert found["gold_cited"] == 0.5
    assert found["facts_stated"] == pytest.approx(1 / 3)
    assert found["forbidden_stated"] == pytest.approx(1 / 3)
    assert found["own_words"] == 1
    assert found["total_ms_median"] == 100
    assert y.measures["risky_found"].value == 1
    assert y.measures["plain_escalated"].whole == 2
    assert y.measures["false_refusal"].value == 1
    assert y.measures["loose_literals"].value == 2
    # escalate 1, answer 0, clarify 0: refuse is expected of none
    assert y.measures["decision_f1_expected"].value == pytest.approx(1 / 3)


def test_mean_and_worst_count_each_group_once(rows):
    groups = groups_by(rows, lambda row: row.kb)
    mean, worst = mean_of(groups), worst_of(groups)
    assert mean["gold_cited"] == 0.25  # of 0.5 and 0, though x has two such tickets and y one
    assert mean["risky_found"] == 1  # of the one that has any
    assert {key: group and group.name for key, group in worst.items()} == {
        "decision_f1_expected": "y",
        "plain_escalated": "x",
        "risky_found": "y",
        "false_refusal": "y",
        "gold_cited": "y",
        "facts_stated": "x",  # y has no facts to state
        "forbidden_stated": "x",
        "loose_literals": "y",
        "own_words": "x",
        "total_ms_median": "x",
    }


def test_confusion_counts_every_ticket(rows):
    counts = confusion_of(rows)
    assert counts["answer"] == {"answer": 1, "clarify": 0, "refuse": 1, "escalate": 1, "none": 0}
    assert counts["clarify"] == {"answer": 0, "clarify": 0, "refuse": 0, "escalate": 0, "none": 1}
    assert sum(sum(row.values()) for row in counts.values()) == len(rows)


def test_the_record_has_all_groups_and_the_report_shows_them(rows, run_of):
    run = run_of(*rows)
    groups = groups_record(run)["hybrid"]
    assert set(groups["kinds"]) == {"fact", "unanswerable", "risk", "underspecified"}
    assert groups["knowledge_bases"]["x"]["plain_escalated"] == {"value": 0.3333, "part": 1, "whole": 3}
    assert groups["worst"]["false_refusal"] == {"name": "y", "value": 1}
    assert groups["all"]["tickets"] == group_of("all", rows).tickets == 6
    record = report_record(run)
    assert record["groups"]["hybrid"] == groups
    html = render_report(record)
    assert "By knowledge base and kind" in html
    assert "underspecified" in html


def test_other_runs_have_no_groups(row, run_of):
    record = report_record(run_of(row()))
    assert record["groups"] is None
    assert "By knowledge base" not in render_report(record)
