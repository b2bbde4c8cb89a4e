"""Start times of the real program."""

import os
import subprocess
import sys

from benchmarks.measure import Row, median, seconds


def bench_starting() -> list[Row]:
    """The command line until it has answered, and the window until it is shown."""
    command = [sys.executable, "-m", "citewell", "--version"]
    times = [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(3)]
    imports = [sys.executable, "-c", "import citewell.desktop.shell.app"]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    window = [
        seconds(lambda: subprocess.run(imports, check=True, capture_output=True, env=environment)) for _ in range(3)
    ]
    return [
        Row("start of the command line", f"{median(times):.2f} s", "citewell --version"),
        Row("start of the window, code loaded", f"{median(window):.2f} s", "Qt and services imported"),
    ]
