"""A first masking of personal data: e-mail addresses, phone numbers, IBANs and card numbers become placeholders."""

import re
from collections.abc import Callable
from functools import partial

_PATTERNS = (
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("IBAN", re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b")),
    ("CARD", re.compile(r"\b\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}\b")),
    ("PHONE", re.compile(r"(?<![\w.])(?<!\d-)(?!\d{4}-\d\d-\d\d\b)\+?\(?\d[\d ()/-]{7,}\d(?!\w)")),
)


def mask(text: str) -> str:
    """``text`` with every match replaced by its type, such as ``<EMAIL>``."""
    return replace_personal(text, lambda name, _value: f"<{name}>")


def replace_personal(text: str, placeholder: Callable[[str, str], str]) -> str:
    """``text`` with every match replaced by what ``placeholder`` makes of its type and of the match."""
    for name, pattern in _PATTERNS:
        text = pattern.sub(partial(_replaced, placeholder, name), text)
    return text


def _replaced(placeholder: Callable[[str, str], str], name: str, match: re.Match[str]) -> str:
    return placeholder(name, match[0])


def mask_record(value: object) -> object:
    """``value`` (as read from JSON) with every string in it masked."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [mask_record(item) for item in value]
    if isinstance(value, dict):
        return {key: item if key in _KEPT else mask_record(item) for key, item in value.items()}
    return value


_KEPT = frozenset({"id", "sha256", "at", "document", "version", "file", "effective_from", "effective_to"})
