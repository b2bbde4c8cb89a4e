"""Where a message, a docstring or a shipped file sends people to a page of the documentation, the page is there."""

import re

import pytest
from tests.conftest import ROOT

from citewell.knowledge.loaders import LOADERS

_PAGE = re.compile(r"docs/[\w./-]+?\.md\b")
_FILES = [
    path
    for folder in ("app", "resources", "training", "benchmarks", "packaging")
    for ending in ("py", "yaml", "md", "html", "toml")
    for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
]


def test_pages_are_named():
    assert len({page for path in _FILES for page in _pages(path)}) >= 4


@pytest.mark.parametrize(
    "path", [path for path in _FILES if _PAGE.search(path.read_text("utf-8"))], ids=lambda p: p.name
)
def test_every_page_that_is_named_exists(path):
    assert [page for page in _pages(path) if not (ROOT / page).is_file()] == []


def _pages(path) -> list[str]:
    return _PAGE.findall(path.read_text("utf-8"))


def test_the_table_of_formats_names_every_kind():
    page = (ROOT / "docs/formats.md").read_text("utf-8")
    alike = {".jpeg": ".jpg", ".tiff": ".tif", ".sqlite3": ".sqlite"}
    assert [kind for kind in LOADERS if f"`{alike.get(kind, kind)}`" not in page] == []
