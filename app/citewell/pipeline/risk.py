"""Tickets that a person must answer: told by a pack's words, and by what the ticket's sentences mean."""

import base64
import binascii
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from citewell.domain.errors import ModelError
from citewell.domain.ports import Embedder
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Risk
from citewell.governance.policy.phrases import PhraseSet, outside, tokens_of
from citewell.governance.policy.regions import applies_in
from citewell.governance.policy.windows import windows_of
from citewell.pipeline.vectors import matrix

logger = logging.getLogger(__name__)

BY_WORDS = 0.96
"""The probability that a ticket which says one of a risk's phrases is of that risk: measured by ``benchmarks.risk``."""
SHOWN = 90
"""Characters of a sentence that a finding quotes."""
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RiskFound:
    """A risk of a ticket: its probability, and the words of the ticket that tell it, with their span."""

    risk: Risk
    probability: float
    quote: str
    start: int
    end: int
    by_words: bool


@dataclass(frozen=True, slots=True)
class MeaningLayer:
    """Softmax regression over sentence vectors; ``topics[0]`` is no risk.

    ``weights`` has the shape ``(len(topics), dimensions)``. It fits the embedder of that identity alone.
    """

    embedder: str
    topics: tuple[str, ...]
    weights: Matrix
    bias: Matrix
    threshold: float

    def probabilities(self, vectors: Matrix) -> Matrix:
        """For each vector the probability of each topic."""
        logits = vectors @ self.weights.T + self.bias
        grown = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)


def read_layer(text: str) -> MeaningLayer:
    """The layer that ``training/risk`` wrote. Raises ``ModelError``."""
    try:
        data = json.loads(text)
        topics = tuple(map(str, data["topics"]))
        weights = np.frombuffer(base64.b64decode(data["weights"], validate=True), dtype="<f2").astype(np.float32)
        return MeaningLayer(
            str(data["embedder"]),
            topics,
            weights.reshape(len(topics), -1),
            np.array(data["bias"], dtype=np.float32),
            float(data["threshold"]),
        )
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise ModelError(f"The layer that tells risks cannot be read ({error}). Install Citewell again.") from error


class RiskDetector:
    """Finds the risks of tickets by the policy in force."""

    def __init__(self, policy: Callable[[], Policy], embedder: Embedder, layer: MeaningLayer | None = None) -> None:
        """Read ``policy`` anew for each ticket; compare meanings with ``embedder``, by ``layer`` where it fits."""
        self._policy = policy
        self._embedder = embedder
        self._layer = layer
        self._vectors: dict[tuple[str, ...], Matrix] = {}

    def find(self, ticket: str, region: str = "") -> list[RiskFound]:
        """The risks of a ticket, those told by words first, each kind in the order of the packs.

        Where the embedder fails, words alone tell. Raises ``BadInputError`` for a pack that cannot be used.
        """
        policy = self._policy()
        risks = {own: risk for own, risk in policy.risks.items() if applies_in(risk.regions, region)}
        found = {one.risk.id: one for one in self._by_words(ticket, risks)}
        try:
            meant = self._by_meaning(ticket, risks)
        except ModelError as error:
            logger.warning("risks are told by words alone: %s", type(error).__name__)
            meant = []
        for one in meant:
            found.setdefault(one.risk.id, one)
        order = list(risks)
        return sorted(found.values(), key=lambda one: (not one.by_words, order.index(one.risk.id)))

    @staticmethod
    def _by_words(ticket: str, risks: Mapping[str, Risk]) -> list[RiskFound]:
        tokens = tokens_of(ticket)
        found = []
        for risk in risks.values():
            words, unless = _phrases(risk.words, True), _phrases(risk.unless, False)  # noqa: FBT003  a cached function
            matches = words.find_in(tokens)
            if matches and unless:
                matches = outside(matches, [(one.start, one.end) for one in unless.find_in(tokens)])
            if matches:
                first = matches[0]
                quote = _shown(ticket[first.start : first.end])
                found.append(RiskFound(risk, BY_WORDS, quote, first.start, first.end, by_words=True))
        return found

    def _by_meaning(self, ticket: str, risks: Mapping[str, Risk]) -> list[RiskFound]:
        spans = windows_of(ticket)
        if not spans or not risks:
            return []
        vectors = matrix(self._embedder.embed([ticket[start:end] for start, end in spans]))
        known = self._known(risks)
        scores = self._layered(vectors, known)
        for own, risk in risks.items():
            if own not in known and risk.examples:
                near = (vectors @ self._examples(risk.examples).T).max(axis=1)
                scores[own] = np.where(near >= risk.nearness, near, 0.0)
        found = []
        for own, row in scores.items():
            best = int(row.argmax())
            least = self._layer.threshold if self._layer is not None and own in known else risks[own].nearness
            if row[best] >= least:
                start, end = spans[best]
                found.append(
                    RiskFound(risks[own], float(row[best]), _shown(ticket[start:end]), start, end, by_words=False)
                )
        return sorted(found, key=lambda one: -one.probability)

    def _known(self, risks: Mapping[str, Risk]) -> set[str]:
        """The risks that the layer learnt, where it fits the embedder; a home's own are told by their examples."""
        if self._layer is None or self._layer.embedder != self._embedder.identity:
            return set()
        return set(self._layer.topics[1:]) & set(risks)

    def _layered(self, vectors: Matrix, known: set[str]) -> dict[str, Matrix]:
        """For each known risk a score of each vector; the likeliest one has the probability of any of them.

        A hint may be torn between two risks, and still be no plain ticket.
        """
        layer = self._layer
        if layer is None or not known:
            return {}
        columns = [number for number, own in enumerate(layer.topics) if own in known]
        rows = layer.probabilities(vectors)[:, columns]
        rows[np.arange(len(rows)), rows.argmax(axis=1)] = rows.sum(axis=1)
        return {layer.topics[number]: rows[:, at] for at, number in enumerate(columns)}

    def _examples(self, examples: Sequence[str]) -> Matrix:
        key = tuple(examples)
        if key not in self._vectors:
            self._vectors[key] = matrix(self._embedder.embed(key))
        return self._vectors[key]


@lru_cache(maxsize=256)
def _phrases(phrases: tuple[str, ...], fuzzy: bool) -> PhraseSet:  # noqa: FBT001  the key of a cache
    return PhraseSet(phrases, fuzzy=fuzzy)


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1].rstrip()}…"
