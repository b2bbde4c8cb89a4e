"""Run a command and turn its outcome into an exit code."""

import logging
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from citewell.bootstrap.log_file import start_log_file
from citewell.cli import output
from citewell.cli.audit import audit
from citewell.cli.bundle import bundle_app
from citewell.cli.commands import app
from citewell.cli.explain import explain
from citewell.cli.privacy import privacy
from citewell.cli.review import review
from citewell.domain.errors import CancelledError, StorageError, UserError

logger = logging.getLogger(__name__)

app.add_typer(bundle_app, name="bundle")

DONE, CHECK_FAILED, USAGE, USER_CAN_FIX, CANCELLED, OUR_BUG = 0, 1, 2, 3, 4, 70

app.command()(explain)
for name, part in {"audit": audit, "privacy": privacy, "review": review}.items():
    app.add_typer(part, name=name)

OpenWindow = Callable[[Path | None, str], int]
"""Opens the window on a home (``None``: the usual one), or a scratch one with a sample pack; returns the exit code."""


def run(open_window: OpenWindow) -> int:
    """Run the command of ``sys.argv``; return its exit code."""
    output.use_utf8()
    logging.getLogger("citewell").addHandler(logging.NullHandler())  # nothing but our own lines on the screen
    before = signal.signal(signal.SIGINT, _interrupted)
    try:
        app(obj=open_window)
    except SystemExit as leaving:  # Typer says what is wrong with the arguments and leaves with 2
        return leaving.code if isinstance(leaving.code, int) else DONE
    except Exception as error:  # noqa: BLE001  every failure becomes an exit code and one line
        return _explain(error)
    finally:
        signal.signal(signal.SIGINT, before)
    return DONE


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise CancelledError("Cancelled.")


def _explain(error: Exception) -> int:
    """Say what happened and return the exit code for it."""
    if isinstance(error, CancelledError):
        output.fail("Cancelled. What was finished before is saved.")
        return CANCELLED
    if isinstance(error, UserError):
        output.fail(str(error))
        return USER_CAN_FIX
    output.fail(f"Citewell made a mistake ({type(error).__name__}). {_log(error)}; what was saved before is safe.")
    return OUR_BUG


def _log(error: Exception) -> str:
    """Write the traceback to the log file; return where it is."""
    home = output.home()
    try:
        home.create()
        start_log_file(home)
    except StorageError:
        return "Its details could not be saved"
    logger.error("unexpected error", exc_info=error)
    return f"Details are in {home.log_file}"
