"""The activation gate: what passes, what does not, and the reasons in words."""

from dataclasses import replace

import pytest

from citewell.evaluation.gate import judge_runs


def verdict(run_of, before, after):
    return judge_runs(run_of(*before), run_of(*after))


def test_the_same_passes(run_of, row):
    rows = [row("a"), row("b", "refuse", "refuse")]
    judged = verdict(run_of, rows, rows)
    assert judged.passed
    assert judged.reasons == ()
    assert judged.comparison.changes == ()


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ({}, {"decision": "refuse"}, "Fewer right decisions: 0 after 1: t1 (refuse, where answer was right)."),
        ({"gold_cited": True}, {"gold_cited": False}, "Fewer tickets that cite a gold document: 0 after 1: t1 "),
        (
            {"facts_stated": ("14 days",)},
            {"facts_missing": ("14 days",)},
            "Fewer required facts stated: 0 after 1: t1 (no longer states “14 days”).",
        ),
        ({"forbidden": 1}, {"forbidden": 1, "forbidden_stated": ("9",)}, "t1: states “9”, which it must never state."),
        (
            {"factual": 2, "supported": 2},
            {"factual": 3, "supported": 2},
            "Lower grounded accuracy: 66.7% after 100.0%: t1 (2 of 3 sentences backed, where it was 2 of 2).",
        ),
        (
            {"style_rules": 2},
            {"style_rules": 2, "style_broken": ("never '!'",)},
            "Lower style rules followed: 50.0% after 100.0%: t1 (breaks never '!').",
        ),
        (
            {"decision": "refuse", "expected": "refuse"},
            {"decision": "answer", "expected": "refuse"},
            "t1: the refusal was right and is lost (answer).",
        ),
        (
            {},
            {"decision": "", "error": "the model died"},
            "Fewer right decisions: 0 after 1: t1 (no draft (the model died)",
        ),
    ],
)
def test_a_loss_fails_with_its_reason(run_of, row, before, after, reason):
    judged = verdict(run_of, [row(**before)], [row(**after)])
    assert not judged.passed
    assert any(one.startswith(reason) for one in judged.reasons), judged.reasons


@pytest.mark.parametrize("lost", [{"gold_cited": False}, {"facts_missing": ("x",)}, {"decision": "refuse"}])
def test_a_loss_that_another_gain_makes_good_passes(run_of, row, lost):
    good = {"gold_cited": True, "facts_stated": ("x",)}
    one, other = {**good, **lost}, good
    if "facts_missing" in lost:
        one.pop("facts_stated")
    judged = verdict(run_of, [row("a", **other), row("b", **one)], [row("a", **one), row("b", **other)])
    assert judged.passed
    assert any("1 tickets got worse in something (a)" in note for note in judged.notes)


def test_a_forbidden_fact_or_a_lost_refusal_is_never_made_good(run_of, row):
    stated = {"forbidden": 1, "forbidden_stated": ("9",)}
    assert not verdict(
        run_of, [row("a", **stated), row("b", forbidden=1)], [row("a", forbidden=1), row("b", **stated)]
    ).passed
    refused, answered = ("refuse", "refuse"), ("answer", "refuse")
    assert not verdict(
        run_of, [row("a", *refused), row("b", *answered)], [row("a", *answered), row("b", *refused)]
    ).passed


def test_latency_is_told_and_does_not_gate(run_of, row):
    judged = verdict(run_of, [row(total_ms=100.0)], [row(total_ms=9000.0)])
    assert judged.passed
    assert any("9000 ms after 100 ms" in note for note in judged.notes)


def test_tickets_that_cannot_be_compared(run_of, row):
    missing = verdict(run_of, [row("a"), row("b")], [row("a")])
    assert missing.reasons == ("1 golden tickets were not run again (hybrid: b).",)
    limited = judge_runs(run_of(row("a"), row("b")), replace(run_of(row("a")), limit=1))
    assert limited.passed
    assert any("1 tickets are left out by the limit" in note for note in limited.notes)
    edited = verdict(run_of, [row("a"), row("b")], [row("a"), row("b", "refuse", digest="other")])
    assert edited.passed
    assert edited.comparison.edited == ("hybrid: b",)
    nothing = verdict(run_of, [row("a")], [row("b")])
    assert "No golden ticket is the same" in nothing.reasons[0]
    assert not verdict(run_of, [], []).passed


def test_where_nothing_can_be_drafted_nothing_passes(run_of, row):
    broken = [row("a", "", error="no model"), row("b", "", error="no model")]
    assert verdict(run_of, broken, broken).reasons == ("No golden ticket gave a draft (no model).",)
    assert verdict(run_of, [broken[0], row("b")], [broken[0], row("b")]).passed


def test_the_hybrid_mode_is_judged_where_both_have_it(run_of, row):
    before = [row("a"), row("a", mode="rag")]
    assert verdict(run_of, before, [row("a"), row("a", "refuse", mode="rag")]).passed
    assert not verdict(run_of, before, [row("a", "refuse"), row("a", mode="rag")]).passed
    assert not verdict(run_of, [row("a", mode="rag")], [row("a", "refuse", mode="rag")]).passed
