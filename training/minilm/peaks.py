"""Find the channels whose activations are large, with random tokens instead of somebody's text.

The large channels belong to the weights, not to the text: the embedder's peaks on random tokens correlate with those on
real passages (about 0.9 in logarithms), and embeddings come equally close to float32 with either (mean cosine 0.9991).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
import onnxruntime
from onnx import ModelProto, TensorProto, helper

from training.minilm.graph import Form, build
from training.minilm.products import Rows, emit_float
from training.minilm.weights import WORD_TABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.minilm.weights import FloatArray, Weights

    Ids = NDArray[np.int64]

TEXTS: Final = 64
FIRST_WORD: Final = 1996
"""The first entry of the vocabulary after special tokens, unused slots and single characters."""
FIRST, LAST = 101, 102
"""The tokens that enclose a text."""
SMOOTHED: Final = ("_projection", "_wide")
"""The dense layers, by the end of their name, whose inputs are normalised activations."""

Probe = Callable[[np.random.Generator, int], "dict[str, Ids]"]
"""Random inputs out of a vocabulary of so many words, `[TEXTS, tokens]` each; the mask is left out."""


def random_words(random: np.random.Generator, vocabulary: int, tokens: int) -> Ids:
    """Random words, `[TEXTS, tokens]`."""
    return random.integers(FIRST_WORD, vocabulary, size=(TEXTS, tokens))


def measure_peaks(form: Form, weights: Weights, probe: Probe, *, quantise_words: bool = True) -> dict[str, FloatArray]:
    """The largest absolute input of every channel of the dense layers that are smoothed."""
    model = build(form, weights, emit_float, quantise_words=quantise_words)
    inputs = {
        node.name.removesuffix("_product"): node.input[0]
        for node in model.graph.node
        if node.name.endswith(tuple(f"{name}_product" for name in SMOOTHED))
    }
    model.graph.output.extend(helper.make_tensor_value_info(x, TensorProto.FLOAT, None) for x in inputs.values())
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feed = probe(np.random.default_rng(0), len(weights[WORD_TABLE]))
    rows = session.run(list(inputs.values()), {**feed, "attention_mask": np.ones_like(feed["input_ids"])})
    return {name: np.abs(value).max(axis=0) for name, value in zip(inputs, rows, strict=True)}


def build_smoothed(form: Form, weights: Weights, probe: Probe) -> ModelProto:
    """The model with 8-bit products over rows, smoothed by its peaks on `probe`."""
    return build(form, weights, Rows(measure_peaks(form, weights, probe)))
