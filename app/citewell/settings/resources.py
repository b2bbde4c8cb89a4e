"""Where the files that ship with the program are: in a checkout, an installed package, or a bundle."""

import sys
from pathlib import Path


def _base() -> tuple[Path, str]:
    """The folder that holds ``resources`` and ``sample_kb``, and the prefix of their names there."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        return Path(bundle), ""
    package = Path(__file__).resolve().parent.parent
    if (package / "_resources").is_dir():
        return package, "_"
    return package.parent.parent, ""


def resources_dir() -> Path:
    """The folder ``resources``."""
    base, prefix = _base()
    return base / f"{prefix}resources"


def sample_dir() -> Path:
    """The sample knowledge base."""
    base, prefix = _base()
    return base / f"{prefix}sample_kb"
