"""Run the program as ``citewell`` does, print the title of each window that appears, and press a button of it by name.

Arguments: the name of the button (empty: press none), then those of the program.
"""

import sys

from accessible import offered
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from citewell.__main__ import main
from citewell.desktop.shell import start


class WatchedApplication(QApplication):
    """Looks at its windows again and again."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(50)

    def _look(self) -> None:
        for window in self.topLevelWidgets():
            if window.isVisible() and window.windowTitle() not in self._told:
                self._told.add(window.windowTitle())
                sys.stdout.write(f"{window.windowTitle()}\n")
                sys.stdout.flush()
            if PRESSED and (button := offered(window, PRESSED, QAbstractButton)):
                button.click()


PRESSED = sys.argv.pop(1)
start.QApplication = WatchedApplication
sys.exit(main())
