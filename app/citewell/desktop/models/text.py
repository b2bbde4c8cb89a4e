"""The window's words for models: what one is, how fast it is here, what the golden tickets say, where it computes."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.application.models.tiers import GoldenResult, Speed, Tier, TierStanding
from citewell.desktop.widgets.wording import count, day_of

LEAD = (
    "The model words a draft; what it may say is decided and checked without it, so a bigger model is not a better one "
    "by itself. One is recommended where it beats the model that ships on your own golden tickets."
)
NOT_MEASURED = "Speed not measured on this machine yet."
NO_RESULT = "No golden result of this home: every draft by it says so."
STOPPED = "Stopped. Nothing was changed."
FILES = "Model files (*.gguf)"
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "decision_accuracy": "Decision right",
        "gold_cited": "Right document",
        "facts_stated": "Facts stated",
        "grounded_accuracy": "Grounded",
    }
)
"""Golden measures that are shown, and their captions."""


def title(standing: TierStanding) -> str:
    """The name of a model as a person knows it."""
    if standing.tier is None:
        return standing.id
    return standing.tier.name if standing.tier.own else f"Compact · {standing.tier.name}"


def described(tier: Tier) -> str:
    """What makes its drafts: where it comes from, its type, size and licence, prompt and style."""
    origin = "Imported" if tier.own else "Ships with Citewell"
    style = f"style {tier.style}" if tier.style else "no style fits it"
    licence = "licence unknown" if tier.licence == "unknown" else tier.licence
    size = f"{tier.size / 1e6:,.0f} MB"
    return " · ".join((origin, tier.architecture, size, licence, f"prompt {tier.prompt}", style))


def badges(standing: TierStanding) -> list[tuple[str, str]]:
    """Words beside the name, each with its tone."""
    found = [("Drafts now", "good")] if standing.in_use else []
    if standing.recommended:
        found.append(("Recommended", "accent"))
    elif standing.unproven:
        found.append(("No golden result", "warn"))
    return found


def speed_tiles(speed: Speed) -> list[tuple[str, str]]:
    """Values with their captions."""
    return [
        (f"{speed.written_per_second:.1f}", "tokens a second, written"),
        (f"{speed.read_per_second:.0f}", "tokens a second, read"),
        (f"{speed.draft_seconds:.1f} s", "for a draft"),
    ]


def measured_words(speed: Speed) -> str:
    """Where and when a speed was measured."""
    return f"Speed on {speed.machine}, {day_of(speed.at)}"


def golden_tiles(golden: GoldenResult) -> list[tuple[str, str, str]]:
    """Values with their captions, and the values of compact."""
    return [
        (f"{golden.measures[name]:.0%}", caption, f"compact {golden.compact[name]:.0%}")
        for name, caption in MEASURES.items()
        if name in golden.measures and name in golden.compact
    ]


def golden_words(golden: GoldenResult) -> str:
    """On what a golden result rests."""
    return f"{count(golden.tickets, 'golden ticket')} of this home, {day_of(golden.at)}"


def used_words(name: str) -> str:
    """That another model drafts from now on."""
    return f"{name} drafts from now on."


def judged_words(name: str, golden: GoldenResult | None) -> tuple[str, str]:
    """What the golden tickets say of a model, and the tone of it."""
    if golden is None:
        return f"The golden tickets were run by {name}; other models are compared with it.", "good"
    if golden.beats_compact:
        return f"{name} beats the model that ships on your golden tickets.", "good"
    return f"{name} does not beat the model that ships on your golden tickets.", "warn"
