"""``citewell restore``: a backup in the place of the home, or what can be salvaged of a damaged one."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from citewell.application.homes.backups import restore as restore_backup
from citewell.application.homes.backups import salvage_home
from citewell.application.homes.passphrase import given_passphrase, no_passphrase, once
from citewell.cli import output
from citewell.cli.backup import given_for_backup
from citewell.cli.context import (
    BackupPassphraseFileOption,
    HomeOption,
    JsonOption,
    PassphraseFileOption,
    ask_passphrase,
    reopen,
    type_passphrase,
)
from citewell.settings.home import Home, find_home


def restore(
    file: Annotated[Path | None, typer.Argument(help="The backup.", metavar="FILE")] = None,
    key_from: Annotated[
        Path | None, typer.Option("--key-from", help="Folder with home.json and key of the home that made the backup.")
    ] = None,
    salvage: Annotated[
        bool, typer.Option("--salvage", help="Without a backup: keep what can be read of a damaged database.")
    ] = False,
    backup_passphrase_file: BackupPassphraseFileOption = None,
    passphrase_file: PassphraseFileOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in the place of the home, which is kept beside it."""
    del passphrase_file
    if salvage == (file is not None):
        raise typer.BadParameter("give a backup, or --salvage")
    chosen = find_home(home)
    if file is None:
        _salvage(chosen, as_json=as_json)
        return

    def ask_backup() -> str:
        return (
            given_for_backup(backup_passphrase_file)
            or given_passphrase()
            or (type_passphrase("Passphrase of the backup: ") if sys.stdin.isatty() else no_passphrase())
        )

    done = restore_backup(chosen, file, once(ask_passphrase), once(ask_backup), key_from, reopen)
    if as_json:
        output.print_json(
            {
                "home": str(chosen.path),
                "made_at": done.manifest.created_at,
                "drafts": done.manifest.counts.get("draft", 0),
                "before": None if done.before is None else str(done.before),
                "protection": done.protection,
            }
        )
        return
    out = output.console()
    out.print(f"Restored {chosen.path} as it was at {done.manifest.created_at}; it opens and is sound.", soft_wrap=True)
    if done.before is not None:
        out.print(f"What was there is in {done.before}. Delete it once you miss nothing.", soft_wrap=True)


def _salvage(home: Home, *, as_json: bool) -> None:
    found, kept = salvage_home(home, once(ask_passphrase), reopen)
    if as_json:
        output.print_json({"rows": found.rows, "damaged": list(found.damaged), "kept": str(kept)})
        return
    out = output.console()
    out.print(
        f"Kept {found.rows.get('draft', 0)} drafts and {found.rows.get('outcome', 0)} outcomes. "
        f"The damaged database is {kept}.",
        soft_wrap=True,
    )
    if found.damaged:
        out.print(f"Something may be missing of: {', '.join(found.damaged)}.", soft_wrap=True)
    out.print("Now bring the index up to date: 'citewell sources', then 'citewell index FOLDER' for each.")
