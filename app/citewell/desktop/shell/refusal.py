"""The message that says why the window cannot open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from citewell.desktop.language.words import Msg, tr

USER_CAN_FIX, OUR_BUG = 3, 70
REFUSED = Msg("Citewell cannot open")


def refuse(message: str, code: int) -> int:
    """Show why the window cannot open; return ``code``."""
    box = QMessageBox(QMessageBox.Icon.Critical, tr(REFUSED), f"{tr(REFUSED)}.")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(message)
    for text in box.findChildren(QLabel):
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setOpenExternalLinks(False)
    box.exec()
    return code
