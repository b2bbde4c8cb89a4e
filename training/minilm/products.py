"""Dense layers as ONNX nodes: in floating point, or in one of the integer forms that are compared.

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
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from training.minilm.weights import FloatArray

    Array = NDArray[np.generic]

CONTRIB: Final = "com.microsoft"


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
    """Emits 8-bit products: weights per output channel, activations quantised per token by the graph."""

    peaks: Mapping[str, FloatArray]
    """Of the layers that are smoothed, by name: the largest input of each channel."""
    pair_limit: bool = True
    """Keep neighbouring weights from saturating 16 bits."""

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
class Blocks:
    """Emits products whose weights are quantised in blocks along the summed axis, and activations by the kernel."""

    block: int = 32

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
