"""The key of a home: made once, protected by the system keyring, a passphrase or a file, and replaced in a rotation."""

import base64
import contextlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from citewell.domain.errors import PassphraseNeededError, StorageError, WrongKeyError
from citewell.storage.db.files import wipe
from citewell.storage.keys.identity import Identity, read_identity, write_identity
from citewell.storage.keys.passphrases import PassphraseKey, new_passphrase_key, unwrap
from citewell.storage.keys.places import KEY_BYTES, FilePlace, KeyPlace, KeyringPlace, is_key
from citewell.storage.keys.sealing import derive_key, seal, unseal

FILE_WARNING = (
    "This system has no keyring, so the key of the database is in the file {path}, readable by your account alone. "
    "Whoever can read that file can read the database. 'citewell key set-passphrase' protects it by a passphrase."
)
BACKUP_PURPOSE = "backup"
_EARLIER = b"earlier backup key"
_NEEDED = (
    "This home is protected by a passphrase. Type it when asked, or give it in the variable CITEWELL_PASSPHRASE or "
    "with --passphrase-file."
)

AskPassphrase = Callable[[], str]


def no_passphrase() -> str:
    """Nobody can be asked. Raises ``PassphraseNeededError``."""
    raise PassphraseNeededError(_NEEDED)


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """``hexadecimal`` is 64 digits (32 bytes); ``place`` is ``keyring``, ``file`` or ``passphrase``.

    ``warning`` is for the user.
    """

    hexadecimal: str
    place: str
    warning: str = ""

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one ``purpose``; it changes when the key is rotated."""
        return derive_key(bytes.fromhex(self.hexadecimal), purpose)


class HomeKeys:
    """The keys of one home. Whoever changes them holds the lock under which a home is opened."""

    def __init__(
        self,
        identity: Path,
        key_file: Path,
        *,
        use_keyring: bool = True,
        ask: AskPassphrase = no_passphrase,
        stretch: Callable[[str], PassphraseKey] = new_passphrase_key,
    ) -> None:
        """``identity`` is ``home.json``. ``ask`` is called where a passphrase protects the key, once.

        ``stretch`` makes a key of a new passphrase.
        """
        self._stretch = stretch
        self._path = identity
        self._key_file = key_file
        self._use_keyring = use_keyring
        self._ask = ask
        self._passphrase_key: PassphraseKey | None = None

    @property
    def identity(self) -> Identity:
        """What ``home.json`` says. Raises ``WrongKeyError``."""
        return read_identity(self._path)

    def load(self, *, database_exists: bool) -> DatabaseKey:
        """The key of the home, made for one that is new; never anew beside a database that already exists.

        Raises ``WrongKeyError`` and its kinds, and ``StorageError`` where files refuse.
        """
        if self._path.exists():
            key = self._shown(self._place().read())
            self._tidy()
            return key
        if database_exists:
            raise WrongKeyError(
                f"The database is there, but {self._path.name}, which says where its key is, is missing. "
                f"Put {self._path.name} back from a copy of this folder."
            )
        return self._make()

    def _make(self) -> DatabaseKey:
        identity = Identity(str(uuid.uuid4()), "file")
        key = secrets.token_hex(KEY_BYTES)
        if self._use_keyring and KeyringPlace(identity.id).try_write(key):
            identity = replace(identity, place="keyring")
        else:
            FilePlace(self._key_file).write(key)
        write_identity(self._path, identity)
        return self._shown(key)

    # --- rotation ---------------------------------------------------------------------------------------------------

    def stage(self, current: DatabaseKey) -> DatabaseKey:
        """Make the next key and keep it beside ``current``, until ``settle`` or ``drop_next``."""
        key = secrets.token_hex(KEY_BYTES)
        self._place().write(key, following=True)
        write_identity(self._path, replace(self.identity, rotating=True))
        return DatabaseKey(key, current.place, current.warning)

    def next(self) -> DatabaseKey | None:
        """The next key, where a rotation was begun and not ended."""
        if not self.identity.rotating:
            return None
        return self._shown(self._place().read(following=True))

    def settle(self, before: DatabaseKey, now: DatabaseKey) -> None:
        """``now`` is the key from here on, and ``before`` is gone; backups that it protected can still be opened."""
        found = (*self.backup_keys(before), *self.backup_keys(now), before.derived(BACKUP_PURPOSE))
        sealed = tuple(_text(seal(now.derived("earlier"), key, _EARLIER)) for key in dict.fromkeys(found))
        when = datetime.now(UTC).isoformat(timespec="seconds")
        write_identity(self._path, replace(self.identity, rotated_at=when, earlier=sealed))
        self._place().write(now.hexadecimal)
        self.drop_next()

    def drop_next(self) -> None:
        """Forget the next key: the rotation came to nothing, or its key is the one in use."""
        write_identity(self._path, replace(self.identity, rotating=False, next_wrapped={}))
        self._remove_next()

    def backup_keys(self, key: DatabaseKey) -> tuple[bytes, ...]:
        """Keys of backups that were made before the last rotations; those that ``key`` does not open are left out."""
        found = []
        for sealed in self.identity.earlier:
            with contextlib.suppress(ValueError):
                found.append(unseal(key.derived("earlier"), base64.b64decode(sealed), _EARLIER))
        return tuple(found)

    # --- passphrase -------------------------------------------------------------------------------------------------

    def protect(self, passphrase: str) -> None:
        """Have a new ``passphrase`` protect the key from now on; the database is not touched.

        Raises ``BadInputError`` for one that is too short.
        """
        identity = self.identity
        key = bytes.fromhex(self._place().read())
        made = self._stretch(passphrase)
        leftover = "" if identity.place == "passphrase" else identity.place
        write_identity(self._path, replace(identity, place="passphrase", wrapped=made.wrap(key), leftover=leftover))
        self._passphrase_key = made
        self._tidy()

    def unprotect(self) -> DatabaseKey:
        """Put the key back into the keyring, or into a file where there is none."""
        identity = self.identity
        key = self._place().read()
        in_keyring = self._use_keyring and KeyringPlace(identity.id).try_write(key)
        if not in_keyring:
            FilePlace(self._key_file).write(key)
        place = "keyring" if in_keyring else "file"
        write_identity(self._path, replace(identity, place=place, wrapped={}, leftover=""))
        return self._shown(key)

    # --- inside -----------------------------------------------------------------------------------------------------

    def _place(self) -> KeyPlace:
        identity = self.identity
        if identity.place == "keyring":
            return KeyringPlace(identity.id)
        return FilePlace(self._key_file) if identity.place == "file" else _SealedPlace(self._path, self._unlock)

    def _unlock(self, identity: Identity) -> PassphraseKey:
        if self._passphrase_key is None:
            self._passphrase_key, _ = unwrap(identity.wrapped, self._ask())
        return self._passphrase_key

    def _shown(self, key: str) -> DatabaseKey:
        place = self.identity.place
        return DatabaseKey(key, place, FILE_WARNING.format(path=self._key_file) if place == "file" else "")

    def _tidy(self) -> None:
        """Remove keys that lie where they no longer belong: what a crash, or a locked keyring, left."""
        identity = self.identity
        if identity.place == "passphrase" and identity.leftover != "keyring":
            FilePlace(self._key_file).remove()
        with contextlib.suppress(StorageError):  # the next time, then; 'citewell key' says that it is still there
            if identity.leftover == "keyring":
                KeyringPlace(identity.id).remove()
            if identity.leftover:
                write_identity(self._path, replace(identity, leftover=""))
        if not identity.rotating:
            with contextlib.suppress(OSError):
                wipe(self._key_file.with_name(self._key_file.name + ".next"))

    def _remove_next(self) -> None:
        with contextlib.suppress(StorageError):  # it is the key in use, or one that opens nothing
            self._place().remove(following=True)


class _SealedPlace:
    """Keys in ``home.json`` itself, sealed by the passphrase's key."""

    def __init__(self, path: Path, unlock: Callable[[Identity], PassphraseKey]) -> None:
        self._path, self._unlock = path, unlock

    def read(self, *, following: bool = False) -> str:
        identity = read_identity(self._path)
        own = self._unlock(identity)
        wrapped = identity.next_wrapped if following else identity.wrapped
        key = own.unwrap(wrapped).hex()
        if not is_key(key):
            raise WrongKeyError(f"{self._path} holds no key. Put it back from a copy of this folder.")
        return key

    def write(self, key: str, *, following: bool = False) -> None:
        identity = read_identity(self._path)
        wrapped = self._unlock(identity).wrap(bytes.fromhex(key))
        changed = replace(identity, next_wrapped=wrapped) if following else replace(identity, wrapped=wrapped)
        write_identity(self._path, changed)

    def remove(self, *, following: bool = False) -> None:
        identity = read_identity(self._path)
        write_identity(self._path, replace(identity, next_wrapped={}) if following else replace(identity, wrapped={}))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
