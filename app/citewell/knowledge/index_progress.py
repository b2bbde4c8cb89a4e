"""How far an index run is, in passages: embedding them takes the time, however many or few files they come from."""

import time
from collections.abc import Callable

from citewell.domain.progress import IndexProgress, ProgressCallback

SETTLED_SECONDS = 5.0
"""How long passages must have been counted before the time that is left is told."""


class IndexMeter:
    """Counts files and passages of one run, and reports them. Reports come from the thread that reads and stores."""

    def __init__(self, files: int, progress: ProgressCallback, clock: Callable[[], float] = time.monotonic) -> None:
        """``files`` are to be looked at; nothing is read yet."""
        self._files, self._progress, self._clock = files, progress, clock
        self._looked_at = self._changed = self._read_files = 0
        self._read = 0
        self._item = ""
        self._began: float | None = None
        self._rested = 0.0
        self.done = 0
        """Passages that are embedded, or whose vectors are known; the embedding thread counts these."""

    def look_at(self, item: str) -> None:
        """A file is looked at."""
        self._item = item
        self.report()
        self._looked_at += 1

    def hand_on(self) -> None:
        """The file that is looked at has changed, and goes to the reader."""
        self._changed += 1

    def count_read(self, passages: int) -> None:
        """A changed file was read."""
        self._read_files += 1
        self._read += passages
        if self._began is None:
            self._began = self._clock()

    def count_refused(self) -> None:
        """A changed file cannot be read."""
        self._changed -= 1

    def rest(self, seconds: float) -> None:
        """The run was paused for some time, which says nothing of its speed."""
        self._rested += seconds

    def end(self) -> None:
        """Everything is stored."""
        self._progress(IndexProgress(self.done, self.done))

    def report(self) -> None:
        """Tell how far the run is; in files as long as no passage is known."""
        if not self._read:
            self._progress(IndexProgress(0, 0, self._item, files=self._looked_at, of_files=self._files))
            return
        total = max(self.total(), self.done)
        self._progress(
            IndexProgress(
                self.done,
                total,
                self._item if self._looked_at < self._files else "",
                files=self._looked_at,
                of_files=self._files,
                is_estimate=self._looked_at < self._files or self._read_files < self._changed,
                seconds_left=self._seconds_left(total),
            )
        )

    def total(self) -> int:
        """Passages of all files: those that were read, and as many of each other file as these had on average."""
        waiting = self._changed - self._read_files
        share = self._changed / max(1, self._looked_at)
        unread = waiting + share * (self._files - self._looked_at)
        return self._read + round(unread * self._read / max(1, self._read_files))

    def _seconds_left(self, total: int) -> float | None:
        spent = self._clock() - self._began - self._rested if self._began is not None else 0.0
        if not self.done or spent < SETTLED_SECONDS:
            return None
        return spent / self.done * (total - self.done)
