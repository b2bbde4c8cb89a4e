"""Frames between a program and its child: a JSON object and a run of bytes, sealed for the two of them alone.

The parent makes a key for each child and hands it down the pipe, never as an argument or in the environment. Every
frame is encrypted and authenticated (ChaCha20-Poly1305) with a number that is used once: one that was changed, left
out, repeated or sent the other way is no frame. Another program of the same user may open the pipes of a process; what
it takes from them it cannot read, and what it puts into them ends the child.
"""

import contextlib
import json
import os
import struct
import threading
from dataclasses import dataclass, field
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_LENGTH = struct.Struct(">I")
_NONCE = struct.Struct(">4sQ")
KEY_BYTES, TAG_BYTES = 32, 16
MAX_BYTES = 512 * 1024 * 1024
_DOWN, _UP = b"down", b"up  "


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: a JSON object, and bytes for what JSON carries badly (vectors, files)."""

    head: dict[str, object] = field(default_factory=dict)
    body: bytes = b""


class FrameWriter:
    """The end of a pipe that frames are put into; any thread may write."""

    def __init__(self, pipe: IO[bytes], key: bytes, direction: bytes) -> None:
        """Seal with ``key``; ``direction`` keeps the two ways apart."""
        self._pipe, self._cipher, self._direction = pipe, ChaCha20Poly1305(key), direction
        self._number = 0
        self._lock = threading.Lock()

    def write(self, frame: Frame) -> None:
        """Write one frame and flush it; half characters become ``?``.

        Raises ``OSError`` where the other end is gone, ``ValueError`` for a frame that is too large.
        """
        plain = pack(frame)
        with self._lock:
            sealed = self._cipher.encrypt(_NONCE.pack(self._direction, self._number), plain, None)
            self._number += 1
            self._pipe.write(_LENGTH.pack(len(sealed)))
            self._pipe.write(sealed)
            self._pipe.flush()


class FrameReader:
    """The end of a pipe that frames come out of; one thread reads."""

    def __init__(self, pipe: IO[bytes], key: bytes, direction: bytes) -> None:
        """Open with ``key`` what the other end sealed."""
        self._pipe, self._cipher, self._direction = pipe, ChaCha20Poly1305(key), direction
        self._number = 0

    def read(self) -> Frame | None:
        """Read one frame; ``None`` at the end of the pipe. Raises ``ValueError`` for what is no frame."""
        length = read_exactly(self._pipe, _LENGTH.size)
        if length is None:
            return None
        (size,) = _LENGTH.unpack(length)
        if not TAG_BYTES <= size <= MAX_BYTES:
            raise ValueError("not a frame")
        sealed = read_exactly(self._pipe, size)
        if sealed is None:
            return None
        try:
            plain = self._cipher.decrypt(_NONCE.pack(self._direction, self._number), sealed, None)
        except InvalidTag as error:
            raise ValueError("not a frame of the other end") from error
        self._number += 1
        return unpack(plain)


def parent_ends(to_child: IO[bytes], from_child: IO[bytes]) -> tuple[FrameWriter, FrameReader]:
    """The parent's ends of a new child's pipes; hands it a key. A child that is gone is noticed at the first frame."""
    key = os.urandom(KEY_BYTES)
    with contextlib.suppress(OSError):
        to_child.write(key)
        to_child.flush()
    return FrameWriter(to_child, key, _DOWN), FrameReader(from_child, key, _UP)


def child_ends(pipe_in: IO[bytes], pipe_out: IO[bytes]) -> tuple[FrameReader, FrameWriter] | None:
    """The child's ends, with the key that the parent sends first; ``None`` where the parent is gone."""
    key = read_exactly(pipe_in, KEY_BYTES)
    if key is None:
        return None
    return FrameReader(pipe_in, key, _DOWN), FrameWriter(pipe_out, key, _UP)


def pack(frame: Frame) -> bytes:
    """A frame as bytes, before they are sealed. Raises ``ValueError`` where it is too large."""
    head = json.dumps(frame.head, ensure_ascii=False).encode(errors="replace")
    if len(head) + len(frame.body) > MAX_BYTES - 1024:
        raise ValueError("the frame is too large")
    return b"".join((_LENGTH.pack(len(head)), head, frame.body))


def unpack(plain: bytes) -> Frame:
    """What ``pack`` packed. Raises ``ValueError``."""
    if len(plain) < _LENGTH.size:
        raise ValueError("not a frame")
    end = _LENGTH.size + _LENGTH.unpack_from(plain)[0]
    if end > len(plain):
        raise ValueError("not a frame")
    value = json.loads(plain[_LENGTH.size : end])
    if not isinstance(value, dict):
        raise ValueError("not a frame")  # noqa: TRY004  the caller knows one error for 'not a frame'
    return Frame(value, plain[end:])


def read_exactly(pipe: IO[bytes], size: int) -> bytes | None:
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
