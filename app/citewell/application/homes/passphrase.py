"""The passphrase of a home where nobody can be asked: from the environment, or from a file that it names."""

import os
from collections.abc import Callable
from pathlib import Path

from citewell.domain.errors import BadInputError
from citewell.storage.keys.keys import AskPassphrase, no_passphrase

__all__ = [
    "FILE_VARIABLE",
    "AskPassphrase",
    "given_passphrase",
    "no_passphrase",
    "once",
    "passphrase_from_environment",
    "read_passphrase",
]

VARIABLE, FILE_VARIABLE = "CITEWELL_PASSPHRASE", "CITEWELL_PASSPHRASE_FILE"
_MOST_BYTES = 64 * 1024


def passphrase_from_environment() -> str:
    """What was given for unattended use. Raises ``PassphraseNeededError`` where nothing was, and ``BadInputError``."""
    return given_passphrase() or no_passphrase()


def given_passphrase() -> str:
    """What was given for unattended use; empty where nothing was. Raises ``BadInputError`` for a file that is none."""
    if os.environ.get(VARIABLE):
        return os.environ[VARIABLE]
    path = os.environ.get(FILE_VARIABLE, "")
    return read_passphrase(Path(path)) if path else ""


def read_passphrase(path: Path) -> str:
    """The first line of a file. Raises ``BadInputError``."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
        first = data.decode("utf-8-sig").splitlines()[:1]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"The passphrase file {path} cannot be read ({type(error).__name__}).") from error
    if not first or not first[0]:
        raise BadInputError(f"The passphrase file {path} is empty: its first line must be the passphrase.")
    return first[0]


def once(ask: Callable[[], str]) -> Callable[[], str]:
    """Asks once and remembers, for a command that opens the home more than once."""
    known: list[str] = []

    def asked() -> str:
        if not known:
            known.append(ask())
        return known[0]

    return asked
