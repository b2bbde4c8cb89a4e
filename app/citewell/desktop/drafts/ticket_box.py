"""Where the customer's message is pasted or dropped: text goes in, files are handed on."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from citewell.desktop.drafts.text import TICKET_NAME, TICKET_PLACEHOLDER
from citewell.desktop.language.words import tr


class TicketBox(QPlainTextEdit):
    """A text box that takes a mail's file for the mail, where Qt would write down the path of it."""

    files_given = Signal(object)
    """A list of paths that were dropped or pasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setObjectName("reading")
        self.setPlaceholderText(tr(TICKET_PLACEHOLDER))
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr(TICKET_NAME))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, and files of this computer."""
        return bool(files_of(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Type the text, or hand the files on."""
        files = files_of(source)
        if files:
            self.files_given.emit(files)
        else:
            super().insertFromMimeData(source)


def files_of(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged or on the clipboard."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
