"""Edits, and the parts of a learner that need no model."""

import contextlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path

from tests.support import log_draft, log_outcome

from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.styles import Style, Verdict
from citewell.learning.edits.pairs import Edit
from citewell.learning.parts import LearningParts
from citewell.learning.training.lora import TrainingProgress, TrainingReport
from citewell.storage.log.style_store import StyleStore

DRAFT = (
    "You can return an annual plan within 14 days of the purchase [1]. We refund to the original payment method within "
    "10 business days [2]!"
)
TOPICS = (
    "annual plan", "kitchen table", "wool blanket", "gift card", "garden chair", "desk lamp",
    "travel bag", "phone case", "winter coat", "tea kettle", "wall clock", "piano stool",
    "fruit basket", "yoga mat", "bike helmet", "camping tent", "coffee mill", "rain jacket",
    "picture frame", "sleeping bag", "music box", "chess set", "sun hat", "door mat",
    "water bottle", "bread knife", "candle holder", "paint brush", "hiking boots", "soup bowl",
)  # fmt: skip


def edit(final: str, draft: str = DRAFT, number: int = 1, **values) -> Edit:
    return Edit(f"d{number}", f"2026-11-{number % 28 + 1:02d}T08:00:00", draft, draft, final, **values)


def topic_draft(number: int) -> str:
    topic = TOPICS[number % len(TOPICS)]
    return (
        f"You can return the {topic} within {number + 3} days [1]! Send it to our {topic} store with the receipt [2]."
    )


def house(text: str) -> str:
    return "Hello,\n\n" + re.sub(r" ?\[\d\]", "", text).replace("!", ".") + "\n\nBest wishes\nTeam Acme"


def fill_log(log, count: int = 30) -> None:
    log._database._writer.pragma("synchronous", "off")  # sixty waits for a busy disk prove nothing here
    for i in range(count):
        record(log, f"d{i}", topic_draft(i), OutcomeKind.EDITED, house(topic_draft(i)))


def record(
    log, draft_id: str, text: str, kind: OutcomeKind | None, final: str = "", reasons: tuple[str, ...] = ()
) -> None:
    model = ModelUse("m", "", "f", "h")
    log_draft(log, Ticket("A question"), Draft(draft_id, Decision.ANSWER, text, (), (), 0.5, (), (), model, "reply-1"))
    if kind is not None:
        log_outcome(log, Outcome(draft_id, kind, final, reasons))


class FakeTrainer:
    """Takes so many steps; asks after each whether to pause; writes an adapter when it ends."""

    def __init__(self, steps: int = 4) -> None:
        self.steps, self.calls = steps, []

    def run(self, plan, examples, held_out, *, heard, pause):
        self.calls.append((plan, examples, held_out))
        done = int(plan.state.read_text()) if plan.state.exists() else 0
        while done < self.steps:
            done += 1
            heard(TrainingProgress(done, self.steps, 1.0 / done, done * 2.0, done * 900))
            if pause() and done < self.steps:
                plan.state.write_text(str(done))
                return TrainingReport(finished=False, steps=done, seconds=done * 2.0, tokens=done * 900, loss=1.0)
        plan.out.mkdir(parents=True, exist_ok=True)
        (plan.out / "adapter_config.json").write_text("{}")
        (plan.out / "adapter_model.safetensors").write_bytes(b"weights")
        plan.state.unlink(missing_ok=True)
        return TrainingReport(finished=True, steps=done, seconds=done * 2.0, tokens=done * 900, loss=0.25)


class FakeShelf:
    """Styles that need no files."""

    def __init__(self, active: Style | None = None) -> None:
        self._active, self.baked, self.failure = active, [], None

    def active(self):
        return self._active

    def find(self, style_id):
        assert self._active is not None
        assert self._active.id == style_id
        return self._active

    def bake(self, style, *, progress=None, cancel=None):
        if self.failure:
            raise self.failure
        assert json.loads((style.folder / "style.json").read_text())["id"] == style.id
        self.baked.append(style.id)


def make_parts(services, tmp_path, **changes) -> LearningParts:
    @contextlib.contextmanager
    def open_style(_style):
        yield lambda text: "Hello,\n\n" + text.replace("!", ".") + "\n\nBest wishes\nTeam Acme"

    values = {
        "log": services.log,
        "store": services.learning_store,
        "styles": FakeShelf(),
        "history": StyleStore(services.database),
        "trainer": FakeTrainer(),
        "gate": lambda _progress, _cancel: lambda _style: Verdict(passed=True, golden={"before": 1}),
        "open_style": open_style,
        "base": lambda: (Path("base.gguf"), "0" * 64),
        "folder": tmp_path / "styles",
        "replay": tmp_path / "replay.jsonl",
        "system": "Rewrite.",
        "check_extra": lambda: None,
        "on_battery": lambda: False,
        "now": lambda: datetime(2026, 11, 21, 12, tzinfo=UTC),
    }
    return LearningParts(**(values | changes))
