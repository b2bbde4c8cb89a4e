"""Support: how well passages back a sentence, 0 to 1.

Code decides first: a sentence with a literal or a unit that the passages do not hold, or hold elsewhere, is not backed;
another one that stands in a passage word for word is. Of the rest the verifier reads each beside the few sentences of a
passage that share its words (``windows``); a 'not' where the passages deny nothing caps what it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp, log

from citewell.domain.documents import PLACE_JOINT
from citewell.domain.ports import Verifier
from citewell.governance.literals.extraction import find_literals, missing_literals
from citewell.governance.literals.misplaced import closeness, has_misplaced_literal
from citewell.governance.literals.subjects import has_other_subject
from citewell.governance.literals.units import other_units
from citewell.governance.text.words import coverage, denies, is_negated, words
from citewell.pipeline.checks.windows import pieces_of, window_of

SUPPORTED = 0.5
"""A sentence with at least this support counts as supported; the weights below are fitted so that this is where."""
OTHER_POLARITY = 0.3
"""No more than this for a sentence that says 'not' where its passages deny nothing."""
WITHOUT_LITERAL = 0.2
"""No more than this for a sentence with a number, unit, date, link or code that its passages do not hold."""
VERBATIM = 0.98
"""For a sentence that stands in a passage word for word."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What support is made of, as fitted by ``training/verifier/calibrate.py``.

    The verifier's logit, the share of the claim's words in the window, and how closely the claim follows one sentence:
    a near copy that the verifier doubts had something changed.
    """

    logit: float
    share: float
    closeness: float
    bias: float


@dataclass(frozen=True, slots=True)
class SupportWeights:
    """The weights of a passage, and those of a long text: a window holds too little of it to say what is not there."""

    passage: Weights
    long: Weights

    def of(self, words: int) -> Weights:
        """Those of a text with so many words."""
        return self.long if words > LONG_WORDS else self.passage


LONG_WORDS = 400
"""A text with more words is a long one."""
EDGE = 1e-4
"""Probabilities are kept so far from 0 and 1."""
LEAST_SHARE = 0.2
"""A window with less of the claim's words is not read: what is not spoken of is not said."""
UNREAD = 0.04
"""The probability taken for it, which is what the verifier says of such windows."""

KEPT_SCORES = 4000
KEPT_PASSAGES = 512


@dataclass(frozen=True, slots=True)
class Backing:
    """How well passages back a claim, and which of them best: its index, ``None`` where there is none."""

    support: float
    best: int | None


class SupportScorer:
    """Scores claims against passages, all pairs of a call at once; the last scores are kept."""

    def __init__(self, verifier: Verifier, weights: SupportWeights) -> None:
        """Ask ``verifier``."""
        self._verifier = verifier
        self._weights = weights
        self._known: dict[tuple[str, str], float] = {}

    def score(self, claims: Sequence[str], passages: Sequence[Sequence[str]], allowed: str = "") -> list[float]:
        """Support of each claim by its own passages; 0 where it has none. See ``weigh``."""
        return [backing.support for backing in self.weigh(claims, passages, allowed)]

    def weigh(self, claims: Sequence[str], passages: Sequence[Sequence[str]], allowed: str = "") -> list[Backing]:
        """How well each claim is backed by its own passages; literals of ``allowed`` may be used too.

        Raises ``ModelError``.
        """
        found: list[Backing | None] = [
            _decided(claim, texts, allowed) for claim, texts in zip(claims, passages, strict=True)
        ]
        open_ones = [i for i, backing in enumerate(found) if backing is None]
        windows = {i: _windows(claims[i], passages[i]) for i in open_ones}
        known = self._ask([(claims[i], window) for i in open_ones for window in windows[i]])
        for i in open_ones:
            claim, texts = claims[i], passages[i]
            sizes = [len(text.split()) for text in texts]
            scores = [
                combine(known[claim, window], claim, window, self._weights.of(size)) if window else 0.0
                for window, size in zip(windows[i], [*sizes, sum(sizes)], strict=False)
            ]
            found[i] = _best(claim, texts, scores)
        return [backing for backing in found if backing is not None]

    def _ask(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
        """The verifier's probabilities; what was asked before is not asked again, since a draft is scored twice."""
        wanted = [pair for pair in dict.fromkeys(pairs) if pair[1]]
        known = self._known if len(self._known) + len(wanted) <= KEPT_SCORES else {}
        known = known | {pair: UNREAD for pair in wanted if pair not in known and coverage(*pair) < LEAST_SHARE}
        missing = [pair for pair in wanted if pair not in known]
        # A new mapping, not a changed one: the window checks edits while the next draft is scored.
        known = known | dict(zip(missing, self._verifier.score(missing), strict=True))
        self._known = known
        return known


def combine(probability: float, claim: str, window: str, weights: Weights) -> float:
    """Support by the verifier's probability and by how much of ``claim`` stands in ``window``, and how."""
    kept = min(max(probability, EDGE), 1 - EDGE)
    logit = log(kept / (1 - kept))
    near = closest(claim, window) if weights.closeness else 0.0
    total = weights.logit * logit + weights.share * coverage(claim, window) + weights.closeness * near + weights.bias
    return 1 / (1 + exp(-total))


def closest(claim: str, window: str) -> float:
    """How closely ``claim`` follows one sentence of ``window``, 0 to 1."""
    return max((closeness(claim, piece) for piece in _pieces(window)), default=0.0)


def _windows(claim: str, passages: Sequence[str]) -> list[str]:
    """One window for each passage, and a joint one where there are several: a claim may need two."""
    split = [_pieces(passage) for passage in passages]
    windows = [window_of(claim, pieces) for pieces in split]
    if len(passages) > 1:
        windows.append(window_of(claim, [piece for pieces in split for piece in pieces]))
    return windows


def _decided(claim: str, passages: Sequence[str], allowed: str) -> Backing | None:
    """What code decides alone; ``None`` where the verifier has to read."""
    if not any(passage.strip() for passage in passages):
        return Backing(0.0, None)
    if _made_up(claim, passages, allowed):
        shares = [coverage(claim, passage) for passage in passages]
        best = max(range(len(shares)), key=lambda i: (shares[i], -i))
        return Backing(WITHOUT_LITERAL * shares[best], best)
    copied = next((i for i, passage in enumerate(passages) if _stands_in(claim, passage)), None)
    return None if copied is None else Backing(VERBATIM, copied)


def _best(claim: str, passages: Sequence[str], scores: Sequence[float]) -> Backing:
    """``scores`` are those of the passages, and of the joint window where there are several."""
    best = max(range(len(passages)), key=lambda i: (scores[i], -i))
    support = max(scores)
    if is_negated(claim) and not any(denies(passage) for passage in passages):
        support = min(support, OTHER_POLARITY)
    return Backing(support, best)


def _made_up(claim: str, passages: Sequence[str], allowed: str) -> bool:
    """Whether a literal or its unit stands nowhere, or in the passages at another place or of another subject."""
    if not find_literals(claim):
        return False
    sources = [*passages, allowed]
    if missing_literals(claim, sources) or other_units(claim, sources):
        return True
    pieces = [piece for passage in passages for piece in _pieces(passage)]
    return has_misplaced_literal(claim, pieces) or has_other_subject(claim, pieces)


def _stands_in(claim: str, passage: str) -> bool:
    """Whether ``claim`` is a sentence of ``passage``, two neighbours, or a heading, but for signs and capitals."""
    wanted = words(claim)
    if not wanted:
        return False
    return any(
        found == wanted or (found[1:] == wanted and len(found[0]) == 1)  # 'A: ...', '1. ...'
        for found in _said(passage)
    )


@lru_cache(maxsize=KEPT_PASSAGES)
def _said(passage: str) -> tuple[list[str], ...]:
    """The words of each sentence, of each two neighbours, and of each heading of the place on the first line."""
    said = [words(piece) for piece in _pieces(passage)]
    headings = [words(part) for part in passage.partition("\n")[0].split(PLACE_JOINT)]
    return tuple(filter(None, (*said, *(first + second for first, second in pairwise(said)), *headings)))


@lru_cache(maxsize=KEPT_PASSAGES)
def _pieces(passage: str) -> tuple[str, ...]:
    return tuple(pieces_of(passage))
