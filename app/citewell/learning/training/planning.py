"""How much is trained in the time there is: epochs, the part of general examples, and what it will take."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from citewell.learning.training.lora import TrainingExample

SPEED = 420.0
"""Tokens a second that a laptop trains with two cores, until a run has measured it."""
CHARACTERS_A_TOKEN = 4.0
FRAME_TOKENS = 16
"""Of the chat template around an example."""
ENOUGH_TOKENS = 160_000
"""Of style examples, repetitions counted; fewer are shown more often."""
LEAST_EPOCHS, MOST_EPOCHS = 4.0, 12.0
TRAINING_SHARE = 0.85
"""Of the time budget; the rest is for the bake, the golden tickets and the check of the style."""
_CHOICES = ((1.0, 1.0), (1.0, 0.75), (1.0, 0.5), (0.75, 0.5), (0.75, 0.33), (0.5, 0.33), (0.25, 0.25))
"""Parts of the wanted epochs, and general tokens for each style token; the first that fits is taken."""
_OVERHEAD_SECONDS = 150.0
"""What loading, baking and checking take at least."""


@dataclass(frozen=True, slots=True)
class Effort:
    """``epochs`` over style and general examples; ``tokens`` of all steps; ``seconds`` are of training alone."""

    epochs: float
    replay_tokens: int
    tokens: int
    seconds: float
    fits: bool

    @property
    def minutes(self) -> float:
        """Estimated minutes of everything."""
        return (self.seconds + _OVERHEAD_SECONDS) / 60


def count_tokens(example: TrainingExample) -> int:
    """About how many tokens an example has."""
    characters = len(example.system) + len(example.user) + len(example.completion)
    return math.ceil(characters / CHARACTERS_A_TOKEN) + FRAME_TOKENS


def count_all(examples: Iterable[TrainingExample]) -> int:
    """The same for many."""
    return sum(count_tokens(example) for example in examples)


def training_seconds(minutes: float) -> float:
    """The seconds of a budget that training may take."""
    return minutes * 60 * TRAINING_SHARE


def plan_effort(style_tokens: int, replay_tokens: int, seconds: float, speed: float = SPEED) -> Effort:
    """Fit training into ``seconds``: epochs over ``style_tokens``, and up to as many general ones of ``replay_tokens``.

    Where nothing fits, the least is planned, and the training ends when its time is over.
    """
    wanted = min(MOST_EPOCHS, max(LEAST_EPOCHS, ENOUGH_TOKENS / max(1, style_tokens)))
    effort = Effort(1.0, 0, style_tokens, style_tokens / speed, fits=False)
    for part, share in _CHOICES:
        epochs = max(1.0, round(wanted * part, 2))
        general = min(replay_tokens, round(share * style_tokens))
        tokens = round(epochs * (style_tokens + general))
        effort = Effort(epochs, general, tokens, min(seconds, tokens / speed), fits=tokens / speed <= seconds)
        if effort.fits:
            return effort
    return effort
