"""The window's words for the approach advisor."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import count, milliseconds, moment
from citewell.domain.drafts import Level, Mode

LEAD = (
    "Retrieval: facts come from your documents. Fine-tuning: the voice comes from a style that is learned from your "
    "edits. Each line is measured on this computer."
)
MEASURING = "Measuring…"
PLAN = "Plan: summaries, then templates, then replies"
TOPICS = "By topic"
COSTS = "Time and cost of a reply"
NO_TOPIC = "Not enough data yet: collect 30 drafts of a topic."
NO_COST = "Not enough data yet: collect one draft."
SAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "retrieval": ("Retrieval", "accent"),
        "fine-tuning": ("Fine-tuning", "accent"),
        "both": ("Both", "accent"),
        "neither": ("Neither", "neutral"),
        "unknown": ("Not enough data", "neutral"),
    }
)
"""Word and tone of each verdict."""
MODES: Mapping[str, str] = MappingProxyType(
    {Mode.HYBRID.value: "Sources and style", Mode.RAG.value: "Sources only", Mode.NO_CONTEXT.value: "Style only"}
)
_LEVELS: Mapping[str, str] = MappingProxyType(
    {Level.SUMMARY.value: "summaries", Level.CRM.value: "records", Level.REPLY.value: "replies"}
)


def measured_words(record: Mapping[str, Any]) -> str:
    """When and over how much this was measured."""
    golden = record["golden_run"]
    run = f" Golden tickets: “{golden['name']}” of {moment(golden['at'])}." if golden else ""
    return f"Measured {moment(record['at'])} over {count(record['drafts'], 'draft')}.{run}"


def notes(one: Mapping[str, Any]) -> list[str]:
    """What is still to be collected, and what would change the verdict: of a line, or of a topic."""
    said = [*_several(one["collect"]), *_several(one["flips"])]
    return [in_window(f"{text[0].upper()}{text[1:]}") for text in said]


def phase_words(phase: Mapping[str, Any]) -> tuple[str, str, str]:
    """Whether a phase's threshold holds, and since when; its tone; and how it is measured."""
    held = f"Holds since {moment(phase['since'])}" if phase["held"] else "Does not hold yet"
    made = f"{phase['window']} {_LEVELS[phase['level']]} in a row"
    wanted = f"Wanted: {phase['least']:.0%} of {made} sent, as drafted or edited"
    now = f"{phase['used']} of the last {phase['judged']} were." if phase["judged"] else ""
    return held, "good" if phase["held"] else "neutral", " ".join(part for part in (f"{wanted}.", now) if part)


def cost_words(cost: Mapping[str, Any]) -> str:
    """What replies of one mode take."""
    made = MODES.get(cost["mode"], cost["mode"])
    replies = count(cost["drafts"], "reply") if cost["drafts"] == 1 else f"{cost['drafts']:,} replies"
    return f"{made}: {milliseconds(cost['median_ms'])} (median), {cost['tokens']:,.0f} tokens (mean), {replies}."


def _several(said: str | Sequence[str] | None) -> Sequence[str]:
    return () if said is None else (said,) if isinstance(said, str) else said
