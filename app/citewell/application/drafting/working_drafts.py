"""Working drafts: tickets with their drafts and edits, kept while they are worked on, and the list of what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from citewell.domain.drafts import Level, OutcomeKind, Ticket
from citewell.records.values import to_record
from citewell.storage.db.database import Database
from citewell.storage.log.working_drafts import WorkingDraft, WorkingDraftStore

__all__ = ["MOST_WAITING", "TicketState", "WaitingTicket", "WorkingDraft", "WorkingDrafts", "new_work", "state_of"]

MOST_WAITING = 500
"""Tickets that may wait in the list."""
ORIGIN, COPIED, VERSION_OF = "origin", "copied", "version_of"
"""What a page's work says beside the page: where its ticket came from, that its draft was copied, and, of a draft that
another one took the place of, the id of its ticket."""
EXCERPT = 300
_SENT = {OutcomeKind.ACCEPTED, OutcomeKind.EDITED}


class TicketState(StrEnum):
    """What became of a ticket so far."""

    NEW = "new"
    DRAFTED = "drafted"
    COPIED = "copied"
    ESCALATED = "escalated"
    REJECTED = "rejected"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something yet."""
        return self in {TicketState.NEW, TicketState.DRAFTED}


@dataclass(frozen=True, slots=True)
class WaitingTicket:
    """A line of the list: the beginning of the ticket, where it came from, its state."""

    id: str
    arrived: str
    text: str
    state: TicketState
    name: str = ""
    subject: str = ""


def new_work(ticket: Ticket, name: str, subject: str = "") -> dict[str, Any]:
    """The work of a page on which nothing was done yet."""
    fields = {
        "text": ticket.text,
        "region": ticket.region,
        "product": ticket.product,
        "note": ticket.note,
        "attached": [to_record(file) for file in ticket.attached],
    }
    as_of = ticket.as_of.isoformat() if ticket.as_of else None
    return {
        "ticket": fields,
        "level": Level.REPLY.value,
        "as_of": as_of,
        ORIGIN: {"name": name, "subject": subject},
    }


def state_of(work: Mapping[str, Any]) -> TicketState:
    """What became of the ticket of a page's work."""
    kept = work.get("draft")
    outcome = kept.get("outcome") if isinstance(kept, dict) else None
    if outcome is not None:
        kind = OutcomeKind(outcome)
        if kind in _SENT:
            return TicketState.COPIED
        return TicketState.ESCALATED if kind is OutcomeKind.ESCALATED else TicketState.REJECTED
    if work.get(COPIED):
        return TicketState.COPIED
    return TicketState.DRAFTED if isinstance(kept, dict) else TicketState.NEW


def line_of(work_id: str, work: Mapping[str, Any], arrived: str = "") -> WaitingTicket:
    """The line of the list for a page's work."""
    origin = work.get(ORIGIN) or {}
    text = str(work["ticket"]["text"])[:EXCERPT]
    return WaitingTicket(
        work_id, arrived, text, state_of(work), str(origin.get("name", "")), str(origin.get("subject", ""))
    )


class WorkingDrafts:
    """Kept in the encrypted database alone. Every call may raise ``StorageError``."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._store = WorkingDraftStore(database)

    def keep(self, work_id: str, work: Mapping[str, Any], *, on_screen: bool) -> None:
        """Save ``work`` under its id, in place of what was saved of it; empty: there is nothing to keep."""
        if work:
            waits = ORIGIN in work and state_of(work).is_open
            self._store.save(work_id, draft_id_of(work), work, on_screen=on_screen, waits=waits)
        else:
            self._store.remove(work_id)

    def add(self, tickets: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[int, int]:
        """Put tickets into the list; how many are new to it, and for how many it has no room (``MOST_WAITING``)."""
        return self._store.add(tickets, MOST_WAITING)

    def remove(self, work_id: str) -> None:
        """Take one off the list, for good."""
        self._store.remove(work_id)

    def tickets(self, since: str) -> list[WaitingTicket]:
        """What waits, and what came after ``since`` (ISO 8601, UTC), in the order in which it came."""
        kept = [one for one in self._store.all() if VERSION_OF not in one.work and (one.waits or one.arrived >= since)]
        return [line_of(one.id, one.work, one.arrived) for one in sorted(kept, key=lambda one: (one.arrived, one.id))]

    def on_screen(self) -> WorkingDraft | None:
        """What was on screen when the window was closed or locked."""
        return self._store.on_screen()

    def of_id(self, work_id: str) -> WorkingDraft | None:
        """The one with this id, if it is still kept."""
        return self._store.one(work_id)

    def of_draft(self, draft_id: str) -> WorkingDraft | None:
        """The one that holds this draft, if it is still kept."""
        return next((one for one in self._store.all() if one.draft_id == draft_id), None)

    def others(self, than: str) -> Sequence[WorkingDraft]:
        """All but the one with the id ``than`` and those that nothing was done with yet, the newest first."""
        return [one for one in self._store.all() if one.id != than and not (one.waits and not one.draft_id)]


def draft_id_of(work: Mapping[str, Any]) -> str:
    """The id of the draft in ``work``; empty where there is none, or where an older version kept it."""
    kept = work.get("draft")
    draft = kept.get("draft") if isinstance(kept, dict) else None
    return str(draft.get("id", "")) if isinstance(draft, dict) else ""
