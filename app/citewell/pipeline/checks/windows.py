"""Windows: the few sentences of long passages that a claim should be read beside, chosen by the words they share.

The verifier was trained on windows of this file (``training/verifier``): a change here wants a new training.
"""

from collections.abc import Sequence
from math import log

from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems

WINDOW_WORDS = 64
"""Words of a window; about 90 tokens."""
MOST_SENTENCES = 4
LONG_SENTENCE = 56
"""A longer sentence (a table row, a list without stops) is cut into pieces of so many words."""
STEP = 40
"""Words between the starts of such pieces: they overlap."""
ENOUGH = 0.12
"""A further sentence must add so much of the claim's weight."""


def pieces_of(text: str) -> list[str]:
    """The sentences of ``text``, long ones in overlapping pieces."""
    found: list[str] = []
    for start, end in split_sentences(text):
        words = text[start:end].split()
        if len(words) <= LONG_SENTENCE:
            found.append(" ".join(words))
            continue
        starts = range(0, max(1, len(words) - LONG_SENTENCE + STEP), STEP)
        found += [" ".join(words[at : at + LONG_SENTENCE]) for at in starts]
    return found


def choose_window(claim: str, pieces: Sequence[str]) -> list[int]:
    """The indices, ascending, of the pieces that together hold most of what ``claim`` says.

    Greedy: each next piece adds the most of the claim's stems that are still open, rare ones weighing more; the piece
    before the first one is taken where there is room, since it may name what the first one calls 'it'.
    """
    if not pieces:
        return []
    stems = [content_stems(piece) for piece in pieces]
    wanted = content_stems(claim)
    weights = {stem: log(1 + len(pieces) / (1 + sum(stem in found for found in stems))) for stem in wanted}
    total = sum(weights.values()) or 1.0
    chosen: list[int] = []
    room, open_stems = WINDOW_WORDS, set(wanted)
    while len(chosen) < MOST_SENTENCES:
        gains = [
            (sum(weights[s] for s in found & open_stems) + 0.2 * sum(weights[s] for s in found & wanted), -i)
            for i, found in enumerate(stems)
            if i not in chosen and (not chosen or len(pieces[i].split()) <= room)
        ]
        if not gains:
            break
        gain, at = max(gains)
        if chosen and gain < ENOUGH * total:
            break
        chosen.append(-at)
        open_stems -= stems[-at]
        room -= len(pieces[-at].split())
    before = chosen[0] - 1
    if before >= 0 and before not in chosen and len(pieces[before].split()) <= room:
        chosen.append(before)
    return sorted(chosen)


def window_of(claim: str, pieces: Sequence[str]) -> str:
    """The text of ``choose_window``."""
    return " ".join(pieces[i] for i in choose_window(claim, pieces))
