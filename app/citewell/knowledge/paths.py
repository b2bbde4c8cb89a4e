"""Paths as the system takes them."""

import os

_PREFIX = "\\\\?\\"


def long_path(path: str, system: str = os.name) -> str:
    """``path`` as Windows takes it at any length; elsewhere, and where it is marked already, as it is."""
    if system != "nt" or path.startswith(_PREFIX):
        return path
    return f"{_PREFIX}UNC\\{path[2:]}" if path.startswith("\\\\") else _PREFIX + path
