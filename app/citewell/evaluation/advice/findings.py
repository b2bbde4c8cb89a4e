"""A finding: what a measurement says, what would change that, and what to collect where there is too little of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from citewell.evaluation.advice.measured import Share


class Says(StrEnum):
    """What a measurement speaks for."""

    RETRIEVAL = "retrieval"
    FINE_TUNING = "fine-tuning"
    BOTH = "both"
    NEITHER = "neither"
    """It was measured, and is no reason for one of them."""
    UNKNOWN = "unknown"
    """Not enough data yet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``measured``, ``flips`` and ``collect`` are for people; ``figures`` are the numbers behind them."""

    says: Says
    measured: str
    flips: str = ""
    collect: str = ""
    figures: Mapping[str, float | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bound:
    """From ``least`` counted things on, a share of ``at`` or more says ``above``, less says ``below``."""

    at: float
    least: int
    above: Says
    below: Says = Says.NEITHER

    def judge(self, share: Share, what: str, things: str) -> Finding:
        """``things`` is what is counted (tickets), ``what`` is true of the share of them."""
        measured = f"{share.words} {things} {what}."
        figures = {"part": share.part, "whole": share.whole, "bound": self.at}
        if share.whole < self.least:
            return unknown(measured, more(self.least - share.whole, things), figures)
        reached = share.value >= self.at
        says, other = (self.above, self.below) if reached else (self.below, self.above)
        turn = f"below {self.at:.0%}" if reached else f"from {self.at:.0%} on"
        return Finding(says, measured, f"{turn}: {SPOKEN[other]}.", figures=figures)


SPOKEN: Mapping[Says, str] = {
    Says.RETRIEVAL: "retrieval",
    Says.FINE_TUNING: "fine-tuning",
    Says.BOTH: "both",
    Says.NEITHER: "no reason for either",
    Says.UNKNOWN: "nothing yet",
}


def more(number: int, things: str) -> str:
    """How many more are wanted: 30 more tickets, 1 more ticket; ``things`` is a plural in -s."""
    if number == 1:
        things = f"{things[:-3]}y" if things.endswith("ies") else things.removesuffix("s")
    return f"{number:,} more {things}"


def several(number: int, thing: str) -> str:
    """A number with its noun: 1 language, 2 languages."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def unknown(measured: str, collect: str, figures: Mapping[str, float | int] | None = None) -> Finding:
    """There is too little to judge by; ``collect`` says what is missing, as in "30 more tickets"."""
    return Finding(Says.UNKNOWN, measured, "", f"not enough data yet: collect {collect}.", figures or {})
