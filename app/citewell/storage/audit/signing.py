"""The device key: an Ed25519 key pair (RFC 8032) that signs receipts, exports and the head of the audit log.

The private key lies in the encrypted database, so that it travels with it and is nowhere readable without its key.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime

import apsw
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from citewell.domain.digests import sha256_hex
from citewell.domain.errors import DamagedDatabaseError
from citewell.storage.db.database import Database, fetch_one

SETTING = "device_key"
_LOAD = "SELECT value FROM team_setting WHERE name = ?"
_SAVE = "INSERT INTO team_setting (name, at, value) VALUES (?, ?, ?)"
_GROUP = 4


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half: ``text`` is its 32 bytes in Base64."""

    text: str

    @property
    def fingerprint(self) -> str:
        """The first 16 bytes of its SHA-256 in hexadecimal, in groups of four digits."""
        digits = sha256_hex(_bytes(self.text))[:32]
        return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


class Signer:
    """Signs with the device key of a database, which is made at its first use."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database
        self._key: Ed25519PrivateKey | None = None

    @property
    def public_key(self) -> PublicKey:
        """The public half, to check signatures with."""
        raw = self._private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(base64.b64encode(raw).decode("ascii"))

    def sign(self, data: bytes) -> str:
        """The signature of ``data``, 64 bytes in Base64. Raises ``StorageError``."""
        return base64.b64encode(self._private().sign(data)).decode("ascii")

    def _private(self) -> Ed25519PrivateKey:
        if self._key is None:
            with self._database.read() as connection:
                stored = _stored(connection)
            self._key = stored or self._make()
        return self._key

    def _make(self) -> Ed25519PrivateKey:
        """A new key, unless another program made one in the meantime."""
        with self._database.write() as connection:
            stored = _stored(connection)
            if stored is not None:
                return stored
            key = Ed25519PrivateKey.generate()
            raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            connection.execute(_SAVE, (SETTING, now, base64.b64encode(raw).decode("ascii")))
            return key


def verify(data: bytes, signature: str, public_key: PublicKey) -> bool:
    """Whether ``signature`` (Base64) is that of ``data`` by the owner of ``public_key``; False for any nonsense."""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key.text)).verify(_bytes(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _stored(connection: apsw.Connection) -> Ed25519PrivateKey | None:
    row = fetch_one(connection, _LOAD, (SETTING,))
    if row is None:
        return None
    try:
        return Ed25519PrivateKey.from_private_bytes(_bytes(row[0]))
    except ValueError as error:
        raise DamagedDatabaseError("The device key in the database is damaged. Restore a backup.") from error


def _bytes(text: str) -> bytes:
    """Base64 as bytes. Raises ``ValueError``."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
