"""The places one above the other, and where the keyboard goes when what had it is hidden or disabled."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QStackedWidget, QWidget


class Places(QStackedWidget):
    """Qt gives the keyboard to whatever comes next, be it a button that imports or a field that saves.

    Here it goes to a text or a list of the same place, and never presses or changes anything by chance. The room that
    is needed is that of the place on screen, not that of the widest one, which may never be shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """No place yet."""
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """The least size of the place on screen."""
        current = self.currentWidget()
        return QSize() if current is None else current.minimumSizeHint()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's own
        """Tab goes on as ever; a widget that can have the keyboard no more hands it to a quiet one."""
        lost: QWidget | None = self.window().focusWidget()
        if lost is None or (lost.isEnabled() and lost.isVisible()):
            return super().focusNextPrevChild(forward)
        quiet = self._quiet_before(lost) or self
        quiet.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _quiet_before(self, lost: QWidget) -> QWidget | None:
        """The nearest widget before ``lost``, around the end, that does nothing when a key is pressed by chance."""
        page: QWidget | None = self.currentWidget()
        at = lost.previousInFocusChain()
        while page is not None and at is not None and at is not lost:
            if page.isAncestorOf(at) and _is_quiet(at):
                return at
            at = at.previousInFocusChain()
        return None


def may_have_keyboard(arrived: QWidget) -> bool:
    """Whether what arrives by itself may have the keyboard: in the place on screen, where nobody types in another.

    Qt would give it also to what is out of sight, and take it from where somebody types.
    """
    place = arrived.window()
    having: QWidget | None = place.focusWidget()
    at, above = arrived, arrived.parentWidget()
    while above is not None:
        if isinstance(above, Places):
            if above.currentWidget() is not at:
                return False
            place = at
        at, above = above, above.parentWidget()
    return having is None or having is place or place.isAncestorOf(having)


def _is_quiet(widget: QWidget) -> bool:
    stops = widget.isEnabled() and widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    noisy = isinstance(widget, QAbstractButton | QAbstractSpinBox) or isinstance(
        widget.parentWidget(), QAbstractSpinBox
    )
    return stops and not noisy and widget.focusProxy() is None
