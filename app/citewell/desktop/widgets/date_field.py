"""A date that may be left empty: typed as year-month-day, or picked in a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from citewell.desktop.language.words import inside, tr
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.labels import restyle
from citewell.desktop.widgets.theme import Theme

WEEKS, HEAD = 7, 40
"""Lines of a calendar, that of the names included, and pixels of the month above them."""

DAY_GAP = 16
"""Pixels beside the name of a day, so that none is cut to a letter."""


class DateField(QLineEdit):
    """A date or nothing, which means what the field says while it is empty."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None, *, empty: str = "Today") -> None:
        """``name`` is for screen readers, ``empty`` is what an empty field means."""
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(empty)
        self.setAccessibleName(name)
        self.setToolTip(tr("Year-month-day, such as 2026-02-01; empty for {what}", what=inside(empty)))
        self._pick = QAction(tr("Pick a date"), self)
        self._pick.triggered.connect(self._open_calendar)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._show_state)
        theme.changed.connect(self._refresh)
        self._refresh()

    def value(self) -> date | None:
        """The date; ``None`` where it is empty. Raises ``ValueError`` for what is no date."""
        text = self.text().strip()
        return date.fromisoformat(text) if text else None

    def set_value(self, value: date | None) -> None:
        """Show a date, or nothing."""
        self.setText("" if value is None else value.isoformat())

    def is_valid(self) -> bool:
        """Whether ``value`` would return a date."""
        try:
            self.value()
        except ValueError:
            return False
        return True

    def _show_state(self) -> None:
        restyle(self, "wrong", "" if self.is_valid() else "true")

    def calendar(self, parent: QWidget) -> QCalendarWidget:
        """A calendar at the date of the field, wide enough for the names of the days."""
        made = QCalendarWidget(parent)
        made.setAccessibleName(tr("Calendar"))
        made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        names = [made.locale().dayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)]
        widest = max(made.fontMetrics().horizontalAdvance(name) for name in names)
        line = made.fontMetrics().height() + DAY_GAP // 2
        made.setMinimumSize(7 * (widest + DAY_GAP), WEEKS * line + HEAD)
        shown = self.value() if self.is_valid() else None
        if shown is not None:
            made.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        return made

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = self.calendar(menu)
        calendar.clicked.connect(lambda day: self._take(day, menu))
        calendar.activated.connect(lambda day: self._take(day, menu))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _take(self, day: QDate, menu: QMenu) -> None:
        self.setText(day.toString(Qt.DateFormat.ISODate))
        menu.close()

    def _refresh(self) -> None:
        self._pick.setIcon(load_icon("calendar", self._theme.colour("muted")))
