"""The window's words for styles: where one comes from, its figures, what there is to learn, how a run ended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from citewell.application.styles.style_work import Offer, UnusableStyle
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import count, day_of, moment
from citewell.domain.errors import LearningError
from citewell.domain.learning import LearningState
from citewell.domain.progress import GoldenProgress, LearningProgress, LearningStage, Progress
from citewell.domain.styles import Activation, Style, StyleAction

NO_STYLE = "No style yet. Drafts are written by the base model alone."
NO_FIT = "No style fits the base model in use, so drafts are written by it alone."
READING = "Reading the edit log…"
UNREAD = "The edit log could not be read"
NOTHING = "Accept drafts as you send them, edited or not: styles are learned from those."
NOT_INSTALLED = "This computer cannot learn yet. Whoever set Citewell up can add what learning needs, by this command:"
NO_RULES = "Nothing that most edits share"
PAUSING = "Pausing: what is learned so far is being saved…"
STOPPED_LEARNING = "Stopped. What was trained is saved; Resume goes on with the check of it."
STOPPED = "Stopped. The style in use stays."
BASE_ALONE = "the base model without a style"
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "fact": "Fact",
        "policy": "Policy",
        "missing_step": "Missing step",
        "length": "Length",
        "tone": "Tone",
        "none": "No label",
    }
)
"""Why drafts were edited."""
FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "decision_accuracy": "Decision right",
        "grounded_accuracy": "Grounded",
        "facts_stated": "Facts stated",
        "correct_refusal": "Refused rightly",
        "style_rules": "Style rules",
    }
)
"""Golden measures that are shown with a style, and their captions."""
_ACTIONS: Mapping[StyleAction, str] = MappingProxyType(
    {StyleAction.ACTIVATED: "Activated", StyleAction.REFUSED: "Refused", StyleAction.ROLLED_BACK: "Gone back to"}
)
WAITING = "Waiting for mains power. What is learned so far is saved."
_STAGES: Mapping[LearningStage, str] = MappingProxyType(
    {
        LearningStage.WAITING_FOR_MAINS: WAITING,
        LearningStage.BAKING: "Preparing the new style for drafting…",
        LearningStage.GOLDEN_TICKETS: "Running the golden tickets…",
        LearningStage.HELD_OUT_DRAFTS: "Rewriting drafts that it has not seen…",
    }
)
_ENDS: Mapping[LearningState, tuple[str, str]] = MappingProxyType(
    {
        LearningState.ACTIVATED: ("The new style is active", "good"),
        LearningState.REFUSED: ("The new style was not activated; the one before stays", "warn"),
        LearningState.PAUSED: ("Paused and saved", "accent"),
    }
)
FOLLOWS: Mapping[LearningState, str] = MappingProxyType(
    {
        LearningState.REFUSED: " Below is what it was judged by.",
        LearningState.PAUSED: " Resume goes on where it stopped.",
    }
)
"""What is said of a run that has just ended, after how it ended."""
_LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {"no outcome": "without an outcome", "not a reply": "summaries and records", "no text": "without a text"}
)


def origin(style: Style | UnusableStyle) -> str:
    """Where a style comes from: that it ships, or when and from how much it was learned."""
    if isinstance(style, UnusableStyle):
        return "Ships with Citewell" if style.shipped else "Learned here"
    if style.shipped:
        return "Ships with Citewell"
    when = day_of(style.created_at)
    text = f"Learned {when}" if when else "Learned here"
    examples, edited = style.data.get("examples"), style.data.get("edited")
    if isinstance(examples, int):
        text += f" from {count(examples, 'draft')}"
        text += f", {edited:,} of them edited" if isinstance(edited, int) else ""
    return text


def figures(golden: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Golden figures of a style: caption, value, and the value of the style before it (empty where there is none)."""
    after, before = _measures(golden.get("after", golden)), _measures(golden.get("before"))
    shown = []
    for name, caption in FIGURES.items():
        value = after.get(name)
        if value is not None:
            old = before.get(name)
            shown.append((caption, f"{value:.0%}", "" if old is None else f"{old:.0%}"))
    return shown


def _measures(side: object) -> dict[str, float]:
    """The shares of one side: by mode with their measures, or plain numbers by name."""
    if not isinstance(side, Mapping):
        return {}
    first = side.get("hybrid", next(iter(side.values()), None))
    if isinstance(first, Mapping) and isinstance(first.get("measures"), Mapping):
        side = {name: measure.get("value") for name, measure in first["measures"].items()}
    return {name: float(value) for name, value in side.items() if isinstance(value, int | float)}


def last_action(style_id: str, history: Sequence[Activation]) -> Activation | None:
    """What became of a style last."""
    return next((line for line in reversed(history) if line.style == style_id), None)


def action_words(line: Activation) -> str:
    """When that was: Activated 12 Nov 2026, 09:30."""
    return f"{_ACTIONS[line.action]} {moment(line.at)}".strip()


def change_words(line: Activation, name: str) -> tuple[str, str]:
    """What an activation or a roll-back came to, and its tone."""
    if line.action is StyleAction.REFUSED:
        return f"{name} was not activated. The style in use stays.", "warn"
    if line.action is StyleAction.ROLLED_BACK:
        return f"Gone back. From now on drafts are written by {name if line.style else BASE_ALONE}.", "good"
    return f"{name} is active. Drafts are written in it from now on.", "good"


def learning_words(progress: Progress) -> Progress:
    """Progress of learning as a person reads it: minutes, no loss."""
    item = progress.item
    match progress:
        case GoldenProgress():
            item = f"Golden ticket {progress.ticket}"
        case LearningProgress(stage=LearningStage.TRAINING, minutes_left=left):
            item = "Learning: less than 2 minutes left" if left <= 1 else f"Learning: about {left} minutes left"
        case LearningProgress():
            item = _STAGES[progress.stage]
    return Progress(progress.done, progress.total, item)


def reason_words(reasons: Counter[str]) -> str:
    """Why drafts were edited, the most frequent first."""
    return " · ".join(f"{LABELS.get(name, name)} {number:,}" for name, number in reasons.most_common())


def left_out_words(excluded: Counter[str]) -> str:
    """What is not learned from and why, a reason a line."""
    return "\n".join(f"{number:,} {_LEFT_OUT.get(name, name)}" for name, number in excluded.most_common())


def period(first: str, last: str) -> str:
    """From the first to the last of ISO times."""
    one, other = day_of(first), day_of(last)
    return one if one == other else f"{one} to {other}"


def run_words(state: LearningState, at: str) -> tuple[str, str]:
    """How the last run ended, and its tone."""
    text, tone = _ENDS[state]
    when = moment(at)
    return (f"{text} ({when})." if when else f"{text}."), tone


def advice(offer: Offer | None, *, enough: bool, paused: bool) -> tuple[str, str]:
    """What to do with what there is to learn from, and the tone of it."""
    if offer is None:
        return "", "muted"
    data = offer.preview.data
    if paused:
        return "A training is paused. Resume goes on with it; starting anew gives it up.", "accent"
    if not data.examples:
        return NOTHING, "muted"
    if not enough:
        return f"Too few to learn from: {count(data.edited, 'edit')}, and {offer.least} are needed.", "warn"
    return f"{len(data.held_out):,} of the drafts are kept back, to check what was learned.", "muted"


def obstacle_words(obstacle: LearningError) -> str:
    """Why this installation cannot learn; where a command mends that, it stands below."""
    return NOT_INSTALLED if obstacle.command else in_window(str(obstacle))


def time_words(offer: Offer) -> str:
    """How long learning takes."""
    effort = offer.preview.effort
    text = f"About {count(max(1, round(effort.minutes)), 'minute')}; you can go on drafting and pause at any time"
    return text if effort.fits else f"{text}. It ends when its {offer.minutes} minutes are over"
