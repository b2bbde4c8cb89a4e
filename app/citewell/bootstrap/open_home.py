"""Opening a home."""

from citewell.application.app import App
from citewell.application.homes.keys import finish_restore, opening
from citewell.application.homes.passphrase import passphrase_from_environment
from citewell.bootstrap.container import Choices, build
from citewell.settings.home import Home
from citewell.settings.options import load_options
from citewell.storage.db.database import Database
from citewell.storage.keys.keys import AskPassphrase

STANDARD = Choices()


def open_app(
    home: Home,
    *,
    scratch: bool = False,
    ask: AskPassphrase = passphrase_from_environment,
    choices: Choices = STANDARD,
) -> App:
    """Open a home, making it where it is new; a ``scratch`` home keeps its key to itself.

    ``ask`` is called where a passphrase protects the home. Raises ``StorageError``, ``BadInputError``, ``ModelError``.
    """
    finish_restore(home)
    home.create()
    options = load_options(home.settings)
    with opening(home, scratch=scratch, ask=ask) as key:
        database = Database(home.database, key.hexadecimal)
    try:
        app = build(home, options, key, database, choices)
        app.compliance.audit.begin()
    except BaseException:
        database.close()
        raise
    return app


def reopen(home: Home, ask: AskPassphrase) -> App:
    """Open a home as ever: for use cases that put another home in its place."""
    return open_app(home, ask=ask)
