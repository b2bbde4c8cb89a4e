"""The palette: a field and a list over the window. The keyboard stays in the field; the list is announced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from citewell.desktop.language.words import tr
from citewell.desktop.palette.text import NAME, NOT_NOW, NOTHING, PLACEHOLDER, Kind, spoken_choice
from citewell.desktop.widgets.announce import announce
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme

WIDTH, TOP, ROWS = 640, 48, 10
ICON = 16
ICONS = {Kind.ACTION: "next", Kind.PLACE: "list", Kind.DRAFT: "draft", Kind.DOCUMENT: "document"}
_Index = QModelIndex | QPersistentModelIndex
_CHOICE = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry. ``run`` is ``None`` where it cannot be done now."""

    kind: Kind
    text: str
    run: Callable[[], object] | None
    note: str = ""
    """Where it is, beside the name."""
    key: str = ""


class Palette(QFrame):
    """Hidden until it is opened; ``typed`` asks for what is to be listed, ``show_choices`` lists it."""

    typed = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        """Lies over ``window`` when it is opened."""
        super().__init__(window)
        self.setObjectName("palette")
        self._over = window
        self._before: QWidget | None = None
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr(PLACEHOLDER))
        self.words.setAccessibleName(tr(NAME))
        self.words.installEventFilter(self)
        self.words.textChanged.connect(self.typed)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What is found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self._painting = ChoicePainting(theme, self.list)
        self.list.setItemDelegate(self._painting)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.list.currentRowChanged.connect(self._tell)
        self.nothing = label(tr(NOTHING), tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.words)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.hide()

    def open(self) -> None:
        """Ask anew; whatever has the keyboard gets it back when the palette is closed."""
        self._before = self.window().focusWidget()
        self.words.clear()
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.emit("")

    def close_palette(self) -> None:
        """Put it away."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """List ``choices``, the first one chosen."""
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.text)
            item.setData(_CHOICE, choice)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{choice.text}, {tr(choice.kind.value)}")
            self.list.addItem(item)
        self.list.setVisible(bool(choices))
        self.nothing.setVisible(not choices)
        self._fit()
        if choices:
            self.list.setCurrentRow(0)
        else:
            announce(self, tr(NOTHING))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is listed."""
        return tuple(self.list.item(row).data(_CHOICE) for row in range(self.list.count()))

    def take(self) -> None:
        """Do what is chosen, and put the palette away; what cannot be done now stays listed."""
        if self.list.currentRow() < 0:
            return
        choice: Choice = self.list.currentItem().data(_CHOICE)
        if choice.run is None:
            announce(self, f"{choice.text}: {tr(NOT_NOW)}", urgent=True)
            return
        self.close_palette()
        choice.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys move in the list; leaving the field puts the palette away."""
        if event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
            if self.window().isActiveWindow():
                self._before = None  # whoever has the keyboard now was asked for
                self.close_palette()
        elif isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
                event.accept()  # else it is the page's own
                return True
            if event.type() == QEvent.Type.KeyPress and self._answer(key):
                return True
        return super().eventFilter(watched, event)

    def _answer(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
        elif key in _MOVES:
            last = self.list.count() - 1
            self.list.setCurrentRow(min(max(self.list.currentRow() + _MOVES[key], 0), last))
        else:
            return False
        return True

    def _tell(self, row: int) -> None:
        if row >= 0 and self.isVisible():
            choice: Choice = self.list.item(row).data(_CHOICE)
            kind = tr(choice.kind.value)
            kind = kind if choice.run is not None else f"{kind}, {tr(NOT_NOW)}"
            announce(self.words, spoken_choice(choice.text, kind, choice.key, row + 1, self.list.count()))

    def _fit(self) -> None:
        """In the middle at the top, as tall as what is listed."""
        window = self._over
        row = self._painting.height()
        shown = min(max(self.list.count(), 1), ROWS)
        top = min(TOP, window.height() // 10)
        spare = window.height() - top - self.words.sizeHint().height() - 10 * SPACE
        self.list.setFixedHeight(min(shown * row, max(spare, row)) + 2 * SPACE)
        width = min(WIDTH, window.width() - 8 * SPACE)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, top)


class ChoicePainting(QStyledItemDelegate):
    """An icon, the name, where it is, and its key at the end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Draw with the colours and fonts of ``theme``."""
        super().__init__(parent)
        self._theme = theme

    def height(self) -> int:
        """Pixels of a row."""
        return QFontMetrics(self._theme.font()).height() + 4 * SPACE

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line and a margin."""
        return QSize(super().sizeHint(option, index).width(), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The ground as the style draws it, then the texts."""
        choice: Choice = index.data(_CHOICE)
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = option.rect.adjusted(2 * SPACE, 0, -3 * SPACE, 0)
        possible = choice.run is not None
        painter.save()
        tone = "muted" if possible else "disabled"
        drawn = load_pixmap(ICONS[choice.kind], self._theme.colour(tone), ICON, painter.device().devicePixelRatio())
        painter.drawPixmap(room.left(), room.center().y() - ICON // 2 + 1, drawn)
        room.setLeft(room.left() + ICON + 2 * SPACE)
        painter.setFont(self._theme.font())
        end = choice.key if possible else tr(NOT_NOW)
        used = painter.fontMetrics().horizontalAdvance(end) + 4 * SPACE if end else 0
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.colour(tone))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, end)
        room.setRight(room.right() - used)
        self._draw_texts(painter, room, choice, "text" if possible else "disabled")
        painter.restore()

    def _draw_texts(self, painter: QPainter, room: QRect, choice: Choice, tone: str) -> None:
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        metrics = painter.fontMetrics()
        text = metrics.elidedText(choice.text, right, room.width())
        painter.setPen(self._theme.colour(tone))
        painter.drawText(room, middle, text)
        room.setLeft(room.left() + metrics.horizontalAdvance(text) + 3 * SPACE)
        if choice.note and room.width() > 10 * SPACE:
            painter.setPen(self._theme.colour("muted" if choice.run is not None else "disabled"))
            painter.drawText(room, middle, metrics.elidedText(choice.note, right, room.width()))
