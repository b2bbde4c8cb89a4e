"""A backup: one sealed file with a copy of the database, the settings, styles and packs of a home."""

import base64
import contextlib
import hashlib
import os
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from citewell.domain.errors import BackupError, DiskFullError, PassphraseNeededError, WrongPassphraseError
from citewell.storage.backup.copying import Counts, copy_database, prove
from citewell.storage.backup.manifest import (
    DATABASE,
    MOST_MANIFEST,
    BackupFile,
    Manifest,
    list_home,
    read_manifest,
)
from citewell.storage.backup.sealed_file import SealedReader, SealedWriter
from citewell.storage.db.database import explained
from citewell.storage.db.files import replace_durably
from citewell.storage.db.migrations import SCHEMA_VERSION
from citewell.storage.keys.passphrases import PassphraseKey, unwrap
from citewell.storage.keys.sealing import KEY_BYTES, derive_key, seal, unseal

_BLOCK = 1 << 20
_SIZE = struct.Struct(">I")
_CONTEXT = b"backup key"
_WRITE_ERROR = "The backup {path} cannot be written ({why}). Choose another place."


@dataclass(frozen=True, slots=True)
class Protection:
    """What opens a backup: the home's own key, and the passphrase where one was given."""

    home_id: str
    home_key: bytes
    passphrase: PassphraseKey | None = None

    def header(self, key: bytes) -> dict[str, object]:
        """The readable start of the file, with its ``key`` sealed."""
        sealed = base64.b64encode(seal(self.home_key, key, _CONTEXT)).decode("ascii")
        header: dict[str, object] = {"home": {"id": self.home_id, "sealed": sealed}}
        if self.passphrase is not None:
            header["passphrase"] = self.passphrase.wrap(key)
        return header


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and proved."""

    path: Path
    size: int
    manifest: Manifest


def write_backup(home: Path, source: apsw.Connection, target: Path, protection: Protection, *, version: str) -> Backup:
    """Write the home at ``home``, whose database is open as ``source``, to ``target``, and prove it by restoring it.

    Others may work with the home meanwhile. What was at ``target`` before stays until the new backup is proved.
    Raises ``BackupError`` and other kinds of ``StorageError``.
    """
    part = target.with_name(target.name + ".part")
    key = os.urandom(KEY_BYTES)
    try:
        with _scratch(home) as scratch:
            copy = scratch / DATABASE
            database_key = derive_key(key, "database").hex()
            with explained(copy):
                copy_database(source, copy, database_key)
            names = {str(name): home / name for name in list_home(home)} | {DATABASE: copy}
            manifest = _manifest(names, prove(copy, database_key), version)
            with part.open("wb") as file:
                part.chmod(0o600)
                _pack(SealedWriter(file, key, protection.header(key)), manifest, names)
        with _scratch(home) as scratch:
            unpack_backup(part, key, scratch)
            if prove(scratch / DATABASE, database_key) != manifest.counts:
                raise BackupError(f"The backup {target} was written, but what is in it is not the same. Do it again.")
        replace_durably(part, target)
        return Backup(target, target.stat().st_size, manifest)
    except OSError as error:
        if error.errno in {28, 122}:
            raise DiskFullError(
                f"No space is left for the backup {target}. Free some, or choose another place."
            ) from error
        raise BackupError(_WRITE_ERROR.format(path=target, why=error.strerror)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def find_key(path: Path, home_keys: Callable[[str], Sequence[bytes]], ask: Callable[[], str]) -> bytes:
    """The key of the backup at ``path``: by one of the ``home_keys`` of the home it names, else by its passphrase.

    Raises ``BackupError`` where neither opens it, ``WrongPassphraseError`` and ``PassphraseNeededError``.
    """
    with SealedReader(path) as reader:
        header = reader.header
    try:
        home_id, sealed = str(header["home"]["id"]), base64.b64decode(header["home"]["sealed"], validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(f"The start of {path} is damaged. Nothing was restored.") from error
    for own in home_keys(home_id):
        with contextlib.suppress(ValueError):
            return unseal(own, sealed, _CONTEXT)
    wrapped = header.get("passphrase")
    if isinstance(wrapped, dict):
        return _by_passphrase(wrapped, ask)
    raise BackupError(
        f"{path} was made with the key of another home ({home_id}) and without a passphrase. Give that home's folder, "
        "or a copy of its home.json and database.key, with --key-from. Nothing was restored."
    )


def unpack_backup(path: Path, key: bytes, folder: Path) -> Manifest:
    """Write the files of a backup into ``folder``, an empty one. Raises ``BackupError`` and ``DiskFullError``.

    Every size and hash is checked; a name that leads out of ``folder`` is refused before anything is written.
    """
    with SealedReader(path) as reader:
        stream = _Stream(reader.pieces(key))
        (size,) = _SIZE.unpack(stream.take(_SIZE.size))
        if size > MOST_MANIFEST:
            raise BackupError("The list of files in the backup is too long. Nothing was restored.")
        manifest = read_manifest(stream.take(size))
        wanted = sum(file.size for file in manifest.files)
        if shutil.disk_usage(folder).free < wanted + _BLOCK:
            raise DiskFullError(f"Restoring needs {wanted // _BLOCK + 1} MB in {folder.parent}. Free some space.")
        for file in manifest.files:
            _write(stream, file, folder)
        if not stream.at_end():
            raise BackupError("The backup holds more than it says. Nothing was restored.")
    if manifest.schema > SCHEMA_VERSION:
        raise BackupError(
            f"The backup was written by a newer Citewell ({manifest.citewell}). Update Citewell; nothing was restored."
        )
    return manifest


def _by_passphrase(wrapped: Mapping[str, object], ask: Callable[[], str]) -> bytes:
    try:
        passphrase = ask()
    except PassphraseNeededError as error:
        raise PassphraseNeededError(
            "This backup is protected by a passphrase. Type it when asked, or give it with --backup-passphrase-file "
            "or in the variable CITEWELL_BACKUP_PASSPHRASE."
        ) from error
    try:
        return unwrap(wrapped, passphrase)[1]
    except WrongPassphraseError as error:
        raise WrongPassphraseError(
            "This is not the passphrase of this backup. Nothing was restored; try again."
        ) from error


def _manifest(names: Mapping[str, Path], counts: Counts, version: str) -> Manifest:
    files = [_describe(name, path) for name, path in names.items()]
    return Manifest(datetime.now(UTC).isoformat(timespec="seconds"), version, SCHEMA_VERSION, counts, files)


def _describe(name: str, path: Path) -> BackupFile:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return BackupFile(name, size, digest.hexdigest())


def _pack(writer: SealedWriter, manifest: Manifest, names: Mapping[str, Path]) -> None:
    data = manifest.to_bytes()
    writer.write(_SIZE.pack(len(data)) + data)
    for described in manifest.files:
        left = described.size  # a file that grew meanwhile is cut to what was hashed, and the proof tells
        with names[described.path].open("rb") as file:
            while left and (block := file.read(min(left, _BLOCK))):
                writer.write(block)
                left -= len(block)
        if left:
            raise BackupError(f"{described.path} changed while the backup was written. Do it again.")
    writer.finish()


def _write(stream: "_Stream", file: BackupFile, folder: Path) -> None:
    target = folder.joinpath(*file.path.split("/"))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        for block in stream.blocks(file.size):
            digest.update(block)
            written.write(block)
        written.flush()
        os.fsync(written.fileno())
    if digest.hexdigest() != file.sha256:
        raise BackupError(f"{file.path} in the backup is not what it was. Nothing was restored.")


@contextlib.contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """A folder inside the home for what is encrypted anyway; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=home) as folder:
        yield Path(folder)


class _Stream:
    """Pieces read as one run of bytes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def take(self, size: int) -> bytes:
        return b"".join(self.blocks(size))

    def blocks(self, size: int) -> Iterator[bytes]:
        while size:
            if not self._held:
                self._held = next(self._pieces, b"")
                if not self._held:
                    raise BackupError("The backup holds less than it says. Nothing was restored.")
            block, self._held = self._held[:size], self._held[size:]
            size -= len(block)
            yield block

    def at_end(self) -> bool:
        rest: Any = self._held or next(self._pieces, b"")
        return not rest
