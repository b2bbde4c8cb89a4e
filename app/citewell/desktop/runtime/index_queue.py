"""Who may bring the index up to date: one run at a time, and what the user asked for goes before what was noticed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from citewell.domain.progress import CancelToken

LOOK_SECONDS = 0.1
"""How often a run that waits looks whether it was cancelled."""


class _Yielding(CancelToken):
    """Cancelled when its owner is, or when another run is to go first."""

    __slots__ = ("_owner",)

    def __init__(self, owner: CancelToken) -> None:
        super().__init__()
        self._owner = owner

    @property
    def cancelled(self) -> bool:
        return self._event.is_set() or self._owner.cancelled

    def check(self) -> None:
        self._owner.check()
        super().check()


class Turns:
    """Runs of one window take turns; a run that was noticed gives way. Any thread may call."""

    def __init__(self) -> None:
        """Nothing runs."""
        self._changed = threading.Condition()
        self._busy = False
        self._asked = 0
        self._noticed: CancelToken | None = None

    @contextmanager
    def asked(self, cancel: CancelToken) -> Iterator[None]:
        """A run that the user asked for: a noticed one that is under way is cancelled. Raises ``CancelledError``."""
        with self._changed:
            self._asked += 1
            if self._noticed is not None:
                self._noticed.cancel()
        try:
            self._begin(cancel, first=True)
            try:
                yield
            finally:
                self._end()
        finally:
            with self._changed:
                self._asked -= 1
                self._changed.notify_all()

    @contextmanager
    def noticed(self, cancel: CancelToken) -> Iterator[CancelToken]:
        """A run for a change that was noticed, with the token that it must look at. Raises ``CancelledError``."""
        token = _Yielding(cancel)
        self._begin(cancel, first=False)
        with self._changed:
            self._noticed = token
            if self._asked:
                token.cancel()
        try:
            yield token
        finally:
            self._noticed = None
            self._end()

    def _begin(self, cancel: CancelToken, *, first: bool) -> None:
        with self._changed:
            while self._busy or (self._asked and not first):
                cancel.check()
                self._changed.wait(LOOK_SECONDS)
            cancel.check()
            self._busy = True

    def _end(self) -> None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()
