"""Look at the headers of model files from elsewhere before anything else does: safetensors and GGUF.

Only numbers and names are read, with limits; nothing is loaded. Sources: the safetensors format (README of
huggingface/safetensors) and the GGUF specification (gguf.md in the docs of ggml), versions 2 and 3.
"""

import json
import math
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

from citewell.domain.errors import ModelError
from citewell.models.descriptions import GGUF_MAGIC

MAX_HEADER = 64 * 1024 * 1024
MAX_TENSORS, MAX_FIELDS, MAX_ITEMS, MAX_DIMENSIONS = 100_000, 10_000, 5_000_000, 8
_WIDTHS = {"BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "U16": 2, "I16": 2, "F16": 2, "BF16": 2}
_WIDTHS |= {"U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8}
_SCALARS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of GGUF's value types; 8 is text, 9 a list."""
_TEXT, _LIST = 8, 9


def check_model_file(path: Path) -> None:
    """Raise ``ModelError`` where a ``.safetensors`` or ``.gguf`` file is not what its name says; others pass."""
    checks = {".safetensors": _safetensors, ".gguf": _gguf}
    check = checks.get(path.suffix.lower())
    if check is None:
        return
    try:
        check(path)
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, struct.error, RecursionError, OverflowError) as error:
        raise ModelError(f"{path.name} is no usable {path.suffix[1:]} file: {error}.") from error


def _safetensors(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if not 2 <= length <= min(MAX_HEADER, size - 8):
            raise ValueError("its header does not fit")
        header = json.loads(file.read(length))
    if not isinstance(header, dict) or len(header) > MAX_TENSORS:
        raise ValueError("its header is no list of tensors")
    spans = sorted(_span(tensor, size - 8 - length) for name, tensor in header.items() if name != "__metadata__")
    if any(first[1] > second[0] for first, second in pairwise(spans)):
        raise ValueError("its tensors lie over each other")


def _span(tensor: Any, room: int) -> tuple[int, int]:  # noqa: ANN401  JSON
    match tensor:
        case {"dtype": str(kind), "shape": list(shape), "data_offsets": [int(start), int(end)]} if (
            kind in _WIDTHS
            and len(shape) <= MAX_DIMENSIONS
            and all(isinstance(n, int) and 0 <= n < 2**40 for n in shape)
        ):
            if not 0 <= start <= end <= room or end - start != math.prod(shape) * _WIDTHS[kind]:
                raise ValueError("a tensor does not lie where it should")
            return start, end
    raise ValueError("a tensor is not described")


class _Header:
    """Reads the numbers and texts of a GGUF header."""

    def __init__(self, path: Path) -> None:
        self._size = path.stat().st_size
        self._file = path.open("rb")
        self._items = 0

    def close(self) -> None:
        self._file.close()

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self._take(struct.calcsize(form)))[0])

    def text(self) -> str:
        return self._take(self.number("<Q")).decode(errors="replace")

    def value(self, kind: int, depth: int = 0) -> None:
        """Skip a value of a kind."""
        self._items += 1
        if self._items > MAX_ITEMS or depth > 4:
            raise ValueError("its header is too large")
        if kind in _SCALARS:
            self._take(_SCALARS[kind])
        elif kind == _TEXT:
            self.text()
        elif kind == _LIST:
            inner, number = self.number("<I"), self.number("<Q")
            if inner in _SCALARS:
                self._take(number * _SCALARS[inner])
                return
            for _ in range(number):
                self.value(inner, depth + 1)
        else:
            raise ValueError("its header holds a value of no known kind")

    def _take(self, size: int) -> bytes:
        if size > MAX_HEADER or size > self._size - self._file.tell():
            raise ValueError("its header does not fit")
        return self._file.read(size)


def _gguf(path: Path) -> None:
    header = _Header(path)
    try:
        magic, version = header.number("<I").to_bytes(4, "little"), header.number("<I")
        if magic != GGUF_MAGIC or version not in {2, 3}:
            raise ValueError("it does not begin like one of version 2 or 3")
        tensors, fields = header.number("<Q"), header.number("<Q")
        if tensors > MAX_TENSORS or fields > MAX_FIELDS:
            raise ValueError("its header is too large")
        for _ in range(fields):
            header.text()
            header.value(header.number("<I"))
        for _ in range(tensors):
            _tensor(header, path.stat().st_size)
    finally:
        header.close()


def _tensor(header: _Header, size: int) -> None:
    header.text()
    dimensions = header.number("<I")
    if dimensions > MAX_DIMENSIONS:
        raise ValueError("a tensor has too many dimensions")
    for _ in range(dimensions):
        if header.number("<Q") >= 2**40:
            raise ValueError("a tensor is too large")
    header.number("<I")
    if header.number("<Q") > size:
        raise ValueError("a tensor does not lie where it should")
