"""Where a key may lie: the system keyring, a file of its owner, or ``home.json``, sealed by a passphrase.

Each place has two slots: the key in use, and during a rotation the next one.
"""

import contextlib
import logging
import os
import stat
from pathlib import Path
from typing import Protocol

import keyring
from keyring.errors import KeyringError

from citewell.domain.errors import StorageError, WrongKeyError
from citewell.storage.db.files import wipe, write_private

logger = logging.getLogger(__name__)

SERVICE = "citewell"
KEY_BYTES = 32


class KeyPlace(Protocol):
    """Keeps keys as 64 hexadecimal digits; ``following`` means the next key instead of the one in use."""

    def read(self, *, following: bool = False) -> str:
        """The key. Raises ``WrongKeyError`` where it is gone or damaged."""
        ...

    def write(self, key: str, *, following: bool = False) -> None:
        """Keep a key, on disk before returning. Raises ``StorageError``."""
        ...

    def remove(self, *, following: bool = False) -> None:
        """Remove a key, if it is there. Raises ``StorageError``."""
        ...


class KeyringPlace:
    """The system keyring."""

    def __init__(self, home_id: str) -> None:
        """The entries of one home."""
        self._id = home_id

    def read(self, *, following: bool = False) -> str:
        """See ``KeyPlace``."""
        try:
            key = keyring.get_password(SERVICE, self._name(following=following))
        except Exception as error:  # see ``try_write``
            raise WrongKeyError(
                f"The key of the database is in the system keyring, which did not answer ({type(error).__name__}). "
                "Unlock the keyring and start Citewell again."
            ) from error
        if not key:
            raise WrongKeyError(
                "The key of the database is not in the system keyring (any more). "
                "Unlock the keyring, or log in as the user who made this home."
            )
        if not is_key(key):
            raise WrongKeyError(
                "What the system keyring holds for this home is not a key (64 hexadecimal digits). "
                "Put it back from a copy."
            )
        return key

    def write(self, key: str, *, following: bool = False) -> None:
        """See ``KeyPlace``."""
        if not self.try_write(key, following=following):
            raise StorageError("The system keyring does not keep the new key. Unlock it and do it again.")

    def try_write(self, key: str, *, following: bool = False) -> bool:
        """Keep the key; False where there is no keyring that really keeps it."""
        name = self._name(following=following)
        try:
            keyring.set_password(SERVICE, name, key)
            return keyring.get_password(SERVICE, name) == key
        except KeyringError:
            return False
        except Exception:
            logger.info("the system keyring failed", exc_info=True)
            return False

    def remove(self, *, following: bool = False) -> None:
        """See ``KeyPlace``."""
        name = self._name(following=following)
        try:
            if keyring.get_password(SERVICE, name):
                keyring.delete_password(SERVICE, name)
        except Exception as error:  # see ``try_write``
            raise StorageError(
                f"The system keyring did not give up its key ({type(error).__name__}). Unlock it and do it again."
            ) from error

    def _name(self, *, following: bool) -> str:
        return f"{self._id}/next" if following else self._id


class FilePlace:
    """A file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        """The key lies in ``path``, the next one beside it."""
        self._path = path

    def read(self, *, following: bool = False) -> str:
        """See ``KeyPlace``."""
        path = self._file(following=following)
        try:
            key = path.read_text(encoding="ascii").strip()
            mode = stat.S_IMODE(path.stat().st_mode)
        except (OSError, UnicodeDecodeError) as error:
            raise WrongKeyError(f"The key file {path} cannot be read ({error}). Put it back from a copy.") from error
        if not is_key(key):
            raise WrongKeyError(
                f"The key file {path} does not hold a key (64 hexadecimal digits). Put it back from a copy."
            )
        if os.name == "posix" and mode & 0o077:
            path.chmod(0o600)
        return key

    def write(self, key: str, *, following: bool = False) -> None:
        """See ``KeyPlace``. The bytes of the key that was there before are overwritten."""
        path = self._file(following=following)
        try:
            with contextlib.ExitStack() as stack:
                before = stack.enter_context(path.open("r+b")) if path.exists() else None
                write_private(path, f"{key}\n".encode("ascii"))
                if before is not None:  # its name is taken, its bytes are still there
                    before.write(bytes(2 * KEY_BYTES))
                    before.flush()
                    os.fsync(before.fileno())
        except OSError as error:
            raise StorageError(f"The key cannot be saved in {path.parent} ({error.strerror}).") from error

    def remove(self, *, following: bool = False) -> None:
        """See ``KeyPlace``."""
        path = self._file(following=following)
        try:
            wipe(path)
        except OSError as error:
            raise StorageError(f"The key file {path} cannot be removed ({error.strerror}). Delete it.") from error

    def _file(self, *, following: bool) -> Path:
        return self._path.with_name(self._path.name + ".next") if following else self._path


def is_key(text: str) -> bool:
    """Whether ``text`` is 64 hexadecimal digits."""
    return len(text) == 2 * KEY_BYTES and all(c in "0123456789abcdef" for c in text)
