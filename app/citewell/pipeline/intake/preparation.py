"""Preparation: a ticket is validated, anonymized, rid of quoted mails and orders to the program, and read for risks."""

from dataclasses import replace

from citewell.domain.drafts import Level, Ticket
from citewell.domain.errors import BadInputError
from citewell.governance.text.quoted_history import without_history
from citewell.pipeline.generation.escalation import hint_finding, risk_note
from citewell.pipeline.intake.anonymizer import Masker
from citewell.pipeline.intake.injection_filter import guard_ticket
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.routing.risk import RiskDetector
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Prepared

MAX_TICKET_CHARACTERS = 100_000


class Preparation:
    """The first stage."""

    def __init__(self, masker: Masker, risk: RiskDetector) -> None:
        """Mask by ``masker``; ``risk`` finds what a person must answer."""
        self._masker = masker
        self._risk = risk

    def prepare(self, ticket: Ticket, run: RunContext) -> Prepared:
        """The prepared ticket. Raises ``BadInputError``, ``ModelError`` and ``CancelledError``.

        A reply is to what the customer writes now: mails quoted below are another matter, answered before. Risks are
        found by words in all that is written now, by meaning without orders to the program.
        """
        validate(ticket)
        masked = self._masker.mask_ticket(ticket)
        written = _written_now(ticket)
        run.done("mask", masked.note if written is ticket else f"{masked.note}; quoted mails are left out")
        read, findings = guard_ticket(written)
        found = self._risk.find(written.text, ticket.region, read=read.text)
        run.done("risk", risk_note(found))
        risks = tuple(one for one in found if one.decides)
        hints = [one for one in found if not one.decides]
        if hints and not risks:
            findings += (hint_finding(hints),)
        return Prepared(ticket, read, masked, queries_of(read.text), risks, findings)


def _written_now(ticket: Ticket) -> Ticket:
    """The ticket without quoted mails; a summary is of the whole thread."""
    text = without_history(ticket.text) if ticket.level is Level.REPLY else ticket.text
    return ticket if text == ticket.text else replace(ticket, text=text)


def validate(ticket: Ticket) -> None:
    """Raise ``BadInputError`` for a ticket without words, or one that is too long."""
    if not ticket.text.strip():
        raise BadInputError("The ticket is empty. Paste the customer's message and draft again.")
    if not any(c.isalnum() for c in ticket.text):
        raise BadInputError("The ticket holds no words. Paste the customer's message and draft again.")
    if len(ticket.text) > MAX_TICKET_CHARACTERS:
        raise BadInputError(
            f"The ticket has {len(ticket.text):,} characters; the most is {MAX_TICKET_CHARACTERS:,}. "
            "Leave out older mails of the thread."
        )
