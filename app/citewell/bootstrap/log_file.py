"""The technical log."""

import logging
import logging.handlers
import os

from citewell.settings.home import Home


def start_log_file(home: Home) -> None:
    """Log to a file in the home that stays small. Ticket and document text never reaches it."""
    root = logging.getLogger("citewell")
    if any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in root.handlers):
        return
    handler = logging.handlers.RotatingFileHandler(
        home.log_file, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(os.environ.get("CITEWELL_LOG", "INFO"))
    root.propagate = False
