"""Evaluation on golden tickets: runs of this home, and the activation gate for styles."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from citewell import __version__
from citewell.application.drafting.pipelines import PipelineParts, assemble
from citewell.application.homes.settings import Settings
from citewell.application.models.models import Models
from citewell.application.models.resources import load_schema
from citewell.domain.documents import Source
from citewell.domain.drafts import Mode
from citewell.domain.generation import Generator
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.styles import Gate, Style
from citewell.domain.styles import Verdict as StyleVerdict
from citewell.evaluation.gate import judge_runs
from citewell.evaluation.golden.reading import golden_in, read_golden
from citewell.evaluation.running import Begun, Bench, Drafts, run_golden
from citewell.evaluation.runs import Run, summary_record
from citewell.settings.home import Home
from citewell.settings.resources import packs, resources_dir


class GoldenEvaluation:
    """Golden tickets over this home's index. Nothing that is drafted so is kept."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        sources: Callable[[], Sequence[Source]],
        parts: PipelineParts,
        models: Models,
        released: Callable[[], list[Path]] = list,
    ) -> None:
        """``sources`` are those of the index, ``parts`` the pipeline's as it is in use.

        ``released`` are the golden tickets of the team's release, run where the home has none of its own.
        """
        self._released = released
        self._home = home
        self._settings = settings
        self._sources = sources
        self._parts = parts
        self._models = models

    def paths(self) -> list[Path]:
        """What the activation gate runs: tickets that ship, the team's, and those of sample packs in the index."""
        wanted = self._settings.options.golden.split(";")
        chosen = [Path(part.strip()).expanduser() for part in wanted if part.strip()]
        own = [] if chosen else golden_in(self._home.golden) or self._released()
        indexed = {Path(source.root) for source in self._sources()}
        samples = [pack.golden for pack in packs() if pack.folder in indexed]
        return [resources_dir() / "golden", *chosen, *own, *samples]

    def own_paths(self) -> list[Path]:
        """Those of ``paths`` that do not ship."""
        return [path for path in self.paths() if path != resources_dir() / "golden"]

    def team_paths(self) -> list[Path]:
        """The golden tickets that this home keeps: what a release of the team takes."""
        wanted = [part.strip() for part in self._settings.options.golden.split(";")]
        return [Path(part).expanduser() for part in wanted if part] or golden_in(self._home.golden)

    def run(
        self,
        paths: Sequence[Path] = (),
        modes: Sequence[Mode] = (Mode.HYBRID,),
        *,
        generator: Generator | None = None,
        styling: Generator | None = None,
        limit: int | None = None,
        begun: Begun | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Run:
        """Run golden tickets (no ``paths``: the gate's); ``generator`` and ``styling`` replace the models in use.

        With ``begun`` a run goes on that was broken off.

        Raises ``BadInputError``, ``ModelError`` and ``CancelledError``.
        """
        files = read_golden(paths or self.paths())
        parts = self._parts
        if generator is not None:
            parts = replace(parts, generators=lambda _mode: generator, styling=lambda: None)
        if styling is not None:
            parts = replace(parts, styling=lambda: styling)
        bench = self.bench(lambda: assemble(parts))
        return run_golden(files, modes, bench, limit=limit, begun=begun, progress=progress, cancel=cancel)

    def bench(self, drafts: Callable[[], Drafts], index: tuple[int, int] | None = None) -> Bench:
        """What a run needs; ``index`` is the size of another index than the home's (documents, passages)."""
        return Bench(
            drafts=lambda _mode: drafts(),
            support=self._parts.support,
            index=index or self._parts.retriever.totals(),
            version=__version__,
            schema=load_schema("crm"),
        )

    def style_gate(
        self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Gate | None:
        """The activation gate for styles; ``None`` where there are no golden tickets. Raises ``BadInputError``."""
        if not any(file.tickets for file in read_golden(self.paths())):
            return None

        def gate(style: Style) -> StyleVerdict:
            before = self.run(progress=progress, cancel=cancel)
            with self._models.with_style(style, cancel) as model:
                generator, styling = (model, None) if style.shipped else (None, model)
                after = self.run(generator=generator, styling=styling, progress=progress, cancel=cancel)
            verdict = judge_runs(before, after)
            golden: dict[str, object] = {
                name: {mode: summary_record(summary) for mode, summary in run.summaries().items()}
                for name, run in (("before", before), ("after", after))
            }
            return StyleVerdict(verdict.passed, verdict.reasons, {**golden, "notes": list(verdict.notes)})

        return gate
