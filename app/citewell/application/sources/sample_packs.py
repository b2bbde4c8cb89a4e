"""Sample packs: which there are, and the first ticket of one."""

from citewell.domain.drafts import Ticket
from citewell.knowledge.sample_tickets import sample_tickets
from citewell.settings.resources import SamplePack, find_pack, packs

__all__ = ["SamplePack", "find_pack", "first_ticket", "packs"]


def first_ticket(pack: SamplePack) -> Ticket | None:
    """The first ticket of a pack, if it has any. Raises ``BadInputError`` where they cannot be read."""
    return next(iter(sample_tickets(pack.golden)), None)
