"""Run a command and turn its outcome into an exit code."""

import logging
from collections.abc import Callable
from pathlib import Path

import click

from citewell.cli import output
from citewell.cli.commands import app, window_opener
from citewell.domain.errors import CancelledError, UserError
from citewell.settings.home import find_home

logger = logging.getLogger(__name__)

DONE, CHECK_FAILED, USAGE, USER_CAN_FIX, CANCELLED, OUR_BUG = 0, 1, 2, 3, 4, 70

OpenWindow = Callable[[Path | None, bool], int]
"""Opens the window on a home (``None``: the usual one), maybe a scratch one with the sample; returns the exit code."""


def run(open_window: OpenWindow) -> int:
    """Run the command of ``sys.argv``; return its exit code."""
    output.use_utf8()
    window_opener.open = open_window
    try:
        code = app(standalone_mode=False)
    except Exception as error:  # noqa: BLE001  every failure becomes an exit code and one line
        return _explain(error)
    except KeyboardInterrupt:
        return _explain(CancelledError())
    return code if isinstance(code, int) else DONE


def _explain(error: Exception) -> int:
    """Say what happened and return the exit code for it."""
    if isinstance(error, click.exceptions.Exit):
        return int(error.exit_code)
    if isinstance(error, click.ClickException):
        error.show()
        return USAGE
    if isinstance(error, CancelledError | click.exceptions.Abort):
        output.fail("Cancelled. What was finished before is saved.")
        return CANCELLED
    if isinstance(error, UserError):
        output.fail(str(error))
        return USER_CAN_FIX
    logger.error("unexpected error", exc_info=error)
    output.fail(
        f"Citewell made a mistake ({type(error).__name__}). Details are in {find_home().log_file}; "
        "what was saved before is safe."
    )
    return OUR_BUG
