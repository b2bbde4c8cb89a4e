"""A new key for a database: a copy under the new key takes the place of the old file in one step.

Before that step the old key opens the database, after it the new one; both are kept until it is known which. Nothing
is encrypted anew in place, so that a crash leaves no file that is half one and half the other.
"""

import logging
from collections.abc import Callable
from pathlib import Path

import apsw

from citewell.domain.errors import DamagedDatabaseError
from citewell.storage.backup.copying import copy_database, count_rows, opens, prove, remove_database, take_alone
from citewell.storage.db.database import explained
from citewell.storage.db.files import replace_durably
from citewell.storage.keys.keys import DatabaseKey, HomeKeys

logger = logging.getLogger(__name__)

Step = Callable[[str], None]
"""Told after each step, by its name: for tests, which stop there."""


def _ignore(_step: str) -> None:
    pass


def rotate(path: Path, keys: HomeKeys, current: DatabaseKey, step: Step = _ignore) -> DatabaseKey:
    """Replace the key of the database at ``path``; return the new one.

    Raises ``HomeBusyError`` where another program has it open, ``DiskFullError`` and other kinds of ``StorageError``;
    the key is then the one it was.
    """
    fresh = _fresh(path)
    source = take_alone(path, current.hexadecimal)
    try:
        following = keys.stage(current)
        step("staged")
        try:
            _copy(source, path, fresh, following)
            step("copied")
        except Exception:
            remove_database(fresh)
            keys.drop_next()
            raise
        replace_durably(fresh, path)
        step("replaced")
    finally:
        _close(source)
    keys.settle(current, following)
    step("settled")
    return following


def finish_rotation(path: Path, keys: HomeKeys, current: DatabaseKey) -> DatabaseKey:
    """The key that opens the database, where a rotation was cut short; it is then ended one way or the other."""
    if not keys.identity.rotating:
        return current
    if not path.exists() or opens(path, current.hexadecimal):
        logger.info("a rotation of the key was cut short before its end: the old key stays")
        remove_database(_fresh(path))
        keys.drop_next()
        return current
    following = keys.next()
    if following is None or not opens(path, following.hexadecimal):
        return current  # neither opens it: what is said then is for the one who opens the database
    logger.info("a rotation of the key was cut short after it was done: the new key is in use")
    keys.settle(current, following)
    return following


def _copy(source: apsw.Connection, path: Path, fresh: Path, following: DatabaseKey) -> None:
    with explained(path):
        before = count_rows(source)
        copy_database(source, fresh, following.hexadecimal)
    if prove(fresh, following.hexadecimal) != before:
        raise DamagedDatabaseError(f"The copy of {path} under the new key is not the same. The old key stays.")


def _fresh(path: Path) -> Path:
    return path.with_name(path.name + ".rekeyed")


def _close(connection: apsw.Connection) -> None:
    """Its file may have been replaced under it, which is as it should be."""
    try:
        connection.close()
    except apsw.Error:
        logger.info("closing the replaced database failed", exc_info=True)
