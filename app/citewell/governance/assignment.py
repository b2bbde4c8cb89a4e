"""Assignment of tickets to the two arms of a comparison by a keyed hash."""

import hashlib
import hmac


def takes_second(key: str, text: str) -> bool:
    """Whether a ticket goes to the second arm: one bit of HMAC-SHA256 of its text under ``key``.

    A ticket that is drafted again stays in its arm, and without the key nobody can foresee or choose it.
    """
    return bool(hmac.digest(key.encode(), text.encode(), hashlib.sha256)[0] & 1)
