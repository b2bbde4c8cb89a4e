"""App: the use cases of one open home, as the window and the command line ask for them."""

from collections.abc import Callable
from dataclasses import dataclass

from citewell.application.compliance.compliance import Compliance
from citewell.application.drafting.disclosures import DisclosureRecords
from citewell.application.drafting.drafting import Drafting
from citewell.application.drafting.outcomes import Outcomes
from citewell.application.drafting.pipelines import PipelineParts
from citewell.application.evaluation.advising import Advisor
from citewell.application.evaluation.calibration import TeamDecisions
from citewell.application.evaluation.golden_evaluation import GoldenEvaluation
from citewell.application.figures.comparisons import Comparisons
from citewell.application.figures.ledger import CostLedger
from citewell.application.figures.live_figures import LiveFigures
from citewell.application.homes.settings import Settings
from citewell.application.models.models import Models
from citewell.application.models.tiers import Tiers
from citewell.application.policies.policies import Policies
from citewell.application.sources.bundles import Bundles
from citewell.application.sources.forgetting import Forgetting
from citewell.application.team import Team
from citewell.application.topics.gaps import Gaps
from citewell.application.topics.levels import AssistLevels
from citewell.application.topics.topics import Topics
from citewell.domain.styles import Style
from citewell.knowledge.ingest import Ingest
from citewell.learning.learner import Learner
from citewell.models.styles.styles import Styles
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.pipeline.checks.policy_checker import PolicyChecker
from citewell.pipeline.fitted import Fitted
from citewell.pipeline.intake.anonymizer import Masker
from citewell.pipeline.retrieval.retriever import Retriever
from citewell.settings.home import Home
from citewell.settings.options import Options
from citewell.storage.db.database import Database
from citewell.storage.index.search import PassageSearcher
from citewell.storage.index.store import IndexStore
from citewell.storage.keys.keys import AskPassphrase, DatabaseKey
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.golden_runs import GoldenRuns
from citewell.storage.log.learning_store import LearningStore
from citewell.storage.log.vault import Vault


@dataclass(frozen=True, kw_only=True)
class App:
    """One open home. Everything is built when it is opened; models start when they are first asked something."""

    home: Home
    key: DatabaseKey
    settings: Settings
    database: Database
    models: Models

    drafting: Drafting
    search: Retriever
    index: IndexStore
    ingest: Ingest
    log: EditLog
    outcomes: Outcomes
    forgetting: Forgetting
    vault: Vault
    compliance: Compliance
    disclosures: DisclosureRecords
    policies: Policies
    styles: Styles
    learner: Learner
    learning_store: LearningStore
    evaluation: GoldenEvaluation
    golden_runs: GoldenRuns
    tiers: Tiers
    calibration: TeamDecisions
    comparisons: Comparisons
    live_figures: LiveFigures
    ledger: CostLedger
    advisor: Advisor
    bundles: Bundles
    topics: Topics
    levels: AssistLevels
    gaps: Gaps
    team: Team

    masker: Masker
    guard: DisclosureGuard
    checker: PolicyChecker
    searcher: PassageSearcher
    fitted: Fitted
    parts: PipelineParts
    """What the pipeline in use is made of."""

    @property
    def options(self) -> Options:
        """The options in force."""
        return self.settings.options

    def learned_styles(self) -> dict[str, str]:
        """The styles that were learned here, with the time each was made (ISO 8601, UTC)."""
        return learned_styles(self.styles)

    def close(self) -> None:
        """End the child processes and close the database."""
        self.comparisons.close()
        self.models.close()
        self.database.close()


OpenApp = Callable[[Home, AskPassphrase], App]
"""Opens a home; the passphrase is asked for where one protects it. Raises ``StorageError``, ``BadInputError``."""


def learned_styles(styles: Styles) -> dict[str, str]:
    """Learned styles by id, with the time each was made (ISO 8601, UTC)."""
    known = [one.style for one in styles.standings()]
    return {style.id: style.created_at for style in known if isinstance(style, Style) and not style.shipped}
