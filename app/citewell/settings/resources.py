"""Where the files that ship with the program are: in a checkout, or in a bundle."""

import sys
from pathlib import Path


def _base() -> Path:
    """The folder that holds ``resources`` and ``sample_kb``."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parents[3]


def resources_dir() -> Path:
    """The folder ``resources``."""
    return _base() / "resources"


def sample_dir() -> Path:
    """The sample knowledge base that is taken where none is named."""
    return _base() / "sample_kb" / "software"
