"""Bag-of-words classifier: logistic regression over TF-IDF of words and word pairs, as training writes it."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_WORD = re.compile(r"\b\w\w+\b")


@dataclass(frozen=True, slots=True)
class WordClassifier:
    """``terms`` maps a word or word pair to its inverse document frequency and weight. Length does not count."""

    terms: Mapping[str, tuple[float, float]]
    bias: float

    def score(self, text: str) -> float:
        """Log odds of the class."""
        counts = Counter(term for term in terms_of(text) if term in self.terms)
        values = {term: (1 + math.log(count)) * self.terms[term][0] for term, count in counts.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        return self.bias + sum(value * self.terms[term][1] for term, value in values.items()) / length


def read_classifier(data: Mapping[str, Any]) -> WordClassifier:
    """The classifier of an object with ``terms`` and ``bias``. Raises ``ValueError``, ``KeyError``, ``TypeError``."""
    terms = {str(term): (float(idf), float(weight)) for term, (idf, weight) in dict(data["terms"]).items()}
    return WordClassifier(terms, float(data["bias"]))


def terms_of(text: str) -> list[str]:
    """Words of two letters or more in lower case, and pairs of neighbours."""
    words = _WORD.findall(text.lower())
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]
