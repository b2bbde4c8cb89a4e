"""The parent's side of training: start the child, hand it the examples, hear of progress, have it pause."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from citewell.domain.errors import LearningError, ProcessError
from citewell.domain.progress import CancelToken
from citewell.learning.training.lora import TrainingExample, TrainingPlan, TrainingProgress, TrainingReport
from citewell.learning.training.trainer import KIND, encode_call
from citewell.processes.child import Child
from citewell.processes.command import host_command
from citewell.processes.frames import Frame
from citewell.records.values import from_record

logger = logging.getLogger(__name__)

Heard = Callable[[TrainingProgress], None]
PauseWanted = Callable[[], bool]


class Trainer(Protocol):
    """Trains a style."""

    def run(
        self,
        plan: TrainingPlan,
        examples: Sequence[TrainingExample],
        held_out: Sequence[TrainingExample],
        *,
        heard: Heard,
        pause: PauseWanted,
    ) -> TrainingReport:
        """Train, or go on where the state of ``plan`` is; ``pause`` is asked after every step.

        Raises ``LearningError``.
        """
        ...


class TrainerProcess:
    """``Trainer`` on a child process that lives for one run."""

    def __init__(self, *, command: Sequence[str] | None = None) -> None:
        """Start ``command``; without one, this program as the host of its kind."""
        self._command = list(command or host_command(KIND))

    def run(
        self,
        plan: TrainingPlan,
        examples: Sequence[TrainingExample],
        held_out: Sequence[TrainingExample],
        *,
        heard: Heard,
        pause: PauseWanted,
    ) -> TrainingReport:
        """See ``Trainer``. A child that is left early, or dies, goes on later from the state it saved last."""
        try:
            child = Child(KIND, self._command)
        except ProcessError as error:
            raise LearningError(str(error)) from error
        try:
            self._call(child, plan, examples, held_out)
            while True:
                head = _receive(child)
                if "report" in head:
                    return from_record(TrainingReport, head["report"])
                heard(from_record(TrainingProgress, head["progress"]))
                if pause():
                    child.send(
                        Frame({"method": "cancel"})
                    )  # again after every step: the child forgets one that came early
        except ProcessError as error:
            logger.error(  # noqa: TRY400  a traceback says no more
                "the trainer ended with code %s: %s", child.exit_code(), _last_line(child)
            )
            raise LearningError(
                f"The training process stopped (code {child.exit_code()}). What it saved is kept: 'citewell learn "
                "--resume' goes on from there."
            ) from error
        finally:
            child.end()

    @staticmethod
    def _call(
        child: Child,
        plan: TrainingPlan,
        examples: Sequence[TrainingExample],
        held_out: Sequence[TrainingExample],
    ) -> None:
        child.send(Frame({}))
        _receive(child)
        head, body = encode_call(plan, examples, held_out)
        child.send(Frame({"method": "train", **head}, body))


def _receive(child: Child, cancel: CancelToken | None = None) -> dict[str, object]:
    """The head of the next frame. Raises ``LearningError`` for a refusal, ``ProcessError`` where none will come."""
    head = child.receive(cancel).head
    if "error" in head:
        raise LearningError(str(head["error"]))
    return head


def _last_line(child: Child) -> str:
    """Where the child crashed: the kind of error alone, since its message may quote an example."""
    lines = child.complaints().splitlines()
    return lines[-1].split(":")[0][:100] if lines else "nothing said"
