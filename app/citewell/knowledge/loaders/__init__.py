"""Loaders: one file in, its extracted text and blocks out."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.decoding import decode
from citewell.knowledge.loaders.html import load_html
from citewell.knowledge.loaders.markdown import load_markdown
from citewell.knowledge.loaders.text import load_text

Loader = Callable[[bytes, str], ExtractedDocument]
"""Takes a file's bytes and a title to use where it has none. Raises ``UnreadableFileError``."""


def _text(load: Callable[[str, str], ExtractedDocument]) -> Loader:
    """A loader of bytes out of one of text."""
    return lambda data, title: load(decode(data), title)


LOADERS: Mapping[str, Loader] = MappingProxyType(
    {
        ".md": _text(load_markdown),
        ".markdown": _text(load_markdown),
        ".txt": _text(load_text),
        ".text": _text(load_text),
        ".html": _text(load_html),
        ".htm": _text(load_html),
    }
)


def load_bytes(data: bytes, path: str) -> ExtractedDocument:
    """Extract the document in ``data``; ``path`` tells its kind. Raises ``UnreadableFileError``."""
    if not data:
        raise UnreadableFileError("the file is empty")
    name = PurePosixPath(path)
    try:
        document = LOADERS[name.suffix.lower()](data, title_from_name(name.stem))
    except RecursionError as error:
        raise UnreadableFileError("its elements are nested too deep") from error
    if not any(block.text.strip() for block in document.blocks):
        raise UnreadableFileError("the file holds no text")
    return document


def read_file(path: Path, relative: str) -> ExtractedDocument:
    """``Reader`` that reads in this process."""
    return load_bytes(path.read_bytes(), relative)


def title_from_name(stem: str) -> str:
    """A readable title out of a file's name."""
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]
