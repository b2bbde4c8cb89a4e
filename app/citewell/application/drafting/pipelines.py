"""Composition of the draft pipeline: its parts, and one function that assembles them; tests assemble the same."""

from collections.abc import Callable
from dataclasses import dataclass

from citewell.application.models.resources import RoutingModels
from citewell.application.policies.policies import Policies, load_risk_layer
from citewell.domain.drafts import Mode
from citewell.domain.generation import Generator
from citewell.domain.ports import Embedder, Reranker
from citewell.governance.policy.packs import Wording
from citewell.pipeline.assembly import Assembly
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.checks.policy_checker import PolicyChecker
from citewell.pipeline.generation.clarification import Clarifier
from citewell.pipeline.generation.extractive_answer import Extractor
from citewell.pipeline.generation.model_draft import ModelDrafts, Prompts
from citewell.pipeline.generation.sentence_scoring import Relevance
from citewell.pipeline.generation.styler import Styler
from citewell.pipeline.generation.voice import Voice
from citewell.pipeline.handlers.clarify import ClarifyHandler
from citewell.pipeline.handlers.escalate import EscalateHandler
from citewell.pipeline.handlers.level import LevelHandler
from citewell.pipeline.handlers.no_context import NoContextHandler
from citewell.pipeline.handlers.refuse import RefuseHandler
from citewell.pipeline.handlers.reply import ReplyHandler
from citewell.pipeline.intake.anonymizer import Masker
from citewell.pipeline.intake.preparation import Preparation
from citewell.pipeline.levels.level_writer import LevelWriter
from citewell.pipeline.pipeline import DraftPipeline
from citewell.pipeline.retrieval.evidence_finder import EvidenceFinder
from citewell.pipeline.retrieval.rerank import Reranking
from citewell.pipeline.retrieval.retriever import Retriever
from citewell.pipeline.routing.confidence import Confidence
from citewell.pipeline.routing.phrasing import Phrasing
from citewell.pipeline.routing.risk import RiskDetector
from citewell.pipeline.routing.risk_classifier import TicketRisk
from citewell.pipeline.routing.router import Router
from citewell.pipeline.routing.routing import DecisionWeights
from citewell.pipeline.stages import RouteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineParts:
    """What a pipeline is made of; ``dataclasses.replace`` makes a variant, for an evaluation or a trial.

    Another policy comes with another ``checker``, ``risk`` and ``wording``.
    """

    retriever: Retriever
    reranker: Reranker | None
    generators: Callable[[Mode], Generator]
    styling: Callable[[], Generator | None]
    embedder: Embedder
    checker: PolicyChecker
    support: SupportScorer
    masker: Masker
    risk: RiskDetector
    phrasing: Phrasing
    wording: Callable[[], Wording]
    weights: Callable[[], DecisionWeights]
    prompts: Prompts
    clarifier: Clarifier
    levels: LevelWriter
    styler: Styler
    confidence: Confidence


def risk_detector(
    policies: Policies, routing: RoutingModels, embedder: Embedder, reader: Reranker | None
) -> RiskDetector:
    """Tells the tickets that a person must answer by ``policies``. Raises ``ModelError``."""
    return RiskDetector(policies.current, embedder, load_risk_layer(), TicketRisk(routing.risk, embedder, reader))


def assemble(parts: PipelineParts) -> DraftPipeline:
    """The pipeline of ``parts``; nothing is loaded yet."""
    level = LevelHandler(parts.levels)
    refusing = RefuseHandler(parts.wording)
    return DraftPipeline(
        preparation=Preparation(parts.masker, parts.risk),
        evidence=EvidenceFinder(
            parts.retriever, Reranking(parts.reranker, parts.embedder, lambda: parts.weights().orders)
        ),
        router=Router(parts.weights, parts.phrasing),
        handlers={
            RouteKind.REPLY: ReplyHandler(
                Extractor(Relevance(parts.embedder)),
                ModelDrafts(parts.prompts, parts.checker, parts.support),
                parts.checker,
                Voice(parts.styler, parts.styling, parts.checker),
                refusing,
            ),
            RouteKind.CLARIFY: ClarifyHandler(parts.clarifier, parts.wording, refusing),
            RouteKind.REFUSE: refusing,
            RouteKind.ESCALATE: EscalateHandler(),
            RouteKind.SUMMARY: level,
            RouteKind.CRM: level,
            RouteKind.NO_CONTEXT: NoContextHandler(parts.prompts, parts.checker),
        },
        assembly=Assembly(parts.confidence, parts.weights, parts.prompts, parts.masker, parts.wording),
        generators=parts.generators,
    )
