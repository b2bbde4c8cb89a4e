"""Golden tickets, drafts and runs that a test describes in a line."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from citewell.domain.drafts import (
    Citation,
    Decision,
    Draft,
    Finding,
    GivenPassage,
    ModelUse,
    Sentence,
    Severity,
    Ticket,
    Timings,
)
from citewell.evaluation.golden.golden import Expectation, GoldenTicket
from citewell.evaluation.runs import Run
from citewell.evaluation.scores.scoring import Row, Score
from citewell.pipeline.generation.citations import read_sentences

SOURCES = {"a.md": "Refunds take 14 days.", "b.md": "Parcels cost €5.", "c.md": "Refunds take a while."}


@pytest.fixture
def golden() -> Callable[..., GoldenTicket]:
    """A golden ticket; what is expected of it by keywords."""

    def make(decision: str = "answer", *, name: str = "t1", text: str = "When?", **expect) -> GoldenTicket:
        passages = tuple(GivenPassage(key, "", body) for key, body in SOURCES.items())
        decisions = tuple(Decision(word) for word in decision.split("|"))
        return GoldenTicket(name, Ticket(text, passages=passages), Expectation(decisions, **expect))

    return make


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """A draft over ``SOURCES``; its sentences are factual and supported but for those in ``unsupported``."""

    def make(
        text: str = "Refunds take 14 days [1].",
        *,
        decision: Decision = Decision.ANSWER,
        unsupported: Sequence[str] = (),
        rules: Sequence[str] = (),
        confidence: float = 0.9,
        total: float = 100.0,
    ) -> Draft:
        evidence = tuple(
            Citation(n, 0, key, "", (), body, body, 0, len(body), n=n)
            for n, (key, body) in enumerate(SOURCES.items(), start=1)
        )
        read = read_sentences(text) if decision is Decision.ANSWER else []
        sentences = tuple(
            Sentence(s.text, s.cites, s.start, s.end, supported=bool(s.cites) and s.text not in unsupported)
            for s in read
        )
        cited = {n for sentence in sentences for n in sentence.cites}
        return Draft(
            id="d",
            decision=decision,
            text=text,
            sentences=sentences,
            citations=tuple(citation for citation in evidence if citation.n in cited),
            confidence=confidence,
            findings=tuple(Finding(rule, Severity.INFO, "") for rule in rules),
            trace=(),
            model=ModelUse("base", "style", "file", "sha"),
            prompt_version="reply-1",
            timings=Timings(10.0, total),
            evidence=evidence,
        )

    return make


class WordSupport:
    """A passage backs a claim where it holds its last word."""

    def score(self, claims, passages):
        return [
            float(any(claim.split()[-1] in text for text in texts))
            for claim, texts in zip(claims, passages, strict=True)
        ]


@pytest.fixture
def support() -> WordSupport:
    return WordSupport()


@pytest.fixture
def row() -> Callable[..., Row]:
    """A row that is right, but for what is given; fields of the score are given by their names."""
    of_score = set(Score.__dataclass_fields__)

    def make(name: str = "t1", decision: str = "answer", expected: str = "answer", **values) -> Row:
        right = decision in expected.split("|")
        score = Score(decision_right=right, right=right)
        score = replace(score, **{key: value for key, value in values.items() if key in of_score})
        own = {key: value for key, value in values.items() if key not in of_score}
        made = Row(
            id=name,
            file="f.yaml",
            mode="hybrid",
            digest="same",
            ticket="When?",
            expected=tuple(expected.split("|")),
            decision=decision,
            text="Soon.",
            confidence=0.8,
            total_ms=100.0,
            score=score,
        )
        return replace(made, **own)

    return make


@pytest.fixture
def run_of() -> Callable[..., Run]:
    """A run with these rows."""

    def make(*rows: Row) -> Run:
        return Run("2026-11-21T00:00:00+00:00", "0", {"f.yaml": "sha"}, None, 3, 9, {}, tuple(rows))

    return make
