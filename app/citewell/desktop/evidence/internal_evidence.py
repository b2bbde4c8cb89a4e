"""Confidential passages for the agent's eyes: looked up apart from the draft, shown apart, and kept nowhere."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from citewell.desktop.drafts.draft_run import Drafting
from citewell.desktop.evidence.panel import EvidencePanel
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.domain.documents import Access, Filters, Hit
from citewell.domain.drafts import Draft, Ticket

INTERNAL = "internal"
"""The lane of its tasks."""
SHOWN = 3
LEAST_SIMILARITY = 0.25
"""A passage that is further from the ticket says nothing about it."""


class InternalEvidence(QObject):
    """Looks confidential passages up once the draft is there. They are in no prompt, no draft and no log."""

    def __init__(self, session: Session, drafting: Drafting, evidence: EvidencePanel, parent: QObject) -> None:
        """Connect ``drafting`` and ``evidence``."""
        super().__init__(parent)
        self._session, self._drafting, self._evidence = session, drafting, evidence
        self._task: Task | None = None
        drafting.drafted.connect(self._look)
        drafting.forgotten.connect(self._forget)

    def _forget(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self._evidence.show_internal(())

    def _look(self, _draft: Draft) -> None:
        ticket = self._drafting.ticket
        services = self._session.services
        if ticket is None or ticket.passages is not None or not services.options.internal_evidence:
            return

        def work() -> Sequence[Hit]:
            if not services.guard.has_confidential():
                return ()
            found = services.search.retrieve((ticket.text,), _filters(ticket), SHOWN, distinct=True)
            return [hit for hit in found if hit.exact or hit.similarity >= LEAST_SIMILARITY]

        def failed(_failure: Failure) -> None:
            self._task = None  # the draft is there all the same

        self._task = self._session.runner.start(INTERNAL, lambda _run: work(), Listener(done=self._show, failed=failed))

    def _show(self, hits: Sequence[Hit]) -> None:
        self._task = None
        self._evidence.show_internal(hits)


def _filters(ticket: Ticket) -> Filters:
    today = ticket.as_of or date.today()  # noqa: DTZ011  the user's day
    return Filters(today, ticket.region, ticket.product, only=Access.CONFIDENTIAL)
