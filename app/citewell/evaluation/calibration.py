"""Calibrate to a team's golden tickets: how far its thresholds and its confidence lie from the standard.

Few tickets cannot do much harm: there is a least number of them, shifts are bounded and held near the standard, and
one is taken only where tickets that were left out of the fit are decided better with it (cross-validation).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from citewell.domain.digests import sha256_hex
from citewell.domain.drafts import Decision
from citewell.domain.errors import BadInputError
from citewell.pipeline.routing.confidence import DraftSigns
from citewell.pipeline.routing.routing import TeamShift

MIN_TICKETS = 20
MIN_OF_EACH = 5
"""Tickets to answer and to refuse (and, for asking back, to clarify) that it takes."""
MOST_SHIFT = 1.2
"""Log odds that a threshold moves at most: from 0.5 to 0.77 or to 0.23."""
MOST_OFFSET = 1.5
SLOPES = (0.5, 1.5)
FOLDS = 5
GRID = tuple(round(-MOST_SHIFT + 0.2 * step, 1) for step in range(13))
NEAR_STANDARD = 0.02
"""Share of right decisions that a shift of 1 must win."""
PRIOR = 10.0
"""Tickets that the standard confidence weighs against."""
_CLASSES = (Decision.ANSWER, Decision.CLARIFY, Decision.REFUSE)


@dataclass(frozen=True, slots=True)
class Observed:
    """One golden ticket drafted with the standard thresholds: signs, what is expected, whether the draft was right."""

    id: str
    signs: DraftSigns
    expected: tuple[Decision, ...]
    right: bool
    confidence: float
    """As the standard puts it."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted, on how many tickets, and in words why; decisions right and calibration error before and after.

    ``decided`` and ``error`` are (standard, fitted), both on tickets that were left out of the fit.
    """

    shift: TeamShift
    tickets: int
    decided: tuple[int, int]
    error: tuple[float, float]
    notes: tuple[str, ...]


def want_enough(expected: Sequence[tuple[Decision, ...]]) -> None:
    """Raise ``BadInputError`` where there are too few golden tickets, naming how many there are and must be."""
    answers, refusals = _count(expected, Decision.ANSWER), _count(expected, Decision.REFUSE)
    if len(expected) < MIN_TICKETS or min(answers, refusals) < MIN_OF_EACH:
        raise BadInputError(
            f"There are {len(expected)} golden tickets of your own, {answers} to answer and {refusals} to refuse. "
            f"Calibrating takes at least {MIN_TICKETS}, with {MIN_OF_EACH} or more of either. Add some and try again."
        )


def fit_thresholds(observed: Sequence[Observed]) -> tuple[TeamShift, tuple[int, int], tuple[str, ...]]:
    """The shift of the thresholds, decisions right on left-out tickets (standard, fitted), and why, in words."""
    grid = [TeamShift(answer=a, clarify=c) for a in GRID for c in (GRID if _may_clarify(observed) else (0.0,))]
    left_out = [
        (one, _best(grid, [other for other in observed if fold(other.id) != part]))
        for part in range(FOLDS)
        for one in [member for member in observed if fold(member.id) == part]
    ]
    fitted = sum(decided(one.signs, shift) in one.expected for one, shift in left_out)
    standard = sum(decided(one.signs, TeamShift()) in one.expected for one in observed)
    notes = [] if _may_clarify(observed) else [f"fewer than {MIN_OF_EACH} tickets to ask back: that threshold stays"]
    if fitted <= standard:
        return TeamShift(), (standard, standard), (*notes, "no other thresholds decide left-out tickets better")
    return _best(grid, observed), (standard, fitted), tuple(notes)


def fit_confidence(observed: Sequence[Observed], shift: TeamShift) -> tuple[TeamShift, tuple[float, float]]:
    """Slope and offset of the confidence, with its mean squared distance from right on left-out tickets."""
    standard = _brier(observed, [TeamShift()] * len(observed))
    ways = [_platt([other for other in observed if fold(other.id) != fold(one.id)]) for one in observed]
    fitted = _brier(observed, ways)
    if fitted >= standard:
        return shift, (standard, standard)
    found = _platt(observed)
    return replace(shift, slope=found.slope, confidence=found.confidence), (standard, fitted)


def decided(signs: DraftSigns, shift: TeamShift) -> Decision:
    """What would be decided with ``shift``, from signs that were taken with the standard thresholds."""
    if signs.fixed:
        return signs.decision
    if signs.answer_margin < shift.answer:
        return Decision.REFUSE
    return Decision.CLARIFY if signs.clarify_margin >= shift.clarify else Decision.ANSWER


def fold(name: str) -> int:
    """A stable number below ``FOLDS`` for a ticket's id."""
    return int(sha256_hex(name), 16) % FOLDS


def shift_record(calibration: Calibration, at: str) -> dict[str, Any]:
    """A calibration as it is kept and printed."""
    return {**asdict(calibration.shift), "at": at, **{k: v for k, v in asdict(calibration).items() if k != "shift"}}


def read_shift(record: dict[str, Any] | None) -> TeamShift:
    """The shift of a kept record, held within its bounds; the standard where there is none."""
    if record is None:
        return TeamShift()
    return TeamShift(
        answer=_within(record.get("answer", 0.0), MOST_SHIFT),
        clarify=_within(record.get("clarify", 0.0), MOST_SHIFT),
        slope=min(SLOPES[1], max(SLOPES[0], float(record.get("slope", 1.0)))),
        confidence=_within(record.get("confidence", 0.0), MOST_OFFSET),
    )


def _within(value: float, most: float) -> float:
    return min(most, max(-most, float(value)))


def _count(expected: Sequence[tuple[Decision, ...]], decision: Decision) -> int:
    return sum(one == (decision,) for one in expected)


def _may_clarify(observed: Sequence[Observed]) -> bool:
    return _count([one.expected for one in observed], Decision.CLARIFY) >= MIN_OF_EACH


def _best(grid: Sequence[TeamShift], observed: Sequence[Observed]) -> TeamShift:
    def worth(shift: TeamShift) -> float:
        moved = abs(shift.answer) + abs(shift.clarify)
        return _balanced(observed, lambda one: decided(one.signs, shift)) - NEAR_STANDARD * moved

    return max(grid, key=worth)


def _balanced(observed: Sequence[Observed], made: Callable[[Observed], Decision]) -> float:
    """Share of right decisions, the mean over the classes that are expected."""
    shares = []
    for decision in _CLASSES:
        of = [one for one in observed if one.expected[0] is decision]
        if of:
            shares.append(sum(made(one) in one.expected for one in of) / len(of))
    return sum(shares) / len(shares) if shares else 0.0


def _platt(observed: Sequence[Observed], steps: int = 25) -> TeamShift:
    """Logistic regression of right on the log odds of the confidence (Platt 1999), drawn to slope 1 and offset 0."""
    slope, offset = 1.0, 0.0
    for _ in range(steps):
        gradient, curve = [PRIOR * (slope - 1.0), PRIOR * offset / 4], [PRIOR, 0.0, PRIOR / 4]
        for one in observed:
            x = _odds(one.confidence)
            p = 1 / (1 + math.exp(-(slope * x + offset)))
            gradient[0] += (p - one.right) * x
            gradient[1] += p - one.right
            weight = p * (1 - p)
            curve = [curve[0] + weight * x * x, curve[1] + weight * x, curve[2] + weight]
        under = curve[0] * curve[2] - curve[1] ** 2
        slope -= (curve[2] * gradient[0] - curve[1] * gradient[1]) / under
        offset -= (curve[0] * gradient[1] - curve[1] * gradient[0]) / under
    return TeamShift(slope=min(SLOPES[1], max(SLOPES[0], slope)), confidence=_within(offset, MOST_OFFSET))


def _brier(observed: Sequence[Observed], shifts: Sequence[TeamShift]) -> float:
    """Mean squared distance of the confidence from 1 (right) or 0 (Brier 1950)."""
    values = [
        1 / (1 + math.exp(-(shift.slope * _odds(one.confidence) + shift.confidence))) - one.right
        for one, shift in zip(observed, shifts, strict=True)
    ]
    return sum(value * value for value in values) / len(values) if values else 0.0


def _odds(confidence: float) -> float:
    kept = min(0.99, max(0.01, confidence))
    return math.log(kept / (1 - kept))
