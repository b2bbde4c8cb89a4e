"""Greedy decoding under a rule, several tokens at a time where they can be guessed (prompt lookup).

A guess is what followed the last tokens where they stood before, in the prompt or in the text so far. All guessed
tokens are evaluated in one batch, which costs little more than one token; those that the model would have written
anyway are kept, the first other one replaces the rest. Where two
tokens are close, the batch does not decide: the token is evaluated alone.
Source: A. Saxena, Prompt Lookup Decoding (2023); why the text is the same: Leviathan et al. (2023).
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Logits = npt.NDArray[np.float32]

LONGEST, SHORTEST = 4, 3
"""Tokens that must stand before a guess as they stand at the end of the text: the longest match is tried first."""
MAX_GUESS = 6
"""Tokens of one guess. Measured on two cores: four tokens together take the time of one, eight that of two."""
CLEAR = 1.0
"""Logits by which a token of a batch must be ahead. Between one token and several evaluated together they were seen to
differ by 0.03 (F16) to 0.84 (Q4_1), since llama.cpp uses other kernels."""
MAX_PAUSE = 16


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


class PromptLookup:
    """Guesses how a text goes on from how it went on before."""

    def __init__(self, tokens: Sequence[int]) -> None:
        """Begin with the tokens of the prompt."""
        self._tokens: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}
        for token in tokens:
            self.append(token)

    def append(self, token: int) -> None:
        """Note one more token."""
        end = len(self._tokens)
        for length in range(SHORTEST, min(LONGEST, end) + 1):
            self._after[tuple(self._tokens[end - length :])] = end
        self._tokens.append(token)

    def guess(self, most: int) -> list[int]:
        """Up to ``most`` tokens that may come next; none where the end of the text is new."""
        end = len(self._tokens)
        for length in range(min(LONGEST, end), SHORTEST - 1, -1):
            start = self._after.get(tuple(self._tokens[end - length :]))
            if start is not None:
                return self._tokens[start : start + min(most, MAX_GUESS)]
        return []


def decode(core: Core, prompt: Sequence[int], rule: Rule, *, room: int, look_up: bool = True) -> Iterator[int]:
    """The tokens of the answer, at most ``room``; the caller stops where it has enough (``rule`` then stands there)."""
    guesses = _Guesses(prompt, rule, look_up=look_up)
    known = len(prompt)
    rows, guess = core.begin(prompt), list[int]()
    while True:
        right, of = 0, len(guess)
        for i in range(of + 1):
            right = i
            masked = rule.apply(rows[i])
            token = int(np.argmax(masked))
            if guess and not guesses.forced and not _is_clear(masked, token):
                # Evaluated together, logits differ a little from those of one token: only a clear choice is taken.
                rows, guess = core.extend([guesses.last], known - 1), []
                token = int(np.argmax(rule.apply(rows[0])))
            rule.accept(token)
            guesses.append(token)
            known += 1
            yield token
            if known - len(prompt) >= room:
                return
            if i >= len(guess) or token != guess[i]:
                break
        guesses.judge(right, of)
        guess = guesses.next(room - (known - len(prompt)) - 1)
        rows = core.extend([token, *guess], known - 1)


def _is_clear(logits: Logits, token: int) -> bool:
    """Whether ``token`` is ahead of all others by more than what evaluating together may change; drops its logit."""
    best = logits[token]
    logits[token] = -np.inf
    return bool(best - logits.max() > CLEAR)


class _Guesses:
    """What to evaluate ahead: what the rule expects, else what the text did before; less after guesses that failed."""

    def __init__(self, prompt: Sequence[int], rule: Rule, *, look_up: bool) -> None:
        self._lookup = PromptLookup(prompt) if look_up else None
        self._rule = rule
        self._pause = self._waited = 0
        self.forced = False
        """Whether the last guess is the rule's own."""
        self.last = prompt[-1]

    def append(self, token: int) -> None:
        self.last = token
        self._waited += 1
        if self._lookup is not None:
            self._lookup.append(token)

    def judge(self, right: int, of: int) -> None:
        """Wait longer after each guess that was mostly wrong, and not at all after a good one."""
        if of:
            self._pause = 0 if right * 2 >= of else min(MAX_PAUSE, 2 * self._pause + 2)
            self._waited = 0

    def next(self, most: int) -> list[int]:
        if most <= 0:
            return []
        expected = list(self._rule.expected())[:most]
        self.forced = bool(expected)
        if expected or self._lookup is None or self._waited < self._pause:
            return expected
        return self._lookup.guess(most)
