"""``learn``: from the edit log to an active style, or to the reasons why there is none.

Edits become a data set (``dataset``); training runs in a child process, pauses, waits for mains power and goes on
(``training_process``); the style is baked, styles held-out drafts (``restyling``) and answers the golden tickets; then
it is activated or refused, and only then seen among the styles.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from citewell.domain.errors import LearningError
from citewell.domain.learning import LearningState
from citewell.domain.progress import CancelToken, LearningProgress, LearningStage, ProgressCallback, ignore_progress
from citewell.domain.styles import Gate, Style, StyleAction
from citewell.learning.card import model_card
from citewell.learning.dataset import StyleData, build_data
from citewell.learning.edits.pairs import newest_outcome, read_edits
from citewell.learning.parts import Learned, LearningParts, LearnOptions, Preview
from citewell.learning.restyling import StyleCheck, check_style
from citewell.learning.training.lora import TrainingExample, TrainingPlan, TrainingProgress, TrainingReport
from citewell.learning.training.planning import SPEED, Effort, count_all, plan_effort, training_seconds
from citewell.learning.training.replay_mix import load_replay, sample_replay
from citewell.learning.training.workplace import RunPlan, Workplace

logger = logging.getLogger(__name__)

RANK, LEARNING_RATE, BATCH_TOKENS, SEED = 16, 4e-4, 2048, 7
BATTERY_SECONDS = 20.0
"""Between looks at the power cord."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One run at work."""

    plan: RunPlan
    data: StyleData
    parent: Style | None
    examples: tuple[TrainingExample, ...]
    held_out: tuple[TrainingExample, ...]
    gate: Gate
    options: LearnOptions
    progress: ProgressCallback
    cancel: CancelToken


class Learner:
    """Learns styles in one home."""

    def __init__(self, parts: LearningParts) -> None:
        """Work with ``parts``."""
        self._parts = parts
        self._workplace = Workplace(parts.folder)

    def preview(self, options: LearnOptions) -> Preview:
        """What a run would learn from; trains, files and writes nothing, and needs no extra package."""
        data = self._data("")
        return Preview(data, self._effort(data, options))

    @property
    def obstacle(self) -> LearningError | None:
        """What keeps this installation from learning, and the mend; ``None`` where nothing does."""
        try:
            self._parts.check_extra()
        except LearningError as error:
            return error
        return None

    @property
    def paused(self) -> bool:
        """Whether a run waits to go on."""
        return self._workplace.in_use

    def learn(
        self,
        options: LearnOptions,
        *,
        resume: bool = False,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Learned:
        """Train, bake, check, and activate or refuse; ``cancel`` pauses, ``resume`` goes on with a paused run.

        Raises ``LearningError`` where there are too few edits, nothing to resume, or no extra; ``ModelError``,
        ``StorageError``, and ``CancelledError`` where it is stopped after the training: then ``resume`` goes on too.
        """
        run = (self._resumed if resume else self._begun)(options, progress, cancel or CancelToken())
        self._parts.store.suggest(run.data.suggestions)
        report = self._workplace.report()
        if report is None:
            report = self._train(run)
            if not report.finished:
                return self._paused(run, report)
            self._workplace.keep_report(report)
        return self._judge(run, report)

    # --- data -------------------------------------------------------------------------------------------------------

    def _data(self, until: str) -> StyleData:
        edits, excluded = read_edits(self._parts.log.entries(), until)
        return build_data(edits, self._parts.store.retired(), excluded, seed=SEED)

    def _effort(self, data: StyleData, options: LearnOptions) -> Effort:
        replay = count_all(example for _, example in load_replay(self._parts.replay))
        tokens = count_all(self._texts(data, held_out=False))
        return plan_effort(tokens, replay, training_seconds(options.minutes), self._speed())

    def _speed(self) -> float:
        """Tokens a second of the last training here."""
        for run in reversed(self._parts.store.runs()):
            training = run.body.get("training")
            if isinstance(training, dict) and training.get("tokens_a_second"):
                return float(training["tokens_a_second"])
        return SPEED

    def _texts(self, data: StyleData, *, held_out: bool) -> tuple[TrainingExample, ...]:
        chosen = data.held_out if held_out else data.training
        return tuple(TrainingExample(self._parts.system, e.user, e.completion) for e in chosen)

    def _mixture(self, data: StyleData, replay_tokens: int) -> tuple[TrainingExample, ...]:
        general = sample_replay(load_replay(self._parts.replay), replay_tokens, SEED)
        return (*self._texts(data, held_out=False), *(example for _, example in general))

    # --- beginning and going on -------------------------------------------------------------------------------------

    def _begun(self, options: LearnOptions, progress: ProgressCallback, cancel: CancelToken) -> _Run:
        until = newest_outcome(self._parts.log.entries())
        data = self._data(until)
        check_enough(data, options.least)
        gate = self._ready(progress, cancel)
        effort = self._effort(data, options)
        parent = self._parts.styles.active()
        examples = self._mixture(data, effort.replay_tokens)
        plan = RunPlan(
            style=self._workplace.next_id(f"{self._parts.now().astimezone():%Y-%m-%d}"),
            parent=parent.id if parent is not None else "",
            base=self._parts.base()[1],
            until=until,
            version=data.version,
            mixture=_sha256(examples),
            epochs=effort.epochs,
            replay_tokens=effort.replay_tokens,
            rank=RANK,
            learning_rate=LEARNING_RATE,
            batch_tokens=BATCH_TOKENS,
            seed=SEED,
            minutes=options.minutes,
        )
        self._workplace.begin(plan)
        held_out = self._texts(data, held_out=True)
        return _Run(plan, data, parent, examples, held_out, gate, options, progress, cancel)

    def _ready(self, progress: ProgressCallback, cancel: CancelToken) -> Gate:
        """The gate. What would keep a run from its end is told before its beginning, as ``LearningError``."""
        self._parts.check_extra()
        gate = self._parts.gate(progress, cancel)
        if gate is None:
            raise LearningError(
                "There are no golden tickets to judge a new style by. Put some into "
                f"{self._parts.folder.parent / 'golden'} (docs/golden-tickets.md says how) and try again."
            )
        return gate

    def _resumed(self, options: LearnOptions, progress: ProgressCallback, cancel: CancelToken) -> _Run:
        plan = self._workplace.paused()
        if plan is None:
            raise LearningError("No training is paused. Start one with 'citewell learn'.")
        gate = self._ready(progress, cancel)
        data = self._data(plan.until)
        examples = self._mixture(data, plan.replay_tokens)
        same = data.version == plan.version and _sha256(examples) == plan.mixture
        if not same or self._parts.base()[1] != plan.base:
            what = "the base model" if same else "the data (retired phrases, or this program's version)"
            raise LearningError(
                f"The paused training cannot go on: {what} has changed since. Start anew with 'citewell learn'."
            )
        parent = self._parts.styles.find(plan.parent) if plan.parent else None
        held_out = self._texts(data, held_out=True)
        return _Run(plan, data, parent, examples, held_out, gate, options, progress, cancel)

    # --- training ---------------------------------------------------------------------------------------------------

    def _train(self, run: _Run) -> TrainingReport:
        """Train to the end or to a pause; on battery it waits, state saved, unless the user lets it go on."""
        plan = run.plan
        training = TrainingPlan(
            base=self._parts.base()[0],
            out=self._workplace.adapter(plan.style),
            state=self._workplace.state,
            start=run.parent.folder if run.parent is not None else None,
            epochs=plan.epochs,
            rank=plan.rank,
            learning_rate=plan.learning_rate,
            batch_tokens=plan.batch_tokens,
            seed=plan.seed,
            max_seconds=training_seconds(plan.minutes),
            threads=self._parts.threads,
        )

        def heard(step: TrainingProgress) -> None:
            left = _minutes_left(step, training_seconds(plan.minutes))
            told = f"loss {step.loss:.2f}, about {left} min left"
            run.progress(LearningProgress(step.step, step.steps, told, LearningStage.TRAINING, left))

        report = TrainingReport(finished=False, steps=0, seconds=0.0, tokens=0, loss=0.0)
        while not report.finished and not run.cancel.cancelled:
            if self._waits(run):
                waits = LearningStage.WAITING_FOR_MAINS
                run.progress(LearningProgress(report.steps, 0, "waiting for mains power", waits))
                run.cancel.wait(BATTERY_SECONDS)
                continue
            report = self._parts.trainer.run(
                training,
                run.examples,
                run.held_out,
                heard=heard,
                pause=lambda: run.cancel.cancelled or self._waits(run),
            )
        return report

    def _waits(self, run: _Run) -> bool:
        return not run.options.learn_on_battery and self._parts.on_battery()

    def _paused(self, run: _Run, report: TrainingReport) -> Learned:
        training = _training_record(run.plan, report)
        self._parts.store.record_run(
            LearningState.PAUSED, {"style": run.plan.style, "data": run.data.record(), "training": training}
        )
        return Learned(LearningState.PAUSED, run.plan.style, run.data, training=training)

    # --- judging ----------------------------------------------------------------------------------------------------

    def _judge(self, run: _Run, report: TrainingReport) -> Learned:
        """Bake, check, put before the gate, record, publish. Until the last step nothing is seen of the style."""
        training = _training_record(run.plan, report)
        style = self._style(run, training)
        self._workplace.finish(style.id, _style_record(style), "")
        run.progress(LearningProgress(0, 0, "baking", LearningStage.BAKING))
        self._parts.styles.bake(style, cancel=run.cancel)
        check = self._check(run, style)
        run.progress(LearningProgress(0, 0, "golden tickets", LearningStage.GOLDEN_TICKETS))
        verdict = run.gate(style)
        run.cancel.check()
        reasons = (*check.reasons, *verdict.reasons)
        passed = verdict.passed and not check.reasons
        golden = dict(verdict.golden)
        record = _style_record(style) | {"golden": golden, "check": check.record()}
        self._workplace.finish(style.id, record, model_card(record, [rule.words for rule in run.data.rules], reasons))
        self._workplace.publish(style.id)
        self._parts.history.record(style.id, StyleAction.ACTIVATED if passed else StyleAction.REFUSED, reasons, golden)
        state = LearningState.ACTIVATED if passed else LearningState.REFUSED
        body = {"style": style.id, "data": run.data.record(), "training": training, "check": check.record()}
        self._parts.store.record_run(state, {**body, "reasons": list(reasons)})
        logger.info("the style %s was %s", style.id, state.value)
        return Learned(state, style.id, run.data, reasons, training, check.record(), golden)

    def _check(self, run: _Run, style: Style) -> StyleCheck:
        with self._parts.open_style(style) as restyle:
            return check_style(run.data.rules, run.data.held_out, restyle, progress=run.progress, cancel=run.cancel)

    def _style(self, run: _Run, training: dict[str, object]) -> Style:
        plan, parent = run.plan, run.parent
        return Style(
            id=plan.style,
            name=f"Learned on {plan.style.removeprefix('style-')[:10]}",
            parent=plan.parent,
            base=plan.base,
            quantisation=parent.quantisation if parent is not None else "Q8_0",
            created_at=self._parts.now().isoformat(timespec="seconds"),
            folder=self._workplace.adapter(plan.style),
            data=run.data.record(),
            training=training,
        )


def check_enough(data: StyleData, least: int) -> None:
    """Raise ``LearningError`` with the counts where there are fewer than ``least`` edited examples."""
    if data.edited >= least:
        return
    left_out = ", ".join(f"{count} {reason}" for reason, count in data.excluded.most_common())
    raise LearningError(
        f"There are {data.edited} usable edits; at least {least} are needed to learn a style. "
        + (f"Not used: {left_out}. " if left_out else "")
        + "Record what you send with 'citewell outcome', or in the window, and try again."
    )


def _training_record(plan: RunPlan, report: TrainingReport) -> dict[str, object]:
    speed = round(report.tokens / report.seconds, 1) if report.seconds else 0.0
    return {
        "epochs": plan.epochs,
        "replay_tokens": plan.replay_tokens,
        "rank": plan.rank,
        "learning_rate": plan.learning_rate,
        "seed": plan.seed,
        "tokens_a_second": speed,
        **{name: round(value, 4) for name, value in asdict(report).items()},
    }


def _style_record(style: Style) -> dict[str, object]:
    names = ("id", "name", "parent", "base", "quantisation", "created_at", "data", "training", "golden")
    return {name: getattr(style, name) for name in names}


def _minutes_left(step: TrainingProgress, most_seconds: float) -> int:
    """The rest of a training, from the speed of its steps so far."""
    left = min(step.seconds / max(1, step.step) * (step.steps - step.step), most_seconds - step.seconds)
    return max(1, round(left / 60))


def _sha256(examples: Sequence[TrainingExample]) -> str:
    whole = hashlib.sha256()
    for example in examples:
        whole.update((json.dumps([example.system, example.user, example.completion]) + "\n").encode())
    return whole.hexdigest()
