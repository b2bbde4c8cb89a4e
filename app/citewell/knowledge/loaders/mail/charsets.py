"""The character set of a mail's text: as declared, or as the bytes themselves say."""

import re

_ESCAPED = (
    (b"\x1b$)C", "iso2022_kr"),
    (b"\x1b$", "iso2022_jp_ext"),
    (b"\x1b(J", "iso2022_jp_ext"),
    (b"\x1b(I", "iso2022_jp_ext"),
)
"""Escape sequences with which 7-bit texts of East Asia begin (RFC 1468, RFC 1557), and their codec."""
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_UNDECLARED = frozenset(
    ["", "us-ascii", "ascii", "unknown", "unknown-8bit", "x-unknown", "default", "7bit", "8bit", "none"]
)
_GUESSED = "the message does not say its character set; read as Windows-1252 (Western European)"


def decode_body(data: bytes, charset: str) -> tuple[str, str]:
    """The text, and what to tell where its character set was guessed.

    A declared set that is unknown or wrong costs characters, not the message. Text of 7 bits with the escape sequences
    of ISO-2022 (Japanese, Korean) or HZ (Chinese) is recognised without a declaration.
    """
    charset = charset.strip().strip("\"'").lower()
    if charset in _UNDECLARED or charset == "utf-8":
        escaped = _decode_escaped(data)
        if escaped is not None:
            return escaped, ""
    for encoding in ("" if charset in _UNDECLARED or "escape" in charset else charset, "utf-8"):
        try:
            return data.decode(encoding), ""
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace"), _GUESSED if charset in _UNDECLARED else ""


def _decode_escaped(data: bytes) -> str | None:
    codec = next((codec for mark, codec in _ESCAPED if mark in data), "hz" if _HZ.search(data) else "")
    if not codec:
        return None
    try:
        return data.decode(codec)
    except ValueError:
        return None
