"""Tiers at work: which there are, how fast they are here, and what the golden tickets of this home say of them.

Compact, which ships, is what all are compared with. A larger model is not a better one by itself: it is recommended
where it beats compact on this home's own golden tickets, and marked on every draft until that was looked at.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from citewell.application.homes.settings import Settings
from citewell.application.models.library import DEFAULT
from citewell.application.models.resources import PLAIN_PROMPT, PROMPT
from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.generation import Generator
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.domain.tiers import GoldenResult, Placement, Speed, Tier
from citewell.evaluation.gate import gains, judge_runs
from citewell.evaluation.runs import Run, read_run, run_record
from citewell.models.descriptions import BASE_MODEL, find_base_model
from citewell.models.importing import ModelKind, imported_models
from citewell.models.own_models import describe_file
from citewell.models.speeds import Speeds, measure_speed
from citewell.models.styles.styles import BaseModel, Styles
from citewell.settings.home import Home
from citewell.settings.resources import resources_dir
from citewell.storage.log.golden_runs import GoldenRuns

__all__ = ["DEFAULT", "GoldenResult", "Speed", "Tier", "TierStanding", "Tiers"]

COMPACT = "compact"
SHOWN = ("decision_accuracy", "gold_cited", "facts_stated", "grounded_accuracy")
"""The golden measures that are shown of a tier."""
_SAVED = "tier"
"""How the names of its golden runs begin."""


@dataclass(frozen=True, slots=True)
class TierStanding:
    """A tier in the list, with what is known of it; ``problem`` says why a file cannot be used (it has no ``tier``)."""

    id: str
    in_use: bool
    tier: Tier | None = None
    speed: Speed | None = None
    golden: GoldenResult | None = None
    problem: str = ""

    @property
    def recommended(self) -> bool:
        """Whether it beats compact on this home's golden tickets."""
        return self.golden is not None and self.golden.beats_compact

    @property
    def unproven(self) -> bool:
        """Whether it is a model of the user's without a golden result of this home."""
        return self.tier is not None and self.tier.own and self.golden is None


class OwnModels(Protocol):
    """What tiers need of the models."""

    def with_model(self, base_model: str, cancel: CancelToken | None = None) -> AbstractContextManager[Generator]:
        """The model of a file (empty: compact), until the context is left. Raises ``ModelError``."""
        ...

    def generator(self) -> Generator:
        """The model in use. Raises ``ModelError``."""
        ...


class GoldenTickets(Protocol):
    """What tiers need of the evaluation."""

    def own_paths(self) -> list[Path]:
        """The golden tickets of this home that do not ship."""
        ...

    def run(
        self,
        paths: Sequence[Path],
        modes: Sequence[Mode],
        *,
        generator: Generator | None,
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> Run:
        """Run them. Raises ``BadInputError``, ``ModelError`` and ``CancelledError``."""
        ...


class Tiers:
    """The tiers of one home."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        styles: Styles,
        models: OwnModels,
        evaluation: GoldenTickets,
        runs: GoldenRuns,
    ) -> None:
        """Nothing is read yet."""
        self._home, self._settings, self._styles = home, settings, styles
        self._models, self._evaluation, self._runs = models, evaluation, runs
        self._speeds = Speeds(home.models)

    def standings(self) -> list[TierStanding]:
        """Compact, then the user's models, each with what is known of it. Raises ``StorageError``."""
        return [self._standing(tier_id, path) for tier_id, path in self._files().items()]

    def path(self, tier_id: str) -> str:
        """What the option ``base_model`` says for a tier. Raises ``BadInputError``."""
        files = self._files()
        if tier_id not in files:
            raise BadInputError(f"There is no language model '{tier_id}'. Models: {', '.join(files)}.")
        return files[tier_id]

    def measure(self, tier_id: str, cancel: CancelToken | None = None) -> Speed:
        """Measure how fast a tier is on this machine now, and keep it.

        Raises ``BadInputError``, ``ModelError`` and ``CancelledError``.
        """
        tier, path = self._find(tier_id)
        token = cancel or CancelToken()
        with self._models.with_model(path, token) as generator:
            speed = measure_speed(generator, token)
        self._speeds.save(tier.sha256, speed)
        return speed

    def judge(
        self, tier_id: str, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> GoldenResult | None:
        """Run this home's golden tickets by compact and by a tier, and keep both; ``None`` for compact itself.

        Drafts are compared as the models write them, without a style that was learned here. Raises
        ``BadInputError`` where the home has no golden tickets of its own, ``ModelError``, ``CancelledError``.
        """
        tier, path = self._find(tier_id)
        paths = self._evaluation.own_paths()
        if not paths:
            raise BadInputError(
                "This home has no golden tickets of its own, so nothing tells which model is better here. "
                "Write some (docs/golden-tickets.md) into golden/ in the home, then do this again."
            )
        compact, _ = self._find(DEFAULT)
        chosen = [(compact, "")] if tier == compact else [(compact, ""), (tier, path)]
        for at, (one, file) in enumerate(chosen):

            def told(step: Progress, one: Tier = one, at: int = at) -> None:
                item = f"{one.name}: {step.item}" if step.item else ""
                progress(Progress(step.done + at * step.total, step.total * len(chosen), item))

            with self._models.with_model(file, cancel) as generator:
                run = self._evaluation.run(paths, [Mode.HYBRID], generator=generator, progress=told, cancel=cancel)
            self._runs.save(_run_name(one), run_record(run))
        return self._golden(tier)

    def placement(self) -> Placement:
        """Where the model in use computes; starts it. Raises ``ModelError``."""
        return self._models.generator().placement()

    def in_use_unproven(self) -> bool:
        """Whether drafts come from a model of the user's that no golden result of this home speaks for."""
        if not self._settings.options.base_model:
            return False
        standing = next((one for one in self._files() if self._in_use(one)), None)
        if standing is None:
            return True
        try:
            tier, _ = self._find(standing)
        except (BadInputError, ModelError):
            return True
        return not {_run_name(tier), _run_name(self._find(DEFAULT)[0])} <= set(self._runs.names())

    def _files(self) -> dict[str, str]:
        """Paths of the model files by id of the tier, compact first with an empty one."""
        files = {DEFAULT: ""}
        files |= {
            one.id: str(one.path) for one in imported_models(self._home.models) if one.kind is ModelKind.LANGUAGE_MODEL
        }
        chosen = self._settings.options.base_model
        if chosen and chosen not in files.values():
            files[chosen] = chosen
        return files

    def _in_use(self, tier_id: str) -> bool:
        return self._files().get(tier_id) == self._settings.options.base_model

    def _find(self, tier_id: str) -> tuple[Tier, str]:
        """A tier and the path of its file. Raises ``BadInputError`` listing the tiers, and ``ModelError``."""
        path = self.path(tier_id)
        return self._tier(tier_id, path), path

    def _tier(self, tier_id: str, path: str) -> Tier:
        file = Path(path) if path else find_base_model(resources_dir())
        described = describe_file(file) if path else BASE_MODEL
        style = self._styles.on(lambda: BaseModel(file, described.sha256)).drafting()
        return Tier(
            id=tier_id,
            name=described.name,
            file=described.file,
            sha256=described.sha256,
            size=file.stat().st_size,
            licence=described.licence,
            architecture=described.architecture,
            context_tokens=described.context_tokens,
            prompt=PLAIN_PROMPT if style is None else PROMPT,
            style="" if style is None else style.id,
            own=bool(path),
        )

    def _standing(self, tier_id: str, path: str) -> TierStanding:
        in_use = path == self._settings.options.base_model
        try:
            tier = self._tier(tier_id, path)
        except ModelError as error:
            return TierStanding(tier_id, in_use, problem=str(error))
        return TierStanding(tier_id, in_use, tier, self._speeds.load(tier.sha256), self._golden(tier))

    def _golden(self, tier: Tier) -> GoldenResult | None:
        """The saved runs of a tier and of compact beside each other; ``None`` where one of them is missing."""
        if not tier.own:
            return None
        names = set(self._runs.names())
        wanted = (_run_name(self._find(DEFAULT)[0]), _run_name(tier))
        if not names.issuperset(wanted):
            return None
        try:
            before, after = (read_run(self._runs.load(name)) for name in wanted)
        except BadInputError:  # saved by another version
            return None
        verdict = judge_runs(before, after)
        better = verdict.passed and gains(verdict.comparison)
        reasons = verdict.reasons or (() if better else ("Nothing got better.",))
        return GoldenResult(after.at, len(after.rows), _shares(after), _shares(before), better, reasons)


def _run_name(tier: Tier) -> str:
    """The name of a tier's golden run: another file, prompt or style is another tier."""
    return " ".join(
        part for part in (_SAVED, tier.id if tier.own else COMPACT, tier.sha256[:12], tier.prompt, tier.style) if part
    )


def _shares(run: Run) -> dict[str, float]:
    measures = run.summaries()[Mode.HYBRID.value].measures
    return {name: round(value, 4) for name in SHOWN if (value := measures[name].value) is not None}
