"""A document's text, read-only; of a confidential one nothing can be copied or dragged out."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class DocumentText(QPlainTextEdit):
    """Text that can be selected, to be searched or copied where that is allowed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No text yet, and not confidential."""
        super().__init__(parent)
        self.confidential = False
        self.setObjectName("document")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def canCopy(self) -> bool:
        """Whether what is selected may be copied."""
        return not self.confidential and self.textCursor().hasSelection()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is selected; nothing of a confidential document."""
        data = QMimeData()
        if self.canCopy():
            data.setText(self.textCursor().selection().toPlainText())
        return data
