"""Looks at every page of a database whose last program did not close it: after a crash, a kill or a power cut."""

import logging
import time
from pathlib import Path

import apsw

from citewell.domain.errors import DamagedDatabaseError
from citewell.storage.backup.copying import open_raw
from citewell.storage.db.database import damage, explained

logger = logging.getLogger(__name__)


def check_after_crash(path: Path, key: str) -> bool:
    """Check the database where it was left open and nobody has it open now; whether it was checked.

    What was committed is taken out of the write-ahead log first. Raises ``DamagedDatabaseError`` and other kinds of
    ``StorageError``.
    """
    log = path.with_name(path.name + "-wal")
    if not path.exists() or not log.exists() or log.stat().st_size == 0:
        return False
    began = time.monotonic()
    with explained(path):
        connection = open_raw(path, key)
        try:
            connection.set_busy_timeout(0)
            connection.pragma("locking_mode", "exclusive")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            complaint = str(connection.pragma("quick_check"))
        except (apsw.BusyError, apsw.LockedError):
            return False  # another program has it open: nothing ended badly
        finally:
            connection.close()
    if complaint != "ok":
        raise DamagedDatabaseError(damage(path, complaint))
    logger.info("the last run did not end well; every page was checked in %.1f s", time.monotonic() - began)
    return True
