"""The encoding of an export: the one that was named, a byte order mark, else UTF-8; never guessed for JSON.

The whole file is looked through before anything is read of it, so that a wrong byte at its end costs no half import.
"""

import codecs
from pathlib import Path

from citewell.domain.errors import BadInputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


def encoding_of(path: Path, named: str = "") -> str:
    """The codec that reads all of ``path``. Raises ``BadInputError`` saying where it does not, and how to mend it."""
    codec = _known(named) if named else _marked(path)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise BadInputError(_refused(path, codec, done - pending + error.start)) from error
            done += len(chunk)
    return codec


def _marked(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    return next((codec for mark, codec in _MARKS if head.startswith(mark)), "utf-8")


def _known(named: str) -> str:
    try:
        return codecs.lookup(named).name
    except LookupError as error:
        raise BadInputError(f"'{named}' is the name of no encoding. Give one like utf-8 or windows-1252.") from error


def _refused(path: Path, codec: str, at: int) -> str:
    return (
        f"{path} is not {codec.removesuffix('-sig').upper()} text (byte {at}). "
        "Name its encoding, such as --encoding windows-1252, or save it as UTF-8. Nothing was imported."
    )
