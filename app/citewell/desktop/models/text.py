"""The window's words for models: what one is, how fast it is here, what the golden tickets say, where it computes."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.application.models.tiers import GoldenResult, Speed, Tier, TierStanding
from citewell.desktop.language.figures import decimal, percent, written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.wording import day_of

LEAD = Msg(
    "The model words a draft; what it may say is decided and checked without it, so a bigger model is not a better one "
    "by itself. One is recommended where it beats the model that ships on your own golden tickets."
)
NOT_MEASURED = Msg("Speed not measured on this machine yet.")
NO_RESULT = Msg("No golden result of this home: every draft by it says so.")
STOPPED = Msg("Stopped. Nothing was changed.")
FILES = Msg("Model files (*.gguf)")
MEASURES: Mapping[str, Msg] = MappingProxyType(
    {
        "decision_accuracy": Msg("Decision right"),
        "gold_cited": Msg("Right document"),
        "facts_stated": Msg("Facts stated"),
        "grounded_accuracy": Msg("Grounded"),
    }
)
"""Golden measures that are shown, and their captions."""


def title(standing: TierStanding) -> str:
    """The name of a model as a person knows it."""
    if standing.tier is None:
        return standing.id
    return standing.tier.name if standing.tier.own else tr("Compact · {name}", name=standing.tier.name)


def described(tier: Tier) -> str:
    """What makes its drafts: where it comes from, its type, size and licence, prompt and style."""
    origin = tr("Imported") if tier.own else tr("Ships with Citewell")
    style = tr("style {style}", style=tier.style) if tier.style else tr("no style fits it")
    licence = tr("licence unknown") if tier.licence == "unknown" else tier.licence
    size = tr("{size} MB", size=written(tier.size / 1000000.0))
    return " · ".join((origin, tier.architecture, size, licence, tr("prompt {prompt}", prompt=tier.prompt), style))


def badges(standing: TierStanding) -> list[tuple[str, str]]:
    """Words beside the name, each with its tone."""
    found = [(tr("Drafts now"), "good")] if standing.in_use else []
    if standing.recommended:
        found.append((tr("Recommended"), "accent"))
    elif standing.unproven:
        found.append((tr("No golden result"), "warn"))
    return found


def speed_tiles(speed: Speed) -> list[tuple[str, str]]:
    """Values with their captions."""
    return [
        (decimal(speed.written_per_second), tr("tokens a second, written")),
        (written(speed.read_per_second), tr("tokens a second, read")),
        (f"{decimal(speed.draft_seconds)} s", tr("for a draft")),
    ]


def measured_words(speed: Speed) -> str:
    """Where and when a speed was measured."""
    return tr("Speed on {machine}, {day_of}", machine=speed.machine, day_of=day_of(speed.at))


def golden_tiles(golden: GoldenResult) -> list[tuple[str, str, str]]:
    """Values with their captions, and the values of compact."""
    return [
        (percent(golden.measures[name]), tr(caption), tr("compact {share}", share=percent(golden.compact[name])))
        for name, caption in MEASURES.items()
        if name in golden.measures and name in golden.compact
    ]


def golden_words(golden: GoldenResult) -> str:
    """On what a golden result rests."""
    return tr(
        "{golden_tickets} of this home, {day_of}",
        golden_tickets=trn("{n} golden ticket", "{n} golden tickets", golden.tickets),
        day_of=day_of(golden.at),
    )


def used_words(name: str) -> str:
    """That another model drafts from now on."""
    return tr("{name} drafts from now on.", name=name)


def judged_words(name: str, golden: GoldenResult | None) -> tuple[str, str]:
    """What the golden tickets say of a model, and the tone of it."""
    if golden is None:
        return tr("The golden tickets were run by {name}; other models are compared with it.", name=name), "good"
    if golden.beats_compact:
        return tr("{name} beats the model that ships on your golden tickets.", name=name), "good"
    return tr("{name} does not beat the model that ships on your golden tickets.", name=name), "warn"
