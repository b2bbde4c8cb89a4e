"""Undo past the last edit of a text: it brings back what was on the page before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit


class UndoKeys(QObject):
    """Hears the undo key of editors whose own history is at its beginning."""

    def __init__(
        self,
        editors: Sequence[QPlainTextEdit | QTextEdit],
        can: Callable[[], bool],
        undo: Callable[[], None],
        parent: QObject,
    ) -> None:
        """``can`` says whether there is anything for ``undo`` to bring back."""
        super().__init__(parent)
        self._can, self._undo = can, undo
        for editor in editors:
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key where the editor has nothing to undo."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Undo)
            and isinstance(watched, QPlainTextEdit | QTextEdit)
            and not watched.document().isUndoAvailable()
            and self._can()
        ):
            self._undo()
            return True
        return super().eventFilter(watched, event)
