"""The demonstration: a sample pack indexed, and its first tickets drafted over it."""

from collections.abc import Iterator, Sequence

from citewell.application.drafting.drafting import Drafting
from citewell.domain.documents import Access, IndexReport
from citewell.domain.drafts import Draft, Ticket
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.knowledge.sample_tickets import sample_tickets
from citewell.settings.resources import SamplePack

TICKETS = 3
"""Tickets of a pack that are drafted."""


def demo_tickets(pack: SamplePack) -> list[Ticket]:
    """The tickets that are drafted. Raises ``BadInputError`` where they cannot be read."""
    return sample_tickets(pack.golden)[:TICKETS]


def index_pack(
    ingest: Ingest,
    pack: SamplePack,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> IndexReport:
    """Index the documents of a pack as public ones. Raises ``UserError`` and ``CancelledError``."""
    return ingest.run(IndexOptions(pack.folder, Access.PUBLIC), progress=progress, cancel=cancel)


def draft_each(
    drafting: Drafting, tickets: Sequence[Ticket], cancel: CancelToken | None = None
) -> Iterator[tuple[Ticket, Draft]]:
    """Draft one ticket after the other. Raises ``ModelError`` and ``CancelledError``."""
    for ticket in tickets:
        yield ticket, drafting.draft(ticket, cancel=cancel)
