"""Every action of the window, declared once: its id, what it does in words, its keys, and where it counts.

Tooltips, the palette (Ctrl+K) and the list of keys (F1) are made of this table. The places of the rail declare
themselves in ``shell.rail``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Where(Enum):
    """A part of the window whose keys count while it is on screen; the value is its heading in the list of keys."""

    EVERYWHERE = "Everywhere"
    DRAFT = "Draft"
    DOCUMENT = "A document"
    SOURCES = "Sources"
    LISTING = "Documents of a source"
    READER = "A document of a source"
    SEARCH = "Search of the documents"
    LOG = "Log"
    FIGURES = "Figures"
    STYLE = "Style"
    POLICY = "Policy"
    MODELS = "Models"
    PRIVACY = "Privacy"
    SETTINGS = "Settings"
    ANYWHERE = "The small window over other programs"


PLACE_OF: Mapping[Where, str] = MappingProxyType(
    {
        where: {Where.DOCUMENT: "", Where.EVERYWHERE: "", Where.ANYWHERE: ""}.get(where, where.value)
        for where in Where
        if where not in {Where.LISTING, Where.READER, Where.SEARCH}
    }
    | {Where.LISTING: "Sources", Where.READER: "Sources", Where.SEARCH: "Sources"}
)
"""The place of the rail that is gone to first; empty: none, the action counts where it is on screen."""
BESIDE: Mapping[Where, frozenset[Where]] = MappingProxyType(
    {
        Where.DOCUMENT: frozenset({Where.DRAFT, Where.READER}),
        Where.EVERYWHERE: frozenset(Where) - {Where.ANYWHERE},
    }
)
"""What can be on screen together, so that no key may mean two things there."""


@dataclass(frozen=True, slots=True)
class ActionText:
    """One action: what it does, the keys for it (the first one is shown), and where they count."""

    does: str
    where: Where
    keys: tuple[str, ...] = ()


ACTIONS: Mapping[str, ActionText] = MappingProxyType(
    {
        "window.palette": ActionText("Find an action, a place, a draft or a document", Where.EVERYWHERE, ("Ctrl+K",)),
        "window.keys": ActionText("Show all keys", Where.EVERYWHERE, ("F1",)),
        "window.lock": ActionText("Lock", Where.EVERYWHERE, ("Ctrl+L",)),
        "window.theme": ActionText("Next theme: system, light, dark", Where.EVERYWHERE, ("Ctrl+Shift+T",)),
        "window.test": ActionText("Test that nothing leaves this computer", Where.EVERYWHERE, ("Ctrl+Shift+N",)),
        "draft.draft": ActionText("Draft a cited reply", Where.DRAFT, ("Ctrl+Enter", "Ctrl+Return")),
        "draft.new": ActionText("Next ticket: put this one away", Where.DRAFT, ("Ctrl+N",)),
        "draft.recent": ActionText("Recent tickets and drafts", Where.DRAFT, ("Ctrl+H",)),
        "draft.reply": ActionText("Write a reply", Where.DRAFT, ("Alt+1",)),
        "draft.summary": ActionText("Write a summary", Where.DRAFT, ("Alt+2",)),
        "draft.crm": ActionText("Write a CRM record", Where.DRAFT, ("Alt+3",)),
        "draft.copy": ActionText("Copy the draft", Where.DRAFT, ("Ctrl+Shift+C",)),
        "draft.accept": ActionText("Accept: the reply was sent", Where.DRAFT, ("Ctrl+Shift+A",)),
        "draft.reject": ActionText("Reject: the draft was of no use", Where.DRAFT, ("Ctrl+Shift+R",)),
        "draft.escalate": ActionText("Escalate to a colleague", Where.DRAFT, ("Ctrl+Shift+E",)),
        "draft.evidence": ActionText("Show or hide the evidence", Where.DRAFT, ("Ctrl+E",)),
        "draft.citation": ActionText("Open the next citation", Where.DRAFT, ("F2",)),
        "draft.leave": ActionText("Close the document or the message, else stop drafting", Where.DRAFT, ("Esc",)),
        "draft.copy-note": ActionText("Copy as an internal note, with its citations", Where.DRAFT, ("Ctrl+Alt+N",)),
        "draft.copy-html": ActionText("Copy as formatted text (HTML)", Where.DRAFT, ("Ctrl+Alt+H",)),
        "draft.stages": ActionText("Show how the draft was made", Where.DRAFT, ("F4",)),
        "draft.list": ActionText("List of tickets", Where.DRAFT, ("Ctrl+T",)),
        "draft.add": ActionText("Add tickets from files or exports", Where.DRAFT, ("Ctrl+O",)),
        "draft.following": ActionText("The following ticket of the list", Where.DRAFT, ("Alt+Down",)),
        "draft.previous": ActionText("The ticket before it in the list", Where.DRAFT, ("Alt+Up",)),
        "draft.thread": ActionText("Show the ticket as a thread, or as text to edit", Where.DRAFT, ("Ctrl+Shift+M",)),
        "document.find": ActionText("Find in this document", Where.DOCUMENT, ("Ctrl+F",)),
        "document.smaller": ActionText("Smaller pages", Where.DOCUMENT, ("Ctrl+-",)),
        "document.larger": ActionText("Larger pages", Where.DOCUMENT, ("Ctrl++", "Ctrl+=")),
        "sources.search": ActionText("Search what all documents say", Where.SOURCES, ("Ctrl+F",)),
        "sources.folder": ActionText("Add a folder", Where.SOURCES, ("Ctrl+O",)),
        "sources.file": ActionText("Add a file", Where.SOURCES, ("Ctrl+Shift+O",)),
        "sources.bundle": ActionText(
            "Take in knowledge, a policy pack, a style or a model as one signed file", Where.SOURCES, ("Ctrl+I",)
        ),
        "listing.filter": ActionText("Filter the documents", Where.LISTING, ("Ctrl+F",)),
        "listing.save": ActionText("Set these fields", Where.LISTING, ("Ctrl+S",)),
        "listing.leave": ActionText("Close the document, clear the filter, or go back", Where.LISTING, ("Esc",)),
        "reader.leave": ActionText("Back to the documents", Where.READER, ("Esc",)),
        "search.leave": ActionText("Back to the sources", Where.SEARCH, ("Esc",)),
        "log.search": ActionText("Search the log", Where.LOG, ("Ctrl+F",)),
        "log.review": ActionText("Show the next draft that was drawn for a second look", Where.LOG, ("Ctrl+R",)),
        "log.reveal": ActionText("Show personal data in the log", Where.LOG, ("Ctrl+Shift+P",)),
        "figures.run": ActionText("Run the golden tickets", Where.FIGURES, ("Ctrl+Enter", "Ctrl+Return")),
        "figures.choose": ActionText("Run the golden tickets of a file", Where.FIGURES, ("Ctrl+O",)),
        "figures.edit": ActionText("Edit golden tickets", Where.FIGURES, ("Ctrl+Shift+E",)),
        "figures.save": ActionText("Keep this run, to compare later ones with it", Where.FIGURES, ("Ctrl+S",)),
        "figures.report": ActionText("Write the report as an HTML file", Where.FIGURES, ("Ctrl+Shift+S",)),
        "style.learn": ActionText("Learn a style from these edits", Where.STYLE, ("Ctrl+Enter", "Ctrl+Return")),
        "style.reveal": ActionText("Show personal data in the edits", Where.STYLE, ("Ctrl+Shift+P",)),
        "policy.save": ActionText("Save the pack and use it from now on", Where.POLICY, ("Ctrl+S",)),
        "policy.mistake": ActionText("Go to the first mistake", Where.POLICY, ("Ctrl+G",)),
        "models.import": ActionText("Import a GGUF file (Llama, Qwen2)", Where.MODELS, ("Ctrl+O",)),
        "privacy.check": ActionText("Check every line of the audit log", Where.PRIVACY, ("Ctrl+Enter", "Ctrl+Return")),
        "privacy.apply": ActionText("Erase what is past its time limit", Where.PRIVACY),
        "settings.search": ActionText("Search the settings", Where.SETTINGS, ("Ctrl+F",)),
        "anywhere.act": ActionText("Copy the draft, or draft", Where.ANYWHERE, ("Return", "Enter")),
        "anywhere.copy": ActionText("Copy the draft", Where.ANYWHERE, ("Ctrl+Shift+C",)),
        "anywhere.open": ActionText("Open it in Citewell", Where.ANYWHERE, ("Ctrl+Enter", "Ctrl+Return")),
        "anywhere.close": ActionText("Close", Where.ANYWHERE, ("Esc",)),
    }
)


def meet(one: Where, other: Where) -> bool:
    """Whether two parts of the window can be on screen together."""
    return one is other or other in BESIDE.get(one, ()) or one in BESIDE.get(other, ())
