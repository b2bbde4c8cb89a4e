"""Texts through a style, one by one, to measure what it does; and what it does: rules followed, content kept."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from citewell.domain.generation import GenerationRequest, Generator, text_of
from citewell.domain.progress import CancelToken, LearningProgress, LearningStage, ProgressCallback
from citewell.domain.styles import Style
from citewell.learning.dataset import Example
from citewell.learning.edits.changes import literal_forms
from citewell.learning.rules.house_rules import Rule, share_following
from citewell.pipeline.generation.citations import read_sentences
from citewell.pipeline.generation.styler import Styler

MOST = 60
"""Held-out drafts that are styled at most."""
LEAST_FOLLOWED = 0.6
"""Share of the held-out drafts that must follow all rules."""
LEAST_KEPT = 0.6
"""Share of the held-out drafts whose figures and citations must be as they were."""

Restyle = Callable[[str], str]
"""A draft with its marks, in the style."""
OpenStyle = Callable[[Style], AbstractContextManager[Restyle]]
"""Loads a style for as long as it is needed. Raises ``ModelError``."""


@dataclass(frozen=True, slots=True)
class StyleCheck:
    """What a style does to ``count`` drafts that it was not trained on; shares are 0 to 1.

    ``drafts`` is how many follow each rule before, ``styled`` after; ``kept`` is how many keep figures and citations.
    """

    count: int
    kept: float
    drafts: dict[str, float] = field(default_factory=dict)
    styled: dict[str, float] = field(default_factory=dict)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the style is not good enough; empty where it is."""
        found: list[str] = []
        followed = self.styled.get("all")
        if followed is not None and followed < LEAST_FOLLOWED:
            found.append(
                f"{followed:.0%} of {self.count} held-out drafts follow all that the edits share; at least "
                f"{LEAST_FOLLOWED:.0%} must. Give it more time with --minutes, or more edits."
            )
        if self.count and self.kept < LEAST_KEPT:
            found.append(
                f"{self.kept:.0%} of {self.count} held-out drafts keep their figures and citations when styled; at "
                f"least {LEAST_KEPT:.0%} must."
            )
        return tuple(found)

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {
            "drafts": self.count,
            "facts_kept": round(self.kept, 3),
            "before": {name: round(share, 3) for name, share in self.drafts.items()},
            "after": {name: round(share, 3) for name, share in self.styled.items()},
        }


def check_style(
    rules: Sequence[Rule],
    examples: Sequence[Example],
    restyle: Restyle,
    *,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> StyleCheck:
    """Style the held-out ``examples`` and count. Raises ``ModelError`` and ``CancelledError``."""
    drafts = [example.user for example in examples[:MOST]]
    styled: list[str] = []
    for draft in drafts:
        cancel.check()
        styled.append(restyle(draft))
        progress(LearningProgress(len(styled), len(drafts), "held-out drafts", LearningStage.HELD_OUT_DRAFTS))
    kept = sum(keeps_content(draft, text) for draft, text in zip(drafts, styled, strict=True))
    before, after = (share_following(rules, texts) if rules else {} for texts in (drafts, styled))
    return StyleCheck(len(drafts), kept / len(drafts) if drafts else 0.0, before, after)


def keeps_content(draft: str, styled: str) -> bool:
    """Whether figures and citations of both are the same."""
    before, after = read_sentences(draft), read_sentences(styled)
    if {n for sentence in before for n in sentence.cites} != {n for sentence in after for n in sentence.cites}:
        return False
    texts = (" ".join(sentence.text for sentence in sentences) for sentences in (before, after))
    return literal_forms(next(texts)) == literal_forms(next(texts))


def restyle_with(styler: Styler, generator: Generator, cancel: CancelToken) -> Restyle:
    """A ``Restyle`` as drafts go through it: the model rewrites, ``styler`` repairs."""

    def write(request: GenerationRequest) -> str:
        return text_of(generator.generate(request, cancel))

    return lambda draft: styler.style(draft, generator, write).text or draft
