"""What makes a team of laptops: releases, taken and made, and roll-ups."""

from dataclasses import dataclass

from citewell.application.compliance.compliance import Compliance
from citewell.application.evaluation.golden_evaluation import GoldenEvaluation
from citewell.application.homes.settings import Settings
from citewell.application.models.models import Models
from citewell.application.policies.policies import Policies
from citewell.application.releases.applying import ReleaseParts, Releases
from citewell.application.releases.preparing import LeadParts, ReleaseMaking
from citewell.application.releases.store import ReleaseStore
from citewell.application.rollups.rollups import RollupParts, Rollups
from citewell.application.sources.bundles import Bundles
from citewell.application.sources.forgetting import Forgetting
from citewell.application.team import Team
from citewell.knowledge.ingest import Ingest
from citewell.models.styles.styles import Styles
from citewell.storage.db.database import Database
from citewell.storage.db.team_settings import TeamSettings
from citewell.storage.db.trusted_signers import LAPTOPS, TrustedSigners
from citewell.storage.index.store import IndexStore
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.golden_runs import GoldenRuns
from citewell.storage.log.style_store import StyleStore


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPieces:
    """The parts of an open home that a team's work needs."""

    store: ReleaseStore
    settings: Settings
    bundles: Bundles
    compliance: Compliance
    ingest: Ingest
    index: IndexStore
    forgetting: Forgetting
    policies: Policies
    styles: Styles
    models: Models
    evaluation: GoldenEvaluation
    database: Database
    golden_runs: GoldenRuns


def build_team(pieces: TeamPieces) -> Team:
    """Build the use cases of a team; nothing is read yet."""
    releases = Releases(
        ReleaseParts(
            store=pieces.store,
            bundles=pieces.bundles,
            audit=pieces.compliance.audit,
            ingest=pieces.ingest,
            sources=pieces.index.sources,
            forgetting=pieces.forgetting,
            policies=pieces.policies,
            styles=pieces.styles,
            style_history=StyleStore(pieces.database),
            swap_style=pieces.models.swap_style,
            options=lambda: pieces.settings.options,
        )
    )
    making = ReleaseMaking(
        LeadParts(
            home=pieces.store.home,
            bundles=pieces.bundles,
            signer=pieces.compliance.signer,
            audit=pieces.compliance.audit,
            ingest=pieces.ingest,
            sources=pieces.index.sources,
            active_style=pieces.styles.active,
            base=pieces.models.base,
            own_golden=pieces.evaluation.team_paths,
            run_golden=pieces.evaluation.run,
            golden_runs=pieces.golden_runs,
            options=lambda: pieces.settings.options,
        )
    )
    rollups = Rollups(
        RollupParts(
            signer=pieces.compliance.signer,
            laptops=TrustedSigners(pieces.database, LAPTOPS),
            settings=TeamSettings(pieces.database),
            audit=pieces.compliance.audit,
            entries=EditLog(pieces.database).entries,
            store=pieces.store,
            shipped_styles=lambda: _shipped(pieces.styles),
            options=lambda: pieces.settings.options,
        )
    )
    return Team(releases=releases, making=making, rollups=rollups)


def _shipped(styles: Styles) -> frozenset[str]:
    known = [standing.style for standing in styles.standings()]
    return frozenset(style.id for style in known if style.shipped)
