"""Look at the headers of model files from elsewhere before anything else does: safetensors and GGUF.

Only numbers and names are read, with limits; nothing is loaded. Source: the safetensors format (README of
huggingface/safetensors); GGUF is read in ``gguf_header``.
"""

import json
import math
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

from citewell.domain.errors import ModelError
from citewell.models.gguf_header import MAX_DIMENSIONS, MAX_HEADER, MAX_TENSORS, read_gguf

_WIDTHS = {"BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "U16": 2, "I16": 2, "F16": 2, "BF16": 2}
_WIDTHS |= {"U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8}


def check_model_file(path: Path) -> None:
    """Raise ``ModelError`` where a ``.safetensors`` or ``.gguf`` file is not what its name says; others pass."""
    kind = path.suffix.lower()
    if kind == ".gguf":
        read_gguf(path)
    if kind != ".safetensors":
        return
    try:
        _safetensors(path)
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, struct.error, RecursionError, OverflowError) as error:
        raise ModelError(f"{path.name} is no usable safetensors file: {error}.") from error


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
