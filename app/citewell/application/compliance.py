"""What proves and limits what is kept: audit log, device key, evidence, erasure, retention, review."""

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from citewell.application.locks import locked
from citewell.domain.audit import AuditKind
from citewell.domain.errors import UserError
from citewell.governance.retention import Kept
from citewell.settings.home import Home
from citewell.settings.options import Options
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

LOOKS = frozenset({"theme", "copy_citations"})
"""Settings that change nothing of what is kept or decided."""


@dataclass
class Trust:
    """The parts of one home, built when first used. ``styles`` gives the learned styles with the time of each."""

    home: Home
    database: Database
    options: Callable[[], Options]
    styles: Callable[[], Mapping[str, str]]

    @cached_property
    def signer(self) -> Signer:
        """Signs with the device key."""
        return Signer(self.database)

    @cached_property
    def audit(self) -> AuditLog:
        """The audit log."""
        return AuditLog(self.database, self.signer, self.home.path / HEAD_FILE)

    @property
    def audit_check(self) -> AuditCheck:
        """Checks the audit log."""
        return AuditCheck(self.database, self.audit, self.signer)

    @cached_property
    def eraser(self) -> Eraser:
        """Takes drafts away."""
        return Eraser(self.database, self.signer)

    @cached_property
    def receipts(self) -> Receipts:
        """Receipts of erasures."""
        return Receipts(self.database, self.signer)

    @cached_property
    def holds(self) -> Holds:
        """Legal holds."""
        return Holds(self.database)

    @cached_property
    def copies(self) -> Copies:
        """Exports and backups."""
        return Copies(self.database)

    @cached_property
    def explainer(self) -> Explainer:
        """Explains past drafts."""
        return Explainer(self.database)

    @property
    def reviews(self) -> ReviewQueue:
        """The review queue."""
        return ReviewQueue(self.database, self.options().review_percent)

    @property
    def retention(self) -> Retention:
        """The time limits in force."""
        return Retention(self.database, self.eraser, self.schedule())

    @cached_property
    def reporter(self) -> PrivacyReporter:
        """What is stored, and what protects it."""
        return PrivacyReporter(self.database)

    def note_export(self, path: Path, entries: int) -> None:
        """Note that the log was written to ``path``. Raises ``StorageError`` and ``OSError``."""
        self.copies.note(EXPORT, path, entries)

    def note_settings(self, before: Options, now: Options) -> None:
        """Tell the audit log which settings changed, but for looks; words that were typed are not told."""
        changed = {
            one.name: getattr(now, one.name)
            for one in fields(Options)
            if one.name not in LOOKS and getattr(before, one.name) != getattr(now, one.name)
        }
        if changed:
            body = {name: value if isinstance(value, bool | int) else "changed" for name, value in changed.items()}
            self.audit.append(AuditKind.SETTING, "options", body)

    def schedule(self) -> dict[Kept, int]:
        """The time limits by kind, in days; 0 for none."""
        options = self.options()
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
        with locked(self.home.path / "erase.lock", "erases something in this home"):
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
                return None if plan.doubt else retention.apply(plan, self.styles())
        except UserError as error:
            logger.info("retention was not applied: %s", type(error).__name__)
            return None
