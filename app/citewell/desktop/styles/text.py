"""The window's words for styles: where one comes from, its figures, what there is to learn, how a run ended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from citewell.application.styles.style_work import Offer, UnusableStyle
from citewell.desktop.language.figures import percent, written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import day_of, moment
from citewell.domain.errors import LearningError
from citewell.domain.learning import LearningState
from citewell.domain.progress import GoldenProgress, LearningProgress, LearningStage, Progress
from citewell.domain.styles import Activation, Style, StyleAction

NO_STYLE = Msg("No style yet. Drafts are written by the base model alone.")
NO_FIT = Msg("No style fits the base model in use, so drafts are written by it alone.")
READING = Msg("Reading the edit log…")
UNREAD = Msg("The edit log could not be read")
NOTHING = Msg("Accept drafts as you send them, edited or not: styles are learned from those.")
NOT_INSTALLED = Msg(
    "This computer cannot learn yet. Whoever set Citewell up can add what learning needs, by this command:"
)
NO_RULES = Msg("Nothing that most edits share")
PAUSING = Msg("Pausing: what is learned so far is being saved…")
STOPPED_LEARNING = Msg("Stopped. What was trained is saved; Resume goes on with the check of it.")
STOPPED = Msg("Stopped. The style in use stays.")
BASE_ALONE = Msg("the base model without a style")
LABELS: Mapping[str, Msg] = MappingProxyType(
    {
        "fact": Msg("Fact"),
        "policy": Msg("Policy"),
        "missing_step": Msg("Missing step"),
        "length": Msg("Length"),
        "tone": Msg("Tone"),
        "none": Msg("No label"),
    }
)
"""Why drafts were edited."""
FIGURES: Mapping[str, Msg] = MappingProxyType(
    {
        "decision_accuracy": Msg("Decision right"),
        "grounded_accuracy": Msg("Grounded"),
        "facts_stated": Msg("Facts stated"),
        "correct_refusal": Msg("Refused rightly"),
        "style_rules": Msg("Style rules"),
    }
)
"""Golden measures that are shown with a style, and their captions."""
_ACTIONS: Mapping[StyleAction, Msg] = MappingProxyType(
    {
        StyleAction.ACTIVATED: Msg("Activated"),
        StyleAction.REFUSED: Msg("Refused"),
        StyleAction.ROLLED_BACK: Msg("Gone back to"),
    }
)
MINUTES_LEFT = Msg("Learning: about {left} minutes left")
WAITING = Msg("Waiting for mains power. What is learned so far is saved.")
_STAGES: Mapping[LearningStage, Msg] = MappingProxyType(
    {
        LearningStage.WAITING_FOR_MAINS: WAITING,
        LearningStage.BAKING: Msg("Preparing the new style for drafting…"),
        LearningStage.GOLDEN_TICKETS: Msg("Running the golden tickets…"),
        LearningStage.HELD_OUT_DRAFTS: Msg("Rewriting drafts that it has not seen…"),
    }
)
_ENDS: Mapping[LearningState, tuple[Msg, str]] = MappingProxyType(
    {
        LearningState.ACTIVATED: (Msg("The new style is active"), "good"),
        LearningState.REFUSED: (Msg("The new style was not activated; the one before stays"), "warn"),
        LearningState.PAUSED: (Msg("Paused and saved"), "accent"),
    }
)
FOLLOWS: Mapping[LearningState, Msg] = MappingProxyType(
    {
        LearningState.REFUSED: Msg("Below is what it was judged by."),
        LearningState.PAUSED: Msg("Resume goes on where it stopped."),
    }
)
"""What is said of a run that has just ended, after how it ended."""
_LEFT_OUT: Mapping[str, Msg] = MappingProxyType(
    {
        "no outcome": Msg("without an outcome"),
        "not a reply": Msg("summaries and records"),
        "no text": Msg("without a text"),
    }
)


def origin(style: Style | UnusableStyle) -> str:
    """Where a style comes from: that it ships, or when and from how much it was learned."""
    if isinstance(style, UnusableStyle):
        return tr("Ships with Citewell") if style.shipped else tr("Learned here")
    if style.shipped:
        return tr("Ships with Citewell")
    when = day_of(style.created_at)
    here = tr("Learned {when}", when=when) if when else tr("Learned here")
    examples, edited = style.data.get("examples"), style.data.get("edited")
    if isinstance(examples, int):
        drafts = trn("{n} draft", "{n} drafts", examples)
        if isinstance(edited, int):
            return tr("{here} from {drafts}, {edited} of them edited", here=here, drafts=drafts, edited=written(edited))
        return tr("{here} from {drafts}", here=here, drafts=drafts)
    return here


def figures(golden: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Golden figures of a style: caption, value, and the value of the style before it (empty where there is none)."""
    after, before = _measures(golden.get("after", golden)), _measures(golden.get("before"))
    shown = []
    for name, caption in FIGURES.items():
        value = after.get(name)
        if value is not None:
            old = before.get(name)
            shown.append((tr(caption), percent(value), "" if old is None else percent(old)))
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
    return f"{tr(_ACTIONS[line.action])} {moment(line.at)}".strip()


def change_words(line: Activation, name: str) -> tuple[str, str]:
    """What an activation or a roll-back came to, and its tone."""
    if line.action is StyleAction.REFUSED:
        return tr("{name} was not activated. The style in use stays.", name=name), "warn"
    if line.action is StyleAction.ROLLED_BACK:
        return tr(
            "Gone back. From now on drafts are written by {style}.", style=name if line.style else tr(BASE_ALONE)
        ), "good"
    return tr("{name} is active. Drafts are written in it from now on.", name=name), "good"


def learning_words(progress: Progress) -> Progress:
    """Progress of learning as a person reads it: minutes, no loss."""
    item = progress.item
    match progress:
        case GoldenProgress():
            item = tr("Golden ticket {ticket}", ticket=progress.ticket)
        case LearningProgress(stage=LearningStage.TRAINING, minutes_left=left):
            item = tr("Learning: less than 2 minutes left") if left <= 1 else tr(MINUTES_LEFT, left=left)
        case LearningProgress():
            item = tr(_STAGES[progress.stage])
    return Progress(progress.done, progress.total, item)


def reason_words(reasons: Counter[str]) -> str:
    """Why drafts were edited, the most frequent first."""
    return " · ".join(f"{tr(LABELS.get(name, name))} {written(number)}" for name, number in reasons.most_common())


def left_out_words(excluded: Counter[str]) -> str:
    """What is not learned from and why, a reason a line."""
    return "\n".join(
        f"{written(number)} {in_window(tr(_LEFT_OUT.get(name, name)))}" for name, number in excluded.most_common()
    )


def run_words(state: LearningState, at: str) -> tuple[str, str]:
    """How the last run ended, and its tone."""
    words, tone = _ENDS[state]
    text, when = tr(words), moment(at)
    return (f"{text} ({when})." if when else f"{text}."), tone


def advice(offer: Offer | None, *, enough: bool, paused: bool) -> tuple[str, str]:
    """What to do with what there is to learn from, and the tone of it."""
    if offer is None:
        return "", "muted"
    data = offer.preview.data
    if paused:
        return tr("A training is paused. Resume goes on with it; starting anew gives it up."), "accent"
    if not data.examples:
        return tr(NOTHING), "muted"
    if not enough:
        return tr(
            "Too few to learn from: {edits}, and {least} are needed.",
            edits=trn("{n} edit", "{n} edits", data.edited),
            least=offer.least,
        ), "warn"
    return tr(
        "{held_out} of the drafts are kept back, to check what was learned.", held_out=written(len(data.held_out))
    ), "muted"


def obstacle_words(obstacle: LearningError) -> str:
    """Why this installation cannot learn; where a command mends that, it stands below."""
    return tr(NOT_INSTALLED) if obstacle.command else in_window(str(obstacle))


def time_words(offer: Offer) -> str:
    """How long learning takes."""
    effort = offer.preview.effort
    text = trn(
        "About {n} minute; you can go on drafting and pause at any time",
        "About {n} minutes; you can go on drafting and pause at any time",
        max(1, round(effort.minutes)),
    )
    if effort.fits:
        return text
    return tr("{text}. It ends when its {minutes} minutes are over", text=text, minutes=offer.minutes)
