"""Comparisons on live work as they are kept: begun, ended, and the outcomes of their drafts by arm."""

import secrets
import uuid
from datetime import UTC, datetime

from citewell.domain.audit import AuditKind
from citewell.domain.errors import BadInputError
from citewell.domain.live.figures import LIGHT_EDIT
from citewell.domain.live.trials import Arm, Trial, TrialMeasure, Varies
from citewell.storage.audit.chain import append_entry
from citewell.storage.db.database import Database, fetch_all, fetch_one
from citewell.storage.figures.counts import TRIAL

_ALL = "SELECT id, at, varies, first, second, measure, key, ended_at FROM trial ORDER BY at"
_RUNNING = "SELECT id FROM trial WHERE ended_at = ''"
_ADD = "INSERT INTO trial (id, at, varies, first, second, measure, key) VALUES (?, ?, ?, ?, ?, ?, ?)"
_OUTCOMES = """
    SELECT arm, outcome = 'accepted' OR :light AND outcome = 'edited' AND distance < :least FROM draft_fact
    WHERE trial = :trial AND outcome <> '' ORDER BY outcome_number
"""
_DRAFTED = "SELECT arm, count(*) FROM draft_fact WHERE trial = ? GROUP BY arm"


class Trials:
    """The comparisons of one home; one runs at a time."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def start(self, varies: Varies, first: str, second: str, measure: TrialMeasure) -> Trial:
        """Begin a comparison, and tell the audit log. Raises ``BadInputError`` where one runs, ``StorageError``."""
        trial = Trial(uuid.uuid4().hex[:8], _now(), varies, first, second, measure, secrets.token_hex(16))
        row = (trial.id, trial.at, varies.value, first, second, measure.value, trial.key)
        with self._database.write() as connection:
            if fetch_one(connection, _RUNNING) is not None:
                raise BadInputError("A comparison runs already. 'citewell compare stop' ends it.")
            connection.execute(_ADD, row)
            body = {"trial": trial.id, "action": "begun", "arms": f"{varies.value} {first} and {second} side by side"}
            append_entry(connection, AuditKind.SETTING, TRIAL, body)
        return trial

    def stop(self) -> Trial:
        """End the comparison that runs, and tell the audit log. Raises ``BadInputError`` where none does."""
        with self._database.write() as connection:
            row = fetch_one(connection, _RUNNING)
            if row is None:
                raise BadInputError("No comparison runs. 'citewell compare start' begins one.")
            connection.execute("UPDATE trial SET ended_at = ? WHERE id = ?", (_now(), row[0]))
            body = {"trial": row[0], "action": "ended", "arms": "the comparison ended"}
            append_entry(connection, AuditKind.SETTING, TRIAL, body)
        return self.all()[-1]

    def running(self) -> Trial | None:
        """The comparison that runs."""
        return next((trial for trial in self.all() if not trial.ended_at), None)

    def all(self) -> list[Trial]:
        """Every comparison, the oldest first. Raises ``StorageError``."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _ALL)
        return [
            Trial(trial_id, at, Varies(varies), first, second, TrialMeasure(measure), key, ended_at)
            for trial_id, at, varies, first, second, measure, key, ended_at in rows
        ]

    def drafted(self, trial: Trial) -> dict[Arm, int]:
        """How many drafts each arm made."""
        with self._database.read() as connection:
            found = {Arm(arm): int(count) for arm, count in fetch_all(connection, _DRAFTED, (trial.id,))}
        return {arm: found.get(arm, 0) for arm in Arm}

    def outcomes(self, trial: Trial) -> dict[Arm, list[bool]]:
        """Whether each judged draft counts, by arm, in the order in which they were judged. Raises ``StorageError``."""
        asked = {"trial": trial.id, "light": trial.measure is TrialMeasure.ACCEPTED, "least": LIGHT_EDIT}
        found: dict[Arm, list[bool]] = {arm: [] for arm in Arm}
        with self._database.read() as connection:
            for arm, counts in fetch_all(connection, _OUTCOMES, asked):
                found[Arm(arm)].append(bool(counts))
        return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
