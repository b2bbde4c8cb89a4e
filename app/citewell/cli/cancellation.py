"""Ctrl+C asks the work to stop in order; a second one stops it at once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from citewell.domain.errors import CancelledError
from citewell.domain.progress import CancelToken


@contextmanager
def cancel_on_interrupt() -> Iterator[CancelToken]:
    """A token that Ctrl+C cancels."""
    token = CancelToken()

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if token.cancelled:
            raise CancelledError("Cancelled.")
        token.cancel()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield token
    finally:
        signal.signal(signal.SIGINT, before)
