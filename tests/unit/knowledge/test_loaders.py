"""From bytes to a document, or to the reason why not."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import LOADERS, load_bytes, read_file, title_from_name


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "the file is empty"),
        ("a.md", b" \n\t\n", "the file holds no text"),
        ("a.md", b"---\ntitle: only front matter\n---\n", "the file holds no text"),
        ("a.html", b"<html><script>x()</script></html>", "the file holds no text"),
        ("a.txt", b"caf\xe9", "not UTF-8"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8"),
        ("a.txt", b"PK\x03\x04\0\0", "zero bytes"),
        ("a.md", b"> " * 3000 + b"deep", "nested too deep|holds no text"),
    ],
)
def test_reasons(name, data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_bytes(data, name)


@pytest.mark.parametrize("name", ["a.md", "A.MD", "sub/b.markdown", "c.txt", "d.text", "e.html", "f.HTM"])
def test_kinds_are_told_by_name(name):
    assert load_bytes(b"some text", name).blocks[0].text == "some text"


@pytest.mark.parametrize(
    ("stem", "title"),
    [("plans-and_prices", "Plans and prices"), ("4.9", "4.9"), ("FAQ", "FAQ"), ("", ""), ("ärger", "Ärger")],
)
def test_names_become_titles(stem, title):
    assert title_from_name(stem) == title


def test_reading_in_this_process(tmp_path):
    (tmp_path / "my-file.txt").write_bytes(b"\xef\xbb\xbftext\r\n")
    document = read_file(tmp_path / "my-file.txt", "sub/my-file.txt")
    assert (document.text, document.metadata.title) == ("text\n", "My file")


@given(st.binary(), st.sampled_from(sorted(LOADERS)))
def test_any_file_is_read_or_refused(data, kind):
    with contextlib.suppress(UnreadableFileError):
        document = load_bytes(data, f"a{kind}")
        document.text.encode()
        document.metadata.title.encode()
