"""Opening a home."""

from pathlib import Path

from filelock import FileLock, Timeout

from citewell.bootstrap.services import Services
from citewell.domain.errors import HomeBusyError, StorageError
from citewell.settings.home import Home
from citewell.settings.options import load_options
from citewell.storage.database import Database
from citewell.storage.keys import load_key


def open_services(home: Home, *, scratch: bool = False, baked: Path | None = None) -> Services:
    """Open a home, making it where it is new; a ``scratch`` home keeps its key to itself.

    ``baked`` is the folder for prepared styles, where it is not the home's own. Raises ``StorageError`` and
    ``BadInputError``.
    """
    home.create()
    options = load_options(home.settings)
    try:
        with FileLock(home.path / "open.lock", timeout=10):  # two programs must not both make a key
            key = load_key(
                home.identity, home.key_file, database_exists=home.database.exists(), use_keyring=not scratch
            )
            database = Database(home.database, key.hexadecimal)
    except Timeout as error:
        raise HomeBusyError(f"Another program keeps {home.path} busy. Wait for it or close it.") from error
    except OSError as error:
        raise StorageError(f"{home.path} cannot be written ({error.strerror}). Choose another with --home.") from error
    return Services(home, options, key, database, baked or home.baked)
