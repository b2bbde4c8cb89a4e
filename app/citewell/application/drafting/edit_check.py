"""Checks a draft again while it is edited, and makes the text that is copied."""

from collections.abc import Collection
from dataclasses import replace

from citewell.domain.drafts import Draft, Finding, Level, Severity, Ticket
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.pipeline.checks.policy_checker import Check, PolicyChecker
from citewell.pipeline.generation.citations import strip_marks
from citewell.pipeline.levels.summary_check import check_summary

__all__ = ["Check", "EditCheck", "is_claimable", "strip_marks"]

LITERAL_RULE = "literal_not_in_sources"
_UNBACKED = {
    "uncited_sentence": "You wrote this, and it cites nothing.",
    "unsupported_sentence": "You wrote this, and what it cites does not say so.",
}
"""Rules that warn of an agent's own sentence, and what they say of it."""


class EditCheck:
    """Puts an edited text to the checks of its level."""

    def __init__(self, checker: PolicyChecker, guard: DisclosureGuard) -> None:
        """``guard`` is asked for summaries, which the ``checker`` of replies does not see."""
        self._checker, self._guard = checker, guard

    def check(self, text: str, draft: Draft, ticket: Ticket, mine: Collection[str] = ()) -> Check:
        """The findings and sentences of ``text`` by the evidence of ``draft``. Raises ``ModelError``.

        ``mine`` are sentences that the agent vouches for: nothing has to back them. Others that the agent wrote are
        only warned of where they cite nothing, or nothing that backs them.
        """
        if ticket.level is Level.SUMMARY:
            check = check_summary(text, ticket.text, draft.evidence)
            return Check(check.sentences, (*check.findings, *self._guard.findings(text, ticket.text)))
        check = self._checker.check(text, draft.evidence, ticket.text, region=ticket.region)
        return _of_agent(check, text, draft.text, mine)


def is_claimable(finding: Finding) -> bool:
    """Whether the agent may answer a finding by vouching for its sentence: not of policy or confidential text."""
    return finding.rule in {*_UNBACKED, LITERAL_RULE} and finding.end > finding.start


def _of_agent(check: Check, text: str, drafted: str, mine: Collection[str]) -> Check:
    findings, plain = [], strip_marks(drafted)
    for finding in check.findings:
        sentence = text[finding.start : finding.end].strip()
        if is_claimable(finding) and sentence in mine:
            continue
        if finding.rule in _UNBACKED and strip_marks(sentence) not in plain:
            findings.append(replace(finding, severity=Severity.WARN, message=_UNBACKED[finding.rule]))
        else:
            findings.append(finding)
    sentences = tuple(
        replace(one, factual=one.factual and text[one.start : one.end].strip() not in mine) for one in check.sentences
    )
    return Check(sentences, tuple(findings))
