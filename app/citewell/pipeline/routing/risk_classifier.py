"""Risk classifier: what a ticket's words (TF-IDF of words and word pairs), sentence embeddings and an encoder tell.

Fitted by ``training/risk/classifier.py`` on tickets that people wrote; the ticket counts as a whole, not by its worst
sentence. Words carry most of it: what a threat is made of is said in few ways, and the embedder knows topics better.
"""

import base64
import binascii
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citewell.domain.errors import ModelError
from citewell.domain.ports import Embedder, Reranker
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.retrieval.vectors import matrix
from citewell.pipeline.routing.word_classifier import WordClassifier, read_classifier

MAX_CHARACTERS = 4000
"""Of a ticket for its embedding; the embedder reads less."""


@dataclass(frozen=True, slots=True)
class RiskWeights:
    """``words`` and ``meaning`` (twice the dimensions, with ``meaning_bias``).

    The latter weighs the vector of the whole ticket and the mean of those of what it asks; it fits the embedder of that
    identity alone.
    """

    words: WordClassifier
    embedder: str
    meaning: npt.NDArray[np.float32]
    meaning_bias: float
    absent: float = 0.0
    """What the meaning says on average, in its place with another embedder."""
    reader: float = 0.0
    """Of the log odds by the encoder that reads the ticket, with ``reader_bias``; both 0 where none reads it."""
    reader_bias: float = 0.0


def read_weights(text: str) -> RiskWeights:
    """The weights that ``training/risk/classifier.py`` wrote. Raises ``ModelError``."""
    try:
        data = json.loads(text)
        meaning = np.frombuffer(base64.b64decode(data["meaning"], validate=True), dtype="<f2").astype(np.float32)
        return RiskWeights(
            read_classifier(data),
            str(data["embedder"]),
            meaning,
            float(data["meaning_bias"]),
            float(data.get("absent", 0.0)),
            float(data.get("reader", 0.0)),
            float(data.get("reader_bias", 0.0)),
        )
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise ModelError(f"The risk classifier cannot be read ({error}). Install Citewell again.") from error


class TicketRisk:
    """``RiskClassifier`` over the embedder in use; with another one than it was fitted to, only words tell."""

    def __init__(self, weights: RiskWeights, embedder: Embedder, reader: Reranker | None = None) -> None:
        """Classify by ``weights``; ``reader`` reads the ticket too."""
        self._weights = weights
        self._embedder = embedder
        self._reader = reader

    def risk(self, tickets: Sequence[str]) -> list[float]:
        """The probability that a person must answer each ticket, in order. Raises ``ModelError``."""
        return [
            1 / (1 + math.exp(-(self._weights.words.score(ticket) + self._by_meaning(ticket) + self._read(ticket))))
            for ticket in tickets
        ]

    def _read(self, ticket: str) -> float:
        found = None if self._reader is None or not self._weights.reader else self._reader.risk(ticket)
        return 0.0 if found is None else self._weights.reader * found + self._weights.reader_bias

    def _by_meaning(self, ticket: str) -> float:
        if self._weights.embedder != self._embedder.identity:
            return self._weights.absent
        return float(meaning_of(ticket, self._embedder) @ self._weights.meaning) + self._weights.meaning_bias


def meaning_of(ticket: str, embedder: Embedder) -> npt.NDArray[np.float32]:
    """The ticket's vector and the mean of those of what it asks, one after the other. Raises ``ModelError``."""
    vectors = matrix(embedder.embed([ticket[:MAX_CHARACTERS], *queries_of(ticket)]))
    return np.concatenate([vectors[0], vectors[1:].mean(axis=0)])
