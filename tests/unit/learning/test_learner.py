"""A whole run with a trainer, a shelf of styles and a gate that need no model."""

import contextlib
import json
from dataclasses import replace

import pytest
from tests.unit.learning.learning_doubles import FakeShelf, FakeTrainer, fill_log, make_parts, record, topic_draft

from citewell.domain.drafts import OutcomeKind
from citewell.domain.errors import CancelledError, LearningError, ModelError
from citewell.domain.learning import RetiredPhrase
from citewell.domain.progress import CancelToken
from citewell.domain.styles import Style, StyleAction, Verdict
from citewell.learning.learner import Learner
from citewell.learning.parts import LearnOptions

OPTIONS = LearnOptions(minutes=40, least=20)


@pytest.fixture
def parts(services, tmp_path):
    fill_log(services.log)
    return make_parts(services, tmp_path)


def styles(parts) -> list[str]:
    return sorted(path.name for path in parts.folder.iterdir())


def test_activated(parts):
    learned = Learner(parts).learn(OPTIONS)
    assert (learned.state, learned.reasons, learned.style) == ("activated", (), "style-2026-11-21-1")
    assert styles(parts) == ["style-2026-11-21-1"]
    folder = parts.folder / "style-2026-11-21-1"
    stored = json.loads((folder / "style.json").read_text())
    assert (stored["id"], stored["parent"], stored["base"], stored["quantisation"]) == (
        folder.name,
        "",
        "0" * 64,
        "Q8_0",
    )
    assert stored["data"]["version"] == learned.data.version
    assert stored["golden"] == {"before": 1}
    assert stored["check"]["after"]["all"] == 1.0
    assert stored["training"]["tokens_a_second"] == 450.0
    card = (folder / "README.md").read_text()
    assert "Finals begin with 'Hello,' (100%)" in card
    assert "Activated" in card
    (line,) = parts.history.entries()
    assert (line.style, line.action) == (folder.name, StyleAction.ACTIVATED)
    assert [run.state for run in parts.store.runs()] == ["activated"]
    assert Learner(parts).preview(OPTIONS).effort.seconds == pytest.approx(
        Learner(parts).preview(OPTIONS).effort.tokens / 450.0
    )  # the speed that was measured


def test_no_text_of_a_draft_is_in_any_file(parts):
    Learner(parts).learn(OPTIONS)
    for path in parts.folder.rglob("*"):
        if path.is_file():
            assert b"receipt" not in path.read_bytes(), path


def test_what_is_trained_on(parts, tmp_path):
    line = {"task": "crm", "system": "Fill.", "user": "x" * 400, "completion": "{}", "source": "own"}
    parts.replay.write_text("\n".join([json.dumps(line)] * 500))
    Learner(parts).learn(OPTIONS)
    plan, examples, held_out = parts.trainer.calls[0]
    assert (len(held_out), plan.start, plan.max_seconds) == (4, None, 40 * 60 * 0.85)
    assert {example.system for example in examples} == {"Rewrite.", "Fill."}
    assert sum(example.system == "Rewrite." for example in examples) == 26
    assert not {example.user for example in held_out} & {example.user for example in examples}


@pytest.mark.parametrize(
    ("verdict", "restyle", "reason"),
    [
        (Verdict(passed=False, reasons=("Two golden tickets are lost.",)), None, "Two golden tickets"),
        (Verdict(passed=True), lambda text: text, "0% of 4 held-out drafts follow"),
        (Verdict(passed=True), lambda _text: "Hello,\nyes.\nBest wishes\nTeam Acme", "keep their figures"),
    ],
)
def test_refused(parts, verdict, restyle, reason):
    changes = {"gate": lambda _progress, _cancel: lambda _style: verdict}
    if restyle is not None:
        changes["open_style"] = lambda _style: contextlib.nullcontext(restyle)
    learned = Learner(replace(parts, **changes)).learn(OPTIONS)
    assert learned.state == "refused"
    assert any(reason in one for one in learned.reasons)
    (line,) = parts.history.entries()
    assert line.action is StyleAction.REFUSED
    assert styles(parts) == ["style-2026-11-21-1"]  # kept, to look at and to activate by hand


def test_paused_and_resumed_although_the_log_grew(services, parts):
    cancel = CancelToken()
    learner = Learner(parts)
    learned = learner.learn(OPTIONS, progress=lambda step: cancel.cancel() if step.done == 2 else None, cancel=cancel)
    assert learned.state == "paused"
    assert styles(parts) == [".learning"]
    record(services.log, "late", "Another draft [1].", OutcomeKind.EDITED, "Hello, another draft.")
    again = Learner(parts).learn(OPTIONS, resume=True)
    assert again.state == "activated"
    assert again.data.version == learned.data.version
    assert styles(parts) == ["style-2026-11-21-1"]
    first, second = parts.trainer.calls
    assert first == second
    assert [run.state for run in parts.store.runs()] == ["paused", "activated"]


def test_a_paused_run_does_not_go_on_with_other_data(parts):
    cancel = CancelToken()
    cancel.cancel()
    assert Learner(parts).learn(OPTIONS, cancel=cancel).state == "paused"
    parts.store.retire([RetiredPhrase("Best wishes", "Cheers")])
    with pytest.raises(LearningError, match="has changed since"):
        Learner(parts).learn(OPTIONS, resume=True)
    assert Learner(parts).learn(OPTIONS).state == "refused"  # the fake style knows the old closing alone


def test_outcomes_that_taught_nothing_count_when_it_goes_on(services, parts):
    """A newer edit took the place of one like it, and was left out itself: so it must be when the run is resumed."""
    record(services.log, "like", topic_draft(3), OutcomeKind.EDITED, topic_draft(3).replace("Send", "Please send"))
    cancel = CancelToken()
    cancel.cancel()
    assert Learner(parts).learn(OPTIONS, cancel=cancel).state == "paused"
    assert Learner(parts).learn(OPTIONS, resume=True).state == "activated"


def test_nothing_to_resume(parts):
    with pytest.raises(LearningError, match="No training is paused"):
        Learner(parts).learn(OPTIONS, resume=True)


def test_a_damaged_plan_can_be_started_over(parts):
    (parts.folder / ".learning").mkdir(parents=True)
    (parts.folder / ".learning" / "plan.json").write_text("{")
    with pytest.raises(LearningError, match="Start anew"):
        Learner(parts).learn(OPTIONS, resume=True)
    assert Learner(parts).paused
    assert Learner(parts).learn(OPTIONS).state == "activated"


@pytest.mark.parametrize("failure", [ModelError("The disk is full."), CancelledError("Cancelled.")])
def test_a_run_that_stops_after_training_shows_no_half_style_and_goes_on_at_the_bake(parts, failure):
    parts.styles.failure = failure
    with pytest.raises(type(failure)):
        Learner(parts).learn(OPTIONS)
    assert styles(parts) == [".learning"]
    assert parts.history.entries() == []
    parts.styles.failure = None
    assert Learner(parts).learn(OPTIONS, resume=True).state == "activated"
    assert len(parts.trainer.calls) == 1


def test_on_battery_it_waits_and_goes_on_when_plugged_in(parts):
    looks = iter([True, True, False, False, True, True, False, *[False] * 20])
    said = []

    class Impatient(CancelToken):
        def wait(self, _seconds):
            return False

    battery = replace(parts, on_battery=lambda: next(looks), trainer=FakeTrainer(6))
    learned = Learner(battery).learn(OPTIONS, progress=lambda step: said.append(step.item), cancel=Impatient())
    assert learned.state == "activated"
    assert said.count("waiting for mains power") == 3
    assert len(battery.trainer.calls) == 2
    always = replace(parts, on_battery=lambda: True, trainer=FakeTrainer())
    Learner(always).learn(replace(OPTIONS, learn_on_battery=True))
    assert len(always.trainer.calls) == 1


def test_too_few_edits_are_counted(services, tmp_path):
    fill_log(services.log, 5)
    record(services.log, "r", "Draft", OutcomeKind.REJECTED)
    with pytest.raises(LearningError, match=r"5 usable edits; at least 20.*1 rejected"):
        Learner(make_parts(services, tmp_path)).learn(OPTIONS)
    assert not (tmp_path / "styles").exists()


def test_what_is_missing_is_told_before_anything_is_done(parts):
    def missing():
        raise LearningError("install it")

    with pytest.raises(LearningError, match="install it"):
        Learner(replace(parts, check_extra=missing)).learn(OPTIONS)
    with pytest.raises(LearningError, match="no golden tickets"):
        Learner(replace(parts, gate=lambda _progress, _cancel: None)).learn(OPTIONS)
    assert not parts.folder.exists()


def test_suggestions_are_filed_once_and_a_preview_files_none(services, parts):
    record(services.log, "f", topic_draft(3), OutcomeKind.EDITED, topic_draft(3).replace("6 days", "60 days"))
    assert len(Learner(parts).preview(OPTIONS).data.suggestions) == 1
    assert parts.store.suggestions() == []
    Learner(parts).learn(OPTIONS)
    Learner(parts).learn(OPTIONS)
    (suggestion,) = parts.store.suggestions()
    assert (suggestion.draft_id, suggestion.kind, suggestion.state, suggestion.number) == ("f", "changed", "open", 1)
    assert styles(parts) == ["style-2026-11-21-1", "style-2026-11-21-2"]


def test_training_starts_from_the_active_style(parts, tmp_path):
    learned = Learner(parts).learn(OPTIONS)
    folder = parts.folder / learned.style
    active = Style(learned.style, "n", "", "0" * 64, "Q5_0", "2026-11-21T00:00:00", folder)
    second = replace(parts, styles=FakeShelf(active), trainer=FakeTrainer())
    again = Learner(second).learn(OPTIONS)
    assert second.trainer.calls[0][0].start == folder
    stored = json.loads((parts.folder / again.style / "style.json").read_text())
    assert (stored["parent"], stored["quantisation"]) == (learned.style, "Q5_0")
