"""Greedy decoding under a rule. What the rule alone decides, such as the keys of a record, is evaluated in one batch.

Guessing ahead from the prompt (prompt lookup, Saxena 2023) gained nothing on two cores and is not done.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Logits = npt.NDArray[np.float32]


class Rule(Protocol):
    """Which tokens may come next."""

    def accept(self, token: int) -> None:
        """Note a token that was written."""
        ...

    def apply(self, logits: Logits) -> Logits:
        """``logits`` (one per token), minus infinity for every token that may not come next; may change its input."""
        ...

    def expected(self) -> Sequence[int]:
        """Tokens that most likely come next by the rule alone, such as the keys of a record; mostly none."""
        ...


class Core(Protocol):
    """A model with its memory of the tokens evaluated so far."""

    def begin(self, prompt: Sequence[int]) -> Logits:
        """Evaluate a prompt, of which what the memory holds is reused; the logits (1, tokens) after it."""
        ...

    def extend(self, tokens: Sequence[int], past: int) -> Logits:
        """Forget all after ``past`` tokens, evaluate ``tokens``; the logits (len(tokens), vocabulary) after each.

        They are valid until the next call, and may be changed.
        """
        ...


def decode(core: Core, prompt: Sequence[int], rule: Rule, *, room: int) -> Iterator[int]:
    """The tokens of the answer, at most ``room``; the caller stops where it has enough (``rule`` then stands there)."""
    written = 0
    rows, expected = core.begin(prompt), list[int]()
    while True:
        for i in range(len(expected) + 1):
            token = int(np.argmax(rule.apply(rows[i])))
            rule.accept(token)
            written += 1
            yield token
            if written >= room:
                return
            if i >= len(expected) or token != expected[i]:
                break
        expected = list(rule.expected())[: room - written - 1]
        rows = core.extend([token, *expected], len(prompt) + written - 1)
