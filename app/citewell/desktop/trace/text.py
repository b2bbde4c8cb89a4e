"""The window's words for the stages of a draft."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.desktop.language.words import Msg, tr
from citewell.domain.drafts import ModelUse

TITLE = Msg("How this draft was made")
STAGES_NAME, IN, OUT, SAID = Msg("Stages"), Msg("What went in"), Msg("What came out"), Msg("What it decided")
HOW, HOW_TIP = Msg("How it was made"), Msg("Each stage, its time, what went in and what came out")
NOT_KEPT = Msg("Nothing of this is kept.")
NOTHING_CITED = Msg("No passage")
NAMES: Mapping[str, Msg] = MappingProxyType(
    {
        "mask": Msg("Mask personal data"),
        "risk": Msg("Look for risks"),
        "guard": Msg("Leave planted orders out"),
        "retriever": Msg("Search your documents"),
        "judge": Msg("Read what was found"),
        "decide": Msg("Decide what to do"),
        "extract": Msg("Choose a passage"),
        "draft_with_context": Msg("Write", "stage"),
        "policy_checker": Msg("Check", "stage"),
        "fine_tuned_styler": Msg("Apply your style"),
        "final": Msg("Put the letter together"),
    }
)
"""What each stage does."""


def stage_name(stage: str, *, again: bool = False) -> str:
    """What a stage does, in words; ``again`` where the draft went through it before."""
    name = tr(NAMES.get(stage, stage.replace("_", " ").capitalize()))
    return tr("{name} again", name=name) if again else name


def made_by_words(model: ModelUse, prompt_version: str) -> str:
    """The model, the style and the prompt that wrote a draft."""
    return " · ".join(part for part in (model.base, model.style, prompt_version) if part)
