"""Whether text can be read out of pictures, told without loading what reads it."""

import importlib.util

PACKAGE = "rapidocr"
"""Of the optional extra ``ocr``."""


def is_installed() -> bool:
    """Whether the extra ``ocr`` is there."""
    return importlib.util.find_spec(PACKAGE) is not None
