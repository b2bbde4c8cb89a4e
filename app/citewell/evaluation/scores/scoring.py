"""Score one draft against its golden ticket. Pure but for the support scorer that it is given."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from citewell.domain.drafts import Decision, Draft, Level
from citewell.evaluation.golden.golden import Expectation, Fact, GoldenTicket
from citewell.evaluation.scores.fact_match import is_worded, keeps, states
from citewell.evaluation.scores.json_schema import keeps_to
from citewell.evaluation.scores.style_rules import broken_rules
from citewell.governance.literals.extraction import missing_literals
from citewell.pipeline.checks.groundedness import SUPPORTED
from citewell.pipeline.generation.citations import strip_marks

REFERENCE = "the facts of the reference answer"
_WRITTEN = {Decision.ANSWER, Decision.CLARIFY}
"""Decisions whose text is written for the ticket; a refusal or escalation has fixed wording."""
_MARK = re.compile(r"\[(\d{1,3})\]")
_MARK_LIKE = re.compile(r"\[\s*\d[^\]\n]{0,20}\]?|\[\s*\]|(?<!\[)\b\d{1,3}\]")


class Support(Protocol):
    """Scores how well passages back claims, 0 to 1."""

    def score(self, claims: Sequence[str], passages: Sequence[Sequence[str]]) -> list[float]:
        """Support of each claim by its own passages."""
        ...


@dataclass(frozen=True, slots=True)
class Score:
    """How one draft did. ``None`` where a measure does not apply to its ticket.

    Milliseconds count from the ticket on; ``citation_recall`` is the share of the factual sentences of this draft that
    their citations back (ALCE, Gao et al. 2023, section 4), ``right`` that nothing required is missing.
    """

    decision_right: bool = False
    right: bool = False
    gold_cited: bool | None = None
    facts_stated: tuple[str, ...] = ()
    facts_missing: tuple[str, ...] = ()
    forbidden: int = 0
    forbidden_stated: tuple[str, ...] = ()
    factual: int = 0
    supported: int = 0
    citations: int = 0
    citations_right: int = 0
    style_rules: int = 0
    style_broken: tuple[str, ...] = ()
    malformed_citations: int = 0
    loose_literals: tuple[str, ...] = ()
    valid_json: bool | None = None
    own_words: bool | None = None

    @property
    def citation_recall(self) -> float | None:
        """Supported over factual sentences; ``None`` without any."""
        return self.supported / self.factual if self.factual else None


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in one mode: what was drafted and how it scored; ``error`` says why there is no draft.

    ``kb`` and ``kind`` are those of its ticket.
    """

    id: str
    file: str
    mode: str
    digest: str
    ticket: str
    expected: tuple[str, ...]
    decision: str = ""
    text: str = ""
    cited: tuple[str, ...] = ()
    confidence: float | None = None
    findings: tuple[str, ...] = ()
    first_evidence_ms: float | None = None
    first_token_ms: float | None = None
    total_ms: float | None = None
    error: str = ""
    score: Score = field(default_factory=Score)
    kb: str = ""
    kind: str = ""


def score_draft(golden: GoldenTicket, draft: Draft, support: Support, schema: Mapping[str, Any] | None = None) -> Score:
    """Score ``draft`` as an answer to ``golden``; ``schema`` is that of CRM records. Raises what ``support`` raises."""
    expect = golden.expect
    stated, missing = _facts(expect, draft)
    forbidden = tuple(fact[0] for fact in expect.forbidden if _stated(expect, draft.text, fact))
    decided = draft.decision in expect.decisions
    gold_cited = _gold_cited(expect, draft)
    citations, right = _citations(draft, support)
    is_record = golden.ticket.level is Level.CRM
    factual = [sentence for sentence in draft.sentences if sentence.factual]
    rules = expect.style if decided else ()
    return Score(
        decision_right=decided,
        right=decided and gold_cited is not False and not missing and not forbidden,
        gold_cited=gold_cited,
        facts_stated=stated,
        facts_missing=missing,
        forbidden=len(expect.forbidden),
        forbidden_stated=forbidden,
        factual=len(factual),
        supported=sum(sentence.supported for sentence in factual),
        citations=citations,
        citations_right=right,
        style_rules=len(rules),
        style_broken=tuple(map(str, broken_rules(draft.text, rules))),
        malformed_citations=0 if is_record else malformed_citations(draft),
        loose_literals=_loose_literals(golden, draft),
        valid_json=keeps_to(draft.text, schema or {}) if is_record else None,
        own_words=_own_words(draft),
    )


def lost(golden: GoldenTicket) -> Score:
    """The score where no draft came: what was required is missing."""
    expect = golden.expect
    return Score(
        gold_cited=False if expect.must_answer and expect.documents else None,
        facts_missing=_wanted(expect) if expect.must_answer else (),
        forbidden=len(expect.forbidden),
        style_rules=len(expect.style),
        style_broken=tuple(map(str, expect.style)),
        valid_json=False if golden.ticket.level is Level.CRM else None,
    )


def _counts(expect: Expectation, draft: Draft) -> bool:
    """Whether what an answer must hold is asked of this draft."""
    return expect.must_answer or (draft.decision is Decision.ANSWER and Decision.ANSWER in expect.decisions)


def _wanted(expect: Expectation) -> tuple[str, ...]:
    return (*(fact[0] for fact in expect.facts), *([REFERENCE] if expect.reference else []))


def _facts(expect: Expectation, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The required facts that the draft states, and those that it does not."""
    if not _counts(expect, draft):
        return (), ()
    text = draft.text if draft.decision in _WRITTEN else ""
    stated = [fact[0] for fact in expect.facts if _stated(expect, text, fact)]
    missing = [fact[0] for fact in expect.facts if fact[0] not in stated]
    if expect.reference is not None:
        asked, about = expect.reference.asked, expect.reference.about
        kept = any(keeps(text, answer, asked, about) for answer in expect.reference.answers)
        (stated if kept else missing).append(REFERENCE)
    return tuple(stated), tuple(missing)


def _stated(expect: Expectation, text: str, fact: Fact) -> bool:
    """Whether ``text`` states ``fact`` in any of its wordings."""
    return any(states(text, one) or (expect.as_worded and is_worded(text, one)) for one in fact)


def _gold_cited(expect: Expectation, draft: Draft) -> bool | None:
    if not expect.documents or not _counts(expect, draft):
        return None
    cited = {citation.document for citation in draft.citations}
    found = [gold in cited or any(name.startswith(f"{gold}#") for name in cited) for gold in expect.documents]
    return all(found) if expect.all_documents else any(found)


def _citations(draft: Draft, support: Support) -> tuple[int, int]:
    """Citations of the draft, and those that are right (ALCE, section 4: citation precision).

    A citation is right where the passages cited back the sentence, and it backs the sentence alone or the others do
    not without it.
    """
    known = {citation.n: f"{citation.place}\n{citation.text or citation.quote}" for citation in draft.evidence}
    pairs = [(sentence, n) for sentence in draft.sentences for n in sentence.cites]
    backed = [(sentence, n) for sentence, n in pairs if sentence.supported and n in known]
    if not backed:
        return len(pairs), 0
    alone = [[known[n]] for _, n in backed]
    others = [[known[o] for o in sentence.cites if o != n and o in known] for sentence, n in backed]
    claims = [sentence.text for sentence, _ in backed]
    scores = support.score([*claims, *claims], [*alone, *others])
    by_itself, without = scores[: len(backed)], scores[len(backed) :]
    right = sum(a >= SUPPORTED or b < SUPPORTED for a, b in zip(by_itself, without, strict=True))
    return len(pairs), right


def malformed_citations(draft: Draft) -> int:
    """Marks in the text that name no passage of the evidence, and pieces that only look like marks.

    What stands so in the evidence itself, such as an array index, is no mark.
    """
    sources = "\n".join(citation.text or citation.quote for citation in draft.evidence)
    numbers = {citation.n for citation in draft.evidence}
    if draft.decision not in _WRITTEN:
        return 0
    unknown = sum(int(mark[1]) not in numbers and mark[0] not in sources for mark in _MARK.finditer(draft.text))
    rest = _MARK.sub("", draft.text)
    return unknown + sum(piece[0] not in sources for piece in _MARK_LIKE.finditer(rest))


def _loose_literals(golden: GoldenTicket, draft: Draft) -> tuple[str, ...]:
    """Numbers, dates, amounts, links and codes of the draft that stand in no source and not in the ticket."""
    if draft.decision not in _WRITTEN:
        return ()
    ticket = golden.ticket
    given = [f"{passage.title}\n{passage.text}" for passage in ticket.passages or ()]
    sources = [f"{citation.place}\n{citation.quote}\n{citation.text}" for citation in draft.evidence]
    allowed = [*given, *sources, ticket.text, ticket.note, ticket.customer, ticket.product, ticket.region]
    return tuple(literal.text for literal in missing_literals(strip_marks(draft.text), allowed))


def _own_words(draft: Draft) -> bool | None:
    if draft.decision is not Decision.ANSWER:
        return None
    return not any(finding.rule == "extractive_draft" for finding in draft.findings)
