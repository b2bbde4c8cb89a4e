"""The context of a command: its options, the home that it opens, the JSON switch, and prompts for a passphrase.

A passphrase comes from the environment or a file for unattended use, else from the terminal; it is never an argument.
"""

import contextlib
import getpass
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from citewell.application.app import App
from citewell.application.drafting.tickets import decode_text
from citewell.application.homes.passphrase import (
    FILE_VARIABLE,
    AskPassphrase,
    given_passphrase,
    no_passphrase,
    read_passphrase,
)
from citewell.bootstrap.container import Choices
from citewell.bootstrap.log_file import start_log_file
from citewell.bootstrap.models import document_reader
from citewell.bootstrap.open_home import open_app, reopen
from citewell.cli import output
from citewell.domain.errors import BadInputError, StorageError
from citewell.settings.home import HOME_VARIABLE, Home, find_home
from citewell.settings.options import Options, save_options

__all__ = [
    "AsOfOption",
    "BackupPassphraseFileOption",
    "BatchOption",
    "HomeOption",
    "JsonOption",
    "NewPassphraseFileOption",
    "PassphraseFileOption",
    "ProductOption",
    "RegionOption",
    "as_day",
    "ask_new_passphrase",
    "ask_passphrase",
    "begin",
    "document_reader",
    "log_unexpected",
    "read_ticket",
    "reopen",
    "scratch_services",
    "services",
    "type_passphrase",
    "type_twice",
    "wants_json",
]

NEW_VARIABLE = "CITEWELL_NEW_PASSPHRASE"

logger = logging.getLogger(__name__)


class _State:
    """Whether the command at hand was asked for JSON, so that its failure is JSON too, and on which home it works."""

    json = False
    home: Path | None = None


def begin() -> None:
    """Forget the options of a command that ran before in this process."""
    _State.json, _State.home = False, None


def wants_json() -> bool:
    """Whether the command at hand was asked for JSON."""
    return _State.json


def _want_json(wanted: bool) -> bool:
    _State.json = wanted
    return wanted


def _want_home(command: typer.Context, parameter: typer.CallbackParam, chosen: Path | None) -> Path | None:
    """The home of the command: typed behind it, else typed before it, else that of the environment."""
    source = command.get_parameter_source(parameter.name or "")
    typed = source is not None and source.name == "COMMANDLINE"  # of the click that Typer brings, or of another
    if typed or _State.home is None:
        _State.home = chosen
    return _State.home


def _want_passphrase_file(path: Path | None) -> Path | None:
    if path is not None:
        os.environ[FILE_VARIABLE] = str(path)
    return path


# --- options that several commands share ------------------------------------------------------------------------------

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar=HOME_VARIABLE,
        help="Folder with database, key and settings.",
        show_default=False,
        callback=_want_home,
    ),
]
PassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        help="File with the home's passphrase in its first line (or variable CITEWELL_PASSPHRASE).",
        show_default=False,
        callback=_want_passphrase_file,
    ),
]
NewPassphraseFileOption = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="File with the passphrase to set, instead of typing it."),
]
BackupPassphraseFileOption = Annotated[
    Path | None,
    typer.Option("--backup-passphrase-file", help="File with the backup's passphrase in its first line."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.", callback=_want_json)]
BatchOption = Annotated[
    str | None,
    typer.Option(
        "--batch",
        metavar="FILE.jsonl",
        help="One JSON object a line in, one a line out; - for standard input.",
    ),
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Answer as of this date (default: today)."),
]
RegionOption = Annotated[str, typer.Option("--region", help="Only documents for this region, or for all.")]
ProductOption = Annotated[str, typer.Option("--product", help="Only documents for this product, or for all.")]


def read_ticket(file: str | None) -> str:
    """The text in ``file``, or on standard input. Raises ``BadInputError``."""
    if file is None and sys.stdin.isatty():
        raise typer.BadParameter("give a file with the ticket, or pipe the ticket in")
    try:
        data = sys.stdin.buffer.read() if file in {None, "-"} else Path(str(file)).read_bytes()
    except OSError as error:
        raise BadInputError(f"{file} cannot be read ({error.strerror}).") from error
    return decode_text(data, file or "standard input")


def as_day(chosen: datetime | None) -> date:
    """The day of ``--as-of``; today where none was given."""
    return chosen.date() if chosen is not None else datetime.now(UTC).astimezone().date()


# --- prompts ----------------------------------------------------------------------------------------------------------


def ask_passphrase() -> str:
    """The passphrase of the home. Raises ``PassphraseNeededError`` where nobody can be asked."""
    return given_passphrase() or (type_passphrase("Passphrase: ") if sys.stdin.isatty() else no_passphrase())


def ask_new_passphrase(path: Path | None, *, given: bool) -> str:
    """A passphrase to set: out of the file ``path``, the variable ``CITEWELL_NEW_PASSPHRASE``, or typed twice.

    ``given``: one that was given for the home itself will do. Raises ``BadInputError``.
    """
    if path is not None:
        return read_passphrase(path)
    if os.environ.get(NEW_VARIABLE):
        return os.environ[NEW_VARIABLE]
    if given and (known := given_passphrase()):
        return known
    if not sys.stdin.isatty():
        raise BadInputError(
            f"Nobody can be asked for a passphrase here. Give it with --new-passphrase-file or in {NEW_VARIABLE}."
        )
    return type_twice("New passphrase")


def type_twice(what: str) -> str:
    """A passphrase that was typed twice alike. Raises ``BadInputError``."""
    first = type_passphrase(f"{what}: ")
    if first and type_passphrase(f"{what}, again: ") != first:
        raise BadInputError("The two passphrases are not the same. Nothing was changed; do it again.")
    return first


def type_passphrase(prompt: str) -> str:
    """A passphrase typed at ``prompt``, without showing it."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        return no_passphrase()


# --- the home ---------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def services(home: Path | None, *, ask: AskPassphrase = ask_passphrase) -> Iterator[App]:
    """The services of a home; says where a key lies unprotected, once, when the home is made."""
    chosen = find_home(home)
    is_new = not chosen.database.exists()
    opened = open_app(chosen, ask=ask, choices=Choices(baking=output.tell_baking))
    start_log_file(chosen)
    if is_new:
        output.warn(opened.key.warning)
    if not opened.team.releases.store.in_force().settled:
        output.warn("A release was cut off while it was taken into use. Finish it: citewell release apply")
    try:
        yield opened
    finally:
        opened.close()


@contextlib.contextmanager
def scratch_services(
    home: Path | None, *, baked: Path, prefix: str = "citewell-scratch-", options: Options | None = None
) -> Iterator[App]:
    """The services of the scratch home ``home``, or of one in a temporary folder that is gone afterwards.

    A scratch home keeps its key to itself. ``baked`` is the folder of prepared styles, which is kept; ``options``
    become its own.
    """
    with contextlib.ExitStack() as stack:
        folder = home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=prefix)))
        if options is not None:
            save_options(Home(folder).settings, options)
        choices = Choices(baked=baked, baking=output.tell_baking)
        opened = open_app(Home(folder), scratch=True, choices=choices)
        stack.callback(opened.close)
        yield opened


def log_unexpected(error: Exception) -> str:
    """Write the traceback of ``error`` to the log file of the home at hand; return words for where it is."""
    home = find_home(_State.home)
    try:
        home.create()
        start_log_file(home)
    except StorageError:
        return "Its details could not be saved"
    logger.error("unexpected error", exc_info=error)
    return f"Details are in {home.log_file}"
