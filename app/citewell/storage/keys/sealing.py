"""Authenticated encryption outside the database: keys for each purpose out of one, and sealed pieces of bytes."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16


def derive_key(key: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one ``purpose`` out of ``key`` (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"citewell {purpose}".encode()).derive(key)


def seal(key: bytes, data: bytes, context: bytes = b"") -> bytes:
    """Encrypt and authenticate (ChaCha20-Poly1305, RFC 8439): nonce, then ciphertext with its tag.

    ``context`` is authenticated as well and must be the same to open it. The nonce is random: seal no more than some
    million pieces with one key.
    """
    nonce = os.urandom(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, context)


def unseal(key: bytes, sealed: bytes, context: bytes = b"") -> bytes:
    """What ``seal`` sealed. Raises ``ValueError`` for another key, another context, or a changed byte."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise ValueError("too short to be sealed")
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except InvalidTag as error:
        raise ValueError("sealed with another key, or changed") from error
