"""Asking for a passphrase: for unattended use the environment or a file, else the terminal; never an argument."""

import getpass
import os
import sys
from pathlib import Path

from citewell.application.passphrase import FILE_VARIABLE, given_passphrase, read_passphrase
from citewell.domain.errors import BadInputError
from citewell.storage.keys.keys import no_passphrase

NEW_VARIABLE = "CITEWELL_NEW_PASSPHRASE"


def want_passphrase_file(path: Path | None) -> Path | None:
    """Remember the ``--passphrase-file`` of this command and return it."""
    if path is not None:
        os.environ[FILE_VARIABLE] = str(path)
    return path


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
    """What is typed twice alike. Raises ``BadInputError``."""
    first = type_passphrase(f"{what}: ")
    if first and type_passphrase(f"{what}, again: ") != first:
        raise BadInputError("The two passphrases are not the same. Nothing was changed; do it again.")
    return first


def type_passphrase(prompt: str) -> str:
    """What is typed at ``prompt``, without showing it."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        return no_passphrase()
