"""SHA-256 of texts and files, in hexadecimal."""

import hashlib
from pathlib import Path


def sha256_hex(data: bytes | str) -> str:
    """SHA-256 of ``data``; a text counts as its UTF-8, and half characters in it as the three bytes they would be."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, which is read in blocks. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
