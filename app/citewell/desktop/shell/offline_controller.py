"""Runs the self-test of "nothing leaves" for the dialog that shows it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from citewell.application.homes.self_test import run_self_test
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Listener
from citewell.desktop.shell.offline_dialog import OfflineDialog

SELF_TEST = "self-test"
"""The lane of its tasks."""


class OfflineController(QObject):
    """Opens the dialog, with a test of this moment in it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Nothing is open yet."""
        super().__init__(window)
        self._session, self._window = session, window
        self.dialog: OfflineDialog | None = None

    def open(self) -> None:
        """Open the dialog and run the test."""
        if self.dialog is None:
            self.dialog = OfflineDialog(self._session.theme, self._window)
            self.dialog.run_wanted.connect(self.run)
        self.dialog.open()
        self.run()

    def run(self) -> None:
        """Run the test and show what it finds."""
        dialog = self.dialog
        if dialog is None:
            return
        dialog.show_running()
        offline = self._session.services.options.offline
        self._session.runner.start(
            SELF_TEST,
            lambda _run: run_self_test(offline=offline),
            Listener(done=dialog.show_test, failed=lambda failure: dialog.show_failure(failure.message)),
        )
