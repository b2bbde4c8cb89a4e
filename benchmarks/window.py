"""``python -m benchmarks.window``: start, first draft, blocks of the interface thread, memory and idle time.

The real program with the real models, on Qt's ``offscreen`` platform. It is started twice on one home: first it indexes
a sample company and drafts; then, warm, it drafts as soon as it can.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from benchmarks.longest_block import Watchdog
from benchmarks.measure import Row, family_memory, print_rows, process_age
from citewell.desktop.language.choice import Speech
from citewell.desktop.shell.start import Start
from citewell.desktop.widgets.theme import Theme
from citewell.settings.home import Home

if TYPE_CHECKING:  # it is loaded beside the shown window
    from citewell.desktop.shell.workbench import Workbench

PACK = "software"
TICKET = (
    "Hi, our nightly import started failing yesterday with HTTP 429 rate_limited after a minute or so. We are on Team. "
    "How many requests per minute are we allowed, and what is the correct way to back off?"
)
LONG_WORDS = 5000
IDLE_SECONDS = 15.0
REST_SECONDS = 3.0
"""After work, before the idle time is measured."""
PLACES = 8


class FirstPaint(QObject):
    """When the window was painted first."""

    def __init__(self) -> None:
        super().__init__()
        self.at: float | None = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own
        """Note the time of a paint; let everything through."""
        if self.at is None and event.type() == QEvent.Type.Paint:
            self.at = time.monotonic()
        return False


class WindowRun:
    """One run of the program on a home, and what is measured in it."""

    def __init__(self, home: Home, *, sample: str) -> None:
        self._began = time.monotonic() - process_age()
        self.application = QApplication([])
        self._paint = FirstPaint()
        home.create()
        self.start = Start(home, Theme(self.application), Speech(self.application), sample="")
        self.start.window.installEventFilter(self._paint)  # of the application it would meet objects half made
        self._sample = sample
        self._watchdog = Watchdog()
        self.rows: list[Row] = []

    @property
    def workbench(self) -> "Workbench":
        """What the window shows of the open home."""
        found = self.start.window.workbench
        assert found is not None  # noqa: S101  it was waited for
        return found

    def seconds(self) -> float:
        """Since the process was made."""
        return time.monotonic() - self._began

    def wait(self, condition: Callable[[], bool]) -> None:
        """Handle events until ``condition`` holds."""
        while not condition():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def rest(self, seconds: float) -> None:
        """Handle events for some time."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until)

    @contextmanager
    def blocks(self, doing: str) -> Iterator[None]:
        """Report the longest time without events while the ``with`` block runs."""
        before = len(self._watchdog.blocks)
        yield
        blocks = self._watchdog.blocks[before:]
        longest = max(blocks, key=lambda block: block.seconds, default=None)
        value = "under 50 ms" if longest is None else f"{longest.seconds * 1000:.0f} ms"
        note = "" if longest is None else f"{len(blocks)} over 50 ms; {longest}"
        self.rows.append(Row(f"longest block, {doing}", value, note))

    def open(self) -> None:
        """Start the program until its working place can be used."""
        with self.blocks("starting"):
            self.start.begin()
            self.wait(lambda: self._paint.at is not None)
            shown = (self._paint.at or 0.0) - self._began
            self.rows.append(Row("window painted", f"{shown:.2f} s", "from the start of the process"))
            self.wait(lambda: self.start.window.workbench is not None)
            if self._sample:
                self.wait(lambda: bool(self.workbench.first_start.packs.chosen))
            else:
                self.wait(self.workbench.draft_view.isVisible)
            self.rows.append(Row("window usable", f"{self.seconds():.2f} s", "from the start of the process"))

    def index(self) -> None:
        """Index the sample company."""
        workbench = self.workbench
        with self.blocks("indexing"):
            workbench.begin_sample(self._sample)
            self.wait(lambda: workbench.draft_view.isVisible() and not workbench.indexing.running)
            self.wait(lambda: bool(workbench.draft_view.ticket.text.toPlainText()))
            self.rest(REST_SECONDS)

    def draft(self, doing: str, ticket: str) -> float:
        """Draft a reply; the seconds it took."""
        view = self.workbench.draft_view
        with self.blocks(doing):
            began = time.monotonic()
            view.ticket.text.setPlainText(ticket)
            view.ticket.draft_button.click()
            self.wait(lambda: view.controller.run.draft is not None)
            taken = time.monotonic() - began
            self.rest(1.0)
        return taken

    def places(self) -> None:
        """Show every place of the rail once, then come back."""
        with self.blocks("each place shown first"):
            for number in (*range(1, PLACES), 0):
                self.workbench.show_place(number)
                self.rest(0.5)

    def memory(self, when: str) -> None:
        """Memory now, by process."""
        parts = family_memory()
        note = ", ".join(f"{name} {size:.0f}" for name, size in parts.items())
        self.rows.append(Row(f"memory {when}", f"{sum(parts.values()):.0f} MB", note))

    def idle(self) -> None:
        """Processor time that the program and its processes use while nothing happens."""
        self._watchdog.end()
        self.rest(REST_SECONDS)
        family = [psutil.Process(), *psutil.Process().children(recursive=True)]
        before, began = sum(map(_used, family)), time.monotonic()
        self.rest(IDLE_SECONDS)
        used = sum(map(_used, family)) - before
        share = used / (time.monotonic() - began)
        self.rows.append(Row("processor while idle", f"{share:.2%}", f"of one core, over {IDLE_SECONDS:.0f} s"))

    def close(self) -> None:
        """End the program."""
        self.start.window.close()
        self.start.close()


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def first_run(run: WindowRun) -> None:
    """A new home: indexing, drafts, a long ticket, every place."""
    run.open()
    run.index()
    run.draft("first draft", TICKET)
    run.draft("another draft", f"{TICKET} Thanks!")
    words = TICKET.split()
    long = " ".join(words[i % len(words)] for i in range(LONG_WORDS))
    run.draft(f"draft of {LONG_WORDS:,} words", long)
    run.places()
    run.memory("after all of this")


def warm_run(run: WindowRun) -> None:
    """The home of before: a draft as soon as it can be asked for."""
    run.open()
    run.draft("first draft", TICKET)
    run.rows.append(Row("first draft after start", f"{run.seconds() - 1.0:.2f} s", "from the start of the process"))
    run.memory("after one draft")
    run.idle()


def run_child(home: Path, *, sample: str, path: Path) -> None:
    """One run of the window in this process; its rows as JSON in ``path``."""
    run = WindowRun(Home(home), sample=sample)
    (first_run if sample else warm_run)(run)
    run.close()
    path.write_text(json.dumps([[row.name, row.value, row.note] for row in run.rows]), encoding="utf-8")


def main() -> None:
    """Run the window twice and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help="home to use (default: one that goes afterwards)")
    parser.add_argument("--sample", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        run_child(options.home, sample=options.sample, path=options.child)
        return
    rows = []
    with tempfile.TemporaryDirectory(prefix="citewell-window-") as scratch:
        home = options.home or Path(scratch) / "home"
        for name, sample in (("new home", PACK), ("warm start", "")):
            if sample and (home / "citewell.db").exists():
                continue
            answer = Path(scratch) / "rows.json"
            command = [sys.executable, "-m", "benchmarks.window", "--child", str(answer), "--home", str(home)]
            environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
            subprocess.run([*command, "--sample", sample], check=True, env=environment)
            rows += [Row(f"{name}: {row[0]}", row[1], row[2]) for row in json.loads(answer.read_text(encoding="utf-8"))]
    print_rows(rows, options.json)


if __name__ == "__main__":
    main()
