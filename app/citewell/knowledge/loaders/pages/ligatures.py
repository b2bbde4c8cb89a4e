"""Ligatures that a font names by their letters (``/f_f_i``), which PDFium does not know: it gives another character."""

import re
import zlib
from collections.abc import Iterator, Mapping

_DIFFERENCES = re.compile(rb"/Differences\s*\[([^\]]{1,20000})\]")
_ITEM = re.compile(rb"(\d+)|/([^\s/\[\]<>()]+)")
_LETTERS = re.compile(r"[A-Za-z](?:_[A-Za-z]){1,3}")
_OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_MOST_STREAM = 4 << 20
_MOST_STREAMS = 2000
_FIRST_CODE = 0x80
"""Codes below are letters and marks of their own, which cannot be told from the ligature."""


def named_ligatures(data: bytes) -> dict[str, str]:
    """The characters that PDFium gives for ligatures of this file, and the letters they stand for."""
    found: dict[str, str] = {}
    for part in (data, *_object_streams(data)):
        for match in _DIFFERENCES.finditer(part):
            code = 0
            for number, name in _ITEM.findall(match[1]):
                if number:
                    code = int(number)
                    continue
                letters = name.decode("latin-1")
                if _FIRST_CODE <= code <= 0xFF and _LETTERS.fullmatch(letters):
                    found[bytes([code]).decode("cp1252", "replace")] = letters.replace("_", "")
                code += 1
    found.pop("\ufffd", None)
    return {sign: letters for sign, letters in found.items() if not sign.isalpha()}


def with_ligatures(text: str, ligatures: Mapping[str, str]) -> str:
    """``text`` with the letters in place of signs that stand beside a letter."""
    for sign, letters in ligatures.items():
        if sign in text:
            text = re.sub(rf"(?<=[^\W\d_]){re.escape(sign)}|{re.escape(sign)}(?=[^\W\d_])", letters, text)
    return text


def _object_streams(data: bytes) -> Iterator[bytes]:
    """The objects that newer files pack together, as far as they are packed in the usual way."""
    for count, match in enumerate(_OBJECTS.finditer(data)):
        if count >= _MOST_STREAMS:
            return
        try:
            yield zlib.decompressobj().decompress(data[match.end() : match.end() + _MOST_STREAM], _MOST_STREAM)
        except zlib.error:
            continue
