"""The command line: its commands in the order of ``--help``, and the exit code of each outcome."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Annotated

import typer

from citewell import __version__
from citewell.cli import context, output
from citewell.cli.advise import advise
from citewell.cli.audit import audit
from citewell.cli.backup import backup
from citewell.cli.bundle import bundle_group
from citewell.cli.calibrate import calibrate
from citewell.cli.compare import compare
from citewell.cli.context import HomeOption, PassphraseFileOption
from citewell.cli.demo import demo
from citewell.cli.doctor import doctor
from citewell.cli.draft import draft
from citewell.cli.evaluate import SeveralTickets, evaluate
from citewell.cli.explain import explain
from citewell.cli.figures import figures
from citewell.cli.forget import forget
from citewell.cli.gaps import gaps
from citewell.cli.importing import import_exports
from citewell.cli.inbox import inbox
from citewell.cli.index import index
from citewell.cli.key import key
from citewell.cli.learn import learn
from citewell.cli.log import log
from citewell.cli.mask import mask
from citewell.cli.models import models
from citewell.cli.outcome import outcome
from citewell.cli.policy import policy
from citewell.cli.privacy import privacy
from citewell.cli.release import release_group
from citewell.cli.restore import restore
from citewell.cli.review import review
from citewell.cli.rollup import rollup_group
from citewell.cli.search import search
from citewell.cli.sources import sources
from citewell.cli.styles import styles
from citewell.cli.topics import topics
from citewell.cli.verify import verify
from citewell.cli.window import window
from citewell.domain.errors import CancelledError, UserError

DONE, CHECK_FAILED, USAGE, USER_CAN_FIX, CANCELLED, OUR_BUG = 0, 1, 2, 3, 4, 70

OpenWindow = Callable[..., int]
"""Opens the window on a home (``None``: the usual one), or a scratch one with a sample pack; returns the exit code.

Its arguments are the home, the name of the pack, and ``draft``: whether what is copied is drafted.
"""

app = typer.Typer(
    name="citewell",
    help="Cited customer-support drafts, written on your own machine.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"citewell {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    invoked: typer.Context,
    home: HomeOption = None,
    passphrase_file: PassphraseFileOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Open the window, or run a command. The object of ``invoked`` is what opens the window: see ``run``."""
    del version, passphrase_file
    if invoked.invoked_subcommand is None:
        raise typer.Exit(invoked.obj(home, ""))


app.command()(window)
app.command()(demo)
app.command()(index)
app.command()(sources)
app.command()(forget)
app.command()(search)
app.command()(draft)
app.command()(verify)
app.command("import")(import_exports)
app.command()(inbox)
app.command()(outcome)
app.command()(mask)
app.command()(log)
app.command()(models)
app.command(cls=SeveralTickets)(evaluate)
app.command()(calibrate)
app.command()(figures)
app.command()(advise)
app.command()(learn)
app.command()(styles)
app.command()(key)
app.command()(backup)
app.command()(restore)
app.command()(policy)
app.command()(doctor)
app.command()(explain)
app.command()(gaps)
app.add_typer(bundle_group, name="bundle")
app.add_typer(release_group, name="release")
app.add_typer(rollup_group, name="rollup")
app.add_typer(audit, name="audit")
app.add_typer(privacy, name="privacy")
app.add_typer(compare, name="compare")
app.add_typer(review, name="review")
app.add_typer(topics, name="topics")


def run(open_window: OpenWindow) -> int:
    """Run the command of ``sys.argv``; return its exit code."""
    context.begin()
    output.use_utf8()
    logging.getLogger("citewell").addHandler(logging.NullHandler())  # nothing but our own lines on the screen
    before = signal.signal(signal.SIGINT, _interrupted)
    try:
        app(obj=open_window)
    except SystemExit as leaving:  # Typer says what is wrong with the arguments and leaves with 2
        return leaving.code if isinstance(leaving.code, int) else DONE
    except BrokenPipeError:  # who reads a long list has seen enough of it
        _leave_pipe()
    except Exception as error:  # noqa: BLE001  every failure becomes an exit code and one line
        return explain_failure(error)
    finally:
        signal.signal(signal.SIGINT, before)
    return DONE


def _leave_pipe() -> None:
    """Write to nowhere from now on: Python flushes standard output once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise CancelledError("Cancelled.")


def explain_failure(error: Exception) -> int:
    """Say what happened and return the exit code for it."""
    if isinstance(error, CancelledError):
        _fail("Cancelled. What was finished before is saved.")
        return CANCELLED
    if isinstance(error, UserError):
        _fail(str(error))
        return USER_CAN_FIX
    told = context.log_unexpected(error)
    _fail(f"Citewell made a mistake ({type(error).__name__}). {told}; what was saved before is safe.")
    return OUR_BUG


def _fail(message: str) -> None:
    output.fail(message, as_json=context.wants_json())
