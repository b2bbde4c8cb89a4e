"""Start times of the real program."""

import os
import subprocess
import sys

from benchmarks.measure import Row, median, seconds


def bench_starting() -> list[Row]:
    """The command line until it has answered, and the window until it is shown."""
    command = [sys.executable, "-m", "citewell", "--version"]
    times = [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(3)]
    shown, filled = _window("start"), _window("app")
    return [
        Row("start of the command line", f"{median(times):.2f} s", "citewell --version"),
        Row("the window is shown", f"{median(shown):.2f} s", "what is imported before: Qt and the rail"),
        Row("the window is filled", f"{median(filled):.2f} s", "services imported as well, beside the shown window"),
    ]


def _window(module: str) -> list[float]:
    """Seconds to import one of the two parts of the window's program, three times."""
    command = [sys.executable, "-c", f"import citewell.__main__, citewell.desktop.shell.{module}"]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return [
        seconds(lambda: subprocess.run(command, check=True, capture_output=True, env=environment)) for _ in range(3)
    ]
