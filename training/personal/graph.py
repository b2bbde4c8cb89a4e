"""The token model as an ONNX graph with 8-bit products, of the same nodes as `training.embedder.graph`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from onnx import ModelProto, TensorProto, helper

from citewell.models.encoders.token_shapes import SHAPES
from training.embedder.calibration import FIRST, FIRST_WORD, LAST
from training.embedder.graph import (
    CONTRIB,
    HIDDEN,
    IR_VERSION,
    MAX_TOKENS,
    OPSET,
    SMOOTHED,
    Dense,
    Encoder,
    Graph,
    Rows,
    emit_float,
)
from training.judge.net import NAMES
from training.personal.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from training.embedder.graph import Emit, FloatArray, Weights

INPUTS = ("input_ids", "shapes", "attention_mask")
TEXTS, TOKENS = 64, 48
"""Random texts that the large channels are found with, and the tokens of each."""


@dataclass(frozen=True, slots=True)
class _Personal(Encoder):
    """Emits words, positions and shapes, the layers, and one linear layer for every token."""

    layers: int = 6

    def emit_labels(self) -> None:
        """Emit everything; the output `labels` is `[batch, tokens, labels]`, probabilities."""
        graph = self.graph
        sides = graph.node("Shape", "sides", ["input_ids"])
        graph.node("Concat", "texts_shape", [sides, graph.last_axis()], axis=0)
        graph.constant("rows_shape", np.array([-1, HIDDEN]))
        graph.node("Cast", "mask", ["attention_mask"], to=TensorProto.INT32)
        x = self.embed(quantise_words=True)
        for layer in range(self.layers):
            x = self.layer(f"encoder.layer.{layer}", f"layer{layer}", x)
        logits = emit_float(graph, Dense("heads", self.weights["heads.weight"].T, self.weights["heads.bias"]), x)
        rows = graph.node("Softmax", "probabilities", [logits], axis=-1)
        graph.node("Reshape", "labels", [rows, "texts_shape"])

    def embed(self, *, quantise_words: bool) -> str:
        """Emit words, positions and shapes."""
        graph, weights = self.graph, self.weights
        positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
        words = self._words(weights["embeddings.word_embeddings.weight"], quantised=quantise_words)
        length = graph.node("Shape", "length", ["input_ids"], start=1, end=2)
        start = graph.constant("start", np.array([0]))
        near = graph.node("Slice", "near", [graph.constant("positions", positions), start, length, start])
        shaped = graph.node("Gather", "shaped", [graph.constant("shape_table", weights["shapes.weight"]), "shapes"])
        placed = graph.node("Add", "placed", [words, near])
        x = self.norm("embeddings.LayerNorm", graph.node("Add", "embedded", [placed, shaped]))
        return graph.node("Reshape", "embedded_rows", [x, "rows_shape"])


def named(state: Mapping[str, Tensor], layers: int) -> Weights:
    """The network's weights under the names that the embedder's graph uses."""
    found = {name: value.float().numpy() for name, value in state.items()}
    weights = {
        "embeddings.word_embeddings.weight": found["words.weight"],
        "embeddings.position_embeddings.weight": found["positions.weight"],
        "shapes.weight": found["shapes.weight"],
    }
    for end in ("weight", "bias"):
        weights[f"embeddings.LayerNorm.{end}"] = found[f"embedded.{end}"]
        weights[f"heads.{end}"] = found[f"heads.{end}"]
        for layer in range(layers):
            for name, source in NAMES.items():
                weights[f"encoder.layer.{layer}.{source}.{end}"] = found[f"layers.{layer}.{name}.{end}"]
    return weights


def build(weights: Weights, layers: int) -> ModelProto:
    """The graph of 8-bit products: `input_ids`, `shapes`, `attention_mask` `[batch, tokens]` in, `labels` out."""
    return _model(weights, layers, Rows(_peaks(weights, layers), pair_limit=True))


def build_float(weights: Weights, layers: int) -> ModelProto:
    """The same in floating point, but for the words."""
    return _model(weights, layers, emit_float)


def _model(weights: Weights, layers: int, linear: Emit) -> ModelProto:
    graph = Graph()
    _Personal(graph, weights, linear, layers).emit_labels()
    sides: list[str | int] = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, sides) for name in INPUTS]
    outputs = [helper.make_tensor_value_info("labels", TensorProto.FLOAT, [*sides, len(LABELS)])]
    body = helper.make_graph(graph.nodes, "personal", inputs, outputs, list(graph.constants.values()))
    imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=imports, ir_version=IR_VERSION, producer_name="citewell")


def _peaks(weights: Weights, layers: int) -> dict[str, FloatArray]:
    """The largest input of each channel of the layers that are smoothed, on random tokens and shapes."""
    model = build_float(weights, layers)
    inputs = {
        node.name.removesuffix("_product"): node.input[0]
        for node in model.graph.node
        if node.name.endswith(tuple(f"{name}_product" for name in SMOOTHED))
    }
    model.graph.output.extend(helper.make_tensor_value_info(x, TensorProto.FLOAT, None) for x in inputs.values())
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    random = np.random.default_rng(0)
    ids = random.integers(FIRST_WORD, len(weights["embeddings.word_embeddings.weight"]), size=(TEXTS, TOKENS))
    ids[:, 0], ids[:, -1] = FIRST, LAST
    feed = {"input_ids": ids, "shapes": random.integers(0, SHAPES, size=ids.shape), "attention_mask": np.ones_like(ids)}
    rows = session.run(list(inputs.values()), feed)
    return {name: np.abs(value).max(axis=0) for name, value in zip(inputs, rows, strict=True)}
