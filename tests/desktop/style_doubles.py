"""A shelf of styles and a learner whose work waits until it is let on, and what they tell."""

import threading
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError, LearningError
from citewell.domain.learning import LearningState, Suggestion
from citewell.domain.progress import CancelToken, GoldenProgress, LearningProgress, LearningStage, Progress
from citewell.domain.styles import Activation, Style, StyleAction
from citewell.learning.dataset import Example, StyleData
from citewell.learning.parts import Learned, Preview
from citewell.learning.rules.house_rules import Rule
from citewell.learning.training.planning import Effort
from citewell.models.styles.styles import StyleStanding

SHIPPED = Style(
    "support-1", "Support", "", "0" * 64, "Q8_0", "2026-02-01T09:00:00+00:00", Path("/styles/support-1"), shipped=True
)


def golden(**shares: float) -> dict[str, object]:
    """One side of golden results, as a gate keeps them."""
    return {"hybrid": {"measures": {name: {"value": share} for name, share in shares.items()}}}


LEARNED = Style(
    "style-2026-03-02",
    "Learned on 2026-03-02",
    "support-1",
    "0" * 64,
    "Q8_0",
    "2026-03-02T09:00:00+00:00",
    Path("/styles/style-2026-03-02"),
    data={"examples": 184, "edited": 97},
    golden={
        "before": golden(decision_accuracy=0.92, grounded_accuracy=0.97, style_rules=0.41),
        "after": golden(decision_accuracy=0.94, grounded_accuracy=0.97, style_rules=0.93),
    },
)
REASONS = (
    "Fewer right decisions: 41 after 43: g-07 (answer, where refuse was right).",
    "g-07: the refusal was right and is lost (answer).",
)
OPENING = Rule("opening", "Hi", "Finals begin with 'Hi <NAME>,' (96%)", 0.96, 0.0, lambda text: text.startswith("Hi"))
CLOSING = Rule("closing", "Cheers", "Finals end with 'Cheers, the Acme team' (91%)", 0.91, 0.0, lambda _text: False)
SUGGESTION = Suggestion(
    "d1",
    "refunds.md",
    "changed",
    "fact",
    "The amount is refunded within 10 business days.",
    "The amount is refunded within 5 business days, write to ann@example.org.",
)


class GatedWork:
    """Tells its steps and waits at the gate before the last."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def go(self, steps: list[Progress], progress, cancel: CancelToken | None) -> bool:
        """Whether it came to the end; ``False`` where it was cancelled."""
        for step in steps:
            progress(step)
        while not self.gate.wait(0.01):
            if cancel is not None and cancel.cancelled:
                return False
        return True


class FakeStyles(GatedWork):
    """Two styles; ``passes`` is what the gate will say."""

    def __init__(self, styles=(SHIPPED, LEARNED), active="support-1") -> None:
        super().__init__()
        self.styles, self.stack = list(styles), [active] if active else []
        self.passes = True
        self.lines: list[Activation] = []
        self.problems: dict[str, str] = {}

    def standings(self):
        return [
            StyleStanding(style, style.id == self.stack[-1] if self.stack else False, self.problems.get(style.id, ""))
            for style in self.styles
        ]

    def history(self):
        return list(self.lines)

    def find(self, style_id):
        return next(style for style in self.styles if style.id == style_id)

    def bake(self, style, *, progress, cancel):
        if not self.go([Progress(3, 10, style.id)], progress, cancel):
            cancel.check()

    def activate(self, style_id, gate, *, cancel):
        verdict = gate(self.find(style_id))
        action = StyleAction.ACTIVATED if verdict.passed else StyleAction.REFUSED
        if verdict.passed:
            self.stack.append(style_id)
        self.lines.append(Activation("2026-03-03T10:00:00+00:00", style_id, action, verdict.reasons))
        return self.lines[-1]

    def rollback(self):
        if len(self.stack) < 2:
            raise BadInputError("There is no style to go back to.")
        self.stack.pop()
        line = Activation("2026-03-04T10:00:00+00:00", self.stack[-1], StyleAction.ROLLED_BACK, ("gone back",))
        self.lines.append(line)
        return line

    def style_gate(self, progress, _cancel):
        """In place of the services' own."""

        def gate(_style):
            progress(GoldenProgress(1, 40, "", Mode.HYBRID, "g-01"))
            return SimpleNamespace(passed=self.passes, reasons=() if self.passes else REASONS)

        return gate


def make_data(edited: int = 37, *, suggestions=()) -> StyleData:
    examples = tuple(
        Example(f"d{n}", f"2026-03-{1 + n % 20:02}T10:00:00+00:00", "a", "b", held_out=n < 5) for n in range(edited)
    )
    return StyleData(
        examples,
        (OPENING, CLOSING) if edited else (),
        tuple(suggestions),
        Counter(tone=24, length=9, fact=4) if edited else Counter(),
        Counter({"no outcome": 12, "rejected": 3}) if edited else Counter(),
    )


class FakeLearner(GatedWork):
    """Learns by waiting; ``ending`` is how a run ends, ``steps`` what it tells first."""

    def __init__(self, store, *, edited: int = 37, suggestions=()) -> None:
        super().__init__()
        self._store = store
        self.data = make_data(edited, suggestions=suggestions)
        self.obstacle: LearningError | None = None
        self.paused = False
        self.ending = LearningState.ACTIVATED
        self.error = ""
        self.steps = [LearningProgress(120, 400, "", LearningStage.TRAINING, 12)]
        self.calls: list[bool] = []

    def preview(self, _options):
        return Preview(self.data, Effort(4.0, 1000, 50_000, 900.0, fits=True))

    def learn(self, _options, *, resume, progress, cancel):
        self.calls.append(resume)
        if self.error:
            raise LearningError(self.error)
        ended = self.go(self.steps, progress, cancel)
        state = self.ending if ended else LearningState.PAUSED
        self.paused = not ended
        reasons = REASONS if state is LearningState.REFUSED else ()
        check = {
            "drafts": 5,
            "before": {OPENING.words: 0.0, "all": 0.0},
            "after": {OPENING.words: 1.0, "all": 0.8},
        }
        self._store.record_run(
            state, {"style": "style-2026-03-03", "reasons": list(reasons), **({"check": check} if ended else {})}
        )
        return Learned(state, "style-2026-03-03", self.data, reasons)
