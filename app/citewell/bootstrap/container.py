"""The container: builds the ``App`` of a home, all of it at once, and nothing else."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citewell.application.app import App, learned_styles
from citewell.application.compliance.compliance import Compliance
from citewell.application.drafting.disclosures import DisclosureRecords
from citewell.application.drafting.drafting import Drafting
from citewell.application.drafting.outcomes import Outcomes
from citewell.application.drafting.pipelines import PipelineParts, assemble, risk_detector
from citewell.application.evaluation.advising import Advisor
from citewell.application.evaluation.calibration import TeamDecisions, WeightsInForce
from citewell.application.evaluation.golden_evaluation import GoldenEvaluation
from citewell.application.figures.comparisons import Comparisons
from citewell.application.figures.ledger import CostLedger
from citewell.application.figures.live_figures import LiveFigures
from citewell.application.figures.live_work import LiveWork
from citewell.application.homes.locks import locked
from citewell.application.homes.settings import Settings
from citewell.application.models.fitted import load_fitted
from citewell.application.models.models import Models
from citewell.application.models.resources import (
    CLARIFY_PROMPT,
    CRM_PROMPT,
    PLAIN_PROMPT,
    PROMPT,
    STYLE_PROMPT,
    SUMMARY_PROMPT,
    load_routing,
    load_schema,
    load_task,
    load_template,
)
from citewell.application.models.tiers import Tiers
from citewell.application.policies.policies import Policies
from citewell.application.releases.store import ReleaseStore
from citewell.application.sources.bundles import Bundles
from citewell.application.sources.bundles import Parts as BundleParts
from citewell.application.sources.forgetting import Forgetting
from citewell.application.topics.gaps import Gaps, documents_answer
from citewell.application.topics.levels import AssistLevels
from citewell.application.topics.topics import Topics
from citewell.bootstrap.arms import Arms
from citewell.bootstrap.models import BaseModelFile, ProcessModels
from citewell.bootstrap.team import TeamPieces, build_team
from citewell.domain.learning import RetiredPhrase
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.styles import Style
from citewell.knowledge.document_masking import DocumentMasker
from citewell.knowledge.given import cut_text
from citewell.knowledge.ingest import Ingest
from citewell.learning.learner import Learner
from citewell.learning.parts import LearningParts
from citewell.learning.restyling import Restyle, restyle_with
from citewell.learning.training.process import TrainerProcess
from citewell.models.styles.baking import Bakery
from citewell.models.styles.styles import Styles
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.checks.policy_checker import PolicyChecker
from citewell.pipeline.fitted import Fitted
from citewell.pipeline.generation.clarification import Clarifier
from citewell.pipeline.generation.model_draft import Prompts
from citewell.pipeline.generation.styler import Styler
from citewell.pipeline.intake.anonymizer import Masker
from citewell.pipeline.levels.level_writer import LevelWriter
from citewell.pipeline.retrieval.retriever import Retriever
from citewell.pipeline.routing.confidence import Confidence
from citewell.pipeline.routing.routing import DecisionWeights
from citewell.settings.home import Home
from citewell.settings.options import Options
from citewell.settings.resources import resources_dir, sample_policies
from citewell.storage.db.database import Database
from citewell.storage.db.team_settings import TeamSettings
from citewell.storage.db.trusted_signers import TrustedSigners
from citewell.storage.figures.counts import FigureCounts
from citewell.storage.figures.facts import DraftFacts
from citewell.storage.figures.trials import Trials
from citewell.storage.index.overlap_search import OverlapSearch
from citewell.storage.index.search import PassageSearcher
from citewell.storage.index.store import IndexStore, source_roots
from citewell.storage.index.word_uses import IndexedWords
from citewell.storage.keys.keys import DatabaseKey
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.gap_store import GapStore
from citewell.storage.log.golden_runs import GoldenRuns
from citewell.storage.log.learning_store import LearningStore
from citewell.storage.log.style_store import StyleStore
from citewell.storage.log.topic_store import LevelStore, TopicStore
from citewell.storage.log.vault import Vault

REPLAY_STYLE = "support-1"

MakeModels = Callable[[Options, Styles, BaseModelFile, ProgressCallback], Models]
"""Makes the models of a home: ``ProcessModels``, or fakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What who opens a home may choose.

    ``baked`` is the folder of prepared styles (``None``: the home's own), ``baking`` hears of a style that is prepared
    at its first use.
    """

    baked: Path | None = None
    baking: ProgressCallback = ignore_progress
    models: MakeModels = ProcessModels


def build(home: Home, options: Options, key: DatabaseKey, database: Database, choices: Choices) -> App:
    """Build the ``App`` of an open home. Raises ``ModelError`` where a file that ships is missing."""
    settings = Settings(options, home.settings)
    fitted = load_fitted()
    base = BaseModelFile(lambda: settings.options.base_model)
    styles = Styles(
        shipped=resources_dir() / "styles",
        own=home.styles,
        history=StyleStore(database),
        bakery=Bakery(choices.baked or home.baked, threads=options.thread_count),
        base=base,
    )
    models = choices.models(options, styles, base, choices.baking)
    compliance = Compliance(home, database, lambda: settings.options, lambda: learned_styles(styles))
    vault = Vault(database)
    masker = Masker(models.name_finder, vault.allowed, IndexedWords(database))
    released = ReleaseStore(home)
    policies = Policies(home.policies, lambda: [*released.policies(), *sample_policies(source_roots(database))])
    guard = DisclosureGuard(OverlapSearch(database))
    support = SupportScorer(models.verifier, fitted.support)
    checker = PolicyChecker(support, guard.findings, policies.checker)
    searcher = PassageSearcher(database, lambda: models.embedder.identity)
    search = Retriever(searcher, models.embedder, cut_text, fitted.rankings)
    learning_store = LearningStore(database)
    log = EditLog(database)
    index = IndexStore(database)
    disclosures = DisclosureRecords(guard, compliance.audit, masker)

    def index_lock() -> contextlib.AbstractContextManager[object]:
        return locked(home.index_lock, "indexes this home")

    in_force = WeightsInForce(TeamSettings(database), fitted.decision)
    parts = _pipeline_parts(
        models,
        policies,
        fitted,
        retriever=search,
        checker=checker,
        support=support,
        masker=masker,
        retired=learning_store.retired,
        weights=in_force.weights,
    )
    evaluation = GoldenEvaluation(home, settings, index.sources, parts, models, released.golden)
    golden_runs = GoldenRuns(database)
    tiers = Tiers(home, settings, styles, models, evaluation, golden_runs)
    calibration = TeamDecisions(
        in_force,
        compliance.audit,
        lambda weights, confidence: assemble(replace(parts, weights=lambda: weights, confidence=confidence)),
        lambda drafts: evaluation.bench(lambda: drafts),
        lambda: (evaluation.own_paths(), evaluation.paths()),
        fitted,
    )
    facts, counts, trials = DraftFacts(database), FigureCounts(database), Trials(database)
    figures = LiveFigures(facts, counts)

    def arm_models(arm_styles: Styles, path: str | None) -> Models:
        file = base if path is None else BaseModelFile(lambda: path)
        return choices.models(options, arm_styles.on(file), file, choices.baking)

    arms = Arms(parts, styles, arm_models, tiers.path, fitted.decision)
    live = LiveWork(
        trials,
        counts,
        policies,
        compliance.audit,
        arms.pipeline,
        lambda: models.cpu_seconds() + arms.cpu_seconds(),
    )
    ingest = Ingest(
        index,
        models.embedder,
        models.reader,
        index_lock,
        DocumentMasker(models.name_finder, enabled=options.mask_documents),
    )
    topics = Topics(TopicStore(database), GapStore(database), lambda: models.embedder)
    levels = AssistLevels(LevelStore(database), topics, lambda: settings.options)
    bundles = _bundles(home, options, database, compliance, ingest, index, policies)
    forgetting = Forgetting(index, index_lock)
    team = build_team(
        TeamPieces(
            store=released,
            settings=settings,
            bundles=bundles,
            compliance=compliance,
            ingest=ingest,
            index=index,
            forgetting=forgetting,
            policies=policies,
            styles=styles,
            models=models,
            evaluation=evaluation,
            database=database,
            golden_runs=golden_runs,
        )
    )
    return App(
        home=home,
        key=key,
        settings=settings,
        database=database,
        models=models,
        drafting=Drafting(assemble(parts), log, disclosures, tiers.in_use_unproven, live, topics.note_draft),
        search=search,
        index=index,
        ingest=ingest,
        log=log,
        outcomes=Outcomes(log, disclosures, masker, levels.note_outcome),
        forgetting=forgetting,
        vault=vault,
        compliance=compliance,
        disclosures=disclosures,
        policies=policies,
        styles=styles,
        learner=_learner(home, options, database, log, learning_store, styles, models, evaluation),
        learning_store=learning_store,
        evaluation=evaluation,
        golden_runs=golden_runs,
        tiers=tiers,
        calibration=calibration,
        comparisons=Comparisons(trials, facts, styles, tiers, lambda: calibration.shown() is not None, arms.close),
        live_figures=figures,
        ledger=CostLedger(home, figures, learning_store),
        advisor=Advisor(database, lambda: settings.options, lambda: _style_in_use(styles)),
        bundles=bundles,
        team=team,
        topics=topics,
        levels=levels,
        gaps=Gaps(
            topics,
            GapStore(database),
            documents_answer(parts),
            lambda: settings.options,
            compliance.note_export,
        ),
        masker=masker,
        guard=guard,
        checker=checker,
        searcher=searcher,
        fitted=fitted,
        parts=parts,
    )


def _style_in_use(styles: Styles) -> str:
    style = styles.active()
    return style.id if style is not None else ""


def _pipeline_parts(
    models: Models,
    policies: Policies,
    fitted: Fitted,
    *,
    retriever: Retriever,
    checker: PolicyChecker,
    support: SupportScorer,
    masker: Masker,
    retired: Callable[[], Sequence[RetiredPhrase]],
    weights: Callable[[], DecisionWeights],
) -> PipelineParts:
    """The pipeline in use, with prompts and word models out of the resources. Raises ``ModelError``."""
    routing = load_routing()
    return PipelineParts(
        retriever=retriever,
        reranker=models.reranker,
        generators=models.generator,
        styling=models.styling,
        embedder=models.embedder,
        checker=checker,
        support=support,
        masker=masker,
        risk=risk_detector(policies, routing, models.embedder, models.reranker),
        phrasing=routing.phrasing,
        wording=lambda: policies.current().wording,
        weights=weights,
        prompts=Prompts(load_template(PROMPT), load_template(PLAIN_PROMPT)),
        clarifier=Clarifier(load_template(CLARIFY_PROMPT)),
        levels=LevelWriter(summary=load_task(SUMMARY_PROMPT), crm=load_task(CRM_PROMPT), schema=load_schema("crm")),
        styler=Styler(load_task(STYLE_PROMPT), retired),
        confidence=Confidence(fitted.confidence),
    )


def _bundles(
    home: Home,
    options: Options,
    database: Database,
    compliance: Compliance,
    ingest: Ingest,
    index: IndexStore,
    policies: Policies,
) -> Bundles:
    """Exports and imports of signed bundles."""
    return Bundles(
        BundleParts(
            home=home,
            signer=compliance.signer,
            signers=TrustedSigners(database),
            audit=compliance.audit,
            ingest=ingest,
            sources=index.sources,
            shipped_styles=resources_dir() / "styles",
            policies=policies,
            max_file_bytes=options.max_file_mb * 1024 * 1024,
        )
    )


def _learner(
    home: Home,
    options: Options,
    database: Database,
    log: EditLog,
    store: LearningStore,
    styles: Styles,
    models: Models,
    evaluation: GoldenEvaluation,
) -> Learner:
    """Makes styles out of the edit log."""
    prompt = load_task(STYLE_PROMPT)

    @contextlib.contextmanager
    def open_style(style: Style) -> Iterator[Restyle]:
        with models.with_style(style) as generator:
            yield restyle_with(Styler(prompt), generator, CancelToken())

    def base() -> tuple[Path, str]:
        found = models.base()
        return found.path, found.sha256

    return Learner(
        LearningParts(
            log=log,
            store=store,
            styles=styles,
            history=StyleStore(database),
            trainer=TrainerProcess(),
            gate=evaluation.style_gate,
            open_style=open_style,
            base=base,
            folder=home.styles,
            replay=resources_dir() / "styles" / REPLAY_STYLE / "replay.jsonl",
            system=prompt.system,
            threads=options.thread_count,
        )
    )
