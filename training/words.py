"""Fit bag-of-words classifiers (`pipeline/routing/word_classifier.py`); needs `training/requirements-words.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from citewell.pipeline.routing.word_classifier import terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

LEAST = 3
"""Texts that a term must stand in."""


@dataclass(frozen=True, slots=True)
class FittedWords:
    """Terms and weights."""

    terms: Any
    model: Any

    def score(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Log odds of each text."""
        return self.model.decision_function(self.terms.transform(texts))  # type: ignore[no-any-return]  # untyped

    def record(self, shift: float = 0.0) -> dict[str, object]:
        """As it ships; `shift` is added to the bias."""
        names, idf, weights = self.terms.get_feature_names_out(), self.terms.idf_, self.model.coef_[0]
        terms = {
            str(name): [round(float(rarity), 3), round(float(weight), 4)]
            for name, rarity, weight in zip(names, idf, weights, strict=True)
        }
        return {"bias": round(float(self.model.intercept_[0]) + shift, 4), "terms": terms}


def fit_words(texts: Sequence[str], labels: Sequence[bool], weights: Sequence[float], strength: float) -> FittedWords:
    """Fit with balanced classes; `strength` is the inverse of the penalty (C)."""
    terms = TfidfVectorizer(analyzer=terms_of, sublinear_tf=True, min_df=LEAST)
    table = terms.fit_transform(texts)
    model = LogisticRegression(C=strength, max_iter=3000, class_weight="balanced")
    return FittedWords(terms, model.fit(table, list(labels), sample_weight=list(weights)))
