"""Frames on a pipe: a JSON object and a run of bytes, each after its length. Both ends of a child process use them."""

import json
import struct
from dataclasses import dataclass, field
from typing import IO

_LENGTHS = struct.Struct(">II")
MAX_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: a JSON object, and bytes for what JSON carries badly (vectors, files)."""

    head: dict[str, object] = field(default_factory=dict)
    body: bytes = b""


def write_frame(pipe: IO[bytes], frame: Frame) -> None:
    """Write one frame and flush it; half characters become ``?``. Raises ``OSError`` where the other end is gone."""
    head = json.dumps(frame.head, ensure_ascii=False).encode(errors="replace")
    pipe.write(_LENGTHS.pack(len(head), len(frame.body)))
    pipe.write(head)
    pipe.write(frame.body)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> Frame | None:
    """Read one frame; ``None`` at the end of the pipe. Raises ``ValueError`` for what is no frame."""
    lengths = _read(pipe, _LENGTHS.size)
    if lengths is None:
        return None
    head_size, body_size = _LENGTHS.unpack(lengths)
    if head_size > MAX_BYTES or body_size > MAX_BYTES:
        raise ValueError("not a frame")
    head = _read(pipe, head_size)
    body = _read(pipe, body_size)
    if head is None or body is None:
        return None
    value = json.loads(head)
    if not isinstance(value, dict):
        raise ValueError("not a frame")  # noqa: TRY004  the caller knows one error for 'not a frame'
    return Frame(value, body)


def _read(pipe: IO[bytes], size: int) -> bytes | None:
    """Read exactly ``size`` bytes; ``None`` where the pipe ends before."""
    first = pipe.read(size)
    if len(first) == size:
        return first
    if not first:
        return None
    parts = bytearray(first)
    while len(parts) < size:
        part = pipe.read(size - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)
