"""The header of a GGUF file: its metadata, and whether every tensor it lists lies inside the file.

Only numbers, names and short texts are read, with limits; nothing is loaded. Source: the GGUF specification (gguf.md
in the docs of ggml), versions 2 and 3.
"""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from citewell.domain.errors import ModelError

GGUF_MAGIC = b"GGUF"
MAX_HEADER = 64 * 1024 * 1024
MAX_TENSORS, MAX_FIELDS, MAX_ITEMS, MAX_DIMENSIONS = 100_000, 10_000, 5_000_000, 8
MEND = "Fetch or copy it again, and compare its size and sha256 with those of whoever publishes it."
_FORMS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
"""Forms of GGUF's value types, as ``struct`` names them; 8 is text, 9 a list."""
_TEXT, _LIST = 8, 9
_ALIGNMENT = 32
_SHOWN_TEXT = 1024 * 1024

Value = int | float | bool | str


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF file says of itself: its single values by key (lists, such as the vocabulary, are left out)."""

    values: Mapping[str, Value]
    tensors: int

    @property
    def architecture(self) -> str:
        """Such as ``llama`` or ``qwen2``; empty where it is not said."""
        return self.text("general.architecture")

    @property
    def context_tokens(self) -> int:
        """Tokens that the model was trained to read; 0 where it is not said."""
        return self.number(f"{self.architecture}.context_length")

    def text(self, key: str) -> str:
        """A text; empty where there is none."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """A whole number; 0 where there is none."""
        value = self.values.get(key, 0)
        return value if isinstance(value, int) else 0


def read_gguf(path: Path) -> GgufHeader:
    """Read the header of ``path``.

    Raises ``ModelError`` for a file that is none, is damaged, or ends before its last tensor does.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(GGUF_MAGIC)) != GGUF_MAGIC:
                raise ModelError(f"{path} is not a GGUF file. Choose a model file that ends in .gguf.")
        reader = _Reader(path)
        try:
            return _header(reader)
        finally:
            reader.close()
    except OSError as error:
        raise ModelError(
            f"The model file {path} cannot be read ({error.strerror}). Choose another in the settings."
        ) from error
    except (ValueError, struct.error, RecursionError, OverflowError) as error:
        raise ModelError(f"{path.name} is no usable gguf file: {error}. {MEND}") from error


class _Reader:
    """Reads the numbers and texts of a GGUF header."""

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        self._file = path.open("rb")
        self._items = 0

    @property
    def at(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self._take(struct.calcsize(form)))[0])

    def text(self) -> str:
        return self._take(self.number("<Q")).decode(errors="replace")

    def value(self, kind: int, depth: int = 0) -> Value | None:
        """Read a value of a kind; ``None`` for a list, which is skipped."""
        self._items += 1
        if self._items > MAX_ITEMS or depth > 4:
            raise ValueError("its header is too large")
        if kind in _FORMS:
            form = f"<{_FORMS[kind]}"
            value: Value = struct.unpack(form, self._take(struct.calcsize(form)))[0]
            return value
        if kind == _TEXT:
            return self.text()[:_SHOWN_TEXT]
        if kind == _LIST:
            self._skip_list(depth)
            return None
        raise ValueError("its header holds a value of no known kind")

    def _skip_list(self, depth: int) -> None:
        inner, number = self.number("<I"), self.number("<Q")
        if inner in _FORMS:
            self._take(number * struct.calcsize(f"<{_FORMS[inner]}"))
            return
        for _ in range(number):
            self.value(inner, depth + 1)

    def _take(self, size: int) -> bytes:
        if size > MAX_HEADER or size > self.size - self._file.tell():
            raise ValueError("it ends in the middle of its header")
        return self._file.read(size)


def _header(reader: _Reader) -> GgufHeader:
    reader.number("<I")  # the magic, which was looked at
    if reader.number("<I") not in {2, 3}:
        raise ValueError("it is not of version 2 or 3")
    tensors, fields = reader.number("<Q"), reader.number("<Q")
    if tensors > MAX_TENSORS or fields > MAX_FIELDS:
        raise ValueError("its header is too large")
    values: dict[str, Value] = {}
    for _ in range(fields):
        key = reader.text()
        value = reader.value(reader.number("<I"))
        if value is not None:
            values[key] = value
    ends = [_tensor_end(reader) for _ in range(tensors)]
    alignment = values.get("general.alignment", _ALIGNMENT)
    if not isinstance(alignment, int) or not 0 < alignment <= MAX_HEADER:
        raise ValueError("its tensors are aligned to no usable number")
    start = -(-reader.at // alignment) * alignment
    missing = start + max(ends, default=0) - reader.size
    if ends and missing > 0:
        raise ValueError(f"{missing:,} bytes are missing at its end")
    return GgufHeader(values, tensors)


def _tensor_end(reader: _Reader) -> int:
    """Where a tensor ends, in bytes from the start of all tensors."""
    reader.text()
    dimensions = reader.number("<I")
    if dimensions > MAX_DIMENSIONS:
        raise ValueError("a tensor has too many dimensions")
    shape = [reader.number("<Q") for _ in range(dimensions)]
    if any(n >= 2**40 for n in shape):
        raise ValueError("a tensor is too large")
    kind, offset = reader.number("<I"), reader.number("<Q")
    if offset > reader.size:
        raise ValueError("a tensor does not lie where it should")
    per_block, block_bytes = _block_sizes().get(kind, (1, 0))  # a kind that is newer than this program ends anywhere
    return offset + math.prod(shape) // per_block * block_bytes


@cache
def _block_sizes() -> Mapping[int, tuple[int, int]]:
    """Numbers in a block of a tensor and the bytes of it, by the tensor's type."""
    from gguf.constants import GGML_QUANT_SIZES  # noqa: PLC0415  takes its time, and most runs read no model file

    return {int(kind): (int(numbers), int(size)) for kind, (numbers, size) in GGML_QUANT_SIZES.items()}
