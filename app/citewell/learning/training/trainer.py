"""The child's side of training: examples come through the pipe, progress goes back, and a cancel is a pause."""

import importlib.util
import json
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import CitewellError, LearningError
from citewell.learning.training import lora
from citewell.learning.training.lora import (
    TrainingExample,
    TrainingPlan,
    TrainingProgress,
    TrainingReport,
    TrainingWish,
)
from citewell.learning.training.power import step_back
from citewell.processes.frames import Frame
from citewell.records.values import from_record, to_record

KIND = "trainer"
EXTRA = ("torch", "transformers", "peft", "gguf")
COMMAND = "pip install 'citewell[learn]'"
INSTALL = (
    'Learning needs packages that are not installed ({names}). Install them with "{command}", or '
    "with 'make learn' in a checkout, and run 'citewell learn' again. 'citewell learn --dry-run' needs none of them."
)

Train = Callable[
    [TrainingPlan, Sequence[TrainingExample], Sequence[TrainingExample], Callable[[TrainingProgress], TrainingWish]],
    TrainingReport,
]
"""As ``lora.train``."""


def missing_packages() -> tuple[str, ...]:
    """The packages of the extra ``learn`` that are not installed."""
    return tuple(name for name in EXTRA if importlib.util.find_spec(name) is None)


def check_extra() -> None:
    """Raise ``LearningError`` that says how to install what is missing."""
    missing = missing_packages()
    if missing:
        raise LearningError(INSTALL.format(names=", ".join(missing), command=COMMAND), command=COMMAND)


def load_trainer(settings: dict[str, object]) -> "TrainerService":
    """A trainer at low priority. Raises ``LearningError`` where the extra is missing."""
    del settings
    check_extra()
    step_back()
    return TrainerService(lora.train)


@dataclass(frozen=True, slots=True)
class _Ended:
    """How the training thread ended."""

    report: TrainingReport | None = None
    error: Exception | None = None


class TrainerService:
    """Serves ``train``: one run a call, which goes on from its saved state where there is one."""

    def __init__(self, train: Train) -> None:
        """Train with ``train``."""
        self._train = train

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is there."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Yield ``progress`` after every step, then ``report``. Setting ``cancelled`` pauses the run."""
        if frame.head["method"] != "train":
            raise LearningError(f"The trainer knows no '{frame.head['method']}'.")
        plan, examples, held_out = decode_call(frame)
        steps: queue.SimpleQueue[TrainingProgress | _Ended] = queue.SimpleQueue()

        def watch(progress: TrainingProgress) -> TrainingWish:
            steps.put(progress)
            return TrainingWish.PAUSE if cancelled.is_set() else TrainingWish.GO_ON

        def run() -> None:
            try:
                steps.put(_Ended(report=self._train(plan, examples, held_out, watch)))
            except Exception as error:  # noqa: BLE001  it is raised again on the thread that answers
                steps.put(_Ended(error=error))

        threading.Thread(target=run, name="training", daemon=True).start()
        while isinstance(step := steps.get(), TrainingProgress):
            yield Frame({"progress": to_record(step)})
        if step.error is not None:
            raise _without_text(step.error)
        assert step.report is not None  # noqa: S101  one of the two is there
        yield Frame({"report": to_record(step.report), "done": True})


def encode_call(
    plan: TrainingPlan, examples: Sequence[TrainingExample], held_out: Sequence[TrainingExample]
) -> tuple[dict[str, object], bytes]:
    """Head and body of a ``train`` call; the texts are in the body and never on disk."""
    texts = [[[e.system, e.user, e.completion] for e in part] for part in (examples, held_out)]
    return {"plan": to_record(plan)}, json.dumps(texts, ensure_ascii=False).encode(errors="replace")


def decode_call(frame: Frame) -> tuple[TrainingPlan, list[TrainingExample], list[TrainingExample]]:
    """What ``encode_call`` packed."""
    examples, held_out = ([TrainingExample(*texts) for texts in part] for part in json.loads(frame.body))
    return from_record(TrainingPlan, frame.head["plan"]), examples, held_out


def _without_text(error: Exception) -> Exception:
    """An error as the parent may hear of it: one of ours as it is; another's message may quote an example."""
    if isinstance(error, CitewellError):
        return error
    if isinstance(error, MemoryError):
        return LearningError("The computer has too little memory for the training. Close other programs and try again.")
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" in {Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place is not None else ""
    return LearningError(f"The training failed ({type(error).__name__}{where}). 'citewell learn --resume' goes on.")
