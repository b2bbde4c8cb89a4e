"""Opening a home."""

from pathlib import Path

from citewell.application.keys import finish_restore, opening
from citewell.application.passphrase import passphrase_from_environment
from citewell.bootstrap.container import Services
from citewell.settings.home import Home
from citewell.settings.options import load_options
from citewell.storage.db.database import Database
from citewell.storage.keys.keys import AskPassphrase


def open_services(
    home: Home, *, scratch: bool = False, baked: Path | None = None, ask: AskPassphrase = passphrase_from_environment
) -> Services:
    """Open a home, making it where it is new; a ``scratch`` home keeps its key to itself.

    ``baked`` is the folder for prepared styles, where it is not the home's own. ``ask`` is called where a passphrase
    protects the home. Raises ``StorageError`` and ``BadInputError``.
    """
    finish_restore(home)
    home.create()
    options = load_options(home.settings)
    with opening(home, scratch=scratch, ask=ask) as key:
        database = Database(home.database, key.hexadecimal)
    services = Services(home, options, key, database, baked or home.baked)
    services.trust.audit.begin()
    return services
