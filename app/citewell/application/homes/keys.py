"""The key of a home: loaded when it is opened, shown, rotated, and protected by a passphrase."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from filelock import FileLock, Timeout

from citewell.application.homes.passphrase import once
from citewell.domain.errors import BadInputError, HomeBusyError, StorageError
from citewell.settings.home import Home
from citewell.storage.backup.copying import remove_database
from citewell.storage.db.start_check import check_after_crash
from citewell.storage.keys.identity import Identity
from citewell.storage.keys.keys import AskPassphrase, DatabaseKey, HomeKeys, no_passphrase
from citewell.storage.keys.rotation import finish_rotation, rotate

__all__ = [
    "READY",
    "AskPassphrase",
    "KeyStatus",
    "check_passphrase",
    "finish_restore",
    "is_protected",
    "key_status",
    "no_passphrase",
    "opening",
    "opening_lock",
    "remove_passphrase",
    "rotate_key",
    "set_passphrase",
]

LOCK_SECONDS = 10
READY = "restored.ready"
"""Lies in a restored home that is whole and not yet in its place."""
_WORDS = {
    "keyring": "the system keyring",
    "passphrase": "a passphrase",
    "file": "a file that your account can read",
}


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """What protects the key of a home; ``iterations`` and ``memory_kib`` of Argon2id are 0 without a passphrase."""

    place: str
    rotated_at: str
    leftover: str
    iterations: int = 0
    memory_kib: int = 0

    @property
    def words(self) -> str:
        """What protects the key, for a sentence."""
        return _WORDS[self.place]


@contextlib.contextmanager
def opening(home: Home, *, scratch: bool, ask: AskPassphrase) -> Iterator[DatabaseKey]:
    """The key of a home that is about to be opened, while no other program opens it or changes its key.

    A rotation that was cut short is ended, and a database that was left open by a crash is checked. Raises
    ``StorageError``.
    """
    ask = once(ask)
    if is_protected(home):
        ask()  # before the lock, since a person may take their time
    keys = _keys(home, ask, use_keyring=not scratch)
    with opening_lock(home):
        key = keys.load(database_exists=home.database.exists())
        key = finish_rotation(home.database, keys, key)
        check_after_crash(home.database, key.hexadecimal)
        yield key


@contextlib.contextmanager
def opening_lock(home: Home) -> Iterator[None]:
    """Hold the lock under which a home is opened and its key is changed. Raises ``StorageError``."""
    try:
        with FileLock(home.path / "open.lock", timeout=LOCK_SECONDS):  # two programs must not both make a key
            yield
    except Timeout as error:
        raise HomeBusyError(f"Another program keeps {home.path} busy. Wait for it or close it.") from error
    except OSError as error:
        raise StorageError(f"{home.path} cannot be written ({error.strerror}). Choose another with --home.") from error


def finish_restore(home: Home) -> None:
    """End a restore that a crash stopped between its last two steps. Raises ``StorageError``."""
    staged = home.path.with_name(f"{home.path.name}.restoring")
    try:
        if not home.path.exists() and (staged / READY).exists():
            staged.replace(home.path)
            (home.path / READY).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{staged} cannot take the place of {home.path} ({error.strerror}). Rename it.") from error


def key_status(home: Home) -> KeyStatus:
    """What protects the key. Raises ``BadInputError`` where there is no home, and ``WrongKeyError``."""
    identity = _identity(home)
    wrapped = identity.wrapped
    return KeyStatus(
        identity.place,
        identity.rotated_at,
        identity.leftover,
        int(str(wrapped.get("iterations", 0))),
        int(str(wrapped.get("memory_kib", 0))),
    )


def check_passphrase(home: Home, passphrase: str) -> None:
    """Raise ``WrongPassphraseError`` where ``passphrase`` is not that of the home; nothing is opened."""
    _keys(home, lambda: passphrase).load(database_exists=True)


def rotate_key(home: Home, ask: AskPassphrase) -> int:
    """Encrypt the database with a new key; how many safe copies under the old key were removed.

    Raises ``HomeBusyError`` while the home is open elsewhere, and other kinds of ``StorageError``.
    """
    _identity(home)
    keys = _keys(home, ask)
    with opening_lock(home):
        key = keys.load(database_exists=home.database.exists())
        if home.database.exists():
            key = finish_rotation(home.database, keys, key)
            rotate(home.database, keys, key)
        copies = [path for path in home.path.glob(f"{home.database.name}.before-*") if path.suffix != ".new"]
        for path in copies:
            remove_database(path)
    return len(copies)


def set_passphrase(home: Home, ask: AskPassphrase, passphrase: str) -> None:
    """Have ``passphrase`` protect the key; ``ask`` gives the present one, where there is one. Raises ``UserError``."""
    keys = _keys(home, ask)
    home.create()
    with opening_lock(home):
        keys.load(database_exists=home.database.exists())
        keys.protect(passphrase)


def remove_passphrase(home: Home, ask: AskPassphrase) -> DatabaseKey:
    """Put the key back into the keyring or a file. Raises ``BadInputError`` where no passphrase is set."""
    if _identity(home).place != "passphrase":
        raise BadInputError("This home has no passphrase; there is nothing to remove.")
    keys = _keys(home, ask)
    with opening_lock(home):
        keys.load(database_exists=True)
        return keys.unprotect()


def is_protected(home: Home) -> bool:
    """Whether a passphrase protects the home, as far as can be told."""
    return home.identity.exists() and _identity(home).place == "passphrase"


def _identity(home: Home) -> Identity:
    if not home.identity.exists():
        raise BadInputError(f"There is no home in {home.path} yet; 'citewell index FOLDER' makes one.")
    return _keys(home, no_passphrase).identity


def _keys(home: Home, ask: AskPassphrase, *, use_keyring: bool = True) -> HomeKeys:
    return HomeKeys(home.identity, home.key_file, use_keyring=use_keyring, ask=ask)
