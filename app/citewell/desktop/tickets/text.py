"""The window's words for the list of tickets, and for a ticket shown as a thread."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.application.drafting.working_drafts import MOST_WAITING, TicketState, WaitingTicket
from citewell.desktop.language.figures import written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import age, first_words, shorten

TITLE = Msg("Tickets")
EMPTY = Msg(
    "No ticket waits. Drop mails (.eml), texts, JSON or a helpdesk’s export here, paste a message, or have a folder "
    "watched."
)
ADD, ADD_TIP = Msg("Add tickets from files"), Msg("Add mails (.eml), texts, JSON or an export to the list")
FILES = Msg("Tickets (*.eml *.txt *.json *.jsonl *.csv *.mbox);;All files (*)")
WATCH, WATCHES = Msg("Watch a folder for tickets"), Msg("A folder is watched for tickets")
CHOOSE_FOLDER = Msg("Folder in which new tickets arrive")
STOP_WATCHING = Msg("Stop watching")
WATCHING = Msg("Watched: {name}")
READING = Msg("Reading the tickets…")
NOTHING_NEW = Msg("Nothing new: these tickets are in the list already.")
TAKEN_OFF = Msg("Taken off the list: {title}")
NO_NEXT, NO_PREVIOUS = Msg("This is the last ticket of the list."), Msg("This is the first ticket of the list.")
STATES: Mapping[TicketState, tuple[Msg, str]] = MappingProxyType(
    {
        TicketState.NEW: (Msg("New"), "accent"),
        TicketState.DRAFTED: (Msg("Drafted"), "warn"),
        TicketState.COPIED: (Msg("Copied"), "good"),
        TicketState.ESCALATED: (Msg("Escalated"), "bad"),
        TicketState.REJECTED: (Msg("Rejected"), "muted"),
    }
)
"""Word and tone of each state."""
TITLE_CHARACTERS = 90
NEWEST, THREAD_NAME = Msg("The message that is answered"), Msg("The ticket as a thread")
SIDES: Mapping[str, tuple[Msg, str]] = MappingProxyType(
    {
        "customer": (Msg("Customer"), "accent"),
        "agent": (Msg("Agent"), "neutral"),
        "": (Msg("Earlier message"), "neutral"),
    }
)
"""What a side of a thread is called, and its tone."""


def title_words(ticket: WaitingTicket) -> str:
    """What a ticket is about, in one line: its subject, else its first words after a greeting."""
    return shorten(ticket.subject or first_words(ticket.text), TITLE_CHARACTERS) or tr("Empty ticket")


def origin_words(ticket: WaitingTicket) -> str:
    """Since when a ticket is there, and where it came from."""
    return " · ".join(part for part in (age(ticket.arrived), ticket.name) if part)


def spoken_words(ticket: WaitingTicket) -> str:
    """A line of the list for a screen reader."""
    return ", ".join(part for part in (tr(STATES[ticket.state][0]), title_words(ticket), origin_words(ticket)) if part)


def open_words(tickets: Sequence[WaitingTicket]) -> str:
    """How many are still to be answered."""
    left = sum(ticket.state.is_open for ticket in tickets)
    return tr("{left} open", left=written(left)) if left else ""


def added_words(added: int, problems: Sequence[str], *, more: bool) -> str:
    """What came of adding tickets."""
    parts = [trn("{n} ticket added.", "{n} tickets added.", added) if added else "" if problems else tr(NOTHING_NEW)]
    if more:
        parts.append(tr("The list holds {most} that wait; the rest was left where it is.", most=MOST_WAITING))
    parts += map(in_window, problems[:2])
    if len(problems) > 2:
        parts.append(
            trn("{n} more file could not be read.", "{n} more files could not be read.", len(problems) - 2),
        )
    return " ".join(part for part in parts if part)


def thread_words(messages: int) -> str:
    """How many messages a thread has before the one that is answered."""
    return trn("{n} earlier message", "{n} earlier messages", messages)
