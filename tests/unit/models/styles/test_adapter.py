"""Adapters are read whole or refused with the reason."""

import json
import math
import struct

import numpy as np
import pytest
from tests.unit.models.gguf_writing import ALPHA, LAYERS, LINEAR, RANK, adapter_tensors, write_adapter

from citewell.domain.errors import ModelError
from citewell.models.styles.adapter import CONFIG, WEIGHTS, adapter_sha256, read_adapter

Q_A = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"


def test_a_sound_adapter(tmp_path):
    adapter = read_adapter(write_adapter(tmp_path))
    assert adapter.pairs.keys() == {f"blk.{i}.{name}.weight" for i in range(LAYERS) for name in LINEAR}
    assert (adapter.rank, adapter.scale) == (RANK, ALPHA / RANK)
    np.testing.assert_array_equal(adapter.pairs["blk.0.attn_q.weight"].a, adapter_tensors()[Q_A])


def test_rank_stabilised_scale(tmp_path):
    assert read_adapter(write_adapter(tmp_path, use_rslora=True)).scale == ALPHA / math.sqrt(RANK)


def test_half_precision(tmp_path):
    write_adapter(tmp_path, adapter_tensors(dtype=np.float16))
    found = read_adapter(tmp_path).pairs["blk.0.attn_q.weight"].a
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, adapter_tensors(dtype=np.float16)[Q_A].astype(np.float32))


def test_bfloat16(tmp_path):
    write_adapter(tmp_path)
    values = np.array([[1.0, -2.5, 0.15625, 3e20]] * 2, dtype=np.float32)
    upper = (values.view(np.uint32) >> 16).astype("<u2")
    keys = [Q_A, Q_A.replace("lora_A", "lora_B")]
    shapes = [[4, 2], [2, 4]]
    header = json.dumps(
        {
            key: {"dtype": "BF16", "shape": shape, "data_offsets": [16 * i, 16 * i + 16]}
            for i, (key, shape) in enumerate(zip(keys, shapes, strict=True))
        }
    ).encode()
    (tmp_path / WEIGHTS).write_bytes(struct.pack("<Q", len(header)) + header + upper.tobytes() * 2)
    pair = read_adapter(tmp_path).pairs["blk.0.attn_q.weight"]
    np.testing.assert_allclose(pair.b.ravel(), values.ravel(), rtol=2**-7)
    assert pair.a.shape == (4, 2)


def test_the_hash_is_that_of_weights_and_config(tmp_path):
    first = adapter_sha256(write_adapter(tmp_path / "a"))
    assert first == adapter_sha256(write_adapter(tmp_path / "b"))
    assert first != adapter_sha256(write_adapter(tmp_path / "c", lora_alpha=ALPHA + 1))
    assert first != adapter_sha256(write_adapter(tmp_path / "d", adapter_tensors(dtype=np.float16)))


@pytest.mark.parametrize("missing", [CONFIG, WEIGHTS])
def test_a_missing_file(tmp_path, missing):
    (write_adapter(tmp_path) / missing).unlink()
    with pytest.raises(ModelError, match=f"{missing} is missing"):
        read_adapter(tmp_path)


@pytest.mark.parametrize("kept", [0, 7, 100, 5000])
def test_truncated_weights(tmp_path, kept):
    path = write_adapter(tmp_path) / WEIGHTS
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelError, match="damaged or cut short"):
        read_adapter(tmp_path)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"peft_type": "LORA"}', '{"peft_type": "LORA", "r": 4, "lora_alpha": "x"}']
)
def test_a_config_that_cannot_be_used(tmp_path, text):
    (write_adapter(tmp_path) / CONFIG).write_text(text)
    with pytest.raises(ModelError, match="cannot be used"):
        read_adapter(tmp_path)


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ({"peft_type": "IA3"}, "another kind of adapter"),
        ({"bias": "all"}, "another kind of adapter"),
        ({"use_dora": True}, "DoRA"),
        ({"modules_to_save": ["lm_head"]}, "whole modules"),
        ({"rank_pattern": {"q_proj": 2}}, "ranks by module"),
        ({"r": 0}, "r must be 1 to"),
        ({"r": True}, "r must be 1 to"),
        ({"r": 10**6}, "r must be 1 to"),
        ({"lora_alpha": float("nan")}, "lora_alpha a number"),
        ({"r": RANK + 1}, f"{CONFIG} says {RANK + 1}"),
    ],
)
def test_configs_that_do_not_describe_a_plain_lora(tmp_path, config, complaint):
    write_adapter(tmp_path, **config)
    with pytest.raises(ModelError, match=complaint):
        read_adapter(tmp_path)


def changed(**changes):
    """The usual tensors, with ``q_a`` in the place of A of the first q."""
    tensors = adapter_tensors()
    tensors[changes.pop("rename", Q_A)] = changes.pop("values", tensors[Q_A])
    return tensors


@pytest.mark.parametrize(
    ("tensors", "complaint"),
    [
        ({}, "holds no weights"),
        (changed(values=np.ones((RANK + 1, 64), np.float32)), "of rank 5 and 4"),
        (changed(values=np.ones(64, np.float32)), "is no matrix"),
        (changed(values=np.full((RANK, 64), np.inf, np.float32)), "no numbers"),
        (changed(values=np.ones((RANK, 64), np.int32)), "of type I32"),
        (changed(rename="base_model.model.lm_head.lora_A.weight"), "changes 'base_model.model.lm_head"),
        (changed(rename="base_model.model.model.embed_tokens.lora_A.weight"), "and nothing else"),
        (changed(rename="base_model.model.model.layers.0.../../etc.lora_A.weight"), "and nothing else"),
        ({key: value for key, value in adapter_tensors().items() if key != Q_A}, "one half of the change"),
    ],
)
def test_weights_that_are_no_style(tmp_path, tensors, complaint):
    write_adapter(tmp_path, tensors)
    with pytest.raises(ModelError, match=complaint):
        read_adapter(tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    write_adapter(tmp_path / "style")
    outside = (tmp_path / "style" / WEIGHTS).rename(tmp_path / "secret")
    (tmp_path / "style" / WEIGHTS).symlink_to(outside)
    with pytest.raises(ModelError, match="link to a file outside"):
        read_adapter(tmp_path / "style")
