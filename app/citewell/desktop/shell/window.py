"""The main window: says that it starts, then holds the workbench of the open home."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QWidget

from citewell.desktop.runtime.rest import Rest
from citewell.desktop.runtime.tasks import TaskRunner
from citewell.desktop.shell.placement import WindowPlace
from citewell.desktop.shell.start_page import StartPage
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.theme import Theme

if TYPE_CHECKING:
    from citewell.desktop.runtime.session import Session
    from citewell.desktop.shell.workbench import Workbench

SMALLEST = (760, 440)
"""Fits a screen of 1366 x 768 at 150%, which is 911 x 512."""


class MainWindow(QMainWindow):
    """Closing it cancels all work."""

    def __init__(
        self, runner: TaskRunner, theme: Theme, place: WindowPlace | None = None, parent: QWidget | None = None
    ) -> None:
        """A window that waits for its home, where it was last (``place``)."""
        super().__init__(parent)
        self._place = place or WindowPlace()
        self._runner = runner
        self._theme = theme
        self.rest = Rest(self)
        self.workbench: Workbench | None = None
        self.setWindowTitle("Citewell")
        self.setWindowIcon(QIcon(load_icon("draft", theme.colour("accent"))))
        self.setMinimumSize(*SMALLEST)
        self.start_page = StartPage(theme)
        self.setCentralWidget(self.start_page)
        self._place.restore(self)

    def show_starting(self) -> None:
        """Say that the program is starting, as before a home is open."""
        self.start_page = StartPage(self._theme)
        self.setCentralWidget(self.start_page)

    def attach(self, session: "Session", workbench: "Workbench | None" = None) -> "Workbench":
        """Show the ``workbench`` of an open home, built now where it is not yet."""
        from citewell.desktop.shell.workbench import Workbench  # noqa: PLC0415  the window is shown before it is loaded

        if workbench is None:
            self._theme.use(session.services.options)
            workbench = Workbench(session, self.rest)
        self.workbench = workbench
        self.setCentralWidget(self.workbench)
        self.workbench.focus_working_place()  # Qt would give the keyboard to the rail
        QTimer.singleShot(0, self.workbench, self._share)  # once it has its size
        return self.workbench

    def come_forward(self) -> None:
        """Be seen, and have the keyboard."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def _share(self) -> None:
        if self.workbench is not None:
            self._place.restore_splitters(self.workbench)

    def cover(self, page: QWidget) -> None:
        """Show ``page`` instead of everything; the workbench stays as it is, out of sight."""
        if self.workbench is not None and self.centralWidget() is self.workbench:
            self.takeCentralWidget()
            self.workbench.hide()
        self.setCentralWidget(page)

    def uncover(self) -> None:
        """Show the workbench again, if there is one."""
        if self.workbench is not None:
            self.setCentralWidget(self.workbench)
            self.workbench.show()

    def drop_workbench(self) -> None:
        """The home is closed: nothing of it stays."""
        if self.workbench is not None:
            self._place.note_splitters(self.workbench)
            self.workbench.deleteLater()
            self.workbench = None

    def use(self, runner: TaskRunner) -> None:
        """Closing the window ends the work of ``runner`` from now on."""
        self._runner = runner

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's font and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._theme.follow_system()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what runs; the window is gone at once, the program ends when the work has."""
        if self.workbench is not None:
            self._place.note_splitters(self.workbench)
        self._place.save(self)
        self._runner.shutdown()
        super().closeEvent(event)
