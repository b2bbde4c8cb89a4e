"""Bytes to text, without guessing: a wrong guess would put wrong characters into a customer's reply."""

import codecs

from citewell.domain.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Decode a text file and end every line with a line feed. Raises ``UnreadableFileError`` saying why it cannot be.

    UTF-8, and any Unicode encoding that names itself with a byte order mark.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"not {encoding.upper()} text (byte {error.start + len(mark)}); save it as UTF-8 and index it again"
        ) from error
    if "\0" in text:
        raise UnreadableFileError("holds zero bytes, so it is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")
