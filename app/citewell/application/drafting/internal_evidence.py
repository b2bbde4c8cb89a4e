"""Confidential passages for the agent's eyes: looked up apart from the draft, and kept nowhere."""

from collections.abc import Sequence
from datetime import date

from citewell.domain.documents import Access, Filters, Hit
from citewell.domain.drafts import Ticket
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.pipeline.retrieval.retriever import Retriever

SHOWN = 3
LEAST_SIMILARITY = 0.25
"""A passage that is further from the ticket says nothing about it."""


def find_internal(ticket: Ticket, guard: DisclosureGuard, retriever: Retriever) -> Sequence[Hit]:
    """The best confidential passages on a ticket. Raises ``ModelError`` and ``StorageError``."""
    if not guard.has_confidential():
        return ()
    today = ticket.as_of or date.today()  # noqa: DTZ011  the user's day
    filters = Filters(today, ticket.region, ticket.product, only=Access.CONFIDENTIAL)
    found = retriever.retrieve((ticket.text,), filters, SHOWN, distinct=True)
    return [hit for hit in found if hit.exact or hit.similarity >= LEAST_SIMILARITY]
