"""The key of the database: in the system keyring, or in a file that only its owner may read."""

import json
import logging
import os
import secrets
import stat
import uuid
from dataclasses import dataclass
from pathlib import Path

import keyring
from keyring.errors import KeyringError

from citewell.domain.errors import StorageError, WrongKeyError

logger = logging.getLogger(__name__)

SERVICE = "citewell"
KEY_BYTES = 32
FILE_WARNING = (
    "This system has no keyring, so the key of the database is in the file {path}, readable by your account alone. "
    "Whoever can read that file can read the database."
)


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """``hexadecimal`` is 64 digits (32 bytes); ``place`` is ``keyring`` or ``file``; ``warning`` is for the user."""

    hexadecimal: str
    place: str
    warning: str = ""


def load_key(identity: Path, key_file: Path, *, database_exists: bool, use_keyring: bool = True) -> DatabaseKey:
    """Return the key of a home, making one for a home that is new.

    ``identity`` is a small JSON file that names the home and where its key is. A key is never made anew beside a
    database that already exists; a scratch home leaves the keyring alone.

    Raises ``WrongKeyError`` where the key is gone, ``StorageError`` where files refuse.
    """
    if identity.exists():
        home_id, place = _read_identity(identity)
        return _from_keyring(home_id) if place == "keyring" else _from_file(key_file)
    if database_exists:
        raise WrongKeyError(
            f"The database is there, but {identity.name}, which says where its key is, is missing. "
            f"Put {identity.name} back from a copy of this folder."
        )
    return _make(identity, key_file, use_keyring=use_keyring)


def _make(identity: Path, key_file: Path, *, use_keyring: bool) -> DatabaseKey:
    home_id = str(uuid.uuid4())
    key = secrets.token_hex(KEY_BYTES)
    place = "keyring" if use_keyring and _to_keyring(home_id, key) else "file"
    try:
        if place == "file":
            _write_private(key_file, key)
        _write_private(identity, json.dumps({"id": home_id, "key": place}))
    except OSError as error:
        raise StorageError(f"The key cannot be saved in {identity.parent} ({error.strerror}).") from error
    warning = FILE_WARNING.format(path=key_file) if place == "file" else ""
    return DatabaseKey(key, place, warning)


def _to_keyring(home_id: str, key: str) -> bool:
    """Keep the key in the system keyring; False where there is none that really keeps it."""
    try:
        keyring.set_password(SERVICE, home_id, key)
        return keyring.get_password(SERVICE, home_id) == key
    except KeyringError:
        return False
    except Exception:
        logger.info("the system keyring failed; the key goes to a file", exc_info=True)
        return False


def _from_keyring(home_id: str) -> DatabaseKey:
    try:
        key = keyring.get_password(SERVICE, home_id)
    except Exception as error:  # see _to_keyring
        raise WrongKeyError(
            f"The key of the database is in the system keyring, which did not answer ({type(error).__name__}). "
            "Unlock the keyring and start Citewell again."
        ) from error
    if not key:
        raise WrongKeyError(
            "The key of the database is not in the system keyring (any more). "
            "Unlock the keyring, or log in as the user who made this home."
        )
    if not _is_key(key):
        raise WrongKeyError(
            "What the system keyring holds for this home is not a key (64 hexadecimal digits). Put it back from a copy."
        )
    return DatabaseKey(key, "keyring")


def _from_file(path: Path) -> DatabaseKey:
    try:
        key = path.read_text(encoding="ascii").strip()
        mode = stat.S_IMODE(path.stat().st_mode)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongKeyError(f"The key file {path} cannot be read ({error}). Put it back from a copy.") from error
    if not _is_key(key):
        raise WrongKeyError(
            f"The key file {path} does not hold a key (64 hexadecimal digits). Put it back from a copy."
        )
    if os.name == "posix" and mode & 0o077:
        path.chmod(0o600)
    return DatabaseKey(key, "file", FILE_WARNING.format(path=path))


def _is_key(text: str) -> bool:
    return len(text) == 2 * KEY_BYTES and all(c in "0123456789abcdef" for c in text)


def _read_identity(identity: Path) -> tuple[str, str]:
    try:
        stored = json.loads(identity.read_text(encoding="utf-8"))
        return str(stored["id"]), str(stored["key"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongKeyError(f"{identity} is damaged ({error}). Put it back from a copy of this folder.") from error


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, and have it on disk before going on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
