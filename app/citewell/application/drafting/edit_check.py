"""Checks a draft again while it is edited, and makes the text that is copied."""

from citewell.domain.drafts import Draft, Level, Ticket
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.pipeline.checks.policy_checker import Check, PolicyChecker
from citewell.pipeline.generation.citations import strip_marks
from citewell.pipeline.levels.summary_check import check_summary

__all__ = ["Check", "EditCheck", "strip_marks"]


class EditCheck:
    """Puts an edited text to the checks of its level."""

    def __init__(self, checker: PolicyChecker, guard: DisclosureGuard) -> None:
        """``guard`` is asked for summaries, which the ``checker`` of replies does not see."""
        self._checker, self._guard = checker, guard

    def check(self, text: str, draft: Draft, ticket: Ticket) -> Check:
        """The findings and sentences of ``text`` by the evidence of ``draft``. Raises ``ModelError``."""
        if ticket.level is Level.SUMMARY:
            check = check_summary(text, ticket.text, draft.evidence)
            return Check(check.sentences, (*check.findings, *self._guard.findings(text, ticket.text)))
        return self._checker.check(text, draft.evidence, ticket.text, region=ticket.region)
