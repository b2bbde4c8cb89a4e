"""The window's words for the list of tickets, and for a ticket shown as a thread."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.application.drafting.working_drafts import MOST_WAITING, TicketState, WaitingTicket
from citewell.desktop.widgets.wording import age, count, first_words, shorten

TITLE = "Tickets"
EMPTY = (
    "No ticket waits. Drop mails (.eml), texts, JSON or a helpdesk’s export here, paste a message, or have a folder "
    "watched."
)
ADD, ADD_TIP = "Add tickets from files", "Add mails (.eml), texts, JSON or an export to the list"
FILES = "Tickets (*.eml *.txt *.json *.jsonl *.csv *.mbox);;All files (*)"
WATCH, WATCHES = "Watch a folder for tickets", "A folder is watched for tickets"
CHOOSE_FOLDER = "Folder in which new tickets arrive"
STOP_WATCHING = "Stop watching"
WATCHING = "Watched: "
READING = "Reading the tickets…"
NOTHING_NEW = "Nothing new: these tickets are in the list already."
TAKEN_OFF = "Taken off the list: "
NO_NEXT, NO_PREVIOUS = "This is the last ticket of the list.", "This is the first ticket of the list."
SHOW, HIDE = "Show the list of tickets", "Hide the list of tickets"
STATES: Mapping[TicketState, tuple[str, str]] = MappingProxyType(
    {
        TicketState.NEW: ("New", "accent"),
        TicketState.DRAFTED: ("Drafted", "warn"),
        TicketState.COPIED: ("Copied", "good"),
        TicketState.ESCALATED: ("Escalated", "bad"),
        TicketState.REJECTED: ("Rejected", "muted"),
    }
)
"""Word and tone of each state."""
TITLE_CHARACTERS = 90
NEWEST, THREAD_NAME = "The message that is answered", "The ticket as a thread"
SIDES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"customer": ("Customer", "accent"), "agent": ("Agent", "neutral"), "": ("Earlier message", "neutral")}
)
"""What a side of a thread is called, and its tone."""


def title_words(ticket: WaitingTicket) -> str:
    """What a ticket is about, in one line: its subject, else its first words after a greeting."""
    return shorten(ticket.subject or first_words(ticket.text), TITLE_CHARACTERS) or "Empty ticket"


def origin_words(ticket: WaitingTicket) -> str:
    """Since when a ticket is there, and where it came from."""
    return " · ".join(part for part in (age(ticket.arrived), ticket.name) if part)


def spoken_words(ticket: WaitingTicket) -> str:
    """A line of the list for a screen reader."""
    return ", ".join(part for part in (STATES[ticket.state][0], title_words(ticket), origin_words(ticket)) if part)


def open_words(tickets: Sequence[WaitingTicket]) -> str:
    """How many are still to be answered."""
    left = sum(ticket.state.is_open for ticket in tickets)
    return f"{left:,} open" if left else ""


def added_words(added: int, problems: Sequence[str], *, more: bool) -> str:
    """What came of adding tickets."""
    parts = [f"{count(added, 'ticket')} added." if added else "" if problems else NOTHING_NEW]
    if more:
        parts.append(f"The list holds {MOST_WAITING} that wait; the rest was left where it is.")
    parts += problems[:2]
    if len(problems) > 2:
        parts.append(f"{count(len(problems) - 2, 'more file')} could not be read.")
    return " ".join(part for part in parts if part)


def thread_words(messages: int) -> str:
    """How many messages a thread has before the one that is answered."""
    return f"{count(messages, 'earlier message')}"
