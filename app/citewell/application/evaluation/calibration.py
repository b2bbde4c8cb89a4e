"""The thresholds and the confidence of a team: fitted on its golden tickets, gated, kept, and read for each draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from citewell.domain.audit import AuditKind
from citewell.domain.drafts import Decision, Draft, DraftEvent, Mode, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.evaluation.calibration import (
    Calibration,
    Observed,
    fit_confidence,
    fit_thresholds,
    read_shift,
    shift_record,
    want_enough,
)
from citewell.evaluation.gate import judge_runs
from citewell.evaluation.golden.reading import read_golden
from citewell.evaluation.running import Bench, Drafts, run_golden
from citewell.evaluation.runs import Run
from citewell.evaluation.scores.scoring import Row
from citewell.evaluation.scores.statistics import expected_calibration_error, reliability
from citewell.pipeline.fitted import Fitted
from citewell.pipeline.routing.confidence import Confidence, ConfidenceWeights, DraftSigns
from citewell.pipeline.routing.routing import DecisionWeights, TeamShift
from citewell.storage.audit.chain import AuditLog
from citewell.storage.db.team_settings import TeamSettings

SETTING = "decisions"


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What came of it: the calibration, whether the activation gate let it go live, and why not."""

    calibration: Calibration
    active: bool
    reasons: tuple[str, ...]
    record: dict[str, Any]


class _Keeping(Confidence):
    """Keeps the signs of each draft, in order."""

    def __init__(self, weights: ConfidenceWeights) -> None:
        super().__init__(weights)
        self.seen: list[DraftSigns] = []

    def of(self, signs: DraftSigns, shift: TeamShift) -> float:
        self.seen.append(signs)
        return super().of(signs, shift)


class _Watched:
    """Makes drafts and keeps the signs of each, ``None`` where there were none."""

    def __init__(self, build: Callable[[Confidence], Drafts], weights: ConfidenceWeights) -> None:
        self._keeping = _Keeping(weights)
        self._drafts = build(self._keeping)
        self.signs: list[DraftSigns | None] = []

    def run(
        self,
        ticket: Ticket,
        *,
        watch: Callable[[DraftEvent], None] = lambda _event: None,
        cancel: CancelToken | None = None,
    ) -> Draft:
        before = len(self._keeping.seen)
        try:
            return self._drafts.run(ticket, watch=watch, cancel=cancel)
        finally:
            self.signs.append(self._keeping.seen[-1] if len(self._keeping.seen) > before else None)


class WeightsInForce:
    """The weights that drafts are decided by: the fitted ones, moved by what a team set."""

    def __init__(self, settings: TeamSettings, fitted: DecisionWeights) -> None:
        """Nothing is read yet."""
        self._settings = settings
        self._fitted = fitted
        self._weights: DecisionWeights | None = None

    def weights(self) -> DecisionWeights:
        """What drafts are decided by. Raises ``StorageError``."""
        if self._weights is None:
            self._weights = replace(self._fitted, shift=read_shift(self.shown()))
        return self._weights

    def shown(self) -> dict[str, Any] | None:
        """What is set, with when and on what it was fitted; ``None``: the standard. Raises ``StorageError``."""
        return self._settings.load(SETTING)

    def set(self, record: dict[str, Any]) -> None:
        """Let ``record`` be in force from now on. Raises ``StorageError``."""
        self._settings.save(SETTING, record)
        self._weights = None

    def clear(self) -> bool:
        """Go back to the standard; whether anything was set. Raises ``StorageError``."""
        self._weights = None
        return self._settings.remove(SETTING)


class TeamDecisions:
    """How a team moves the weights in force."""

    def __init__(
        self,
        in_force: WeightsInForce,
        audit: AuditLog,
        build: Callable[[DecisionWeights, Confidence], Drafts],
        bench: Callable[[Drafts], Bench],
        golden: Callable[[], tuple[list[Path], list[Path]]],
        fitted: Fitted,
    ) -> None:
        """Move the ``fitted`` weights.

        ``golden`` gives the paths of the team's own golden tickets, and those of the activation gate.
        """
        self._in_force = in_force
        self._audit = audit
        self._build = build
        self._bench = bench
        self._golden = golden
        self._fitted = fitted

    def shown(self) -> dict[str, Any] | None:
        """What is set, with when and on what it was fitted; ``None``: the standard. Raises ``StorageError``."""
        return self._in_force.shown()

    def reset(self) -> bool:
        """Go back to the standard; whether anything was set. Raises ``StorageError``."""
        removed = self._in_force.clear()
        if removed:
            self._audit.append(AuditKind.SETTING, SETTING, {"action": "reset"})
        return removed

    def calibrate(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Calibrated:
        """Fit on the golden tickets of ``paths`` (none: the team's own), and activate if no golden ticket gets worse.

        Raises ``BadInputError`` with how many tickets it takes, ``ModelError``, ``StorageError``, ``CancelledError``.
        """
        own, gate = self._golden()
        chosen = list(paths) or own
        if not chosen:
            raise BadInputError(
                "There are no golden tickets of your own. Name a file, or put one into the folder 'golden' of the home."
            )
        files = read_golden(chosen)
        want_enough([golden.expect.decisions for file in files for golden in file.tickets])
        known = {file.sha256 for file in files}
        others = read_golden(gate) if gate else []
        files = [*files, *(file for file in others if file.sha256 not in known)]
        names = {golden.id for file in files if file.sha256 in known for golden in file.tickets}

        def observe(shift: TeamShift) -> tuple[Run, list[Observed]]:
            weights = replace(self._fitted.decision, shift=shift)
            watched = _Watched(lambda confidence: self._build(weights, confidence), self._fitted.confidence)
            run = run_golden(files, (Mode.HYBRID,), self._bench(watched), progress=progress, cancel=cancel)
            return run, observed_rows(run.rows, watched.signs, names)

        standard, seen = observe(TeamShift())
        shift, decided, notes = fit_thresholds(seen)
        after, moved = (standard, seen) if shift == TeamShift() else observe(shift)
        shift, _ = fit_confidence(moved, shift)
        present = replace(self._in_force.weights().shift, slope=1.0, confidence=0.0)
        before = standard if present == TeamShift() else observe(present)[0]
        verdict = judge_runs(before, after)
        confidence = Confidence(self._fitted.confidence)
        error = (_error(seen, TeamShift(), confidence), _error(moved, shift, confidence))
        calibration = Calibration(shift, len(names), decided, error, notes)
        record = shift_record(calibration, datetime.now(UTC).isoformat(timespec="seconds"))
        if verdict.passed:
            self._in_force.set(record)
            self._audit.append(AuditKind.SETTING, SETTING, {"action": "calibrated", "tickets": len(names)})
        return Calibrated(calibration, verdict.passed, verdict.reasons, record)


def observed_rows(rows: Sequence[Row], signs: Sequence[DraftSigns | None], names: set[str]) -> list[Observed]:
    """What was observed of the tickets ``names``; a draft without signs (a summary, a failure) is left out."""
    return [
        Observed(row.id, one, tuple(Decision(name) for name in row.expected), row.score.right, row.confidence or 0.0)
        for row, one in zip(rows, signs, strict=True)
        if one is not None and row.id in names and not row.error
    ]


def _error(observed: Sequence[Observed], shift: TeamShift, confidence: Confidence) -> float:
    bins = reliability([confidence.of(one.signs, shift) for one in observed], [one.right for one in observed])
    return round(expected_calibration_error(bins), 4)
