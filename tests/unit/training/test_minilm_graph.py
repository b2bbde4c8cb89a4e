"""The graphs that ship, written anew from what stands in them."""

from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="comes with training/minilm/requirements.txt")

from onnx import numpy_helper  # noqa: E402  after it is known to be there
from training.embedder.candidates import SENTENCES  # noqa: E402
from training.minilm.from_graph import constants_of, weights_of  # noqa: E402
from training.minilm.graph import build  # noqa: E402
from training.minilm.products import Rows, pair_peak, quantise  # noqa: E402
from training.personal.form import TOKENS_WITH_SHAPES  # noqa: E402
from training.reader.export import READER  # noqa: E402
from training.verifier.form import PAIRS  # noqa: E402

MODELS = Path("resources/models")
SHIPPED = {
    "embedder": SENTENCES,
    "judge": READER,
    "verifier": PAIRS,
    "personal": TOKENS_WITH_SHAPES,
}
ROUNDED = ("table", "_weight", "_scale", "_bias")
"""The ends of the names of constants that quantising makes: floats that were rounded do not come back."""
WHOLE = ("heads", "logits", "pooler")
"""Dense layers in floating point."""


def peaks_of(found):
    """Peaks that give the graph's smoothing: their roots are its inverse."""
    return {
        name.removesuffix("_smoothing"): value.astype(np.float64) ** -2
        for name, value in found.items()
        if name.endswith("_smoothing")
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_what_the_code_writes(name):
    content = (MODELS / name / "model.onnx").read_bytes()
    shipped = constants_of(onnx.load_from_string(content))
    model = build(SHIPPED[name], weights_of(shipped), Rows(peaks_of(shipped)))
    made = constants_of(model)
    assert list(made) == list(shipped)
    for constant, value in made.items():
        same = shipped[constant]
        assert (value.dtype, value.shape) == (same.dtype, same.shape), constant
        if not constant.endswith(ROUNDED) or constant.startswith(WHOLE):
            assert np.array_equal(value, same), constant
        elif value.dtype == np.int8:
            assert np.abs(value.astype(int) - same).max() <= 1, constant
        else:
            assert np.allclose(value, same, rtol=0.01, atol=1e-4), constant
    for one in model.graph.initializer:
        one.CopyFrom(numpy_helper.from_array(shipped[one.name], one.name))
    assert model.SerializeToString() == content


def test_neighbouring_weights_stay_within_what_16_bits_add_up():
    weight = np.random.default_rng(1).normal(size=(64, 9)).astype(np.float32)
    integers, scale = quantise(weight, axis=0, peak=pair_peak(weight))
    assert pair_peak(integers.astype(np.float32)).max() <= 128
    assert np.abs(integers * scale - weight).max() <= scale.max() / 2 * 1.001
