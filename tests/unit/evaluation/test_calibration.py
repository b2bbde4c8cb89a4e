"""Calibrating to a team's golden tickets."""

import pytest

from citewell.domain.drafts import Decision
from citewell.domain.errors import BadInputError
from citewell.evaluation.calibration import (
    MOST_OFFSET,
    MOST_SHIFT,
    Calibration,
    Observed,
    decided,
    fit_confidence,
    fit_thresholds,
    read_shift,
    shift_record,
    want_enough,
)
from citewell.pipeline.routing.confidence import DraftSigns
from citewell.pipeline.routing.routing import TeamShift

ANSWER, CLARIFY, REFUSE = Decision.ANSWER, Decision.CLARIFY, Decision.REFUSE


def _observed(name, margin, expected, *, clarify=-3.0, right=True, confidence=0.8, made=ANSWER, fixed=False):
    signs = DraftSigns(made, 0, 0, 0, 0, 1, 0, 0, 0, answer_margin=margin, clarify_margin=clarify, fixed=fixed)
    return Observed(name, signs, (expected,), right, confidence)


def _team(edge, count=40):
    """Tickets of a team that should answer from a margin of ``edge`` on."""
    margins = [-2 + 4 * i / count for i in range(count)]
    return [_observed(f"t{i}", one, ANSWER if one >= edge else REFUSE) for i, one in enumerate(margins)]


def test_thresholds_go_where_the_tickets_want_them():
    shift, (standard, fitted), _ = fit_thresholds(_team(0.8))
    assert 0.5 <= shift.answer <= 1.0
    assert fitted > standard
    assert shift.clarify == 0.0


def test_nothing_moves_where_the_standard_is_right():
    shift, (standard, fitted), notes = fit_thresholds(_team(0.0))
    assert shift == TeamShift()
    assert standard == fitted
    assert any("no other thresholds" in note for note in notes)


def test_tickets_against_all_sense_move_no_further_than_the_bound():
    shift, _, _ = fit_thresholds(_team(9.0))
    assert abs(shift.answer) <= MOST_SHIFT


def test_asking_back_moves_with_enough_tickets_for_it():
    tickets = [_observed(f"a{i}", 2.0, ANSWER, clarify=0.3) for i in range(15)]
    tickets += [_observed(f"c{i}", 2.0, CLARIFY, clarify=1.5) for i in range(8)]
    shift, _, _ = fit_thresholds(tickets)
    assert 0.3 < shift.clarify <= MOST_SHIFT
    assert fit_thresholds(tickets[:17])[0].clarify == 0.0


def test_what_no_threshold_decided_stays():
    escalated = _observed("e", -5.0, ANSWER, made=Decision.ESCALATE, fixed=True)
    assert decided(escalated.signs, TeamShift(answer=-1.0)) is Decision.ESCALATE
    assert decided(_observed("m", -0.5, ANSWER).signs, TeamShift(answer=-1.0)) is ANSWER
    assert decided(_observed("m", 0.5, ANSWER).signs, TeamShift(answer=1.0)) is REFUSE


def test_confidence_that_says_too_much_is_lowered():
    tickets = [_observed(f"t{i}", 1.0, ANSWER, right=i % 2 == 0, confidence=0.95) for i in range(60)]
    shift, (before, after) = fit_confidence(tickets, TeamShift(answer=0.4))
    assert shift.answer == 0.4
    assert after < before
    assert shift.confidence < 0 or shift.slope < 1
    assert abs(shift.confidence) <= MOST_OFFSET


def test_confidence_that_fits_stays():
    tickets = [_observed(f"t{i}", 1.0, ANSWER, right=i % 10 != 0, confidence=0.9) for i in range(60)]
    shift, _ = fit_confidence(tickets, TeamShift())
    assert abs(shift.slope - 1) < 0.15
    assert abs(shift.confidence) < 0.3


@pytest.mark.parametrize(("answers", "refusals"), [(0, 0), (19, 0), (30, 4), (4, 30), (10, 9)])
def test_too_few_tickets_are_named(answers, refusals):
    with pytest.raises(BadInputError, match=f"{answers} to answer and {refusals} to refuse"):
        want_enough([(ANSWER,)] * answers + [(REFUSE,)] * refusals)


def test_enough_tickets():
    want_enough([(ANSWER,)] * 12 + [(REFUSE,)] * 8)


def test_a_kept_record_is_read_within_its_bounds():
    kept = shift_record(Calibration(TeamShift(0.4, -0.2, 0.9, 0.3), 40, (30, 33), (0.1, 0.05), ()), "2026-11-21")
    assert read_shift(kept) == TeamShift(0.4, -0.2, 0.9, 0.3)
    assert read_shift(None) == TeamShift()
    wild = read_shift({"answer": 99, "clarify": -99, "slope": 0, "confidence": 99})
    assert wild == TeamShift(MOST_SHIFT, -MOST_SHIFT, 0.5, MOST_OFFSET)
