"""Hits, citations and a drafter whose first decision a test chooses."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from citewell.application.drafting.drafting import Drafting
from citewell.application.drafting.pipelines import assemble
from citewell.application.models.fitted import load_fitted
from citewell.application.models.resources import PROMPT, load_template
from citewell.domain.documents import Access, Hit
from citewell.domain.drafts import Citation
from citewell.domain.ports import DraftLog
from citewell.governance.policy.merging import Policy
from citewell.models.fakes import WordVerifier
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.checks.policy_checker import PolicyChecker
from citewell.pipeline.generation.citations import resolve
from citewell.pipeline.generation.model_draft import Prompts
from citewell.pipeline.routing.risk import RiskDetector


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
def drafter(services) -> Callable[..., Drafting]:
    """Makes the composition that ships, with a policy without risks; by a ``threshold`` of 0 it tries to answer.

    With one of 2 it refuses.
    """

    def make(*, threshold: float = 0.0, log: DraftLog | None = None, **parts) -> Drafting:
        template = load_template(PROMPT)
        values = {
            "weights": lambda: replace(services.fitted.decision, threshold=threshold),
            "prompts": Prompts(template, template),
            "risk": RiskDetector(lambda: Policy(()), services.models.embedder),
        }
        return Drafting(assemble(replace(services.parts, **values | parts)), log or services.log)

    return make
