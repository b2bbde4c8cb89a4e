"""What proves and limits what is kept: audit log, device key, evidence, erasure, retention, review."""

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from citewell.application.homes.locks import locked
from citewell.domain.audit import AuditKind
from citewell.domain.errors import UserError
from citewell.governance.retention import Kept
from citewell.settings.home import Home
from citewell.settings.options import LOOKS, Options
from citewell.storage.audit.chain import HEAD_FILE, AuditLog
from citewell.storage.audit.signing import Signer
from citewell.storage.audit.verification import AuditCheck
from citewell.storage.db.database import Database
from citewell.storage.erasure.erasure import Eraser
from citewell.storage.erasure.holds import Holds
from citewell.storage.erasure.privacy_report import PrivacyReporter
from citewell.storage.erasure.receipts import Receipts
from citewell.storage.erasure.retention import Retention
from citewell.storage.log.explanation import Explainer
from citewell.storage.log.export_register import EXPORT, Copies
from citewell.storage.log.review_store import ReviewQueue

logger = logging.getLogger(__name__)

UNTOLD = frozenset({*LOOKS, "copy_citations"})
"""Settings that change nothing of what is kept or decided."""


class Compliance:
    """What proves and limits what one home keeps. ``styles`` gives the learned styles with the time of each."""

    def __init__(
        self, home: Home, database: Database, options: Callable[[], Options], styles: Callable[[], Mapping[str, str]]
    ) -> None:
        """``options`` gives those in force: they may change while the program runs."""
        self._home = home
        self._database = database
        self._options = options
        self._styles = styles
        self.signer = Signer(database)
        self.audit = AuditLog(database, self.signer, home.path / HEAD_FILE)
        self.audit_check = AuditCheck(database, self.audit, self.signer)
        self.eraser = Eraser(database, self.signer)
        self.receipts = Receipts(database, self.signer)
        self.holds = Holds(database)
        self.copies = Copies(database)
        self.explainer = Explainer(database)
        self.reporter = PrivacyReporter(database)

    @property
    def reviews(self) -> ReviewQueue:
        """The review queue."""
        return ReviewQueue(self._database, self._options().review_percent)

    @property
    def retention(self) -> Retention:
        """The time limits in force."""
        return Retention(self._database, self.eraser, self.schedule())

    def note_export(self, path: Path, entries: int) -> None:
        """Note that the log was written to ``path``. Raises ``StorageError`` and ``OSError``."""
        self.copies.note(EXPORT, path, entries)

    def note_settings(self, before: Options, now: Options) -> None:
        """Tell the audit log which settings changed, but for looks; words that were typed are not told."""
        changed = {
            one.name: getattr(now, one.name)
            for one in fields(Options)
            if one.name not in UNTOLD and getattr(before, one.name) != getattr(now, one.name)
        }
        if changed:
            body = {name: value if isinstance(value, bool | int) else "changed" for name, value in changed.items()}
            self.audit.append(AuditKind.SETTING, "options", body)

    def schedule(self) -> dict[Kept, int]:
        """The time limits by kind, in days; 0 for none."""
        options = self._options()
        return {
            Kept.DRAFTS: options.keep_drafts_days,
            Kept.VAULT: options.keep_vault_days,
            Kept.GOLDEN_RUNS: options.keep_golden_days,
            Kept.LEARNING_RUNS: options.keep_learning_days,
            Kept.COPIES: options.keep_copies_days,
        }

    @contextlib.contextmanager
    def erasing(self) -> Iterator[None]:
        """Held while something is erased. Raises ``HomeBusyError``."""
        with locked(self._home.path / "erase.lock", "erases something in this home"):
            yield

    def retain_daily(self) -> dict[str, Any] | None:
        """Apply retention where a day has passed since the last time; the receipt, if drafts went.

        Where the clock is doubtful, or another program erases, nothing is erased.
        """
        retention = self.retention
        if not retention.is_time():
            return None
        try:
            with self.erasing():
                plan = retention.plan()
                return None if plan.doubt else retention.apply(plan, self._styles())
        except UserError as error:
            logger.info("retention was not applied: %s", type(error).__name__)
            return None
