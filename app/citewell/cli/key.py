"""``citewell key``: what protects the database, a new key for it, and a passphrase."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from citewell.application.homes.keys import (
    KeyStatus,
    is_protected,
    key_status,
    remove_passphrase,
    rotate_key,
    set_passphrase,
)
from citewell.application.homes.passphrase import AskPassphrase, once
from citewell.cli import output
from citewell.cli.context import (
    HomeOption,
    JsonOption,
    NewPassphraseFileOption,
    PassphraseFileOption,
    ask_new_passphrase,
    ask_passphrase,
    services,
)
from citewell.domain.audit import AuditKind
from citewell.settings.home import Home, find_home


class KeyAction(StrEnum):
    """What to do with the key."""

    STATUS = "status"
    ROTATE = "rotate"
    SET_PASSPHRASE = "set-passphrase"  # noqa: S105  the name of an action
    REMOVE_PASSPHRASE = "remove-passphrase"  # noqa: S105  see above


def key(
    action: Annotated[KeyAction, typer.Argument(help="What to do.")] = KeyAction.STATUS,
    new_passphrase_file: NewPassphraseFileOption = None,
    passphrase_file: PassphraseFileOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What protects the database: show it, replace the key, set or remove a passphrase."""
    del passphrase_file
    chosen = find_home(home)
    done = _do(chosen, action, new_passphrase_file)
    status = key_status(chosen)
    if as_json:
        output.print_json({**_record(status), "change": done})
        return
    if done:
        output.console().print(f"[green]Done:[/green] {done}", soft_wrap=True)
    output.console().print(f"The key of {chosen.path} is protected by {status.words}.", soft_wrap=True)
    if status.iterations:
        output.console().print(f"Argon2id, {status.memory_kib // 1024} MiB, {status.iterations} passes.")
    if status.rotated_at:
        output.console().print(f"The key was last replaced at {status.rotated_at}.")
    if status.leftover:
        output.warn(f"A copy of the key still lies in the {status.leftover}, which did not give it up. Unlock it.")


def _do(home: Home, action: KeyAction, new_file: Path | None) -> str:
    ask = once(ask_passphrase)
    match action:
        case KeyAction.STATUS:
            return ""
        case KeyAction.ROTATE:
            copies = rotate_key(home, ask)
            _note(home, ask, "rotated")
            removed = f" {copies} copies of the database under the old key were removed." if copies else ""
            return f"the database is encrypted with a new key.{removed}"
        case KeyAction.SET_PASSPHRASE:
            before = is_protected(home)
            if before:
                ask()  # the present one first, as a person expects
            new = ask_new_passphrase(new_file, given=not before)
            set_passphrase(home, ask, new)
            _note(home, lambda: new, "passphrase changed" if before else "passphrase set")
            return (
                "the passphrase was changed."
                if before
                else "a passphrase protects the key. There is no way without it."
            )
        case KeyAction.REMOVE_PASSPHRASE:
            key = remove_passphrase(home, ask)
            _note(home, ask, "passphrase removed")
            output.warn(key.warning)
            return "the key needs no passphrase any more."


def _note(home: Home, ask: AskPassphrase, what: str) -> None:
    with services(home.path, ask=ask) as opened:
        opened.compliance.audit.append(AuditKind.KEY, what, {"place": opened.key.place})


def _record(status: KeyStatus) -> dict[str, object]:
    kdf = {"name": "argon2id", "memory_kib": status.memory_kib, "iterations": status.iterations}
    return {
        "protection": status.place,
        "kdf": kdf if status.iterations else None,
        "rotated_at": status.rotated_at,
        "leftover": status.leftover,
    }
