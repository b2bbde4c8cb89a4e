"""The encoder of all-MiniLM-L6-v2 as an ONNX graph, written node by node from its weights.

Writing the graph instead of tracing it keeps every choice visible: attention is one fused node, the token type row is
folded into the positions, positions end at the trained length, and the matrix products can be emitted in floating
point or in one of the integer forms that are compared.

Integer products over rows ("per token") have three properties:

- Every token has its own scale (Dettmers et al. 2022, LLM.int8(), section 2), so its numbers depend on nothing else in
  the batch.
- Processors without VNNI add two neighbouring products of an unsigned and a signed byte in 16 bits, which saturates
  silently. No two neighbouring weights of one sign add up to more than 128 here: 255 * 128 fits, and every processor
  computes the same integers.
- A few channels of the normalised activations are ten times larger than the rest. They are divided by the square root
  of their peak and the weights multiplied by it (Xiao et al. 2023, SmoothQuant, section 4, alpha 0.5).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.generic]
    FloatArray = NDArray[np.float32]
    Weights = Mapping[str, FloatArray]

LAYERS: Final = 6
HIDDEN: Final = 384
HEADS: Final = 12
MAX_TOKENS: Final = 256
EPSILON: Final = 1e-12
MASKED: Final = -10000.0
OPSET: Final = 20
IR_VERSION: Final = 10
CONTRIB: Final = "com.microsoft"
INPUTS: Final = ("input_ids", "attention_mask")
GELU_LOWEST: Final = -0.1699713
"""The minimum of GELU."""
SMOOTHED: Final = ("_projection", "_wide")
"""The dense layers, by the end of their name, whose inputs are normalised activations."""


class Products(Enum):
    """How a matrix product with a constant right-hand side is emitted."""

    FLOAT = "float"
    """float32 `MatMul`; `onnxruntime.quantization` may rewrite it afterwards."""
    BLOCKS = "blocks"
    """`MatMulNBits`: 8-bit weights in blocks, activations quantised by the kernel per row and block."""
    ROWS = "rows"
    """`MatMulIntegerToFloat`: 8-bit weights per output channel, activations quantised per token by the graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphOptions:
    """What distinguishes one emitted graph from another."""

    products: Products = Products.FLOAT
    quantise_words: bool = False
    pair_limit: bool = True
    """Keep neighbouring weights from saturating 16 bits."""
    smooth: bool = True
    """Divide the peaks of activations among activations and weights."""
    block: int = 32


@dataclass(frozen=True, slots=True)
class Dense:
    """A dense layer: `x @ weight + bias`, with what is known about the smallest value of `x`."""

    name: str
    weight: FloatArray
    bias: FloatArray
    lowest: float | None = None


class Emit(Protocol):
    """Emits a dense layer on rows `x` and returns the name of the result."""

    def __call__(self, graph: Graph, dense: Dense, x: str) -> str:
        """Emit `dense` on `x`."""


@dataclass(slots=True)
class Graph:
    """Nodes and constants in the order in which they were emitted."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: dict[str, TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: Array | np.generic) -> str:
        """Add a constant once and return its name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def node(self, kind: str, name: str, inputs: Sequence[str], *, domain: str = "", **attributes: float) -> str:
        """Add a node with one output that has the node's name."""
        node = helper.make_node(kind, list(inputs), [name], name=name, domain=domain)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(attributes.items()))
        self.nodes.append(node)
        return name

    def split(self, name: str, x: str, parts: int) -> list[str]:
        """Split the last axis into equal parts."""
        names = [f"{name}_{part}" for part in range(parts)]
        self.nodes.append(helper.make_node("Split", [x], names, name=name, axis=-1, num_outputs=parts))
        return names

    def last_axis(self) -> str:
        """Return the constant that names the last axis."""
        return self.constant("last_axis", np.array([-1]))


def build(weights: Weights, options: GraphOptions, peaks: Mapping[str, FloatArray]) -> ModelProto:
    """Return the model: `input_ids` and `attention_mask` (`[batch, sequence]`, int64) in, two outputs.

    `last_hidden_state` is `[batch, sequence, 384]`; `sentence_embedding` is its mean over the unmasked tokens, scaled
    to length one, `[batch, 384]`. `peaks` holds the largest input of each channel of the dense layers to smooth.
    """
    emitters: dict[Products, Emit] = {
        Products.FLOAT: emit_float,
        Products.BLOCKS: _Blocks(options.block),
        Products.ROWS: Rows(peaks if options.smooth else {}, options.pair_limit),
    }
    graph = Graph()
    Encoder(graph, weights, emitters[options.products]).emit(quantise_words=options.quantise_words)
    sides: list[str | int] = ["batch", "sequence"]
    outputs = [
        helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*sides, HIDDEN]),
        helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", HIDDEN]),
    ]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, sides) for name in INPUTS]
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, outputs, list(graph.constants.values()))
    imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=imports, ir_version=IR_VERSION, producer_name="citewell")


def quantise(weight: FloatArray, *, axis: int, peak: FloatArray | None = None) -> tuple[NDArray[np.int8], FloatArray]:
    """Return integers and the scale of each slice along `axis`; `peak` becomes 127, by default the largest weight."""
    peak = np.abs(weight).max(axis=axis, keepdims=True) if peak is None else peak
    scale = np.where(peak > 0, peak / 127, 1).astype(np.float32)
    return np.round(weight / scale).astype(np.int8), scale


def pair_peak(weight: FloatArray) -> FloatArray:
    """Return, for each column, the largest sum of two neighbouring rows' weights of the same sign, `[1, columns]`."""
    pairs = weight.reshape(-1, 2, weight.shape[1])
    sums = [np.maximum(sign * pairs, 0).sum(axis=1).max(axis=0, keepdims=True) for sign in (1, -1)]
    peak: FloatArray = np.maximum(*sums)
    return peak


def emit_float(graph: Graph, dense: Dense, x: str) -> str:
    """Emit a float32 product with bias."""
    weight = graph.constant(f"{dense.name}_weight", dense.weight)
    product = graph.node("MatMul", f"{dense.name}_product", [x, weight])
    return graph.node("Add", dense.name, [product, graph.constant(f"{dense.name}_bias", dense.bias)])


@dataclass(frozen=True, slots=True)
class Rows:
    """Emits 8-bit products whose activations are scaled per token."""

    peaks: Mapping[str, FloatArray]
    pair_limit: bool

    def __call__(self, graph: Graph, dense: Dense, x: str) -> str:
        """Emit the quantisation of `x` and the integer product."""
        name, weight, bias = dense.name, dense.weight, dense.bias
        if name in self.peaks:
            factor = self._smoothing(self.peaks[name])
            x = graph.node("Mul", f"{name}_smoothed", [x, graph.constant(f"{name}_smoothing", factor)])
            weight = weight / factor[:, np.newaxis]
        integers, scale = quantise(weight, axis=0, peak=pair_peak(weight) if self.pair_limit else None)
        if dense.lowest is None:
            x_peak = graph.node("Abs", f"{name}_abs", [x])
            zero, largest = 128, 127
        else:  # The shift makes x non-negative, so that all 8 bits are used; the bias takes it back.
            x = graph.node("Sub", f"{name}_raised", [x, graph.constant(f"{name}_lowest", np.float32(dense.lowest))])
            x_peak = x
            zero, largest = 0, 255
            bias = (bias + dense.lowest * (integers * scale).sum(axis=0)).astype(np.float32)
        rows, step = self._quantise_rows(graph, name, x, x_peak, zero=zero, largest=largest)
        inputs = [
            rows,
            graph.constant(f"{name}_weight", integers),
            graph.constant("one", np.float32(1)),
            graph.constant(f"{name}_scale", scale.reshape(-1)),
            graph.constant(f"zero_{zero}", np.uint8(zero)),
        ]
        product = graph.node("MatMulIntegerToFloat", f"{name}_columns", inputs, domain=CONTRIB)
        scaled = graph.node("Mul", f"{name}_rows", [product, step])
        return graph.node("Add", name, [scaled, graph.constant(f"{name}_bias", bias)])

    @staticmethod
    def _smoothing(peak: FloatArray) -> FloatArray:
        """Return what each channel is multiplied by, rounded so that two machines calibrate alike."""
        root = np.sqrt(peak)
        factor: FloatArray = np.round(np.exp(np.log(root).mean()) / root, 2).astype(np.float32)
        return factor

    @staticmethod
    def _quantise_rows(graph: Graph, name: str, x: str, x_peak: str, *, zero: int, largest: int) -> tuple[str, str]:
        """Return the names of the unsigned bytes and of the step of each row, `[rows, 1]`."""
        peak = graph.node("ReduceMax", f"{name}_peak", [x_peak, graph.last_axis()])
        step = graph.node("Mul", f"{name}_step", [peak, graph.constant(f"per_{largest}", np.float32(1 / largest))])
        steps = graph.node("Squeeze", f"{name}_steps", [step, graph.last_axis()])
        count = graph.node("Shape", f"{name}_count", [steps])
        zeros = graph.node("Expand", f"{name}_zeros", [graph.constant(f"zero_{zero}", np.uint8(zero)), count])
        return graph.node("QuantizeLinear", f"{name}_bytes", [x, steps, zeros], axis=0), step


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Emits products whose weights are quantised in blocks along the summed axis."""

    block: int

    def __call__(self, graph: Graph, dense: Dense, x: str) -> str:
        """Emit one `MatMulNBits`."""
        name, (inner, outer) = dense.name, dense.weight.shape
        blocks = dense.weight.T.reshape(outer, inner // self.block, self.block)
        integers, scale = quantise(blocks, axis=2)
        unsigned = (integers.astype(np.int16) + 128).astype(np.uint8)
        inputs = [
            x,
            graph.constant(f"{name}_weight", unsigned),
            graph.constant(f"{name}_scale", scale.reshape(-1)),
            "",
            "",
            graph.constant(f"{name}_bias", dense.bias),
        ]
        sizes = {"K": inner, "N": outer, "bits": 8, "block_size": self.block, "accuracy_level": 4}
        return graph.node("MatMulNBits", name, inputs, domain=CONTRIB, **sizes)


@dataclass(frozen=True, slots=True)
class Encoder:
    """Emits embeddings, layers and pooling. Activations are rows, `[batch * sequence, channels]`."""

    graph: Graph
    weights: Weights
    linear: Emit

    def emit(self, *, quantise_words: bool) -> None:
        """Emit the whole encoder."""
        graph = self.graph
        sides = graph.node("Shape", "sides", ["input_ids"])
        graph.node("Concat", "texts_shape", [sides, graph.last_axis()], axis=0)
        graph.constant("rows_shape", np.array([-1, HIDDEN]))
        graph.node("Cast", "mask", ["attention_mask"], to=TensorProto.INT32)
        x = self.embed(quantise_words=quantise_words)
        for layer in range(LAYERS):
            x = self.layer(f"encoder.layer.{layer}", f"layer{layer}", x)
        self._pool(graph.node("Reshape", "last_hidden_state", [x, "texts_shape"]))

    def embed(self, *, quantise_words: bool) -> str:
        """Emit words and positions."""
        graph, weights = self.graph, self.weights
        kinds = weights["embeddings.token_type_embeddings.weight"]
        positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + kinds[0]
        words = self._words(weights["embeddings.word_embeddings.weight"], quantised=quantise_words)
        length = graph.node("Shape", "length", ["input_ids"], start=1, end=2)
        start = graph.constant("start", np.array([0]))
        near = graph.node("Slice", "near", [graph.constant("positions", positions), start, length, start])
        x = self.norm("embeddings.LayerNorm", graph.node("Add", "embedded", [words, near]))
        return graph.node("Reshape", "embedded_rows", [x, "rows_shape"])

    def _words(self, table: FloatArray, *, quantised: bool) -> str:
        graph = self.graph
        if not quantised:
            return graph.node("Gather", "words", [graph.constant("table", table), "input_ids"])
        integers, scale = quantise(table, axis=1)
        picked = graph.node("Gather", "words_integers", [graph.constant("table", integers), "input_ids"])
        floats = graph.node("Cast", "words_floats", [picked], to=TensorProto.FLOAT)
        scales = graph.node("Gather", "words_scales", [graph.constant("table_scale", scale), "input_ids"])
        return graph.node("Mul", "words", [floats, scales])

    def norm(self, prefix: str, x: str) -> str:
        """Emit a layer normalisation."""
        name = prefix.replace(".", "_")
        gain = self.graph.constant(f"{name}_gain", self.weights[f"{prefix}.weight"])
        shift = self.graph.constant(f"{name}_shift", self.weights[f"{prefix}.bias"])
        return self.graph.node("LayerNormalization", name, [x, gain, shift], axis=-1, epsilon=EPSILON)

    def layer(self, prefix: str, name: str, x: str) -> str:
        """Emit one layer. `Sum` instead of `Add`: the fused skip normalisation that `Add` turns into is slower."""
        graph = self.graph
        context = self._attend(f"{prefix}.attention.self", f"{name}_attention", x)
        projected = self.dense(f"{prefix}.attention.output.dense", f"{name}_projected", context)
        attended = graph.node("Sum", f"{name}_attended", [x, projected])
        x = self.norm(f"{prefix}.attention.output.LayerNorm", attended)
        wide = graph.node("Gelu", f"{name}_gelu", [self.dense(f"{prefix}.intermediate.dense", f"{name}_wide", x)])
        narrow = self.dense(f"{prefix}.output.dense", f"{name}_narrow", wide, lowest=GELU_LOWEST)
        return self.norm(f"{prefix}.output.LayerNorm", graph.node("Sum", f"{name}_fed", [x, narrow]))

    def dense(self, prefix: str, name: str, x: str, *, lowest: float | None = None) -> str:
        """Emit a dense layer by the name of its weights."""
        weight, bias = self.weights[f"{prefix}.weight"].T, self.weights[f"{prefix}.bias"]
        return self.linear(self.graph, Dense(name, weight, bias, lowest), x)

    def _attend(self, prefix: str, name: str, x: str) -> str:
        graph, parts = self.graph, ("query", "key", "value")
        weight = np.concatenate([self.weights[f"{prefix}.{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self.weights[f"{prefix}.{part}.bias"] for part in parts])
        rows = self.linear(graph, Dense(f"{name}_projection", weight, bias), x)
        texts = graph.node("Reshape", f"{name}_texts", [rows, "texts_shape"])
        inputs = [*graph.split(f"{name}_part", texts, len(parts)), "", "mask"]
        settings = {"num_heads": HEADS, "mask_filter_value": MASKED}
        graph.node("MultiHeadAttention", name, inputs, domain=CONTRIB, **settings)
        return graph.node("Reshape", f"{name}_rows", [name, "rows_shape"])

    def _pool(self, x: str) -> None:
        """Emit the mean over tokens; the division is left out because the normalisation would undo it."""
        graph = self.graph
        middle = graph.constant("middle_axis", np.array([1]))
        floats = graph.node("Cast", "mask_floats", ["attention_mask"], to=TensorProto.FLOAT)
        row = graph.node("Unsqueeze", "mask_row", [floats, middle])
        total = graph.node("Squeeze", "total", [graph.node("MatMul", "total_row", [row, x]), middle])
        graph.node("LpNormalization", "sentence_embedding", [total], axis=-1, p=2)
