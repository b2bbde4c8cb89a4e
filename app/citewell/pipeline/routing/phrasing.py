"""Phrasing: what a ticket's words alone say about how it is to be routed, before anything is searched.

Two bag-of-words classifiers, fitted by ``training/decision/tickets.py``: of tickets that the documents do not answer,
and of tickets that leave open what the answer depends on. Both are one sign among others in ``decide``.
"""

import json
from dataclasses import dataclass

from citewell.domain.errors import ModelError
from citewell.pipeline.routing.word_classifier import WordClassifier, read_classifier


@dataclass(frozen=True, slots=True)
class PhrasingSigns:
    """Log odds, by the words alone, that documents do not answer a ticket, and that it leaves its case open."""

    unanswered: float = 0.0
    open: float = 0.0


NO_SIGNS = PhrasingSigns()


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Reads the words of tickets."""

    unanswered: WordClassifier
    open: WordClassifier

    def read(self, ticket: str) -> PhrasingSigns:
        """The signs of a ticket."""
        return PhrasingSigns(self.unanswered.score(ticket), self.open.score(ticket))


def read_phrasing(text: str) -> Phrasing:
    """What ``training/decision/tickets.py`` wrote. Raises ``ModelError``."""
    try:
        data = json.loads(text)
        return Phrasing(read_classifier(data["unanswered"]), read_classifier(data["open"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The routing's words cannot be read ({error}). Install Citewell again.") from error
