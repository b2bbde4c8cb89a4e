"""The main window: says that it opens, then holds the workbench of the open home."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QWidget

from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import TaskRunner
from citewell.desktop.shell.workbench import Workbench
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import Theme

SIZE = (1280, 800)
SMALLEST = (760, 520)


class MainWindow(QMainWindow):
    """Closing it cancels all work."""

    def __init__(self, runner: TaskRunner, theme: Theme, parent: QWidget | None = None) -> None:
        """A window that waits for its home."""
        super().__init__(parent)
        self._runner = runner
        self._theme = theme
        self.workbench: Workbench | None = None
        self.setWindowTitle("Citewell")
        self.setWindowIcon(QIcon(load_icon("draft", theme.colour("accent"))))
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        waiting = label("Opening your knowledge base…", tone="muted")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(waiting)

    def attach(self, session: Session) -> Workbench:
        """Show the workbench of an open home."""
        self._theme.choose(session.services.options.theme)
        self.workbench = Workbench(session)
        self.setCentralWidget(self.workbench)
        return self.workbench

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
            self.workbench.deleteLater()
            self.workbench = None

    def use(self, runner: TaskRunner) -> None:
        """Closing the window ends the work of ``runner`` from now on."""
        self._runner = runner

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what runs; the window is gone at once, the program ends when the work has."""
        self._runner.shutdown()
        super().closeEvent(event)
