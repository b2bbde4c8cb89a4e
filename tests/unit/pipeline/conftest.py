"""Hits, citations and a drafter whose first decision a test chooses."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from citewell.bootstrap import PROMPT, load_template
from citewell.bootstrap.fitted import load_fitted
from citewell.domain.documents import Access, Hit
from citewell.domain.drafts import Citation
from citewell.models.fakes import WordVerifier
from citewell.pipeline.citations import resolve
from citewell.pipeline.confidence import Confidence
from citewell.pipeline.drafter import Drafter
from citewell.pipeline.extract import Extractor
from citewell.pipeline.policy_checker import PolicyChecker
from citewell.pipeline.relevance import Relevance
from citewell.pipeline.support import SupportScorer


@pytest.fixture
def hit() -> Callable[..., Hit]:
    """Makes passages, each with the text it is given."""
    ids = count(1)

    def make(text: str, *, title: str = "", **values) -> Hit:
        number = next(ids)
        made = Hit(number, number, f"d{number}.md", title, (), text, text, 0, len(text), score=1.0 / number)
        return replace(made, **values)

    return make


@pytest.fixture
def cite(hit) -> Callable[..., tuple[Citation, ...]]:
    """Makes evidence out of texts, numbered from 1."""

    def make(*texts: str, access: Access = Access.PUBLIC) -> tuple[Citation, ...]:
        return resolve([hit(text, access=access) for text in texts])

    return make


@pytest.fixture
def support() -> SupportScorer:
    return SupportScorer(WordVerifier(), load_fitted().support)


@pytest.fixture
def checker(support) -> PolicyChecker:
    return PolicyChecker(support)


@pytest.fixture
def drafter(services) -> Callable[..., Drafter]:
    """Makes a drafter; with a ``threshold`` of 0 it tries to answer, with one of 2 it refuses."""

    def make(*, threshold: float = 0.0, **parts) -> Drafter:
        values = {
            "retriever": services.retriever,
            "generators": lambda _mode: services.generator,
            "checker": services.checker,
            "extractor": Extractor(Relevance(services.embedder)),
            "template": load_template(PROMPT),
            "plain_template": load_template(PROMPT),
            "weights": lambda: replace(services.fitted.decision, threshold=threshold),
            "confidence": Confidence(services.fitted.confidence),
            "support": services.support,
            "log": services.log,
        }
        return Drafter(**values | parts)

    return make
