"""Risk classification: tickets that a person must answer, told by the ticket as a whole and by a pack's words."""

import base64
import binascii
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from citewell.domain.errors import ModelError
from citewell.domain.ports import Embedder, RiskClassifier
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Risk
from citewell.governance.policy.phrases import PhraseSet, outside, tokens_of
from citewell.governance.policy.regions import applies_in
from citewell.governance.policy.windows import windows_of
from citewell.pipeline.retrieval.vectors import matrix

logger = logging.getLogger(__name__)

BY_WORDS = 0.96
"""The probability of a risk that its words and the whole ticket tell, or that a home's own words tell."""
DECIDES = 0.5
"""From this probability on the classifier hands a ticket over by itself: its bias was fitted so."""
WITH_WORDS = 0.4
"""From this one on where a pack's words tell a risk too: two signs."""
HINTS = 0.25
"""From this one on a risk is told beside the draft."""
SHOWN = 90
"""Characters of a sentence that a finding quotes."""
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RiskFound:
    """A risk of a ticket: its probability, and the words of the ticket that tell it, with their span.

    Where it does not decide, it is told beside the draft.
    """

    risk: Risk
    probability: float
    quote: str
    start: int
    end: int
    by_words: bool
    decides: bool = True


@dataclass(frozen=True, slots=True)
class MeaningLayer:
    """Softmax regression over sentence vectors; ``topics[0]`` is no risk.

    ``weights`` has the shape ``(len(topics), dimensions)``. It fits the embedder of that identity alone.
    """

    embedder: str
    topics: tuple[str, ...]
    weights: Matrix
    bias: Matrix

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
        )
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise ModelError(f"The layer that tells risks cannot be read ({error}). Install Citewell again.") from error


class RiskDetector:
    """Finds the risks of tickets by the policy in force."""

    def __init__(
        self,
        policy: Callable[[], Policy],
        embedder: Embedder,
        layer: MeaningLayer | None = None,
        classifier: RiskClassifier | None = None,
    ) -> None:
        """Read ``policy`` anew for each ticket.

        ``classifier`` reads the ticket as a whole and decides together with a pack's words; ``layer``, over vectors of
        ``embedder``, only says which of the risks that ship it is, where no word does.
        """
        self._policy = policy
        self._embedder = embedder
        self._layer = layer
        self._classifier = classifier
        self._vectors: dict[tuple[str, ...], Matrix] = {}

    def find(self, ticket: str, region: str = "", *, read: str | None = None) -> list[RiskFound]:
        """The risks of a ticket: those that decide first, then those told by words, each kind in the packs' order.

        A risk that ships decides where the whole ticket reads like one, by itself or together with a pack's words; the
        words alone are a hint (``decides`` is false). A home's own risks are decided by its own words and examples.
        ``read`` is the ticket without orders to the program: what the models read, where words count in all of it.
        Where a model fails, words decide alone. Raises ``BadInputError`` for a pack that cannot be used.
        """
        policy = self._policy()
        risks = {own: risk for own, risk in policy.risks.items() if applies_in(risk.regions, region)}
        found = {one.risk.id: one for one in self._by_words(ticket, risks)}
        try:
            found = self._weighed(ticket if read is None else read, risks, found)
        except ModelError as error:
            logger.warning("risks are told by words alone: %s", type(error).__name__)
        order = list(risks)
        return sorted(found.values(), key=lambda one: (not one.decides, not one.by_words, order.index(one.risk.id)))

    def _weighed(self, ticket: str, risks: Mapping[str, Risk], told: Mapping[str, RiskFound]) -> dict[str, RiskFound]:
        """What words ``told``, weighed by the classifier; and what it or a home's own examples tell beside."""
        shipped = self._shipped(risks)
        found = {own: one for own, one in told.items() if own not in shipped}
        for one in self._by_examples(ticket, {own: risk for own, risk in risks.items() if own not in shipped}):
            found.setdefault(one.risk.id, one)
        if self._classifier is None or not shipped:
            return found
        (probability,) = self._classifier.risk([ticket])
        named = {own: one for own, one in told.items() if own in shipped}
        if named:
            decides = probability >= WITH_WORDS
            weighed = max(probability, BY_WORDS) if decides else probability
            return found | {own: replace(one, probability=weighed, decides=decides) for own, one in named.items()}
        if probability >= HINTS and not any(one.decides for one in found.values()):
            meant = self._likeliest(ticket, {own: risks[own] for own in risks if own in shipped})
            found[meant.risk.id] = replace(meant, probability=probability, decides=probability >= DECIDES)
        return found

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

    def _by_examples(self, ticket: str, risks: Mapping[str, Risk]) -> list[RiskFound]:
        """Risks whose examples a sentence of the ticket comes near."""
        risks = {own: risk for own, risk in risks.items() if risk.examples}
        spans = windows_of(ticket) if risks else []
        if not spans:
            return []
        vectors = matrix(self._embedder.embed([ticket[start:end] for start, end in spans]))
        found = []
        for risk in risks.values():
            near = (vectors @ self._examples(risk.examples).T).max(axis=1)
            if near.max() >= risk.nearness:
                found.append(_meant(risk, float(near.max()), ticket, spans[int(near.argmax())]))
        return sorted(found, key=lambda one: -one.probability)

    def _likeliest(self, ticket: str, risks: Mapping[str, Risk]) -> RiskFound:
        """The risk that a sentence of the ticket tells most: by the layer where it fits, else by examples."""
        spans = windows_of(ticket) or [(0, len(ticket))]
        vectors = matrix(self._embedder.embed([ticket[start:end] for start, end in spans]))
        layer = self._layer
        if layer is not None and layer.embedder == self._embedder.identity:
            rows = layer.probabilities(vectors)
            scores = {own: rows[:, at] for at, own in enumerate(layer.topics) if own in risks}
        else:
            scores = {
                own: (vectors @ self._examples(risk.examples).T).max(axis=1)
                for own, risk in risks.items()
                if risk.examples
            }
        if not scores:  # a home took the examples away
            return _meant(next(iter(risks.values())), 0.0, ticket, spans[0])
        best = max(scores, key=lambda own: float(scores[own].max()))
        return _meant(risks[best], float(scores[best].max()), ticket, spans[int(scores[best].argmax())])

    def _shipped(self, risks: Mapping[str, Risk]) -> set[str]:
        """The risks that the classifier learnt: those of the layer."""
        return set(risks) & set(self._layer.topics[1:]) if self._layer is not None and self._classifier else set()

    def _examples(self, examples: Sequence[str]) -> Matrix:
        key = tuple(examples)
        if key not in self._vectors:
            self._vectors[key] = matrix(self._embedder.embed(key))
        return self._vectors[key]


@lru_cache(maxsize=256)
def _phrases(phrases: tuple[str, ...], fuzzy: bool) -> PhraseSet:  # noqa: FBT001  the key of a cache
    return PhraseSet(phrases, fuzzy=fuzzy)


def _meant(risk: Risk, probability: float, ticket: str, span: tuple[int, int]) -> RiskFound:
    return RiskFound(risk, probability, _shown(ticket[slice(*span)]), *span, by_words=False)


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1].rstrip()}…"
