"""The window's words for the approach advisor."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from citewell.desktop.language.figures import percent, written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import milliseconds, moment
from citewell.domain.drafts import Level, Mode

LEAD = Msg(
    "Retrieval: facts come from your documents. Fine-tuning: the voice comes from a style that is learned from your "
    "edits. Each line is measured on this computer."
)
MEASURING = Msg("Measuring…")
PLAN = Msg("Plan: summaries, then templates, then replies")
TOPICS = Msg("By topic")
COSTS = Msg("Time and cost of a reply")
NO_TOPIC = Msg("Not enough data yet: collect 30 drafts of a topic.")
NO_COST = Msg("Not enough data yet: collect one draft.")
SAYS: Mapping[str, tuple[Msg, str]] = MappingProxyType(
    {
        "retrieval": (Msg("Retrieval"), "accent"),
        "fine-tuning": (Msg("Fine-tuning"), "accent"),
        "both": (Msg("Both"), "accent"),
        "neither": (Msg("Neither"), "neutral"),
        "unknown": (Msg("Not enough data"), "neutral"),
    }
)
"""Word and tone of each verdict."""
MODES: Mapping[str, Msg] = MappingProxyType(
    {
        Mode.HYBRID.value: Msg("Sources and style"),
        Mode.RAG.value: Msg("Sources only"),
        Mode.NO_CONTEXT.value: Msg("Style only"),
    }
)
_WANTED: Mapping[str, Msg] = MappingProxyType(
    {
        Level.SUMMARY.value: Msg("Wanted: {least} of {window} summaries in a row sent, as drafted or edited."),
        Level.CRM.value: Msg("Wanted: {least} of {window} records in a row sent, as drafted or edited."),
        Level.REPLY.value: Msg("Wanted: {least} of {window} replies in a row sent, as drafted or edited."),
    }
)


def measured_words(record: Mapping[str, Any]) -> str:
    """When and over how much this was measured."""
    golden = record["golden_run"]
    drafts = trn("{n} draft", "{n} drafts", record["drafts"])
    said = [tr("Measured {moment} over {drafts}.", moment=moment(record["at"]), drafts=drafts)]
    if golden:
        said.append(tr("Golden tickets: “{name}” of {moment}.", name=golden["name"], moment=moment(golden["at"])))
    return " ".join(said)


def notes(one: Mapping[str, Any]) -> list[str]:
    """What is still to be collected, and what would change the verdict: of a line, or of a topic."""
    said = [*_several(one["collect"]), *_several(one["flips"])]
    return [in_window(f"{text[0].upper()}{text[1:]}") for text in said]


def phase_words(phase: Mapping[str, Any]) -> tuple[str, str, str]:
    """Whether a phase's threshold holds, and since when; its tone; and how it is measured."""
    held = tr("Holds since {moment}", moment=moment(phase["since"])) if phase["held"] else tr("Does not hold yet")
    wanted = tr(_WANTED[phase["level"]], least=percent(phase["least"]), window=phase["window"])
    now = tr("{used} of the last {judged} were.", used=phase["used"], judged=phase["judged"]) if phase["judged"] else ""
    return held, "good" if phase["held"] else "neutral", " ".join(part for part in (wanted, now) if part)


def cost_words(cost: Mapping[str, Any]) -> str:
    """What replies of one mode take."""
    made = tr(MODES.get(cost["mode"], cost["mode"]))
    return tr(
        "{made}: {time} (median), {tokens} tokens (mean), {replies}.",
        made=made,
        time=milliseconds(cost["median_ms"]),
        tokens=written(cost["tokens"]),
        replies=trn("{n} reply", "{n} replies", cost["drafts"]),
    )


def _several(said: str | Sequence[str] | None) -> Sequence[str]:
    return () if said is None else (said,) if isinstance(said, str) else said
