"""Tickets as a face hands them in: decoded, and drafted where there is something to cite."""

from collections.abc import Callable

from citewell.application.drafting.drafting import Drafting
from citewell.application.sources.search import is_empty
from citewell.domain.drafts import Draft, DraftEvent, Mode, Ticket
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.domain.progress import CancelToken
from citewell.knowledge.decoding import decode
from citewell.pipeline.retrieval.retriever import Retriever


def draft_ticket(
    drafting: Drafting,
    retriever: Retriever,
    ticket: Ticket,
    *,
    watch: Callable[[DraftEvent], None] = lambda _event: None,
    cancel: CancelToken | None = None,
) -> Draft:
    """Draft a reply from the index of ``retriever``, or from passages that came with the ticket.

    Raises ``BadInputError`` for a ticket without words and where nothing is indexed, ``ModelError``,
    ``CancelledError``.
    """
    if ticket.passages is None and ticket.mode is not Mode.NO_CONTEXT and is_empty(retriever):
        raise BadInputError("Nothing is indexed yet, so nothing can be cited. Run 'citewell index FOLDER' first.")
    return drafting.draft(ticket, watch=watch, cancel=cancel)


def decode_text(data: bytes, name: str) -> str:
    """The text of a ticket or a reply that came as bytes. Raises ``BadInputError`` naming where it came from."""
    try:
        return decode(data)
    except UnreadableFileError as error:
        raise BadInputError(f"The text in {name} is {error}.") from error
