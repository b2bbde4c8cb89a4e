"""What a draft of live work is made under: the arm of a comparison, the policy in force, its processor time."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from citewell.application.policies.policies import Policies
from citewell.domain.audit import AuditKind
from citewell.domain.digests import sha256_hex
from citewell.domain.drafts import Level, Mode, Steering, Ticket
from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.live.trials import Arm, Varies
from citewell.domain.logged import Making
from citewell.governance.assignment import takes_second
from citewell.pipeline.pipeline import DraftPipeline
from citewell.storage.audit.chain import AuditLog
from citewell.storage.figures.counts import POLICIES, FigureCounts
from citewell.storage.figures.trials import Trials

logger = logging.getLogger(__name__)

Pipelines = Callable[[Varies, str], DraftPipeline]
"""The pipeline of an arm. Raises ``BadInputError`` and ``ModelError`` where it cannot be built."""


@dataclass(slots=True)
class Work:
    """One draft under way: the ticket as it is to be drafted, and by what (``None``: as usual)."""

    ticket: Ticket
    pipeline: DraftPipeline | None
    policy: str
    trial: str
    arm: str
    thread_seconds: float
    model_seconds: float


class LiveWork:
    """Notes what each draft is made under."""

    def __init__(
        self,
        trials: Trials,
        counts: FigureCounts,
        policies: Policies,
        audit: AuditLog,
        pipelines: Pipelines,
        cpu_seconds: Callable[[], float],
    ) -> None:
        """``cpu_seconds`` are those of all model processes so far."""
        self._trials, self._counts, self._policies, self._audit = trials, counts, policies, audit
        self._pipelines, self._cpu_seconds = pipelines, cpu_seconds
        self._policy = ""

    def begin(self, ticket: Ticket) -> Work:
        """What ``ticket`` is drafted with. Raises ``BadInputError`` for a policy pack that cannot be used."""
        work = Work(ticket, None, self._policy_in_force(), "", "", time.thread_time(), self._cpu_seconds())
        trial = self._trials.running() if _takes_part(ticket) else None
        if trial is None:
            return work
        arm = Arm.SECOND if takes_second(trial.key, ticket.text) else Arm.FIRST
        value = trial.value(arm)
        try:
            work.pipeline = self._pipelines(trial.varies, value)
        except (BadInputError, ModelError) as error:
            logger.info("an arm of a comparison cannot draft (%s); the draft takes no part", type(error).__name__)
            return work
        work.trial, work.arm = trial.id, arm.value
        if trial.varies is Varies.MODE:
            work.ticket = replace(ticket, mode=Mode(value))
        return work

    def end(self, work: Work) -> Making:
        """How the draft came about; on the thread that began it."""
        models = max(0.0, self._cpu_seconds() - work.model_seconds)
        seconds = models + time.thread_time() - work.thread_seconds
        return Making(work.policy, work.trial, work.arm, round(1000 * seconds, 1))

    def _policy_in_force(self) -> str:
        """Its SHA-256; the audit log is told where the draft before was made under another one."""
        packs = self._policies.current().packs
        found = sha256_hex("\n".join(pack.sha256 for pack in packs))
        if found == self._policy:
            return found
        before, self._policy = self._policy or self._counts.last_policy(), found
        if before and before != found:
            told = ", ".join(f"{pack.id} {pack.version}".strip() for pack in packs)
            self._audit.append(AuditKind.SETTING, POLICIES, {"sha256": found, "packs": told})
        return found


def _takes_part(ticket: Ticket) -> bool:
    """Plain work alone: what an agent steers, hands in or asks for at another level would tell the arms apart."""
    return (
        ticket.mode is Mode.HYBRID
        and ticket.level is Level.REPLY
        and ticket.passages is None
        and ticket.steering == Steering()
    )
