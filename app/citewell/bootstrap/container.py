"""What the window and the command line work with: every part, built when it is first used."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from citewell import __version__
from citewell.application.bundles import Bundles, Parts
from citewell.application.calibration import TeamDecisions
from citewell.application.compliance import Trust
from citewell.application.disclosures import DisclosureRecords
from citewell.application.forgetting import Forgetting
from citewell.application.locks import locked
from citewell.application.outcomes import Outcomes
from citewell.application.policies import Policies, load_risk_layer
from citewell.bootstrap.prompts import (
    CLARIFY_PROMPT,
    CRM_PROMPT,
    PLAIN_PROMPT,
    PROMPT,
    STYLE_PROMPT,
    SUMMARY_PROMPT,
    load_schema,
    load_task,
    load_template,
)
from citewell.bootstrap.routing import RoutingModels, load_routing
from citewell.domain.documents import Passage
from citewell.domain.drafts import Mode
from citewell.domain.learning import RetiredPhrase
from citewell.domain.ports import DraftLog, Embedder, Generator, Judge, NameFinder, Reader, Verifier
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.styles import Gate, Style
from citewell.domain.styles import Verdict as StyleVerdict
from citewell.evaluation.gate import judge_runs
from citewell.evaluation.golden.reading import golden_in, read_golden
from citewell.evaluation.no_log import NoLog
from citewell.evaluation.running import Bench, Drafts, run_golden
from citewell.evaluation.runs import Run, summary_record
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.document_masking import DocumentMasker
from citewell.knowledge.ingest import Ingest
from citewell.knowledge.loaders.markup.markdown import load_markdown
from citewell.knowledge.reader.process import ReaderProcess, ReadLimits
from citewell.learning.learner import Learner
from citewell.learning.parts import LearningParts
from citewell.learning.restyling import Restyle, restyle_with
from citewell.learning.training.process import TrainerProcess
from citewell.models.clients import ProcessEmbedder, ProcessGenerator, ProcessJudge, ProcessVerifier
from citewell.models.descriptions import (
    BASE_MODEL,
    EMBEDDER,
    JUDGE,
    NAMES,
    VERIFIER,
    LanguageModelDescription,
    describe_file,
    find_base_model,
)
from citewell.models.importing import read_embedder
from citewell.models.name_client import ProcessNameFinder
from citewell.models.styles.baking import Bakery
from citewell.models.styles.styles import BaseModel, Styles
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.checks.policy_checker import PolicyChecker
from citewell.pipeline.generation.clarification import Clarifier
from citewell.pipeline.generation.extractive_answer import Extractor
from citewell.pipeline.generation.sentence_scoring import Relevance
from citewell.pipeline.generation.styler import Styler
from citewell.pipeline.intake.anonymizer import Masker
from citewell.pipeline.levels.level_writer import LevelWriter
from citewell.pipeline.pipeline import Drafter
from citewell.pipeline.retrieval.retriever import Retriever
from citewell.pipeline.routing.confidence import Confidence
from citewell.pipeline.routing.risk import RiskDetector
from citewell.pipeline.routing.risk_classifier import TicketRisk
from citewell.pipeline.routing.routing import DecisionWeights
from citewell.settings.home import Home
from citewell.settings.options import Options
from citewell.settings.resources import packs, resources_dir
from citewell.storage.db.database import Database
from citewell.storage.db.team_settings import TeamSettings
from citewell.storage.db.trusted_signers import TrustedSigners
from citewell.storage.index.overlap_search import OverlapSearch
from citewell.storage.index.search import PassageSearcher
from citewell.storage.index.store import IndexStore
from citewell.storage.index.word_uses import IndexedWords
from citewell.storage.keys.keys import DatabaseKey
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.golden_runs import GoldenRuns
from citewell.storage.log.learning_store import LearningStore
from citewell.storage.log.style_store import StyleStore
from citewell.storage.log.vault import Vault

REPLAY_STYLE = "support-1"


@dataclass
class Services:
    """What the window and the command line work with. Parts are built when first used.

    ``baked`` is the folder of prepared styles; ``baking`` hears of a style that is prepared at its first use.
    ``policy_files`` are policy packs that count beside the home's own, after them.
    """

    home: Home
    options: Options
    key: DatabaseKey
    database: Database
    baked: Path
    baking: ProgressCallback = ignore_progress
    policy_files: tuple[Path, ...] = ()
    _turn: threading.RLock = field(default_factory=threading.RLock)
    _described: dict[str, LanguageModelDescription] = field(default_factory=dict)

    @cached_property
    def index(self) -> IndexStore:
        """The writing side of the index."""
        return IndexStore(self.database)

    @cached_property
    def log(self) -> EditLog:
        """The edit log."""
        return EditLog(self.database)

    @cached_property
    def vault(self) -> Vault:
        """What placeholders stand for, and what is no personal data."""
        return Vault(self.database)

    @cached_property
    def masker(self) -> Masker:
        """Finds personal data in tickets."""
        return Masker(self.name_finder, self.vault.allowed, IndexedWords(self.database))

    @cached_property
    def name_finder(self) -> NameFinder | None:
        """Finds names and addresses, in a process of its own; ``None`` where its model is not installed."""
        folder = resources_dir() / "models" / NAMES.folder
        return ProcessNameFinder(folder, threads=1) if (folder / "model.onnx").is_file() else None

    @cached_property
    def trust(self) -> Trust:
        """Audit log, erasure, retention, review."""
        return Trust(self.home, self.database, lambda: self.options, self.learned_styles)

    def learned_styles(self) -> dict[str, str]:
        """The styles that were learned here, with the time each was made (ISO 8601, UTC)."""
        known = [one.style for one in self.styles.standings()]
        return {style.id: style.created_at for style in known if isinstance(style, Style) and not style.shipped}

    @cached_property
    def embedder(self) -> Embedder:
        """The sentence embedder, in a process of its own."""
        description, folder = EMBEDDER, resources_dir() / "models" / EMBEDDER.folder
        if self.options.embedder:
            folder = Path(self.options.embedder)
            description = read_embedder(folder)
        return ProcessEmbedder(description, folder, threads=self.options.thread_count)

    @cached_property
    def generator(self) -> Generator:
        """The language model that drafts, in a process of its own: with the style that ships, if any.

        A style that was learned from edits rewrites what the one that it came from drafts (``styling``). The style is
        prepared where that was not done before. Raises ``ModelError`` and ``StorageError``.
        """
        with self._turn:  # two threads must not start two models
            if "generator" not in self.__dict__:
                style = self.drafting_style()
                self.__dict__["generator"] = self.base_generator if style is None else self.style_generator(style)
            generator: Generator = self.__dict__["generator"]
            return generator

    @cached_property
    def base_generator(self) -> Generator:
        """The base model without a style, in a process of its own. Raises ``ModelError``."""
        with self._turn:
            if "base_generator" not in self.__dict__:
                description, path = self._base()
                self.__dict__["base_generator"] = ProcessGenerator(description, path, threads=self.options.thread_count)
            generator: Generator = self.__dict__["base_generator"]
            return generator

    def generator_for(self, mode: Mode) -> Generator:
        """The model of a mode: ``rag`` is the base model alone, the others have the style. Started when first used."""
        return self.base_generator if mode is Mode.RAG else self.generator

    def drafting_style(self) -> Style | None:
        """The style that ships of which the active one is a descendant; ``None``: the base model drafts."""
        known = {one.style.id: one.style for one in self.styles.standings() if isinstance(one.style, Style)}
        style = self.styles.active()
        while style is not None and not style.shipped:
            style = known.get(style.parent)
        return style

    def styling(self) -> Generator | None:
        """The language model with the active style, where that was learned from edits; in a process of its own.

        Raises ``ModelError`` and ``StorageError``.
        """
        with self._turn:
            if "styling_generator" not in self.__dict__:
                style = self.styles.active()
                learned = style is not None and not style.shipped
                self.__dict__["styling_generator"] = self.style_generator(style) if style and learned else None
            generator: Generator | None = self.__dict__["styling_generator"]
            return generator

    def style_generator(self, style: Style, cancel: CancelToken | None = None) -> ProcessGenerator:
        """A model with ``style``, active or not, prepared where need be. Who asks closes its ``process``.

        Raises ``ModelError``, ``StorageError`` and ``CancelledError``.
        """
        baked = self.styles.bake(style, progress=self.baking, cancel=cancel)
        description = replace(self._base()[0], file=baked.path.name, sha256=baked.sha256)
        return ProcessGenerator(description, baked.path, threads=self.options.thread_count, style=style.id)

    def restyle(self) -> None:
        """Let the next draft use the style that is active now."""
        with self._turn:
            for name in ("generator", "styling_generator"):
                before = self.__dict__.pop(name, None)
                if isinstance(before, ProcessGenerator) and before is not self.__dict__.get("base_generator"):
                    before.process.close()

    @cached_property
    def styles(self) -> Styles:
        """The styles that ship and the learned ones."""

        def base() -> BaseModel:
            description, path = self._base()
            return BaseModel(path, description.sha256)

        return Styles(
            shipped=resources_dir() / "styles",
            own=self.home.styles,
            history=StyleStore(self.database),
            bakery=Bakery(self.baked, threads=self.options.thread_count),
            base=base,
        )

    def _base(self) -> tuple[LanguageModelDescription, Path]:
        """The base model that the options name; its file is hashed once."""
        chosen = self.options.base_model
        if not chosen:
            return BASE_MODEL, find_base_model(resources_dir())
        if chosen not in self._described:
            self._described[chosen] = describe_file(Path(chosen))
        return self._described[chosen], Path(chosen)

    @cached_property
    def judge(self) -> Judge | None:
        """Reads ticket and passage together, in a process of its own."""
        return ProcessJudge(resources_dir() / "models" / JUDGE.folder, threads=self.options.thread_count)

    @cached_property
    def verifier(self) -> Verifier:
        """Reads a claim beside what should back it, in a process of its own."""
        return ProcessVerifier(resources_dir() / "models" / VERIFIER.folder, threads=self.options.thread_count)

    @cached_property
    def retriever(self) -> Retriever:
        """Search in the index."""
        return Retriever(self.searcher, self.embedder, self.cut)

    @cached_property
    def searcher(self) -> PassageSearcher:
        """The reading side of the index."""
        return PassageSearcher(self.database, self.embedder.identity)

    @staticmethod
    def cut(text: str, title: str) -> tuple[Passage, ...]:
        """Passages of a text that was handed in, read as Markdown."""
        return cut_passages(load_markdown(text, title))

    @cached_property
    def checker(self) -> PolicyChecker:
        """The policy checker."""
        return self.build_checker(self.guard)

    def build_checker(self, guard: DisclosureGuard, policies: Policies | None = None) -> PolicyChecker:
        """The policy checker, over the confidential documents that ``guard`` knows; by ``policies``, where given."""
        return PolicyChecker(self.support, guard.findings, (policies or self.policies).checker)

    @cached_property
    def policies(self) -> Policies:
        """The policy packs in force: those that ship, and the home's own."""
        return Policies(self.home.policies, self.policy_files)

    @cached_property
    def risk_detector(self) -> RiskDetector:
        """Tells tickets that a person must answer. Raises ``ModelError``."""
        return self.build_risk_detector(self.policies, self.routing)

    @cached_property
    def routing(self) -> RoutingModels:
        """What tickets are routed by before anything is searched. Raises ``ModelError``."""
        return load_routing()

    def build_risk_detector(self, policies: Policies, routing: RoutingModels) -> RiskDetector:
        """Tells the tickets that a person must answer by ``policies``. Raises ``ModelError``."""
        classifier = TicketRisk(routing.risk, self.embedder)
        return RiskDetector(policies.current, self.embedder, load_risk_layer(), classifier)

    @cached_property
    def guard(self) -> DisclosureGuard:
        """Finds what a text gives away of confidential documents."""
        return DisclosureGuard(OverlapSearch(self.database))

    @cached_property
    def disclosures(self) -> DisclosureRecords:
        """Notes what left although the guard found it."""
        return DisclosureRecords(self.guard, self.trust.audit, self.masker)

    @property
    def outcomes(self) -> Outcomes:
        """Recording what became of drafts."""
        return Outcomes(self.log, self.disclosures, self.masker)

    @property
    def bundles(self) -> Bundles:
        """Exports and imports of signed bundles."""
        return Bundles(
            Parts(
                home=self.home,
                signer=self.trust.signer,
                signers=TrustedSigners(self.database),
                audit=self.trust.audit,
                ingest=lambda: self.ingest,
                sources=self.index.sources,
                shipped_styles=resources_dir() / "styles",
                policies=self.policies,
                max_file_bytes=self.options.max_file_mb * 1024 * 1024,
            )
        )

    @cached_property
    def support(self) -> SupportScorer:
        """Scores how well passages back a sentence."""
        return SupportScorer(self.verifier)

    @cached_property
    def ingest(self) -> Ingest:
        """Indexing."""
        return Ingest(
            self.index,
            self.embedder,
            self.reader,
            self._index_lock,
            DocumentMasker(lambda: self.name_finder, enabled=self.options.mask_documents),
        )

    def _index_lock(self) -> contextlib.AbstractContextManager[object]:
        return locked(self.home.index_lock, "indexes this home")

    @cached_property
    def forgetting(self) -> Forgetting:
        """Removing sources."""
        return Forgetting(self.index, self._index_lock)

    @cached_property
    def reader(self) -> Reader:
        """Reads files, in a process of its own."""
        return ReaderProcess(ReadLimits(seconds=self.options.max_file_seconds, memory_mb=self.options.max_reader_mb))

    @cached_property
    def drafter(self) -> Drafter:
        """The way of a ticket."""
        return self.build_drafter(self.log)

    def build_drafter(
        self,
        log: DraftLog,
        generator: Generator | None = None,
        styling: Generator | None = None,
        *,
        retriever: Retriever | None = None,
        checker: PolicyChecker | None = None,
        weights: DecisionWeights | None = None,
        confidence: Confidence | None = None,
        policies: Policies | None = None,
        routing: RoutingModels | None = None,
    ) -> Drafter:
        """A drafter that keeps its drafts in ``log``; ``generator`` and ``styling`` replace the models in use.

        ``policies`` replaces the policy in force; who gives it gives a ``checker`` of it too. ``routing`` replaces what
        tickets are routed by.
        """
        in_force = policies or self.policies
        routed = routing or self.routing
        own_risk = policies is not None or routing is not None
        return Drafter(
            retriever=retriever or self.retriever,
            generators=self.generator_for if generator is None else lambda _mode: generator,
            checker=checker or self.checker,
            extractor=Extractor(Relevance(self.embedder)),
            template=load_template(PROMPT),
            plain_template=load_template(PLAIN_PROMPT),
            weights=self.decisions.weights if weights is None else lambda: weights,
            confidence=confidence,
            support=self.support,
            log=log,
            judge=self.judge,
            clarifier=Clarifier(load_template(CLARIFY_PROMPT)),
            levels=self.levels,
            styler=Styler(load_task(STYLE_PROMPT), self.retired_phrases),
            styling=self.styling if generator is None and styling is None else lambda: styling,
            masker=self.masker,
            risk=self.build_risk_detector(in_force, routed) if own_risk else self.risk_detector,
            wording=lambda: in_force.current().wording,
            phrasing=routed.phrasing,
        )

    @cached_property
    def levels(self) -> LevelWriter:
        """Summaries and CRM records. Raises ``ModelError``."""
        return LevelWriter(summary=load_task(SUMMARY_PROMPT), crm=load_task(CRM_PROMPT), schema=load_schema("crm"))

    @cached_property
    def golden_runs(self) -> GoldenRuns:
        """Saved golden runs."""
        return GoldenRuns(self.database)

    def golden_paths(self) -> list[Path]:
        """What the activation gate runs: tickets that ship, the team's own, and those of sample packs in the index."""
        chosen = [Path(part.strip()).expanduser() for part in self.options.golden.split(";") if part.strip()]
        own = [] if chosen else golden_in(self.home.golden)
        indexed = {Path(source.root) for source in self.index.sources()}
        samples = [pack.golden for pack in packs() if pack.folder in indexed]
        return [resources_dir() / "golden", *chosen, *own, *samples]

    def run_golden(
        self,
        paths: Sequence[Path] = (),
        modes: Sequence[Mode] = (Mode.HYBRID,),
        *,
        generator: Generator | None = None,
        styling: Generator | None = None,
        limit: int | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Run:
        """Run golden tickets (no ``paths``: the gate's); ``generator`` and ``styling`` replace models.

        Nothing is logged.

        Raises ``BadInputError``, ``ModelError`` and ``CancelledError``.
        """
        files = read_golden(paths or self.golden_paths())
        bench = self.bench(lambda: self.build_drafter(NoLog(), generator, styling))
        return run_golden(files, modes, bench, limit=limit, progress=progress, cancel=cancel)

    def bench(self, drafts: Callable[[], Drafts], index: tuple[int, int] | None = None) -> Bench:
        """What an evaluation needs; ``index`` is the size of another index than the home's (documents, passages)."""
        return Bench(
            drafts=lambda _mode: drafts(),
            support=self.support,
            index=index or self.retriever.totals(),
            version=__version__,
            schema=load_schema("crm"),
        )

    @cached_property
    def decisions(self) -> TeamDecisions:
        """The thresholds and the confidence that the team's golden tickets set."""

        def golden() -> tuple[list[Path], list[Path]]:
            gate = self.golden_paths()
            return [path for path in gate if path != resources_dir() / "golden"], gate

        return TeamDecisions(
            TeamSettings(self.database),
            lambda: self.trust.audit,
            lambda weights, confidence: self.build_drafter(NoLog(), weights=weights, confidence=confidence),
            lambda drafts: self.bench(lambda: drafts),
            golden,
        )

    def style_gate(
        self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Gate | None:
        """The activation gate for styles; ``None`` where there are no golden tickets. Raises ``BadInputError``."""
        files = read_golden(self.golden_paths())
        if not any(file.tickets for file in files):
            return None

        def gate(style: Style) -> StyleVerdict:
            before = self.run_golden(progress=progress, cancel=cancel)
            generator = self.style_generator(style, cancel)
            try:
                after = (
                    self.run_golden(generator=generator, progress=progress, cancel=cancel)
                    if style.shipped
                    else self.run_golden(styling=generator, progress=progress, cancel=cancel)
                )
            finally:
                generator.process.close()
            verdict = judge_runs(before, after)
            golden: dict[str, object] = {
                name: {mode: summary_record(summary) for mode, summary in run.summaries().items()}
                for name, run in (("before", before), ("after", after))
            }
            return StyleVerdict(verdict.passed, verdict.reasons, {**golden, "notes": list(verdict.notes)})

        return gate

    @cached_property
    def learning_store(self) -> LearningStore:
        """Retired phrases, suggestions about facts, and learning runs."""
        return LearningStore(self.database)

    def retired_phrases(self) -> tuple[RetiredPhrase, ...]:
        """Phrases that the team no longer says, and what is said instead."""
        return self.learning_store.retired()

    @cached_property
    def learner(self) -> Learner:
        """Makes styles out of the edit log."""

        @contextlib.contextmanager
        def open_style(style: Style) -> Iterator[Restyle]:
            generator = self.style_generator(style)
            try:
                yield restyle_with(Styler(load_task(STYLE_PROMPT)), generator, CancelToken())
            finally:
                generator.process.close()

        def base() -> tuple[Path, str]:
            description, path = self._base()
            return path, description.sha256

        return Learner(
            LearningParts(
                log=self.log,
                store=self.learning_store,
                styles=self.styles,
                history=StyleStore(self.database),
                trainer=TrainerProcess(),
                gate=self.style_gate,
                open_style=open_style,
                base=base,
                folder=self.home.styles,
                replay=resources_dir() / "styles" / REPLAY_STYLE / "replay.jsonl",
                system=load_task(STYLE_PROMPT).system,
                threads=self.options.thread_count,
            )
        )

    def close(self) -> None:
        """End the child processes and close the database."""
        reader = self.__dict__.get("reader")
        if isinstance(reader, ReaderProcess):
            reader.close()
        for name in (
            "embedder",
            "judge",
            "verifier",
            "name_finder",
            "generator",
            "styling_generator",
            "base_generator",
        ):
            model = self.__dict__.get(name)
            if isinstance(
                model, ProcessEmbedder | ProcessJudge | ProcessVerifier | ProcessNameFinder | ProcessGenerator
            ):
                model.process.close()
        self.database.close()
