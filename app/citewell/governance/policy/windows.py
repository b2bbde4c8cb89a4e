"""The pieces of a ticket whose meaning is looked at: sentences, neighbours together, and its beginning as a whole."""

from itertools import pairwise

from citewell.governance.policy.phrases import Span
from citewell.governance.text.sentences import split_sentences

MAX_WINDOWS = 240
MAX_CHARACTERS = 600
"""Of one window: what the embedder reads of it anyway."""
MIN_WORDS = 2


def windows_of(ticket: str) -> list[Span]:
    """Spans of ``ticket``, at most ``MAX_WINDOWS``; of a longer one the start and the end, neighbours left out."""
    spans = [span for start, end in split_sentences(ticket) for span in _pieces(start, end)]
    telling = [(start, end) for start, end in spans if len(ticket[start:end].split()) >= MIN_WORDS] or spans
    pairs = [(first[0], second[1]) for first, second in pairwise(telling) if second[1] - first[0] <= MAX_CHARACTERS]
    found = list(dict.fromkeys([*telling, *pairs]))
    if len(found) <= MAX_WINDOWS:
        return found
    half = MAX_WINDOWS // 2
    return [*telling[:half], *telling[-half:]]


def _pieces(start: int, end: int) -> list[Span]:
    """A sentence without an end, such as a pasted log, in pieces."""
    return [(at, min(at + MAX_CHARACTERS, end)) for at in range(start, end, MAX_CHARACTERS)]
