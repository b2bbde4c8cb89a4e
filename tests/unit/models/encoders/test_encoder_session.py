"""One encoder in ONNX Runtime: what a long batch needed is given back."""

import numpy as np
import pytest

from citewell.domain.errors import ModelError
from citewell.models.descriptions import VERIFIER
from citewell.models.encoders.session import load_session
from citewell.settings.resources import resources_dir


def feed(rows: int, tokens: int) -> dict[str, np.ndarray]:
    ids = np.full((rows, tokens), 2000, dtype=np.int64)
    return {"input_ids": ids, "attention_mask": np.ones_like(ids)}


def test_each_run_gives_the_arena_back(monkeypatch):
    session, _ = load_session(resources_dir() / "models" / VERIFIER.folder, 1, "verifier")
    options = []
    real = session._session.run
    monkeypatch.setattr(session, "_session", type("Spy", (), {"run": lambda _, *a: options.append(a[2]) or real(*a)})())
    assert session.run("scores", feed(2, 8)).shape == (2, 1)
    assert options[0].get_run_config_entry("memory.enable_memory_arena_shrinkage") == "cpu:0"


def test_a_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"The verifier in .* cannot be loaded"):
        load_session(tmp_path, 1, "verifier")
