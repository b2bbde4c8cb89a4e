"""Training a style on the real base model: it learns, and a paused run ends where an unbroken one does."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the extra 'learn' is not installed")
pytest.importorskip("peft", reason="the extra 'learn' is not installed")

from safetensors.numpy import load_file

from citewell.domain.errors import LearningError
from citewell.learning.training.lora import TrainingExample, TrainingPlan, TrainingWish, train
from citewell.models.descriptions import find_base_model
from citewell.settings.resources import resources_dir

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]

EXAMPLES = [
    TrainingExample(
        "Answer.", f"[1] A {thing} costs {price} EUR.\n\nCustomer: price of a {thing}?", f"{price} EUR [1]."
    )
    for thing, price in (("lamp", 12), ("chair", 48), ("desk", 230), ("shelf", 75), ("mat", 9), ("stool", 31))
]


def plan(folder: Path, name: str, **changes: object) -> TrainingPlan:
    made = TrainingPlan(
        base=find_base_model(resources_dir()),
        out=folder / name,
        state=folder / f"{name}.state",
        epochs=2.0,
        rank=4,
        batch_tokens=160,
        compiled=False,
    )
    return replace(made, **changes)


def go_on(_progress: object) -> TrainingWish:
    return TrainingWish.GO_ON


def test_training_learns_and_a_paused_run_ends_as_an_unbroken_one(tmp_path):
    whole = train(plan(tmp_path, "whole"), EXAMPLES, EXAMPLES[:2], go_on)
    assert whole.finished
    assert whole.steps > 2
    assert whole.held_out < whole.held_out_before
    paused = train(plan(tmp_path, "broken"), EXAMPLES, (), lambda p: TrainingWish.PAUSE if p.step == 2 else go_on(p))
    assert (paused.finished, paused.steps) == (False, 2)
    assert not (tmp_path / "broken").exists()
    resumed = train(plan(tmp_path, "broken"), EXAMPLES, (), go_on)
    assert (resumed.finished, resumed.steps) == (True, whole.steps)
    assert not (tmp_path / "broken.state").exists()
    first, second = (load_file(tmp_path / name / "adapter_model.safetensors") for name in ("whole", "broken"))
    assert first.keys() == second.keys()
    assert all((first[key] == second[key]).all() for key in first)


def test_the_state_of_another_run_is_refused(tmp_path):
    train(plan(tmp_path, "one"), EXAMPLES, (), lambda _progress: TrainingWish.PAUSE)
    with pytest.raises(LearningError, match="of other data"):
        train(plan(tmp_path, "one", epochs=4.0), EXAMPLES, (), go_on)
