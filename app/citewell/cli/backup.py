"""``citewell backup``: an encrypted backup of the home, proved by restoring it."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from citewell.application.app import App
from citewell.application.homes.backups import back_up
from citewell.application.homes.keys import is_protected
from citewell.application.homes.passphrase import given_passphrase, read_passphrase
from citewell.cli import output
from citewell.cli.context import (
    BackupPassphraseFileOption,
    HomeOption,
    JsonOption,
    PassphraseFileOption,
    ask_passphrase,
    services,
    type_twice,
)

VARIABLE = "CITEWELL_BACKUP_PASSPHRASE"
_OWN_KEY = (
    "This backup is protected by the key of this home alone: restoring it elsewhere needs home.json and the key of "
    "this home as well. Keep them apart from it, or back up with a passphrase."
)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")],
    backup_passphrase_file: BackupPassphraseFileOption = None,
    passphrase_file: PassphraseFileOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write an encrypted backup of the home, and prove it by restoring it into a scratch folder."""
    del passphrase_file
    with services(home) as opened:
        passphrase = _wanted_passphrase(opened, backup_passphrase_file)
        made = back_up(opened, file, passphrase)
    counts = made.manifest.counts
    if not passphrase:
        output.warn(_OWN_KEY)
    if as_json:
        output.print_json(
            {
                "path": str(file),
                "bytes": made.size,
                "files": len(made.manifest.files),
                "drafts": counts.get("draft", 0),
                "outcomes": counts.get("outcome", 0),
                "passphrase": bool(passphrase),
                "verified": True,
            }
        )
        return
    output.console().print(
        f"Backed up to {file}: {counts.get('draft', 0)} drafts, {len(made.manifest.files)} files, "
        f"{made.size / 1e6:.1f} MB. It was restored into a scratch folder and checked.",
        soft_wrap=True,
    )


def given_for_backup(passphrase_file: Path | None) -> str:
    """The passphrase of a backup that was given in a file or the environment; empty where none was."""
    return read_passphrase(passphrase_file) if passphrase_file is not None else os.environ.get(VARIABLE, "")


def _wanted_passphrase(opened: App, passphrase_file: Path | None) -> str:
    """The passphrase of a new backup: given, else the home's own, else typed; empty for the home's key alone."""
    if given := given_for_backup(passphrase_file):
        return given
    if is_protected(opened.home):
        return given_passphrase() or (ask_passphrase() if sys.stdin.isatty() else "")
    if sys.stdin.isatty():
        output.errors().print("A passphrase for the backup; leave it empty for the key of this home alone.")
        return type_twice("Passphrase of the backup")
    return ""
