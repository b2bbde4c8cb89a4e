"""Backing a home up, and putting a backup in its place."""

import contextlib
import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from citewell import __version__
from citewell.application.app import App, OpenApp
from citewell.application.homes.keys import READY, opening_lock
from citewell.application.homes.locks import locked
from citewell.domain.audit import AuditKind
from citewell.domain.errors import (
    BackupError,
    CitewellError,
    HomeBusyError,
    StorageError,
    UserError,
    WrongKeyError,
)
from citewell.settings.home import Home
from citewell.storage.backup.backups import Backup, Protection, find_key, unpack_backup, write_backup
from citewell.storage.backup.copying import copy_database, open_raw, opens, prove, take_alone
from citewell.storage.backup.manifest import DATABASE, Manifest
from citewell.storage.backup.salvage import Salvaged, salvage
from citewell.storage.db.database import explained
from citewell.storage.db.files import sync_folder, write_private
from citewell.storage.keys.identity import read_identity
from citewell.storage.keys.keys import BACKUP_PURPOSE, AskPassphrase, DatabaseKey, HomeKeys, no_passphrase
from citewell.storage.keys.passphrases import new_passphrase_key
from citewell.storage.keys.places import FilePlace, KeyringPlace
from citewell.storage.keys.sealing import derive_key
from citewell.storage.log.export_register import BACKUP

logger = logging.getLogger(__name__)

_STAYS = ("models", "baked")
"""Folders of a home that no backup holds; they go from the present home to the restored one."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place; ``before`` is where the home is that was there, if there was one."""

    manifest: Manifest
    before: Path | None
    protection: str


def back_up(services: App, target: Path, passphrase: str) -> Backup:
    """Write a proved backup to ``target``; an empty ``passphrase`` leaves it to the home's key alone.

    Raises ``BackupError`` and other kinds of ``UserError``.
    """
    home = services.home
    if target.is_dir() or not target.absolute().parent.is_dir():
        raise BackupError(f"{target} is not a place for a file: name a file in a folder that is there.")
    made = new_passphrase_key(passphrase) if passphrase else None
    identity = read_identity(home.identity)
    protection = Protection(identity.id, services.key.derived(BACKUP_PURPOSE), made)
    with services.database.read() as source:
        backup = write_backup(home.path, source, target, protection, version=__version__)
    services.compliance.copies.note(BACKUP, target)
    return backup


def restore(
    home: Home,
    source: Path,
    ask: AskPassphrase,
    ask_backup: AskPassphrase,
    key_from: Path | None,
    open_app: OpenApp,
) -> Restored:
    """Put the backup ``source`` in the place of ``home``, which is kept beside it.

    ``ask`` gives the passphrase of the home, ``ask_backup`` that of the backup; ``key_from`` is a folder with the
    ``home.json`` and key of the home that made it; ``open_app`` opens a home as ever. Nothing is touched until all of
    the backup is checked and opens. Raises ``UserError``.
    """
    own = _own_key(home, ask)
    key = find_key(source, lambda home_id: _keys_of(home_id, home, own, key_from, ask), ask_backup)
    staged = home.path.with_name(home.path.name + ".restoring")
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(mode=0o700, parents=True)
    try:
        manifest = unpack_backup(source, key, staged)
        fresh = Home(staged)
        now = _take_over_key(home, fresh, own)
        _encrypt_for_home(fresh, derive_key(key, "database").hex(), now, manifest)
        write_private(staged / READY, b"")
        before = _swap(home, staged, own)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    _open_once(home, before, ask, source, open_app)
    return Restored(manifest, before, now.place)


def salvage_home(home: Home, ask: AskPassphrase, open_app: OpenApp) -> tuple[Salvaged, Path]:
    """Put a new database with all that is still readable in place of a damaged one; that is kept beside it.

    Raises ``UserError``.
    """
    key = _own_key(home, ask)
    if key is None or not home.database.exists():
        raise BackupError(f"There is no database in {home.path} that could be salvaged.")
    with opening_lock(home), locked(home.window_lock, "has its window open on this home"):
        fresh = home.database.with_name(f"{DATABASE}.salvaged")
        found = salvage(home.database, fresh, key.hexadecimal)
        kept = home.database.with_name(f"{DATABASE}.damaged-{_stamp()}")
        for suffix in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                home.database.with_name(DATABASE + suffix).replace(kept.with_name(kept.name + suffix))
        home.database.with_name(f"{DATABASE}-shm").unlink(missing_ok=True)
        fresh.replace(home.database)
        sync_folder(home.path)
    services = open_app(home, ask)
    try:
        services.compliance.audit.append(AuditKind.RESTORE, "salvage", {"rows": sum(found.rows.values())})
        services.compliance.audit.renew_head()
    finally:
        services.close()
    return found, kept


def _own_key(home: Home, ask: AskPassphrase) -> DatabaseKey | None:
    """The key of the home that is there; ``None`` where there is none, or where it is lost."""
    if not home.identity.exists():
        return None
    try:
        return HomeKeys(home.identity, home.key_file, ask=ask).load(database_exists=True)
    except WrongKeyError:
        if read_identity(home.identity).place == "passphrase":
            raise
        return None


def _keys_of(
    home_id: str, home: Home, own: DatabaseKey | None, key_from: Path | None, ask: AskPassphrase
) -> Sequence[bytes]:
    """Keys that may open a backup of the home ``home_id``."""
    found: list[bytes] = []
    if key_from is not None:
        keys = HomeKeys(key_from / home.identity.name, key_from / home.key_file.name, ask=ask)
        key = keys.load(database_exists=True)
        found += [key.derived(BACKUP_PURPOSE), *keys.backup_keys(key)]
    if own is not None:
        keys = HomeKeys(home.identity, home.key_file)
        found += [own.derived(BACKUP_PURPOSE), *keys.backup_keys(own)]
    with contextlib.suppress(UserError):  # a home that was lost may have left its key in the keyring
        found.append(DatabaseKey(KeyringPlace(home_id).read(), "keyring").derived(BACKUP_PURPOSE))
    return found


def _take_over_key(home: Home, fresh: Home, own: DatabaseKey | None) -> DatabaseKey:
    """The key of the restored home: that of the home in its place, with what protects it, else a new one."""
    if own is None:
        return HomeKeys(fresh.identity, fresh.key_file, ask=no_passphrase).load(database_exists=False)
    write_private(fresh.identity, home.identity.read_bytes())
    if own.place == "file":
        FilePlace(fresh.key_file).write(own.hexadecimal)
    return own


def _encrypt_for_home(fresh: Home, key: str, now: DatabaseKey, manifest: Manifest) -> None:
    """Replace the unpacked database, which is under the backup's key, by one under the home's."""
    target = fresh.database.with_name(f"{DATABASE}.rekeyed")
    counts = prove(fresh.database, key)
    with explained(fresh.database):
        source = open_raw(fresh.database, key)
        try:
            copy_database(source, target, now.hexadecimal)
        finally:
            source.close()
    if not counts == prove(target, now.hexadecimal) == manifest.counts:
        raise BackupError("The database in the backup does not hold what it should. Nothing was restored.")
    target.replace(fresh.database)
    sync_folder(fresh.path)


def _swap(home: Home, staged: Path, own: DatabaseKey | None) -> Path | None:
    """Put ``staged`` in the place of the home; where the old one is now. Raises ``StorageError``."""
    try:
        if not home.path.exists():
            staged.replace(home.path)
            (home.path / READY).unlink()
            return None
        before = home.path.with_name(f"{home.path.name}.before-restore-{_stamp()}")
        with opening_lock(home), locked(home.window_lock, "has its window open on this home"):
            if own is not None and home.database.exists():
                _want_alone(home, own)
        home.path.replace(before)
        staged.replace(home.path)
        (home.path / READY).unlink()
        for name in _STAYS:
            if (before / name).is_dir():
                (before / name).replace(home.path / name)
        sync_folder(home.path.parent)
    except OSError as error:
        raise StorageError(f"{home.path} cannot be replaced ({error.strerror}). Close what uses it.") from error
    return before


def _want_alone(home: Home, own: DatabaseKey) -> None:
    """Raise ``HomeBusyError`` where another program has the home open; a damaged database hinders nothing."""
    try:
        if opens(home.database, own.hexadecimal):
            take_alone(home.database, own.hexadecimal).close()
    except HomeBusyError:
        raise
    except StorageError:
        logger.info("the database that is replaced does not open")


def _open_once(home: Home, before: Path | None, ask: AskPassphrase, source: Path, open_app: OpenApp) -> None:
    """Open the restored home as ever; where it does not open, the one before comes back."""
    try:
        services = open_app(home, ask)
        try:
            services.compliance.audit.append(AuditKind.RESTORE, "backup", {"file": source.name})
            services.compliance.audit.renew_head()
        finally:
            services.close()
    except CitewellError:
        if before is not None:
            failed = home.path.with_name(f"{home.path.name}.not-restored-{_stamp()}")
            home.path.replace(failed)
            before.replace(home.path)
            for name in _STAYS:
                if (failed / name).is_dir():
                    (failed / name).replace(home.path / name)
            shutil.rmtree(failed, ignore_errors=True)
        raise


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
