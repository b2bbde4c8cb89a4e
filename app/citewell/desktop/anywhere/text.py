"""The window's words for drafting from any program."""

from citewell.desktop.language.words import Msg, tr, trn

TITLE = Msg("Citewell: quick draft")
NOTHING = Msg("Nothing is selected or copied. Select or copy the customer’s message, then press the key again.")
WAITING = Msg("The draft before it is being finished; this ticket is next.")
DRAFTING = Msg("Drafting…")
NO_INDEX = Msg("No document is indexed yet, so nothing can be cited. Open Citewell and add your documents.")
OPEN = Msg("Open in Citewell")
COPY, COPY_TIP = Msg("Copy"), Msg("Copy the draft and go back to where you were")
CLOSE = Msg("Close; the ticket stays in the list")
TRAY_DRAFT, TRAY_OPEN, TRAY_QUIT = Msg("Draft from what is copied"), Msg("Open Citewell"), Msg("Quit")
TRAY_TIP = "Citewell"
NO_KEY_HERE = Msg(
    "On this system no key of the whole desktop is taken yet. The icon in the tray opens the quick draft."
)
WAYLAND = Msg(
    "This desktop (Wayland) lets no program take a key by itself. Its own keyboard settings can: give a key to the "
    "command that the button copies."
)
SHORTCUT = Msg("Draft a reply to what is copied")
"""How the desktop's own pages of keys call it."""
NO_TRIGGER = Msg(
    "This desktop has a shortcut for the quick draft and no key for it yet: set one in its settings. Under Wayland no "
    "program reads what is selected in another one, so copy the message first."
)
BY_PORTAL = Msg(
    "From any program: {trigger}. Under Wayland no program reads what is selected in another one, so copy the message "
    "first."
)
NOTHING_COPIED = Msg("Nothing is copied. Copy the customer’s message, then press the key again.")
COPY_COMMAND = Msg("Copy that command")
COMMAND_COPIED = Msg("Copied. Paste it as the command of a shortcut in the keyboard settings of your desktop.")
UNKNOWN_KEY = Msg("“{keys}” is no key that can be taken. Write it as Ctrl+Alt+Space.")
TAKEN_KEY = Msg("{keys} is taken by another program. Choose another key in the settings.")
NO_SCREEN = Msg("The screen could not be asked for a key.")
ON_PAGE = Msg("The draft needs a look before it leaves: open it in Citewell.")


def key_words(keys: str) -> str:
    """Which key opens the quick draft."""
    return tr("{keys} opens this from any program.", keys=keys)


def portal_words(trigger: str) -> str:
    """Which key of a Wayland desktop opens the quick draft; ``trigger`` is the desktop's own words, empty: none yet."""
    return tr(BY_PORTAL, trigger=trigger) if trigger else tr(NO_TRIGGER)


def blocked_words(blocking: int) -> str:
    """Why the draft is not copied from here."""
    return trn(
        "{n} finding keeps it from being copied as it is.", "{n} findings keep it from being copied as it is.", blocking
    )
