"""The signed head of the audit log: number and hash of its last line, in a file beside the database."""

import contextlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from citewell.storage.audit.signing import PublicKey, Signer, verify

_OLD = 60
"""Seconds after which nobody is still writing."""


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last line when it was signed; ``signature`` and ``public_key`` (Base64) are filled once read."""

    number: int
    hash: str
    public_key: str = ""
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        return f"citewell audit head {self.number} {self.hash}".encode()

    def genuine(self, key: PublicKey) -> bool:
        """Whether the owner of ``key`` signed it."""
        return verify(self.signed, self.signature, key)


def read_head(path: Path) -> AuditHead | None:
    """The head in ``path``; ``None`` where there is no such file. One that cannot be read has number -1."""
    try:
        stored = json.loads(path.read_text(encoding="ascii"))
        return AuditHead(int(stored["number"]), str(stored["hash"]), str(stored["public_key"]), stored["signature"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return AuditHead(-1, "")


def clear_remains(path: Path) -> None:
    """Remove what programs left behind that were ended while they wrote a head."""
    for remains in path.parent.glob(f"{path.name}.*.new"):
        with contextlib.suppress(OSError):
            if time.time() - remains.stat().st_mtime > _OLD:
                remains.unlink()


def write_head(path: Path, head: AuditHead, signer: Signer) -> None:
    """Sign ``head`` and put it in place whole. Raises ``OSError``."""
    record = {
        "number": head.number,
        "hash": head.hash,
        "public_key": signer.public_key.text,
        "signature": signer.sign(head.signed),
    }
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(record, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
