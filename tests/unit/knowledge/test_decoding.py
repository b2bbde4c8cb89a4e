"""Bytes to text."""

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.decoding import decode

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize("encoding", MARKS)
def test_a_byte_order_mark_names_the_encoding(encoding):
    assert decode(MARKS[encoding] + "Größe 日本".encode(encoding)) == "Größe 日本"


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])))
def test_utf_8_comes_back_as_it_was(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == text


def test_lines_end_with_a_line_feed():
    assert decode(b"a\r\nb\rc\nd\n\re") == "a\nb\nc\nd\n\ne"


def test_what_is_not_utf_8_is_refused_with_the_byte():
    with pytest.raises(UnreadableFileError, match=r"not UTF-8 text \(byte 3\).*save it as UTF-8"):
        decode("Caf\xe9 au lait".encode("latin-1"))


def test_the_byte_counts_from_the_start_of_the_file():
    with pytest.raises(UnreadableFileError, match=r"not UTF-8 text \(byte 4\)"):
        decode(codecs.BOM_UTF8 + b"a\xff")
    with pytest.raises(UnreadableFileError, match=r"not UTF-16-LE text \(byte 4\)"):
        decode(codecs.BOM_UTF16_LE + "a".encode("utf-16-le") + b"x")


@pytest.mark.parametrize("data", [b"a\0b", "text".encode("utf-16-le")])
def test_zero_bytes_are_no_text(data):
    with pytest.raises(UnreadableFileError, match="zero bytes"):
        decode(data)


@given(st.binary())
def test_any_bytes_become_text_or_a_reason(data):
    with contextlib.suppress(UnreadableFileError):
        assert "\r" not in decode(data)
