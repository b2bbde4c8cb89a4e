"""The phased plan: summaries first, then templates, then replies, each with the day since which its threshold holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.live.advice import LevelUse
from citewell.evaluation.advice.findings import more


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of the plan: of each ``window`` drafts of ``level`` in a row, ``least`` (0 to 1) are used."""

    name: str
    level: str
    window: int
    least: float


PHASES = (
    Phase("Summaries", "summary", 20, 0.8),
    Phase("Templates", "crm", 20, 0.8),
    Phase("Replies", "reply", 50, 0.7),
)


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """Where a phase stands. ``since`` is when its threshold was reached and held to this day (empty: it does not hold).

    ``judged`` and ``used`` are of the newest window.
    """

    phase: Phase
    drafts: int
    judged: int
    used: int
    since: str
    collect: str = ""

    @property
    def held(self) -> bool:
        """Whether the threshold holds today."""
        return bool(self.since)


def standings(levels: Sequence[LevelUse]) -> tuple[PhaseStanding, ...]:
    """Every phase, in order."""
    by_level = {use.level: use for use in levels}
    return tuple(_standing(phase, by_level.get(phase.level, LevelUse(phase.level, 0))) for phase in PHASES)


def held_since(sent: Sequence[tuple[str, bool]], window: int, least: float) -> str:
    """When the share used of the last ``window`` drafts reached ``least`` for good; empty where it does not hold."""
    since, used = "", 0
    for number, (at, good) in enumerate(sent):
        used += good
        if number >= window:
            used -= sent[number - window][1]
        holds = number + 1 >= window and used >= least * window
        since = (since or at) if holds else ""
    return since


def _standing(phase: Phase, use: LevelUse) -> PhaseStanding:
    newest = use.sent[-phase.window :]
    used = sum(good for _, good in newest)
    missing = phase.window - len(newest)
    collect = f"not enough data yet: collect {more(missing, 'outcomes')} of this level." if missing > 0 else ""
    since = held_since(use.sent, phase.window, phase.least)
    return PhaseStanding(phase, use.drafts, len(newest), used, since, collect)
