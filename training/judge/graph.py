"""The judge as an ONNX graph with 8-bit products, of the same nodes as the embedder (`training.embedder.graph`).

The last layer computes keys and values of all tokens, everything else of the first token only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from onnx import ModelProto, TensorProto, helper

from training.embedder.calibration import FIRST, FIRST_WORD, LAST
from training.embedder.graph import (
    CONTRIB,
    GELU_LOWEST,
    HEADS,
    HIDDEN,
    INPUTS,
    IR_VERSION,
    MASKED,
    OPSET,
    SMOOTHED,
    Dense,
    Encoder,
    Graph,
    Rows,
    emit_float,
)
from training.judge.net import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from training.embedder.graph import Emit, FloatArray, Weights

TEXTS, TICKET, PASSAGE = 64, 20, 60
"""Random pairs that the large channels are found with, and the tokens of each."""


@dataclass(frozen=True, slots=True)
class _Judge(Encoder):
    """Emits the layers and the heads."""

    layers: int = 4

    def emit_judge(self) -> None:
        """Emit everything; the output `scores` is `[batch, 2]`."""
        graph = self.graph
        sides = graph.node("Shape", "sides", ["input_ids"])
        graph.node("Concat", "texts_shape", [sides, graph.last_axis()], axis=0)
        graph.constant("rows_shape", np.array([-1, HIDDEN]))
        graph.node("Cast", "mask", ["attention_mask"], to=TensorProto.INT32)
        x = self.embed(quantise_words=True)
        for layer in range(self.layers - 1):
            x = self.layer(f"encoder.layer.{layer}", f"layer{layer}", x)
        first = self._last(f"encoder.layer.{self.layers - 1}", f"layer{self.layers - 1}", x)
        pooled = graph.node("Tanh", "pooled", [self._float("pooler.dense", "pooler", first)])
        graph.node("Sigmoid", "scores", [self._float("heads", "heads", pooled)])

    def _last(self, prefix: str, name: str, x: str) -> str:
        graph = self.graph
        texts = graph.node("Reshape", f"{name}_texts", [x, "texts_shape"])
        first = graph.node("Gather", f"{name}_first", [texts, graph.constant("zero", np.array(0))], axis=1)
        attended = self._attend_first(f"{prefix}.attention.self", f"{name}_attention", x, first)
        projected = self.dense(f"{prefix}.attention.output.dense", f"{name}_projected", attended)
        normed = self.norm(
            f"{prefix}.attention.output.LayerNorm", graph.node("Sum", f"{name}_attended", [first, projected])
        )
        wide = graph.node("Gelu", f"{name}_gelu", [self.dense(f"{prefix}.intermediate.dense", f"{name}_wide", normed)])
        narrow = self.dense(f"{prefix}.output.dense", f"{name}_narrow", wide, lowest=GELU_LOWEST)
        return self.norm(f"{prefix}.output.LayerNorm", graph.node("Sum", f"{name}_fed", [normed, narrow]))

    def _attend_first(self, prefix: str, name: str, x: str, first: str) -> str:
        graph = self.graph
        weight = np.concatenate([self.weights[f"{prefix}.{part}.weight"].T for part in ("key", "value")], axis=1)
        bias = np.concatenate([self.weights[f"{prefix}.{part}.bias"] for part in ("key", "value")])
        rows = self.linear(graph, Dense(f"{name}_projection", weight, bias), x)
        texts_shape = graph.node(
            "Concat", f"{name}_shape", ["sides", graph.constant("both", np.array([2 * HIDDEN]))], axis=0
        )
        key, value = graph.split(f"{name}_part", graph.node("Reshape", f"{name}_texts", [rows, texts_shape]), 2)
        asked = self.dense(f"{prefix}.query", f"{name}_asked", first)
        query = graph.node("Unsqueeze", f"{name}_query", [asked, graph.constant("middle_axis", np.array([1]))])
        settings = {"num_heads": HEADS, "mask_filter_value": MASKED}
        graph.node("MultiHeadAttention", name, [query, key, value, "", "mask"], domain=CONTRIB, **settings)
        return graph.node("Reshape", f"{name}_rows", [name, "rows_shape"])

    def _float(self, prefix: str, name: str, x: str) -> str:
        weight, bias = self.weights[f"{prefix}.weight"].T, self.weights[f"{prefix}.bias"]
        return emit_float(self.graph, Dense(name, weight, bias), x)


def named(state: Mapping[str, Tensor], layers: int) -> Weights:
    """The network's weights under the names that the embedder's graph uses."""
    found = {name: value.float().numpy() for name, value in state.items()}
    weights = {
        "embeddings.word_embeddings.weight": found["words.weight"],
        "embeddings.position_embeddings.weight": found["positions.weight"],
        "embeddings.token_type_embeddings.weight": np.zeros((1, HIDDEN), dtype=np.float32),
    }
    for end in ("weight", "bias"):
        weights[f"embeddings.LayerNorm.{end}"] = found[f"embedded.{end}"]
        weights[f"pooler.dense.{end}"] = found[f"pooled.{end}"]
        weights[f"heads.{end}"] = found[f"heads.{end}"]
        for layer in range(layers):
            for name, source in NAMES.items():
                weights[f"encoder.layer.{layer}.{source}.{end}"] = found[f"layers.{layer}.{name}.{end}"]
    return weights


def build(weights: Weights, layers: int) -> ModelProto:
    """The graph of 8-bit products: `input_ids`, `attention_mask` in, `scores` `[batch, heads]` out."""
    return _model(weights, layers, Rows(_peaks(weights, layers), pair_limit=True))


def build_float(weights: Weights, layers: int) -> ModelProto:
    """The same in floating point, but for the words."""
    return _model(weights, layers, emit_float)


def _model(weights: Weights, layers: int, linear: Emit) -> ModelProto:
    graph = Graph()
    _Judge(graph, weights, linear, layers).emit_judge()
    sides: list[str | int] = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, sides) for name in INPUTS]
    heads = len(weights["heads.bias"])
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", heads])]
    body = helper.make_graph(graph.nodes, "judge", inputs, outputs, list(graph.constants.values()))
    imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=imports, ir_version=IR_VERSION, producer_name="citewell")


def _peaks(weights: Weights, layers: int) -> dict[str, FloatArray]:
    """The largest input of each channel of the layers that are smoothed, on random pairs."""
    model = build_float(weights, layers)
    inputs = {
        node.name.removesuffix("_product"): node.input[0]
        for node in model.graph.node
        if node.name.endswith(tuple(f"{name}_product" for name in SMOOTHED))
    }
    model.graph.output.extend(helper.make_tensor_value_info(x, TensorProto.FLOAT, None) for x in inputs.values())
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    random = np.random.default_rng(0)
    ids = random.integers(FIRST_WORD, len(weights["embeddings.word_embeddings.weight"]), size=(TEXTS, TICKET + PASSAGE))
    ids[:, 0], ids[:, TICKET], ids[:, -1] = FIRST, LAST, LAST
    rows = session.run(list(inputs.values()), {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    return {name: np.abs(value).max(axis=0) for name, value in zip(inputs, rows, strict=True)}
