"""The weights of an encoder out of its graph, as near as bytes and scales tell: so it can go on learning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
from onnx import numpy_helper

from training.minilm.weights import HIDDEN, POSITION_TABLE, SHAPE_TABLE, WORD_TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onnx import ModelProto

    from training.minilm.weights import FloatArray, Weights

ATTENTION: Final = ("query", "key", "value")
WHOLE: Final = {"heads": "heads", "logits": "heads", "pooler": "pooler.dense"}
"""The graph's names of dense layers in floating point, and BERT's."""
PARTS: Final = {
    "projected": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "attention_asked": "attention.self.query",
}
"""The same of the products of a layer."""


def constants_of(model: ModelProto) -> dict[str, FloatArray]:
    """The constants of a graph by name, of whatever type they are."""
    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


def read_encoder(path: Path, minilm: Weights) -> dict[str, FloatArray]:
    """The weights of a graph of a file, with the words of `minilm`, which are not trained."""
    return weights_of(constants_of(onnx.load(path))) | {WORD_TABLE: minilm[WORD_TABLE]}


def weights_of(constants: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """The weights by their BERT names. Raises `KeyError` where the graph is of another form."""
    found = {
        WORD_TABLE: (constants["table"] * constants["table_scale"]).astype(np.float32),
        POSITION_TABLE: constants["positions"],
    }
    if "shape_table" in constants:
        found[SHAPE_TABLE] = constants["shape_table"]
    for name in sorted(name.removesuffix("_weight") for name in constants if name.endswith("_weight")):
        weight, bias = _dense(constants, name)
        owners = _owners(name, weight.shape[1])
        for owner, own_weight, own_bias in zip(
            owners, np.split(weight, len(owners), axis=1), np.split(bias, len(owners)), strict=True
        ):
            found |= {f"{owner}.weight": np.ascontiguousarray(own_weight.T), f"{owner}.bias": own_bias}
    for name in constants:
        if name.endswith("_gain"):
            owner = name.removesuffix("_gain").replace("_", ".")
            found |= {f"{owner}.weight": constants[name], f"{owner}.bias": constants[name.replace("_gain", "_shift")]}
    return found


def _owners(name: str, columns: int) -> list[str]:
    """BERT's names of the layers that a product holds side by side."""
    if name in WHOLE:
        return [WHOLE[name]]
    layer, _, part = name.partition("_")
    prefix = f"encoder.layer.{layer.removeprefix('layer')}"
    if part == "attention_projection":
        return [f"{prefix}.attention.self.{one}" for one in ATTENTION[-columns // HIDDEN :]]
    return [f"{prefix}.{PARTS[part]}"]


def _dense(constants: Mapping[str, FloatArray], name: str) -> tuple[FloatArray, FloatArray]:
    """Weight [inputs, outputs] and bias, without what the 8-bit form adds: scales, a shift and smoothing."""
    weight, bias = constants[f"{name}_weight"], constants[f"{name}_bias"]
    if name in WHOLE:
        return weight, bias
    weight = weight * constants[f"{name}_scale"]
    if (lowest := constants.get(f"{name}_lowest")) is not None:
        bias = bias - lowest * weight.sum(axis=0)
    if (smoothing := constants.get(f"{name}_smoothing")) is not None:
        weight = weight * smoothing[:, np.newaxis]
    return weight.astype(np.float32), bias.astype(np.float32)
