"""``citewell backup`` and ``citewell restore``."""

import os
import sys
from pathlib import Path

from citewell.application.app import App
from citewell.application.backups import back_up, restore, salvage_home
from citewell.application.passphrase import given_passphrase, once, read_passphrase
from citewell.bootstrap.open_home import reopen
from citewell.cli import output
from citewell.cli.passphrase import ask_passphrase, type_passphrase, type_twice
from citewell.settings.home import Home, find_home
from citewell.storage.keys.keys import no_passphrase

VARIABLE = "CITEWELL_BACKUP_PASSPHRASE"
_OWN_KEY = (
    "This backup is protected by the key of this home alone: restoring it elsewhere needs home.json and the key of "
    "this home as well. Keep them apart from it, or back up with a passphrase."
)


def run_backup(opened: App, target: Path, passphrase_file: Path | None, *, as_json: bool) -> None:
    """Write a backup, prove it, and say what is in it. Raises ``UserError``."""
    passphrase = _wanted(opened, passphrase_file)
    made = back_up(opened, target, passphrase)
    if not passphrase:
        output.warn(_OWN_KEY)
    if as_json:
        output.print_json(
            {
                "path": str(target),
                "bytes": made.size,
                "files": len(made.manifest.files),
                "drafts": made.manifest.counts.get("draft", 0),
                "outcomes": made.manifest.counts.get("outcome", 0),
                "passphrase": bool(passphrase),
                "verified": True,
            }
        )
        return
    output.console().print(
        f"Backed up to {target}: {made.manifest.counts.get('draft', 0)} drafts, {len(made.manifest.files)} files, "
        f"{made.size / 1e6:.1f} MB. It was restored into a scratch folder and checked.",
        soft_wrap=True,
    )


def run_restore(
    chosen: Path | None, source: Path, passphrase_file: Path | None, key_from: Path | None, *, as_json: bool
) -> None:
    """Put a backup in the place of the home. Raises ``UserError``; nothing is touched then."""
    home = find_home(chosen)

    def ask_backup() -> str:
        return (
            _given(passphrase_file)
            or given_passphrase()
            or (type_passphrase("Passphrase of the backup: ") if sys.stdin.isatty() else no_passphrase())
        )

    done = restore(home, source, once(ask_passphrase), once(ask_backup), key_from, reopen)
    if as_json:
        output.print_json(
            {
                "home": str(home.path),
                "made_at": done.manifest.created_at,
                "drafts": done.manifest.counts.get("draft", 0),
                "before": None if done.before is None else str(done.before),
                "protection": done.protection,
            }
        )
        return
    out = output.console()
    out.print(f"Restored {home.path} as it was at {done.manifest.created_at}; it opens and is sound.", soft_wrap=True)
    if done.before is not None:
        out.print(f"What was there is in {done.before}. Delete it once you miss nothing.", soft_wrap=True)


def run_salvage(chosen: Path | None, *, as_json: bool) -> None:
    """Keep what can be read of a damaged database. Raises ``UserError``."""
    home: Home = find_home(chosen)
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


def _wanted(opened: App, passphrase_file: Path | None) -> str:
    """The passphrase of a new backup: given, else the home's own, else typed; empty for the home's key alone."""
    if given := _given(passphrase_file):
        return given
    if opened.key.place == "passphrase":
        return given_passphrase() or (ask_passphrase() if sys.stdin.isatty() else "")
    if sys.stdin.isatty():
        output.errors().print("A passphrase for the backup; leave it empty for the key of this home alone.")
        return type_twice("Passphrase of the backup")
    return ""


def _given(passphrase_file: Path | None) -> str:
    return read_passphrase(passphrase_file) if passphrase_file is not None else os.environ.get(VARIABLE, "")
