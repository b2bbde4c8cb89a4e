"""A merged model is the base plus the scaled product, in llama.cpp's order of rows, and nothing else changes."""

import threading

import numpy as np
import pytest
from gguf import GGUFReader
from tests.unit.models.gguf_writing import (
    ALPHA,
    HEADS,
    KEY_HEADS,
    LAYERS,
    LINEAR,
    RANK,
    WIDTH,
    adapter_tensors,
    write_adapter,
    write_base,
)

from citewell.domain.errors import CancelledError, ModelError
from citewell.models.styles.adapter import read_adapter
from citewell.models.styles.merging import merge, permute_rows


def run(base, adapter, target):
    return list(merge(base, read_adapter(adapter), target, threading.Event()))


def interleaved(rows, heads):
    """The order of llama.cpp, spelt out: in each head, row i of the first half, then row i of the second."""
    size = rows.shape[0] // heads
    order = [h * size + half * size // 2 + i for h in range(heads) for i in range(size // 2) for half in (0, 1)]
    return rows[order]


def test_rows_are_interleaved_within_a_head():
    rows = np.arange(8, dtype=np.float32).reshape(8, 1)
    assert permute_rows(rows, 2).ravel().tolist() == [0, 2, 1, 3, 4, 6, 5, 7]


@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_every_tensor_is_the_base_plus_the_change(tmp_path, architecture):
    truth = write_base(tmp_path / "base.gguf", architecture)
    steps = run(tmp_path / "base.gguf", write_adapter(tmp_path / "style"), tmp_path / "merged.gguf")
    assert steps == [(i + 1, len(truth)) for i in range(len(truth))]
    lora = adapter_tensors()
    for layer in range(LAYERS):
        for name, (key, _, _) in LINEAR.items():
            prefix = f"base_model.model.model.layers.{layer}.{key}.lora_"
            change = ALPHA / RANK * lora[f"{prefix}B.weight"] @ lora[f"{prefix}A.weight"]
            if architecture == "llama" and name in {"attn_q", "attn_k"}:
                change = interleaved(change, HEADS if name == "attn_q" else KEY_HEADS)
            truth[f"blk.{layer}.{name}.weight"] += change
    merged = {tensor.name: tensor for tensor in GGUFReader(tmp_path / "merged.gguf").tensors}
    assert merged.keys() == truth.keys()
    for name, values in truth.items():
        assert merged[name].tensor_type.name == ("F32" if name.endswith("norm.weight") else "F16")
        np.testing.assert_allclose(np.asarray(merged[name].data, np.float32), values, rtol=2**-10, atol=1e-4)


def test_metadata_and_tokenizer_are_the_base_s(tmp_path):
    write_base(tmp_path / "base.gguf")
    run(tmp_path / "base.gguf", write_adapter(tmp_path / "style"), tmp_path / "merged.gguf")

    def fields(path):
        return {
            name: (field.types, field.contents())
            for name, field in GGUFReader(path).fields.items()
            if not name.startswith("GGUF.") and name != "general.file_type"
        }

    assert fields(tmp_path / "merged.gguf") == fields(tmp_path / "base.gguf")


@pytest.mark.parametrize(
    ("key", "shape", "complaint"),
    [
        (
            "layers.0.self_attn.q_proj.lora_B",
            (WIDTH * 2, RANK),
            f"attn_q.weight of 128 x 64, .* has as {WIDTH} x {WIDTH}",
        ),
        ("layers.1.mlp.up_proj.lora_A", (RANK, WIDTH // 2), "made for another base model"),
    ],
)
def test_an_adapter_of_another_base(tmp_path, key, shape, complaint):
    write_base(tmp_path / "base.gguf")
    tensors = adapter_tensors() | {f"base_model.model.model.{key}.weight": np.ones(shape, np.float32)}
    write_adapter(tmp_path / "style", tensors)
    with pytest.raises(ModelError, match=complaint):
        run(tmp_path / "base.gguf", tmp_path / "style", tmp_path / "merged.gguf")
    assert not (tmp_path / "merged.gguf").exists()


def test_layers_that_the_base_does_not_have(tmp_path):
    write_base(tmp_path / "base.gguf")
    tensors = {key.replace("layers.1", "layers.7"): values for key, values in adapter_tensors().items()}
    write_adapter(tmp_path / "style", tensors)
    with pytest.raises(ModelError, match="which the model does not have"):
        run(tmp_path / "base.gguf", tmp_path / "style", tmp_path / "merged.gguf")


def test_values_too_large_for_half_precision(tmp_path):
    write_base(tmp_path / "base.gguf")
    write_adapter(tmp_path / "style", {key: values * 1000 for key, values in adapter_tensors().items()})
    with pytest.raises(ModelError, match="too large"):
        run(tmp_path / "base.gguf", tmp_path / "style", tmp_path / "merged.gguf")


def test_an_architecture_whose_rows_are_not_known(tmp_path):
    write_base(tmp_path / "base.gguf", "mamba")
    with pytest.raises(ModelError, match="architecture 'mamba'"):
        run(tmp_path / "base.gguf", write_adapter(tmp_path / "style"), tmp_path / "merged.gguf")


@pytest.mark.parametrize("kept", [3, 60, 2000])
def test_a_damaged_base(tmp_path, kept):
    write_base(tmp_path / "base.gguf")
    whole = (tmp_path / "base.gguf").read_bytes()
    (tmp_path / "base.gguf").write_bytes(whole[:kept])
    with pytest.raises(ModelError, match="cannot be read"):
        run(tmp_path / "base.gguf", write_adapter(tmp_path / "style"), tmp_path / "merged.gguf")


def test_cancelling_stops_between_tensors(tmp_path):
    write_base(tmp_path / "base.gguf")
    adapter, cancelled = read_adapter(write_adapter(tmp_path / "style")), threading.Event()
    steps = merge(tmp_path / "base.gguf", adapter, tmp_path / "merged.gguf", cancelled)
    next(steps)
    cancelled.set()
    with pytest.raises(CancelledError):
        next(steps)
