"""A LoRA adapter as PEFT writes it: ``adapter_config.json`` and ``adapter_model.safetensors``, read without torch.

Everything in the two files is checked before it is used, since a style may come from anywhere.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, deserialize

from citewell.domain.errors import ModelError

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
MAX_RANK = 512
MAX_BYTES = 2 * 1024**3
_MAX_CONFIG_BYTES = 1024 * 1024

_KEY = re.compile(r"base_model\.model\.model\.layers\.(\d{1,4})\.(\w+\.\w+)\.lora_([AB])\.weight")
_PARTS = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_REFUSED = {
    "use_dora": "DoRA",
    "modules_to_save": "whole modules beside the adapter",
    "rank_pattern": "ranks by module",
    "alpha_pattern": "scales by module",
    "fan_in_fan_out": "transposed weights",
    "lora_bias": "biases",
    "use_qalora": "QA-LoRA",
    "use_bdlora": "block-diagonal weights",
    "layer_replication": "layers used twice",
}

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LoraPair:
    """``a`` is rank x inputs, ``b`` outputs x rank, both float32."""

    a: Matrix
    b: Matrix


@dataclass(frozen=True, slots=True)
class LoraAdapter:
    """``pairs`` by the GGUF name of the tensor (``blk.0.attn_q.weight``) to which they add b @ a * ``scale``."""

    pairs: Mapping[str, LoraPair]
    rank: int
    scale: float


def adapter_sha256(folder: Path) -> str:
    """One sha256 over both files of an adapter. Raises ``ModelError``."""
    whole = hashlib.sha256()
    for name in (CONFIG, WEIGHTS):
        whole.update(hashlib.sha256(_read(folder, name)).digest())
    return whole.hexdigest()


def read_adapter(folder: Path) -> LoraAdapter:
    """Read and check the adapter in ``folder``. Raises ``ModelError`` with what is wrong with it."""
    rank, scale = _config(folder)
    try:
        stored = deserialize(_read(folder, WEIGHTS))  # type: ignore[no-untyped-call]
    except (SafetensorError, ValueError) as error:
        raise ModelError(f"{folder / WEIGHTS} is damaged or cut short ({error}). Put the style back.") from error
    halves: dict[str, dict[str, Matrix]] = {}
    for key, info in stored:
        name, half = _target(key, folder)
        halves.setdefault(name, {})[half] = _matrix(key, info, folder)
    if not halves:
        raise ModelError(f"{folder / WEIGHTS} holds no weights. Put the style back.")
    return LoraAdapter({name: _pair(name, pair, rank, folder) for name, pair in halves.items()}, rank, scale)


def _config(folder: Path) -> tuple[int, float]:
    """Rank and scale. The scale is alpha / r, or alpha / sqrt(r) for rank-stabilised LoRA (Kalajdzievski 2023)."""
    path = folder / CONFIG
    try:
        config = json.loads(_read(folder, CONFIG, _MAX_CONFIG_BYTES))
        kind, rank, alpha = config["peft_type"], config["r"], float(config["lora_alpha"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} cannot be used ({error!r}). Put the style back.") from error
    if kind != "LORA" or config.get("bias", "none") != "none":
        raise ModelError(f"{path} describes another kind of adapter than a plain LoRA.")
    for name, what in _REFUSED.items():
        if config.get(name):
            raise ModelError(f"{path}: a style cannot have {what} ('{name}').")
    if type(rank) is not int or not 1 <= rank <= MAX_RANK or not math.isfinite(alpha):
        raise ModelError(f"{path}: r must be 1 to {MAX_RANK} and lora_alpha a number, not {rank!r} and {alpha!r}.")
    return rank, alpha / math.sqrt(rank) if config.get("use_rslora") else alpha / rank


def _target(key: str, folder: Path) -> tuple[str, str]:
    """The tensor that a key of the adapter changes, and which half of the pair it is."""
    match = _KEY.fullmatch(key)
    part = _PARTS.get(match[2]) if match else None
    if match is None or part is None:
        raise ModelError(
            f"{folder / WEIGHTS} changes '{key[:100]}'. A style may change the linear layers of attention and of the "
            "feed-forward network, and nothing else."
        )
    return f"blk.{int(match[1])}.{part}.weight", match[3]


def _matrix(key: str, info: Mapping[str, Any], folder: Path) -> Matrix:
    kind, shape, data = info["dtype"], info["shape"], info["data"]
    if len(shape) != 2:
        raise ModelError(f"{folder / WEIGHTS}: '{key}' is no matrix.")
    if kind == "F32":
        values = np.frombuffer(data, dtype="<f4")
    elif kind == "F16":
        values = np.frombuffer(data, dtype="<f2").astype(np.float32)
    elif kind == "BF16":  # the upper half of a float32
        values = (np.frombuffer(data, dtype="<u2").astype(np.uint32) << 16).view(np.float32)
    else:
        raise ModelError(f"{folder / WEIGHTS}: '{key}' is of type {kind}; F32, F16 and BF16 can be used.")
    if not np.isfinite(values).all():
        raise ModelError(f"{folder / WEIGHTS}: '{key}' holds values that are no numbers. The style is damaged.")
    return values.reshape(shape)


def _pair(name: str, halves: Mapping[str, Matrix], rank: int, folder: Path) -> LoraPair:
    if halves.keys() != {"A", "B"}:
        raise ModelError(f"{folder / WEIGHTS}: one half of the change of {name} is missing. The style is damaged.")
    a, b = halves["A"], halves["B"]
    if a.shape[0] != rank or b.shape[1] != rank:
        raise ModelError(
            f"{folder / WEIGHTS}: the change of {name} is of rank {a.shape[0]} and {b.shape[1]}, but "
            f"{CONFIG} says {rank}."
        )
    return LoraPair(a, b)


def _read(folder: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file that lies in ``folder`` itself. Raises ``ModelError``."""
    path = folder / name
    try:
        if path.resolve().parent != folder.resolve():
            raise ModelError(f"{path} is a link to a file outside its style. Put the file itself there.")
        if path.stat().st_size > limit:
            raise ModelError(f"{path} is larger than {limit:,} bytes, which no style is.")
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} is missing or cannot be read ({error.strerror}). Put the style back.") from error
