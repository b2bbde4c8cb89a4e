"""The sentences of a passage that say what a sentence of a draft says: what is marked in a document."""

from citewell.governance.literals.extraction import find_literals
from citewell.governance.text.readable import Readable
from citewell.governance.text.sentences import Span, split_sentences
from citewell.governance.text.words import content_stems

MOST = 2
"""Sentences that one statement may be drawn from, at most."""
ADDS = 0.2
"""Share of what the statement says that a second sentence must add."""


def supporting(statement: str, read: Readable) -> tuple[Span, ...]:
    """Spans of ``read.text`` that share most with ``statement``, in order; empty where nothing is shared.

    Words and literals are compared, not meanings: it tells where to look, never whether the statement is backed.
    """
    wanted = _said(statement)
    sentences = [(span, _said(read.text[span[0] : span[1]])) for span in split_sentences(read.text)]
    left, found = set(wanted), list[Span]()
    while left and sentences and len(found) < MOST:
        span, said = max(sentences, key=lambda one: (len(one[1] & left), -len(one[1] - wanted)))
        if len(said & left) < max(1, ADDS * len(wanted) * bool(found)):
            break
        found.append(span)
        left -= said
        sentences.remove((span, said))
    return tuple(sorted(found))


def _said(text: str) -> set[str]:
    return content_stems(text) | {literal.normal for literal in find_literals(text)}
