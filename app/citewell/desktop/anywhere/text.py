"""The window's words for drafting from any program."""

from citewell.desktop.widgets.wording import count

TITLE = "Citewell: quick draft"
NOTHING = "Nothing is selected or copied. Select or copy the customer’s message, then press the key again."
NOT_OPEN = "Citewell is still starting. Press the key again in a moment."
WAITING = "The draft before it is being finished; this ticket is next."
DRAFTING = "Drafting…"
NO_INDEX = "No document is indexed yet, so nothing can be cited. Open Citewell and add your documents."
OPEN = "Open in Citewell"
COPY, COPY_TIP = "Copy", "Copy the draft and go back to where you were"
CLOSE = "Close; the ticket stays in the list"
COPIED = "Copied."
TRAY_DRAFT, TRAY_OPEN, TRAY_QUIT = "Draft from what is copied", "Open Citewell", "Quit"
TRAY_TIP = "Citewell"
NO_KEY_HERE = "On this system no key of the whole desktop is taken yet. The icon in the tray opens the quick draft."
WAYLAND = (
    "This desktop (Wayland) lets no program take a key by itself. Its own keyboard settings can: give a key to the "
    "command that the button copies."
)
SHORTCUT = "Draft a reply to what is copied"
"""How the desktop's own pages of keys call it."""
COPY_FIRST = "Under Wayland no program reads what is selected in another one, so copy the message first."
NO_TRIGGER = (
    f"This desktop has a shortcut for the quick draft and no key for it yet: set one in its settings. {COPY_FIRST}"
)
NOTHING_COPIED = "Nothing is copied. Copy the customer’s message, then press the key again."
COPY_COMMAND = "Copy that command"
COMMAND_COPIED = "Copied. Paste it as the command of a shortcut in the keyboard settings of your desktop."
UNKNOWN_KEY = "is no key that can be taken. Write it as Ctrl+Alt+Space."
TAKEN_KEY = "is taken by another program. Choose another key in the settings."
NO_SCREEN = "The screen could not be asked for a key."
ON_PAGE = "The draft needs a look before it leaves: open it in Citewell."


def key_words(keys: str) -> str:
    """Which key opens the quick draft."""
    return f"{keys} opens this from any program."


def portal_words(trigger: str) -> str:
    """Which key of a Wayland desktop opens the quick draft; ``trigger`` is the desktop's own words, empty: none yet."""
    return f"From any program: {trigger}. {COPY_FIRST}" if trigger else NO_TRIGGER


def blocked_words(blocking: int) -> str:
    """Why the draft is not copied from here."""
    return f"{count(blocking, 'finding')} {'keeps' if blocking == 1 else 'keep'} it from being copied as it is."
