"""An encoder as an ONNX graph, written node by node from its weights.

Writing the graph instead of tracing it keeps every choice visible: attention is one fused node, and the matrix products
can be emitted in floating point or in one of the integer forms of `products`. Three encoders differ in their `Head`:
what is read off the last layer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from onnx import ModelProto, TensorProto, ValueInfoProto, helper

from training.minilm.products import CONTRIB, Dense, Graph, emit_float, quantise
from training.minilm.weights import EPSILON, HEADS, HIDDEN, MASKED, POSITION_TABLE, SHAPE_TABLE, WORD_TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.minilm.products import Emit
    from training.minilm.weights import FloatArray, Weights

OPSET: Final = 20
IR_VERSION: Final = 10
GELU_LOWEST: Final = -0.1699713
"""The minimum of GELU."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """Emits embeddings and layers. Activations are rows, `[batch * tokens, channels]`."""

    graph: Graph
    weights: Weights
    linear: Emit

    @property
    def layers(self) -> int:
        """How many layers there are weights of."""
        return sum(name.endswith(".intermediate.dense.bias") for name in self.weights)

    def embed(self, *, quantise_words: bool) -> str:
        """Emit words, positions, and shapes where there are weights of them."""
        graph, weights = self.graph, self.weights
        sides = graph.node("Shape", "sides", ["input_ids"])
        graph.node("Concat", "texts_shape", [sides, graph.last_axis()], axis=0)
        graph.constant("rows_shape", np.array([-1, HIDDEN]))
        graph.node("Cast", "mask", ["attention_mask"], to=TensorProto.INT32)
        words = self._words(weights[WORD_TABLE], quantised=quantise_words)
        length = graph.node("Shape", "length", ["input_ids"], start=1, end=2)
        start = graph.constant("start", np.array([0]))
        near = graph.node("Slice", "near", [graph.constant("positions", weights[POSITION_TABLE]), start, length, start])
        added = [words, near]
        if SHAPE_TABLE in weights:
            shaped = graph.node("Gather", "shaped", [graph.constant("shape_table", weights[SHAPE_TABLE]), "shapes"])
            added = [graph.node("Add", "placed", added), shaped]
        x = self.norm("embeddings.LayerNorm", graph.node("Add", "embedded", added))
        return graph.node("Reshape", "embedded_rows", [x, "rows_shape"])

    def layer(self, number: int, x: str) -> str:
        """Emit a layer of all tokens."""
        context = self._attend(f"encoder.layer.{number}.attention.self", f"layer{number}_attention", x)
        return self._feed(number, x, context)

    def layer_of_first(self, number: int, x: str) -> str:
        """Emit a layer that computes keys and values of all tokens, everything else of the first one only."""
        graph, name = self.graph, f"layer{number}"
        texts = graph.node("Reshape", f"{name}_texts", [x, "texts_shape"])
        first = graph.node("Gather", f"{name}_first", [texts, graph.constant("zero", np.array(0))], axis=1)
        context = self._attend_first(f"encoder.layer.{number}.attention.self", f"{name}_attention", x, first)
        return self._feed(number, first, context)

    def norm(self, prefix: str, x: str) -> str:
        """Emit a layer normalisation."""
        name = prefix.replace(".", "_")
        gain = self.graph.constant(f"{name}_gain", self.weights[f"{prefix}.weight"])
        shift = self.graph.constant(f"{name}_shift", self.weights[f"{prefix}.bias"])
        return self.graph.node("LayerNormalization", name, [x, gain, shift], axis=-1, epsilon=EPSILON)

    def dense(self, prefix: str, name: str, x: str, *, lowest: float | None = None) -> str:
        """Emit a dense layer by the name of its weights."""
        return self.linear(self.graph, self._dense([prefix], name, lowest), x)

    def dense_float(self, prefix: str, name: str, x: str) -> str:
        """The same in floating point, whatever the others are in."""
        return emit_float(self.graph, self._dense([prefix], name), x)

    def _words(self, table: FloatArray, *, quantised: bool) -> str:
        graph = self.graph
        if not quantised:
            return graph.node("Gather", "words", [graph.constant("table", table), "input_ids"])
        integers, scale = quantise(table, axis=1)
        picked = graph.node("Gather", "words_integers", [graph.constant("table", integers), "input_ids"])
        floats = graph.node("Cast", "words_floats", [picked], to=TensorProto.FLOAT)
        scales = graph.node("Gather", "words_scales", [graph.constant("table_scale", scale), "input_ids"])
        return graph.node("Mul", "words", [floats, scales])

    def _attend(self, prefix: str, name: str, x: str) -> str:
        graph = self.graph
        parts = [f"{prefix}.{part}" for part in ("query", "key", "value")]
        rows = self.linear(graph, self._dense(parts, f"{name}_projection"), x)
        texts = graph.node("Reshape", f"{name}_texts", [rows, "texts_shape"])
        return self._fused(name, graph.split(f"{name}_part", texts, len(parts)))

    def _attend_first(self, prefix: str, name: str, x: str, first: str) -> str:
        graph = self.graph
        rows = self.linear(graph, self._dense([f"{prefix}.key", f"{prefix}.value"], f"{name}_projection"), x)
        both = graph.constant("both", np.array([2 * HIDDEN]))
        shape = graph.node("Concat", f"{name}_shape", ["sides", both], axis=0)
        key, value = graph.split(f"{name}_part", graph.node("Reshape", f"{name}_texts", [rows, shape]), 2)
        asked = self.dense(f"{prefix}.query", f"{name}_asked", first)
        query = graph.node("Unsqueeze", f"{name}_query", [asked, graph.constant("middle_axis", np.array([1]))])
        return self._fused(name, [query, key, value])

    def _fused(self, name: str, query_key_value: Sequence[str]) -> str:
        inputs, settings = [*query_key_value, "", "mask"], {"num_heads": HEADS, "mask_filter_value": MASKED}
        self.graph.node("MultiHeadAttention", name, inputs, domain=CONTRIB, **settings)
        return self.graph.node("Reshape", f"{name}_rows", [name, "rows_shape"])

    def _feed(self, number: int, x: str, context: str) -> str:
        """What follows attention. `Sum` instead of `Add`: the fused skip normalisation of `Add` is slower."""
        graph, prefix, name = self.graph, f"encoder.layer.{number}", f"layer{number}"
        projected = self.dense(f"{prefix}.attention.output.dense", f"{name}_projected", context)
        attended = graph.node("Sum", f"{name}_attended", [x, projected])
        x = self.norm(f"{prefix}.attention.output.LayerNorm", attended)
        wide = graph.node("Gelu", f"{name}_gelu", [self.dense(f"{prefix}.intermediate.dense", f"{name}_wide", x)])
        narrow = self.dense(f"{prefix}.output.dense", f"{name}_narrow", wide, lowest=GELU_LOWEST)
        return self.norm(f"{prefix}.output.LayerNorm", graph.node("Sum", f"{name}_fed", [x, narrow]))

    def _dense(self, prefixes: Sequence[str], name: str, lowest: float | None = None) -> Dense:
        """Layers side by side, as one."""
        weight = np.concatenate([self.weights[f"{prefix}.weight"].T for prefix in prefixes], axis=1)
        return Dense(name, weight, np.concatenate([self.weights[f"{prefix}.bias"] for prefix in prefixes]), lowest)


Head = Callable[[Encoder, str, list[str | int]], list[ValueInfoProto]]
"""Emits layers and outputs after the embeddings `x`; the last argument names the axes of batch and tokens."""


def sentence_embedding(encoder: Encoder, x: str, sides: list[str | int]) -> list[ValueInfoProto]:
    """Emit `last_hidden_state` `[batch, tokens, 384]` and `sentence_embedding` `[batch, 384]`.

    The latter is the mean over the unmasked tokens, scaled to length one, which makes the division needless.
    """
    total = sum_tokens(encoder, x, "last_hidden_state")
    encoder.graph.node("LpNormalization", "sentence_embedding", [total], axis=-1, p=2)
    return embedding_outputs(sides)


def sum_tokens(encoder: Encoder, x: str, name: str) -> str:
    """Emit all layers, their tokens under `name`, and the sum over the unmasked ones, whose name is returned."""
    graph = encoder.graph
    for number in range(encoder.layers):
        x = encoder.layer(number, x)
    x = graph.node("Reshape", name, [x, "texts_shape"])
    middle = graph.constant("middle_axis", np.array([1]))
    floats = graph.node("Cast", "mask_floats", ["attention_mask"], to=TensorProto.FLOAT)
    row = graph.node("Unsqueeze", "mask_row", [floats, middle])
    return graph.node("Squeeze", "total", [graph.node("MatMul", "total_row", [row, x]), middle])


def embedding_outputs(sides: list[str | int]) -> list[ValueInfoProto]:
    """The outputs of a sentence embedder."""
    return [_output("last_hidden_state", [*sides, HIDDEN]), _output("sentence_embedding", [sides[0], HIDDEN])]


def pair_scores(encoder: Encoder, x: str, sides: list[str | int]) -> list[ValueInfoProto]:
    """Emit `scores` `[batch, outputs]`, probabilities, out of the pooled first token."""
    pooled = _pooled(encoder, x)
    encoder.graph.node("Sigmoid", "scores", [encoder.dense_float("heads", "heads", pooled)])
    return [_output("scores", [sides[0], len(encoder.weights["heads.bias"])])]


def pair_logits(encoder: Encoder, x: str, sides: list[str | int]) -> list[ValueInfoProto]:
    """Emit `logits` `[batch, outputs]` out of the pooled first token."""
    encoder.dense_float("heads", "logits", _pooled(encoder, x))
    return [_output("logits", [sides[0], len(encoder.weights["heads.bias"])])]


def _pooled(encoder: Encoder, x: str) -> str:
    last = encoder.layers - 1
    for number in range(last):
        x = encoder.layer(number, x)
    first = encoder.layer_of_first(last, x)
    return encoder.graph.node("Tanh", "pooled", [encoder.dense_float("pooler.dense", "pooler", first)])


def token_labels(encoder: Encoder, x: str, sides: list[str | int]) -> list[ValueInfoProto]:
    """Emit `labels` `[batch, tokens, labels]`, probabilities of each token."""
    graph = encoder.graph
    for number in range(encoder.layers):
        x = encoder.layer(number, x)
    rows = graph.node("Softmax", "probabilities", [encoder.dense_float("heads", "heads", x)], axis=-1)
    graph.node("Reshape", "labels", [rows, "texts_shape"])
    return [_output("labels", [*sides, len(encoder.weights["heads.bias"])])]


def _output(name: str, sides: Sequence[str | int]) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What tells one encoder's graph from another's; layers, shapes and outputs follow from the weights."""

    name: str
    head: Head
    tokens_axis: str = "tokens"


def build(form: Form, weights: Weights, linear: Emit, *, quantise_words: bool = True) -> ModelProto:
    """The model: `input_ids`, `shapes` where the weights have them, `attention_mask` in, all `[batch, tokens]`, int64.

    The products are those of `linear`; `quantise_words` takes the table of words as bytes.
    """
    graph = Graph()
    encoder = Encoder(graph, weights, linear)
    sides: list[str | int] = ["batch", form.tokens_axis]
    outputs = form.head(encoder, encoder.embed(quantise_words=quantise_words), sides)
    names = ("input_ids", *(["shapes"] if SHAPE_TABLE in weights else []), "attention_mask")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, sides) for name in names]
    body = helper.make_graph(graph.nodes, form.name, inputs, outputs, list(graph.constants.values()))
    imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=imports, ir_version=IR_VERSION, producer_name="citewell")
