"""What is held out: whole groups (a domain of templates, a hotel, a knowledge base's section), never single rows."""

import hashlib

SHARE = 8
"""One group of so many is held out."""


def held(group: str) -> bool:
    """Whether a group is held out; the same on every machine and for every seed."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % SHARE == 0
