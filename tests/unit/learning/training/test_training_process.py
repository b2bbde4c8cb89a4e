"""The protocol of training with a real child process: data through the pipe, progress, pause, resume, failures."""

import importlib.util
import sys

import pytest

from citewell.domain.errors import LearningError
from citewell.learning.training import trainer
from citewell.learning.training.lora import TrainingExample, TrainingPlan
from citewell.learning.training.process import TrainerProcess
from citewell.processes.frames import Frame

EXAMPLES = [TrainingExample("s", "private words", "ü [1]")] * 3
COMMAND = [sys.executable, "-m", "tests.unit.learning.fake_trainer"]


@pytest.fixture
def plan(tmp_path) -> TrainingPlan:
    return TrainingPlan(base=tmp_path / "base.gguf", out=tmp_path / "out", state=tmp_path / "state.pt")


def run(plan, *arguments, pause=lambda: False):
    heard = []
    report = TrainerProcess(command=[*COMMAND, *arguments]).run(
        plan, EXAMPLES, EXAMPLES[:1], heard=heard.append, pause=pause
    )
    return report, heard


def test_examples_reach_the_child_and_progress_comes_back(plan, tmp_path):
    report, heard = run(plan)
    assert report.finished
    assert [step.step for step in heard] == list(range(1, 41))
    assert (tmp_path / "out" / "seen.txt").read_text() == "3 1 ü [1] None"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_pause_saves_the_state_and_a_second_run_goes_on(plan):
    report, heard = run(plan, pause=lambda: True)
    assert not report.finished
    assert 1 <= report.steps < 40
    report, heard = run(plan)
    assert report.finished
    assert heard[0].step > 1


@pytest.mark.expects_log("the trainer ended with code 7")
def test_a_crash_says_how_to_go_on(plan):
    with pytest.raises(LearningError, match=r"stopped \(code 7\).*--resume"):
        run(plan, "crash")


def test_a_failure_is_told_without_any_text_of_an_example(plan):
    with pytest.raises(LearningError, match=r"ValueError in fake_trainer.py:\d+") as caught:
        run(plan, "fail")
    assert "private" not in str(caught.value)
    with pytest.raises(LearningError, match=r"^The base cannot be trained\.$"):
        run(plan, "refuse")


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="the extra is installed")
def test_the_real_host_without_the_extra_says_how_to_install_it(plan):
    with pytest.raises(LearningError, match=r"pip install 'citewell\[learn\]'.*make learn"):
        TrainerProcess().run(plan, EXAMPLES, [], heard=lambda _: None, pause=lambda: False)


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(trainer.importlib.util, "find_spec", lambda name: None if name == "peft" else object())
    assert trainer.missing_packages() == ("peft",)
    with pytest.raises(LearningError, match=r"\(peft\)"):
        trainer.check_extra()


def test_a_call_comes_out_as_it_went_in(plan):
    head, body = trainer.encode_call(plan, EXAMPLES, EXAMPLES[:1])
    assert trainer.decode_call(Frame({"method": "train", **head}, body)) == (plan, EXAMPLES, EXAMPLES[:1])
    assert b"private" not in str(head).encode()
