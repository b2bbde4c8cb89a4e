"""Take a key on the whole screen; say that it was taken, or why not, and each time it is pressed."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from citewell.desktop.anywhere.x11_key import X11Key

application = QApplication([])
key = X11Key()


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


key.pressed.connect(lambda: say("pressed"))
say(key.take(sys.argv[1]) or "taken")
QTimer.singleShot(60_000, application.quit)  # nobody waits for a press that never comes
application.exec()
