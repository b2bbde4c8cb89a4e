"""Comparisons on live work: begun between ways of drafting that are proved, read at any time, ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from citewell.application.models.tiers import DEFAULT, Tiers
from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError
from citewell.domain.live.trials import Arm, Trial, TrialMeasure, Varies
from citewell.domain.styles import Style, StyleAction
from citewell.evaluation.live.sequential import SAME_WITHIN, Finding, SequentialResult, compare_shares
from citewell.evaluation.reports.reviewed import FEW
from citewell.models.styles.styles import Styles
from citewell.storage.figures.facts import DraftFacts
from citewell.storage.figures.trials import Trials

__all__ = ["ComparisonStanding", "Comparisons", "TrialMeasure", "Varies", "comparison_record", "verdict_words"]

NO_STYLE = "none"
DECISIONS = ("standard", "team")
COUNTED = {TrialMeasure.ACCEPTED: "accepted as they are or lightly edited", TrialMeasure.AS_IS: "accepted as they are"}


@dataclass(frozen=True, slots=True)
class ComparisonStanding:
    """A comparison with what it says by now; ``drafted``, ``judged`` and ``counted`` are drafts by arm."""

    trial: Trial
    drafted: dict[Arm, int]
    judged: dict[Arm, int]
    counted: dict[Arm, int]
    result: SequentialResult


class Comparisons:
    """The comparisons of one home."""

    def __init__(
        self,
        trials: Trials,
        facts: DraftFacts,
        styles: Styles,
        tiers: Tiers,
        calibrated: Callable[[], bool],
        end_arms: Callable[[], None],
    ) -> None:
        """``calibrated``: the team has decisions of its own; ``end_arms`` ends the models of a comparison."""
        self._trials, self._facts, self._styles, self._tiers = trials, facts, styles, tiers
        self._calibrated, self._end_arms = calibrated, end_arms

    def start(self, varies: Varies, first: str, second: str, measure: TrialMeasure = TrialMeasure.ACCEPTED) -> Trial:
        """Begin a comparison: from now on a keyed hash gives each ticket one of two ways of drafting.

        Both must be proved, since customers get their drafts. Raises ``BadInputError`` where one is not there or not
        proved, or a comparison runs already; ``ModelError`` and ``StorageError``.
        """
        if first == second:
            raise BadInputError(f"Both ways are '{first}'. Name two that differ.")
        for value in (first, second):
            self._check(varies, value)
        return self._trials.start(varies, first, second, measure)

    def ways(self) -> dict[Varies, tuple[str, ...]]:
        """The ways of each kind that may be compared now; kinds with fewer than two are left out."""
        named = {
            Varies.STYLE: (NO_STYLE, *(standing.style.id for standing in self._styles.standings())),
            Varies.MODEL: tuple(standing.id for standing in self._tiers.standings()),
            Varies.MODE: (Mode.HYBRID.value, Mode.RAG.value),
            Varies.DECISIONS: DECISIONS,
        }
        proved = {varies: tuple(one for one in values if self._may(varies, one)) for varies, values in named.items()}
        return {varies: values for varies, values in proved.items() if len(values) > 1}

    def stop(self) -> ComparisonStanding:
        """End the comparison that runs; drafts are made as before it. Raises ``BadInputError`` where none runs."""
        stopped = self._trials.stop()
        self._end_arms()
        return self._standing(stopped)

    def standings(self) -> list[ComparisonStanding]:
        """Every comparison with what it says by now, the newest first. Raises ``StorageError``."""
        self._facts.catch_up()
        return [self._standing(trial) for trial in reversed(self._trials.all())]

    def close(self) -> None:
        """End the models of the arms."""
        self._end_arms()

    def _standing(self, trial: Trial) -> ComparisonStanding:
        outcomes = self._trials.outcomes(trial)
        return ComparisonStanding(
            trial,
            self._trials.drafted(trial),
            {arm: len(found) for arm, found in outcomes.items()},
            {arm: sum(found) for arm, found in outcomes.items()},
            compare_shares(outcomes[Arm.FIRST], outcomes[Arm.SECOND]),
        )

    def _may(self, varies: Varies, value: str) -> bool:
        try:
            self._check(varies, value)
        except BadInputError:
            return False
        return True

    def _check(self, varies: Varies, value: str) -> None:
        {
            Varies.STYLE: self._check_style,
            Varies.MODEL: self._check_model,
            Varies.MODE: _check_mode,
            Varies.DECISIONS: self._check_decisions,
        }[varies](value)

    def _check_style(self, value: str) -> None:
        if value == NO_STYLE:
            return
        style: Style = self._styles.find(value)
        passed = {line.style for line in self._styles.history() if line.action is not StyleAction.REFUSED}
        if not style.shipped and style.id not in passed:
            raise BadInputError(
                f"The style '{value}' has not passed the golden tickets. 'citewell styles activate {value}' runs them; "
                "a style that passed can be compared on live work."
            )

    def _check_model(self, value: str) -> None:
        self._tiers.path(value)
        standing = next(one for one in self._tiers.standings() if one.id == value)
        if standing.problem:
            raise BadInputError(f"The model '{value}' cannot be used: {standing.problem}")
        if value != DEFAULT and standing.golden is None:
            raise BadInputError(
                f"No golden result of this home speaks for the model '{value}'. 'citewell models bench {value}' runs "
                "the golden tickets; after that it can be compared on live work."
            )

    def _check_decisions(self, value: str) -> None:
        if value not in DECISIONS:
            raise BadInputError(f"There are no decisions '{value}'. Choose from: {', '.join(DECISIONS)}.")
        if value == "team" and not self._calibrated():
            raise BadInputError("This team has no decisions of its own yet. 'citewell calibrate' makes them.")


def _check_mode(value: str) -> None:
    if value not in {Mode.HYBRID.value, Mode.RAG.value}:
        raise BadInputError(f"Live work is not drafted in the mode '{value}'. Choose from: hybrid, rag.")


def comparison_record(standing: ComparisonStanding) -> dict[str, Any]:
    """A comparison as JSON."""
    trial, result = standing.trial, standing.result

    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "id": trial.id,
        "begun": trial.at,
        "ended": trial.ended_at or None,
        "varies": trial.varies.value,
        "measure": trial.measure.value,
        "arms": [
            {
                "value": trial.value(arm),
                "drafts": standing.drafted[arm],
                "judged": standing.judged[arm],
                "counted": standing.counted[arm],
            }
            for arm in Arm
        ],
        "finding": result.finding.value,
        "pairs": result.pairs,
        "e_value": float(f"{result.e_value:.4g}"),
        "highest_e_value": float(f"{result.highest:.4g}"),
        "difference": rounded(result.difference),
        "low": rounded(result.low),
        "high": rounded(result.high),
        "pairs_left": result.pairs_left,
        "verdict": verdict_words(standing),
    }


def verdict_words(standing: ComparisonStanding) -> str:
    """What a comparison says, in plain words."""
    trial, result = standing.trial, standing.result
    counted, ways = COUNTED[trial.measure], {arm: _way(trial.value(arm)) for arm in Arm}
    shares = " and ".join(f"{standing.counted[arm]} of {standing.judged[arm]} drafts by {ways[arm]}" for arm in Arm)
    seen = f"{shares} were {counted}."
    if result.finding in {Finding.FIRST_BETTER, Finding.SECOND_BETTER}:
        better = ways[Arm(result.finding.value)]
        return f"{better} is better: {seen} This can be relied on, however often you looked."
    if result.finding is Finding.ALIKE:
        return f"Both are alike: {seen} Their difference is surely below {SAME_WITHIN:.0%}."
    if not result.pairs:
        lacking = [ways[arm] for arm in Arm if not standing.judged[arm]]
        return f"Not enough data yet: collect outcomes of drafts by {' and by '.join(lacking)}."
    return f"Not enough data yet: {seen} {_collect(result)}"


def _way(value: str) -> str:
    return "no style" if value == NO_STYLE else value


def _collect(result: SequentialResult) -> str:
    if result.pairs < FEW:
        return f"Collect outcomes of at least {FEW} drafts by each."
    if result.pairs_left is None:
        return "Shares as close as these are not told apart soon; go on, or end it if either will do."
    return f"If the shares stay as they are, collect outcomes of about {2 * result.pairs_left:,} drafts more."
