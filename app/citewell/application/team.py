"""Team: what a home does as one of many, without a server."""

from dataclasses import dataclass

from citewell.application.releases.applying import Releases
from citewell.application.releases.preparing import ReleaseMaking


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Releases that arrive, and releases that are made here."""

    releases: Releases
    making: ReleaseMaking
