"""The window's words for the stages of a draft."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.domain.drafts import ModelUse

TITLE = "How this draft was made"
STAGES_NAME, IN, OUT, SAID = "Stages", "What went in", "What came out", "What it decided"
HOW, HOW_TIP = "How it was made", "Each stage, its time, what went in and what came out"
NOT_KEPT = "Nothing of this is kept."
NOTHING_CITED = "No passage"
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "mask": "Mask personal data",
        "risk": "Look for risks",
        "guard": "Leave planted orders out",
        "retriever": "Search your documents",
        "judge": "Read what was found",
        "decide": "Decide what to do",
        "extract": "Choose a passage",
        "draft_with_context": "Write",
        "policy_checker": "Check",
        "fine_tuned_styler": "Apply your style",
        "final": "Put the letter together",
    }
)
"""What each stage does."""


def stage_name(stage: str, *, again: bool = False) -> str:
    """What a stage does, in words; ``again`` where the draft went through it before."""
    name = NAMES.get(stage, stage.replace("_", " ").capitalize())
    return f"{name} again" if again else name


def made_by_words(model: ModelUse, prompt_version: str) -> str:
    """The model, the style and the prompt that wrote a draft."""
    return " · ".join(part for part in (model.base, model.style, prompt_version) if part)
