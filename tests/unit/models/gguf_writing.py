"""Tiny GGUF files and adapters for tests."""

import json
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter
from gguf.quants import dequantize, quantize
from safetensors.numpy import save_file

LAYERS, WIDTH, HIDDEN, HEADS, KEY_HEADS, VOCABULARY = 2, 64, 96, 4, 2, 32
KEY_WIDTH = WIDTH // HEADS * KEY_HEADS
LINEAR = {  # name in GGUF: (name in PEFT, outputs, inputs)
    "attn_q": ("self_attn.q_proj", WIDTH, WIDTH),
    "attn_k": ("self_attn.k_proj", KEY_WIDTH, WIDTH),
    "attn_v": ("self_attn.v_proj", KEY_WIDTH, WIDTH),
    "attn_output": ("self_attn.o_proj", WIDTH, WIDTH),
    "ffn_gate": ("mlp.gate_proj", HIDDEN, WIDTH),
    "ffn_up": ("mlp.up_proj", HIDDEN, WIDTH),
    "ffn_down": ("mlp.down_proj", WIDTH, HIDDEN),
}
RANK, ALPHA = 4, 12


def write_base(path: Path, architecture: str = "llama") -> dict[str, np.ndarray]:
    """A Q8_0 model with tied embeddings; returns its weights as they are once dequantised."""
    random = np.random.default_rng(1)
    writer = GGUFWriter(path, architecture)
    writer.add_block_count(LAYERS)
    writer.add_context_length(64)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(7)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list([f"token é {i}" for i in range(VOCABULARY)])
    writer.add_token_types([1] * VOCABULARY)
    writer.add_token_merges(["a b", "b c"])
    writer.add_chat_template("{{ messages }}")
    truth = {}
    shapes = {"token_embd.weight": (VOCABULARY, WIDTH)}
    for layer in range(LAYERS):
        shapes |= {f"blk.{layer}.{name}.weight": (out, into) for name, (_, out, into) in LINEAR.items()}
    for name, shape in shapes.items():
        packed = quantize(random.normal(size=shape).astype(np.float32), GGMLQuantizationType.Q8_0)
        writer.add_tensor(name, packed, raw_dtype=GGMLQuantizationType.Q8_0)
        truth[name] = dequantize(packed, GGMLQuantizationType.Q8_0)
    for name in (
        "output_norm.weight",
        *(f"blk.{i}.{part}_norm.weight" for i in range(LAYERS) for part in ("attn", "ffn")),
    ):
        truth[name] = random.normal(size=WIDTH).astype(np.float32)
        writer.add_tensor(name, truth[name])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return truth


def adapter_tensors(rank: int = RANK, dtype=np.float32) -> dict[str, np.ndarray]:
    """Random A and B for every linear layer, by the names that PEFT gives them."""
    random = np.random.default_rng(2)
    tensors = {}
    for layer in range(LAYERS):
        for name, out, into in LINEAR.values():
            key = f"base_model.model.model.layers.{layer}.{name}"
            tensors[f"{key}.lora_A.weight"] = random.normal(size=(rank, into)).astype(dtype)
            tensors[f"{key}.lora_B.weight"] = random.normal(size=(out, rank)).astype(dtype)
    return tensors


def write_adapter(folder: Path, tensors: dict[str, np.ndarray] | None = None, **config: object) -> Path:
    """An adapter in PEFT's format."""
    folder.mkdir(parents=True, exist_ok=True)
    values = {"peft_type": "LORA", "r": RANK, "lora_alpha": ALPHA, "bias": "none", **config}
    (folder / "adapter_config.json").write_text(json.dumps(values), encoding="utf-8")
    save_file(adapter_tensors() if tensors is None else tensors, folder / "adapter_model.safetensors")
    return folder


def write_style(folder: Path, base: str, tensors: dict[str, np.ndarray] | None = None, **record: object) -> Path:
    """A style: an adapter with its ``style.json``."""
    write_adapter(folder, tensors)
    values = {
        "id": folder.name,
        "name": folder.name.title(),
        "parent": "",
        "base": base,
        "quantisation": "F16",
        "created_at": "2026-01-01T00:00:00+00:00",
        "data": {"version": "1", "examples": 300},
        "training": {"steps": 10},
        "golden": {"decision_f1": 0.9},
        **record,
    }
    (folder / "style.json").write_text(json.dumps(values), encoding="utf-8")
    return folder
