"""Merge a LoRA adapter into its base model: a GGUF file and B·A·scale make an F16 GGUF file. numpy alone, no torch.

Metadata and tokenizer are the base's; tied embeddings stay tied. Tensors are handled one after the other, so that a
large model does not have to fit into memory.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, LlamaFileType, ReaderTensor
from gguf.quants import dequantize

from citewell.domain.errors import CancelledError, ModelError
from citewell.models.styles.adapter import LoraAdapter, LoraPair, Matrix

ROWS_PERMUTED = {"llama": True, "qwen2": False, "qwen3": False}
"""Architectures that can be merged; whether llama.cpp stores the rows of attention q and k in another order."""

_OWN_FIELDS = {"general.architecture", "general.file_type"}  # the writer sets these itself
_Q, _K = ".attn_q.weight", ".attn_k.weight"
_F32_SUFFIX = "_norm.weight"


def merge(base: Path, adapter: LoraAdapter, target: Path, cancelled: threading.Event) -> Iterator[tuple[int, int]]:
    """Write ``base`` with ``adapter`` merged into it as F16 to ``target``; yield tensors done and in all.

    Raises ``ModelError`` for an adapter that does not fit, ``OSError`` where the file cannot be written, and
    ``CancelledError``.
    """
    reader = _open(base)
    heads = _Heads(reader, base)
    _check(adapter, reader, base)
    writer = GGUFWriter(None, heads.architecture)
    _copy_fields(reader, writer)
    plan = [(tensor, _keeps_float32(tensor)) for tensor in reader.tensors]
    for tensor, wide in plan:
        shape, kind = [int(n) for n in reversed(tensor.shape)], np.dtype(np.float32 if wide else np.float16)
        writer.add_tensor_info(tensor.name, shape, kind, int(tensor.n_elements) * kind.itemsize)
    try:
        writer.write_header_to_file(target)
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        for done, (tensor, wide) in enumerate(plan):
            if cancelled.is_set():
                raise CancelledError("Cancelled.")
            values = _merged(tensor, adapter.pairs.get(tensor.name), adapter.scale, heads)
            writer.write_tensor_data(values if wide else _half(values, tensor.name))
            yield done + 1, len(plan)
    finally:
        writer.close()


class _Heads:
    """What the order of rows depends on."""

    def __init__(self, reader: GGUFReader, base: Path) -> None:
        self.architecture = str(_value(reader, "general.architecture", base))
        if self.architecture not in ROWS_PERMUTED:
            raise ModelError(
                f"{base} is of the architecture '{self.architecture}'; styles can be merged into "
                f"{', '.join(ROWS_PERMUTED)}."
            )
        self.query = _count(reader, f"{self.architecture}.attention.head_count", base)
        self.key = _count(reader, f"{self.architecture}.attention.head_count_kv", base)

    def ordered(self, name: str, b: Matrix) -> Matrix:
        """Rows of ``b`` (outputs x rank) in the order in which llama.cpp stores the tensor's rows."""
        if not ROWS_PERMUTED[self.architecture] or not name.endswith((_Q, _K)):
            return b
        return permute_rows(b, self.query if name.endswith(_Q) else self.key)


def permute_rows(rows: Matrix, heads: int) -> Matrix:
    """Reorder rows (outputs x n) as llama.cpp's converter does for rotary embeddings (``LlamaModel.permute``).

    Within each head, the first half of the rows and the second half take turns.
    """
    split = rows.reshape(heads, 2, rows.shape[0] // heads // 2, *rows.shape[1:])
    return split.swapaxes(1, 2).reshape(rows.shape)


def _open(base: Path) -> GGUFReader:
    try:
        return GGUFReader(base)
    except (OSError, ValueError, IndexError, KeyError, UnicodeDecodeError) as error:
        raise ModelError(f"The base model {base} cannot be read ({error}). Install Citewell again.") from error


def _value(reader: GGUFReader, name: str, base: Path) -> object:
    field = reader.get_field(name)
    if field is None:
        raise ModelError(f"The base model {base} does not say its '{name}', so nothing can be merged into it.")
    return field.contents()


def _count(reader: GGUFReader, name: str, base: Path) -> int:
    value = _value(reader, name, base)
    if not isinstance(value, int) or value < 1:
        raise ModelError(f"The base model {base} has a '{name}' that styles cannot be merged into ({value!r}).")
    return value


def _copy_fields(reader: GGUFReader, writer: GGUFWriter) -> None:
    writer.add_file_type(LlamaFileType.MOSTLY_F16)
    for field in reader.fields.values():
        if field.name in _OWN_FIELDS or field.name.startswith("GGUF."):
            continue
        kind = field.types[0]
        of = field.types[-1] if kind == GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, field.contents(), kind, of)


def _check(adapter: LoraAdapter, reader: GGUFReader, base: Path) -> None:
    shapes = {tensor.name: tuple(int(n) for n in reversed(tensor.shape)) for tensor in reader.tensors}
    for name, pair in adapter.pairs.items():
        shape = (pair.b.shape[0], pair.a.shape[1])
        if shapes.get(name) != shape:
            raise ModelError(
                f"The style does not fit {base.name}: it changes {name} of {shape[0]} x {shape[1]}, "
                f"which the model {_has(shapes.get(name))}. It was made for another base model."
            )


def _has(shape: tuple[int, ...] | None) -> str:
    return "does not have" if shape is None else "has as " + " x ".join(str(n) for n in shape)


def _keeps_float32(tensor: ReaderTensor) -> bool:
    """Norms and biases are small and stay as precise as they are."""
    return len(tensor.shape) == 1 or tensor.name.endswith(_F32_SUFFIX)


def _merged(tensor: ReaderTensor, pair: LoraPair | None, scale: float, heads: _Heads) -> Matrix:
    plain = tensor.tensor_type in {GGMLQuantizationType.F32, GGMLQuantizationType.F16}
    values = np.asarray(tensor.data if plain else dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)
    if pair is None:
        return values
    return values + heads.ordered(tensor.name, pair.b) @ pair.a * np.float32(scale)


def _half(values: Matrix, name: str) -> np.ndarray:
    with np.errstate(over="ignore"):
        half = values.astype(np.float16)
    if not np.isfinite(half).all():
        raise ModelError(f"Merged, {name} holds values that are too large. The style is damaged.")
    return half
