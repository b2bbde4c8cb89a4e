"""The graphs that ship, written anew from what stands in them."""

from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="comes with training/minilm/requirements.txt")

from onnx import numpy_helper  # noqa: E402  after it is known to be there
from training.embedder.candidates import SENTENCES  # noqa: E402
from training.minilm.graph import GELU_LOWEST, build  # noqa: E402
from training.minilm.products import Rows, pair_peak, quantise  # noqa: E402
from training.personal.form import TOKENS_WITH_SHAPES  # noqa: E402
from training.verifier.form import PAIRS  # noqa: E402

MODELS = Path("resources/models")
SHIPPED = {
    "embedder": SENTENCES,
    "judge": PAIRS,
    "verifier": PAIRS,
    "personal": TOKENS_WITH_SHAPES,
}
ROUNDED = ("table", "_weight", "_scale", "_bias")
"""The ends of the names of constants that quantising makes: floats that were rounded do not come back."""
WHOLE = ("heads", "pooler")
"""Dense layers in floating point."""
PARTS = {
    "projected": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "attention_asked": "attention.self.query",
}


def constants_of(model):
    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


def dense_of(found, name):
    """Weight `[inputs, outputs]` and bias, as near as bytes and scales tell."""
    if name.startswith(WHOLE):
        return found[f"{name}_weight"], found[f"{name}_bias"]
    weight, bias = found[f"{name}_weight"] * found[f"{name}_scale"], found[f"{name}_bias"]
    if name.endswith("_narrow"):
        bias = bias - np.float32(GELU_LOWEST) * weight.sum(axis=0)
    if f"{name}_smoothing" in found:
        weight = weight * found[f"{name}_smoothing"][:, np.newaxis]
    return weight.astype(np.float32), bias.astype(np.float32)


def weights_of(found):
    """The weights of a graph by their BERT names."""
    weights = {
        "embeddings.word_embeddings.weight": (found["table"] * found["table_scale"]).astype(np.float32),
        "embeddings.position_embeddings.weight": found["positions"],
    }
    if "shape_table" in found:
        weights["shapes.weight"] = found["shape_table"]
    dense = {name.removesuffix("_weight") for name in found if name.endswith("_weight")}
    for name in sorted(dense):
        weight, bias = dense_of(found, name)
        layer, _, part = name.partition("_")
        prefix = f"encoder.layer.{layer.removeprefix('layer')}"
        if part == "attention_projection":
            parts = ("query", "key", "value")[-weight.shape[1] // 384 :]
            owners = [f"{prefix}.attention.self.{one}" for one in parts]
        else:
            owners = [{"heads": "heads", "pooler": "pooler.dense"}.get(name) or f"{prefix}.{PARTS[part]}"]
        columns = zip(owners, np.split(weight, len(owners), axis=1), np.split(bias, len(owners)), strict=True)
        for owner, own_weight, own_bias in columns:
            weights |= {f"{owner}.weight": own_weight.T, f"{owner}.bias": own_bias}
    for name in found:
        if name.endswith("_gain"):
            owner = name.removesuffix("_gain").replace("_", ".")
            weights[f"{owner}.weight"] = found[name]
            weights[f"{owner}.bias"] = found[name.replace("_gain", "_shift")]
    return weights


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
