"""Lets Python hear a signal (Ctrl+C, SIGTERM) while Qt waits for events, without looking again and again."""

import contextlib
import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

LOOK_MS = 500
"""How often Python looks under Windows, where Qt cannot wait for a pipe."""
MOST_BYTES = 4096
"""A signal is a byte; many may have come."""


class SignalWake(QObject):
    """The self-pipe trick (``signal.set_wakeup_fd``): the interpreter's C handler writes a byte that wakes Qt's loop.

    Python's own handlers run once code of Python does: here, when the byte is read.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Wake from now on; on the main thread."""
        super().__init__(parent)
        self._ends: tuple[int, int] | None = None
        if sys.platform == "win32":
            timer = QTimer(self)
            timer.timeout.connect(lambda: None)
            timer.start(LOOK_MS)
            return
        self._ends = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        self._before = signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ends[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def close(self) -> None:
        """Give the pipe back."""
        if self._ends is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for end in self._ends:
            os.close(end)
        self._ends = None

    def _read(self) -> None:
        with contextlib.suppress(BlockingIOError):
            if self._ends is not None:
                os.read(self._ends[0], MOST_BYTES)
