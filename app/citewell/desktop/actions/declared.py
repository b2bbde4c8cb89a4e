"""Every action of the window, declared once: its id, what it does in words, its keys, and where it counts.

Tooltips, the palette (Ctrl+K) and the list of keys (F1) are made of this table. The places of the rail declare
themselves in ``shell.rail``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from citewell.desktop.language.words import Msg, tr


class Where(Enum):
    """A part of the window whose keys count while it is on screen; the value is its heading in the list of keys."""

    EVERYWHERE = Msg("Everywhere")
    DRAFT = Msg("Draft")
    DOCUMENT = Msg("A document")
    SOURCES = Msg("Sources")
    LISTING = Msg("Documents of a source")
    READER = Msg("A document of a source")
    LOG = Msg("Log")
    FIGURES = Msg("Figures")
    STYLE = Msg("Style")
    POLICY = Msg("Policy")
    MODELS = Msg("Models")
    PRIVACY = Msg("Privacy")
    SETTINGS = Msg("Settings")
    ANYWHERE = Msg("The small window over other programs")


PLACE_OF: Mapping[Where, Msg | None] = MappingProxyType(
    {
        where: None if where in {Where.DOCUMENT, Where.EVERYWHERE, Where.ANYWHERE} else where.value
        for where in Where
        if where not in {Where.LISTING, Where.READER}
    }
    | {Where.LISTING: Msg("Sources"), Where.READER: Msg("Sources")}
)
"""The place of the rail that is gone to first; ``None``: the action counts where it is on screen."""
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

    label: Msg
    where: Where
    keys: tuple[str, ...] = ()
    place: Msg | None = None
    """The place that it goes to, which stands in ``label`` as ``{name}``."""

    @property
    def does(self) -> str:
        """What it does, in the window's language."""
        return tr(self.label) if self.place is None else tr(self.label, name=tr(self.place))


ACTIONS: Mapping[str, ActionText] = MappingProxyType(
    {
        "window.palette": ActionText(
            Msg("Find an action, a place, a draft or a document"), Where.EVERYWHERE, ("Ctrl+K",)
        ),
        "window.keys": ActionText(Msg("Show all keys"), Where.EVERYWHERE, ("F1",)),
        "window.lock": ActionText(Msg("Lock"), Where.EVERYWHERE, ("Ctrl+L",)),
        "window.theme": ActionText(Msg("Next theme: system, light, dark"), Where.EVERYWHERE, ("Ctrl+Shift+T",)),
        "window.test": ActionText(Msg("Test that nothing leaves this computer"), Where.EVERYWHERE, ("Ctrl+Shift+N",)),
        "draft.draft": ActionText(Msg("Draft a cited reply"), Where.DRAFT, ("Ctrl+Enter", "Ctrl+Return")),
        "draft.new": ActionText(Msg("Next ticket: put this one away"), Where.DRAFT, ("Ctrl+N",)),
        "draft.recent": ActionText(Msg("Recent tickets and drafts"), Where.DRAFT, ("Ctrl+H",)),
        "draft.reply": ActionText(Msg("Write a reply"), Where.DRAFT, ("Alt+1",)),
        "draft.summary": ActionText(Msg("Write a summary"), Where.DRAFT, ("Alt+2",)),
        "draft.crm": ActionText(Msg("Write a CRM record"), Where.DRAFT, ("Alt+3",)),
        "draft.copy": ActionText(Msg("Copy the draft"), Where.DRAFT, ("Ctrl+Shift+C",)),
        "draft.accept": ActionText(Msg("Accept: the reply was sent"), Where.DRAFT, ("Ctrl+Shift+A",)),
        "draft.reject": ActionText(Msg("Reject: the draft was of no use"), Where.DRAFT, ("Ctrl+Shift+R",)),
        "draft.escalate": ActionText(Msg("Escalate to a colleague"), Where.DRAFT, ("Ctrl+Shift+E",)),
        "draft.evidence": ActionText(Msg("Show or hide the evidence"), Where.DRAFT, ("Ctrl+E",)),
        "draft.citation": ActionText(Msg("Open the next citation"), Where.DRAFT, ("F2",)),
        "draft.leave": ActionText(Msg("Close the document or the message, else stop drafting"), Where.DRAFT, ("Esc",)),
        "draft.copy-note": ActionText(
            Msg("Copy as an internal note, with its citations"), Where.DRAFT, ("Ctrl+Alt+N",)
        ),
        "draft.copy-html": ActionText(Msg("Copy as formatted text (HTML)"), Where.DRAFT, ("Ctrl+Alt+H",)),
        "draft.stages": ActionText(Msg("Show how the draft was made"), Where.DRAFT, ("F4",)),
        "draft.list": ActionText(Msg("List of tickets"), Where.DRAFT, ("Ctrl+T",)),
        "draft.add": ActionText(Msg("Add tickets from files or exports"), Where.DRAFT, ("Ctrl+O",)),
        "draft.following": ActionText(Msg("The following ticket of the list"), Where.DRAFT, ("Alt+Down",)),
        "draft.previous": ActionText(Msg("The ticket before it in the list"), Where.DRAFT, ("Alt+Up",)),
        "draft.thread": ActionText(
            Msg("Show the ticket as a thread, or as text to edit"), Where.DRAFT, ("Ctrl+Shift+M",)
        ),
        "document.find": ActionText(Msg("Find in this document"), Where.DOCUMENT, ("Ctrl+F",)),
        "document.smaller": ActionText(Msg("Smaller pages"), Where.DOCUMENT, ("Ctrl+-",)),
        "document.larger": ActionText(Msg("Larger pages"), Where.DOCUMENT, ("Ctrl++", "Ctrl+=")),
        "sources.folder": ActionText(Msg("Add a folder"), Where.SOURCES, ("Ctrl+O",)),
        "sources.file": ActionText(Msg("Add a file"), Where.SOURCES, ("Ctrl+Shift+O",)),
        "sources.bundle": ActionText(
            Msg("Take in knowledge, a policy pack, a style or a model as one signed file"), Where.SOURCES, ("Ctrl+I",)
        ),
        "listing.filter": ActionText(Msg("Filter the documents"), Where.LISTING, ("Ctrl+F",)),
        "listing.save": ActionText(Msg("Set these fields"), Where.LISTING, ("Ctrl+S",)),
        "listing.leave": ActionText(Msg("Close the document, clear the filter, or go back"), Where.LISTING, ("Esc",)),
        "reader.leave": ActionText(Msg("Back to the documents"), Where.READER, ("Esc",)),
        "log.search": ActionText(Msg("Search the log"), Where.LOG, ("Ctrl+F",)),
        "log.review": ActionText(Msg("Show the next draft that was drawn for a second look"), Where.LOG, ("Ctrl+R",)),
        "log.reveal": ActionText(Msg("Show personal data in the log"), Where.LOG, ("Ctrl+Shift+P",)),
        "figures.run": ActionText(Msg("Run the golden tickets"), Where.FIGURES, ("Ctrl+Enter", "Ctrl+Return")),
        "figures.choose": ActionText(Msg("Run the golden tickets of a file"), Where.FIGURES, ("Ctrl+O",)),
        "figures.save": ActionText(Msg("Keep this run, to compare later ones with it"), Where.FIGURES, ("Ctrl+S",)),
        "figures.report": ActionText(Msg("Write the report as an HTML file"), Where.FIGURES, ("Ctrl+Shift+S",)),
        "style.learn": ActionText(Msg("Learn a style from these edits"), Where.STYLE, ("Ctrl+Enter", "Ctrl+Return")),
        "style.reveal": ActionText(Msg("Show personal data in the edits"), Where.STYLE, ("Ctrl+Shift+P",)),
        "policy.save": ActionText(Msg("Save the pack and use it from now on"), Where.POLICY, ("Ctrl+S",)),
        "policy.mistake": ActionText(Msg("Go to the first mistake"), Where.POLICY, ("Ctrl+G",)),
        "models.import": ActionText(Msg("Import a GGUF file (Llama, Qwen2)"), Where.MODELS, ("Ctrl+O",)),
        "privacy.check": ActionText(
            Msg("Check every line of the audit log"), Where.PRIVACY, ("Ctrl+Enter", "Ctrl+Return")
        ),
        "privacy.apply": ActionText(Msg("Erase what is past its time limit"), Where.PRIVACY),
        "settings.search": ActionText(Msg("Search the settings"), Where.SETTINGS, ("Ctrl+F",)),
        "anywhere.act": ActionText(Msg("Copy the draft, or draft"), Where.ANYWHERE, ("Return", "Enter")),
        "anywhere.copy": ActionText(Msg("Copy the draft"), Where.ANYWHERE, ("Ctrl+Shift+C",)),
        "anywhere.open": ActionText(Msg("Open it in Citewell"), Where.ANYWHERE, ("Ctrl+Enter", "Ctrl+Return")),
        "anywhere.close": ActionText(Msg("Close"), Where.ANYWHERE, ("Esc",)),
    }
)


def meet(one: Where, other: Where) -> bool:
    """Whether two parts of the window can be on screen together."""
    return one is other or other in BESIDE.get(one, ()) or one in BESIDE.get(other, ())
