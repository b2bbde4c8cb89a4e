"""Loaders: one file in, its extracted text and blocks out."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import cast

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.invisible import visible
from citewell.knowledge.decoding import decode

Loader = Callable[[bytes, str], ExtractedDocument]
"""Takes a file's bytes and a title to use where it has none. Raises ``UnreadableFileError``."""

TEXT_LOADERS: Mapping[str, str] = MappingProxyType(
    {
        ".md": "markup.markdown_file:load_markdown_file",
        ".markdown": "markup.markdown_file:load_markdown_file",
        ".mdx": "markup.markdown_file:load_mdx",
        ".txt": "markup.plain_text:load_text",
        ".text": "markup.plain_text:load_text",
        ".html": "markup.html:load_html",
        ".htm": "markup.html:load_html",
    }
)
"""Suffix to ``module:function`` of this package. The function takes the decoded text and a title."""

BYTE_LOADERS: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "office.docx:load_docx",
        ".docm": "office.docx:load_docx",
        ".pptx": "office.pptx:load_pptx",
        ".pptm": "office.pptx:load_pptx",
        ".odt": "office.odf:load_odt",
        ".odp": "office.odf:load_odp",
        ".epub": "markup.epub:load_epub",
        ".eml": "mail.eml:load_eml",
        ".pdf": "pages.pdf:load_pdf",
        ".png": "pages.ocr:load_image",
        ".jpg": "pages.ocr:load_image",
        ".jpeg": "pages.ocr:load_image",
        ".tif": "pages.ocr:load_image",
        ".tiff": "pages.ocr:load_image",
        ".webp": "pages.ocr:load_image",
        ".csv": "tables.csv:load_csv",
        ".tsv": "tables.csv:load_csv",
        ".xlsx": "tables.xlsx:load_xlsx",
        ".xlsm": "tables.xlsx:load_xlsx",
        ".json": "json.entries:load_json",
        ".jsonl": "json.entries:load_json_lines",
        ".ndjson": "json.entries:load_json_lines",
        ".sqlite": "tables.sqlite:load_sqlite",
        ".sqlite3": "tables.sqlite:load_sqlite",
        ".db": "tables.sqlite:load_sqlite",
    }
)
"""Suffix to ``module:function`` of this package. The function is a ``Loader``."""

LOADERS: Mapping[str, str] = MappingProxyType({**TEXT_LOADERS, **BYTE_LOADERS})
"""Every suffix that can be read. A module is imported when the first file of its kind is read."""


def find_loader(suffix: str) -> Loader:
    """The loader of a lower-case suffix of ``LOADERS``."""
    module, _, function = LOADERS[suffix].partition(":")
    load = getattr(import_module(f"{__name__}.{module}"), function)
    if suffix in BYTE_LOADERS:
        return cast("Loader", load)
    return lambda data, title: load(visible(decode(data)), title)


def load_bytes(data: bytes, path: str) -> ExtractedDocument:
    """Extract the document in ``data``; ``path`` tells its kind. Raises ``UnreadableFileError``."""
    if not data:
        raise UnreadableFileError("the file is empty")
    name = PurePosixPath(path)
    try:
        document = find_loader(name.suffix.lower())(data, title_from_name(name.stem))
    except RecursionError as error:
        raise UnreadableFileError("its elements are nested too deep") from error
    if not any(block.text.strip() for block in document.blocks):
        raise UnreadableFileError("the file holds no text")
    return document


def read_file(path: Path, relative: str) -> ExtractedDocument:
    """Read one file in this process. Raises ``UnreadableFileError``."""
    return load_bytes(path.read_bytes(), relative)


def title_from_name(stem: str) -> str:
    """A readable title out of a file's name."""
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]
