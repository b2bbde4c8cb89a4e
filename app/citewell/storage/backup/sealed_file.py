"""One sealed file: a readable header that says how its key is protected, then pieces that only this key opens.

The pieces are numbered and the last one is marked (the STREAM construction, Hoang et al. 2015), so that one that was
changed, moved, left out or cut off is noticed. The header is authenticated with every piece.
"""

import hashlib
import json
import os
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from citewell.domain.errors import BackupError
from citewell.storage.keys.sealing import TAG_BYTES

MAGIC = b"CITEWELL BACKUP 1\n"
PIECE_BYTES = 1 << 20
_LENGTH = struct.Struct(">I")
_NONCE = struct.Struct(">QI")
_MOST_HEADER = 64 * 1024


class SealedWriter:
    """Writes a sealed file."""

    def __init__(self, file: IO[bytes], key: bytes, header: Mapping[str, object]) -> None:
        """Write the header; ``key`` has 32 bytes and is used for this file alone."""
        text = json.dumps(header, sort_keys=True).encode()
        self._file, self._cipher, self._context = file, ChaCha20Poly1305(key), hashlib.sha256(text).digest()
        self._held = bytearray()
        self._number = 0
        file.write(MAGIC + _LENGTH.pack(len(text)) + text)

    def write(self, data: bytes) -> None:
        """Add ``data``."""
        self._held += data
        while len(self._held) > PIECE_BYTES:
            self._put(bytes(self._held[:PIECE_BYTES]), last=False)
            del self._held[:PIECE_BYTES]

    def finish(self) -> None:
        """Write what is left, as the last piece, and have the file on disk."""
        self._put(bytes(self._held), last=True)
        self._held.clear()
        self._file.flush()
        os.fsync(self._file.fileno())

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_NONCE.pack(self._number, last), plain, self._context))
        self._number += 1


class SealedReader:
    """Reads a sealed file. Whatever is wrong with it is a ``BackupError``."""

    def __init__(self, path: Path) -> None:
        """Read the header of ``path``."""
        self._path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise BackupError(f"{path} cannot be read ({error.strerror}).") from error
        try:
            self.header, self._context = self._read_header()
        except BaseException:
            self._file.close()
            raise
        self._left = path.stat().st_size - self._file.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._file.close()

    def pieces(self, key: bytes) -> Iterator[bytes]:
        """The contents, piece by piece; each is genuine when it comes. Raises ``BackupError``."""
        cipher = ChaCha20Poly1305(key)
        number = 0
        while self._left > 0:
            sealed = self._file.read(PIECE_BYTES + TAG_BYTES)
            self._left -= len(sealed)
            try:
                yield cipher.decrypt(_NONCE.pack(number, self._left <= 0), sealed, self._context)
            except InvalidTag as error:
                raise BackupError(
                    f"{self._path} is damaged, was cut off or changed, or belongs to another key. Nothing was restored."
                ) from error
            number += 1
        if number == 0:
            raise BackupError(f"{self._path} was cut off. Nothing was restored.")

    def _read_header(self) -> tuple[dict[str, Any], bytes]:
        wrong = BackupError(f"{self._path} is not a backup of Citewell, or of a newer version. Nothing was restored.")
        start = self._file.read(len(MAGIC) + _LENGTH.size)
        if len(start) < len(MAGIC) + _LENGTH.size or not start.startswith(MAGIC):
            raise wrong
        (size,) = _LENGTH.unpack(start[len(MAGIC) :])
        text = self._file.read(size) if size <= _MOST_HEADER else b""
        try:
            header = json.loads(text)
        except ValueError as error:
            raise wrong from error
        if not isinstance(header, dict):
            raise wrong
        return header, hashlib.sha256(text).digest()
