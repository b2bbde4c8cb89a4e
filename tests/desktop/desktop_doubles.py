"""What the tests of the window share: two documents, a ticket, models that wait or die, and hands on the desk."""

import threading
from collections.abc import Iterator, Sequence

from citewell.application.app import App
from citewell.desktop.shell.workbench import Workbench
from citewell.domain.drafts import Draft, Ticket
from citewell.domain.errors import DiskFullError, ModelProcessError
from citewell.domain.generation import GenerationRequest, Token
from citewell.domain.logged import LoggedOutcome
from citewell.domain.personal import PersonalValue
from citewell.domain.progress import CancelToken
from citewell.models.fakes import HashingEmbedder, ScriptedGenerator, WordVerifier

REFUNDS = """---
title: Refund policy
version: "2026-02"
effective_from: 2026-02-01
---
# Refund policy

## Annual plans 🗓

You can return an annual plan within 14 days of the purchase and receive the full amount.

## Payment

We refund to the original payment method within 10 business days of your request.
"""
BACKUPS = "# Backups\n\nBackups of every workspace are made each night at two and kept for thirty days.\n"
TICKET = Ticket("Can you return an annual plan within 14 days of the purchase and receive the full amount?")
ANSWER = (
    "Thank you for your message.\n\n"
    "You can return an annual plan within 14 days of the purchase and receive the full amount [1].\n\n"
    "Please let us know if anything is unclear."
)
UNRELATED = Ticket("Does the giraffe bicycle sing opera underwater?")


class GatedGenerator(ScriptedGenerator):
    """Waits before its first and before its second token until it is let on; a cancelled call stops at once."""

    dead = False

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__(answers)
        self.gates = (threading.Event(), threading.Event())

    def generate(self, request: GenerationRequest, cancel: CancelToken) -> Iterator[Token]:
        if self.dead:
            raise ModelProcessError("The language-model process stopped (code -9).")
        for number, token in enumerate(super().generate(request, cancel)):
            while number < len(self.gates) and not self.gates[number].wait(0.01):
                cancel.check()
            yield token

    def let_on(self) -> None:
        for gate in self.gates:
            gate.set()


class DyingEmbedder(HashingEmbedder):
    """Its process dies while ``dead`` is set."""

    dead = False

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        if self.dead:
            raise ModelProcessError("The embedder process stopped (code -9). Nothing is lost; do it again.")
        return super().embed(texts)


class DyingVerifier(WordVerifier):
    """Its process dies while ``dead`` is set."""

    dead = False

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        if self.dead and pairs:
            raise ModelProcessError("The verifier process stopped (code -9). Nothing is lost; do it again.")
        return super().score(pairs)


class FullLog:
    """A log on a full disk."""

    def kept_text(self, _draft_id: str) -> tuple[str, tuple[PersonalValue, ...]]:
        return "", ()

    def record_outcome(self, _outcome: LoggedOutcome) -> None:
        raise DiskFullError("No space is left. Free some space and do it again.")


class Desk:
    """Drafts and waits, as the tests of many files need it."""

    def __init__(self, qtbot, workbench: Workbench) -> None:
        self.qtbot = qtbot
        self.view = workbench.draft_view
        self.draft_panel = self.view.draft
        self.evidence = self.view.evidence
        self.drafting = self.view.controller.run
        self.review = self.view.outcomes.review

    def begin(self, ticket: Ticket = TICKET) -> None:
        self.view.ticket.show_ticket(ticket)
        self.view.ticket.draft_button.click()

    def make_draft(self, ticket: Ticket = TICKET) -> Draft:
        with self.qtbot.waitSignal(self.drafting.drafted, timeout=60_000):
            self.begin(ticket)
        assert self.drafting.draft is not None
        return self.drafting.draft

    def add_text(self, text: str) -> None:
        """Write at the end of the draft and wait for the check of it."""
        with self.qtbot.waitSignal(self.review.checked, timeout=60_000):
            self.draft_panel.editor.append_text(text)

    def outcomes(self, services: App) -> list[dict[str, object]]:
        return [outcome for entry in services.log.entries() for outcome in entry.outcomes]
