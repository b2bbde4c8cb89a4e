"""Watch sources, and tell when files of them have changed and rest again.

The system reports changes where it can (no file is held open, nothing is read). Network drives, and folders that are
more than the system will watch, are listed again and again instead.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import CancelledError, UserError
from citewell.domain.progress import CancelToken
from citewell.knowledge.watch.folder_reports import Reports, ReportsEndedError, open_reports

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WatchTimes:
    """Seconds."""

    quiet: float = 1.0
    """Without a change, before it is told."""
    longest: float = 5.0
    """From the first change until it is told although files still change."""
    tick: float = 0.2
    """Between two looks at what was reported, while something waits to be told."""
    rest: float = 1.0
    """Between two looks while nothing does."""
    listing: float = 3.0
    """Between two listings of a folder whose changes are not reported."""
    presence: float = 1.0
    """Between two looks whether a source is still there."""
    retry: float = 2.0
    """Before telling again what could not be handled; doubled each time."""
    longest_retry: float = 60.0
    again: float = 600.0
    """Before a source is told of again although nothing was reported: a report may be lost."""


class Watcher:
    """Calls ``on_change`` with a source's root when files in it have changed, and once when it begins to watch it."""

    def __init__(
        self,
        roots: Iterable[Path],
        on_change: Callable[[Path], None],
        stop: CancelToken | None = None,
        *,
        times: WatchTimes | None = None,
        polling: bool = False,
    ) -> None:
        """Watch folders, and files, that need not be there yet, until ``stop`` is cancelled.

        ``on_change`` is called from the thread that runs, for one root at a time; where it raises it is called again
        later. ``polling`` lists folders again and again, whatever the system can do.
        """
        self._on_change = on_change
        self._stop = stop or CancelToken()
        self._times = times or WatchTimes()
        self._polling = polling
        self._roots = {Path(root): None for root in roots}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, root: Path) -> None:
        """Watch one more, from the next look on. Any thread may call."""
        with self._lock:
            self._roots[root] = None

    def remove(self, root: Path) -> None:
        """Watch it no longer. Any thread may call."""
        with self._lock:
            self._roots.pop(root, None)

    def start(self) -> None:
        """Run in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="watch", daemon=True)
        self._thread.start()

    def stop(self, timeout: float | None = None) -> None:
        """Stop, and wait for the thread, which may be in the middle of ``on_change``, for at most so many seconds."""
        self._stop.cancel()
        if self._thread is not None:
            self._thread.join(timeout)

    def run(self) -> None:
        """Watch until stopped."""
        watched: dict[Path, _WatchedSource] = {}
        try:
            while not self._stop.cancelled:
                self._settle(watched)
                for source in watched.values():
                    self._tell_if_due(source)
                waits = any(source.has_news for source in watched.values())
                self._stop.wait(self._times.tick if waits else self._times.rest)
        finally:
            for source in watched.values():
                source.close()

    def _settle(self, watched: "dict[Path, _WatchedSource]") -> None:
        """Begin with roots that were added, and end with those that were removed."""
        with self._lock:
            roots = list(self._roots)
        for root in watched.keys() - set(roots):
            watched.pop(root).close()
        for root in roots:
            if root not in watched:
                watched[root] = _WatchedSource(root, self._times, polling=self._polling)

    def _tell_if_due(self, source: "_WatchedSource") -> None:
        if self._stop.cancelled or not source.is_due():
            return
        source.begin()
        try:
            self._on_change(source.root)
        except CancelledError:
            source.succeed()
        except UserError as error:
            logger.warning("%s changed and was not brought up to date: %s", source.root, error)
            source.fail()
        except Exception:
            logger.exception("%s changed and was not brought up to date", source.root)
            source.fail()
        else:
            source.succeed()


@dataclass(slots=True)
class Debounce:
    """When a burst of changes is over, or has lasted long enough. Times are seconds of one clock."""

    quiet: float
    longest: float
    _first: float | None = None
    _last: float = 0.0

    def note(self, now: float) -> None:
        """There was a change."""
        self._first = now if self._first is None else self._first
        self._last = now

    @property
    def pending(self) -> bool:
        """Whether there were changes that are not told yet."""
        return self._first is not None

    def is_due(self, now: float) -> bool:
        """Whether the changes are to be told now."""
        return self._first is not None and (now - self._last >= self.quiet or now - self._first >= self.longest)

    def clear(self) -> None:
        """They are told."""
        self._first = None


class _WatchedSource:
    """One source: whether it is there, what is reported of it, and when that is due."""

    def __init__(self, root: Path, times: WatchTimes, *, polling: bool) -> None:
        self.root = root
        self._times = times
        self._polling = polling
        self._reports: Reports | None = None
        self._identity: tuple[int, int] | None = None
        self._changes = Debounce(times.quiet, times.longest)
        self._next_presence = 0.0
        self._next_again = 0.0
        self._not_before = 0.0
        self._delay = times.retry

    @property
    def has_news(self) -> bool:
        """Whether something is to be told, be it later."""
        return self._changes.pending

    def is_due(self) -> bool:
        """Take in what was reported; whether it is time to tell."""
        now = time.monotonic()
        if now >= self._next_presence:
            self._next_presence = now + self._times.presence
            self._see_whether_it_is_there()
        if self._reports is None:
            return False
        try:
            if self._reports.changed() or now >= self._next_again:
                self._note()
        except ReportsEndedError:
            self._end_reports()
            self._next_presence = 0.0
            return False
        return now >= self._not_before and self._changes.is_due(now) and self.root.exists()

    def begin(self) -> None:
        """It is told now: what changes from here on is new."""
        self._changes.clear()
        self._next_again = time.monotonic() + self._times.again

    def succeed(self) -> None:
        """It was handled."""
        self._delay = self._times.retry

    def fail(self) -> None:
        """It is to be told again, each time later."""
        self._note()
        self._not_before = time.monotonic() + self._delay
        self._delay = min(2 * self._delay, self._times.longest_retry)

    def close(self) -> None:
        """Watch no longer."""
        self._end_reports()

    def _note(self) -> None:
        now = time.monotonic()
        self._changes.note(now)
        self._next_again = now + self._times.again

    def _see_whether_it_is_there(self) -> None:
        identity = _identity(self.root)
        if identity == self._identity:
            return
        if self._identity is not None:
            logger.info("%s is gone or another one; it is watched again when it is there", self.root)
        self._end_reports()
        if identity is not None:
            self._reports = open_reports(self.root, self._times.listing, polling=self._polling)
            self._identity = identity
            self._note()

    def _end_reports(self) -> None:
        if self._reports is not None:
            self._reports.close()
        self._reports = self._identity = None
        self._changes.clear()


def _identity(path: Path) -> tuple[int, int] | None:
    """Tells one folder from another of the same name; ``None`` where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
