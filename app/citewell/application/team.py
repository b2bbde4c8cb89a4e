"""Team: what a home does as one of many, without a server."""

from dataclasses import dataclass

from citewell.application.releases.applying import Releases
from citewell.application.releases.preparing import ReleaseMaking
from citewell.application.rollups.rollups import Rollups


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Releases that arrive, releases that are made here, and counts for the lead."""

    releases: Releases
    rollups: Rollups
    making: ReleaseMaking
