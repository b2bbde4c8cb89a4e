"""How the window is built: views show, controllers work, and no folder grows without end."""

import ast
from pathlib import Path

import pytest

from citewell import desktop

ROOT = Path(desktop.__file__).parent
PAGES = (
    "drafts",
    "evidence",
    "search",
    "sources",
    "log",
    "styles",
    "figures",
    "policy",
    "privacy",
    "approach",
    "topics",
)
OF_CONTROLLERS = {"services", "runner"}
"""Attributes of the session that lead to the home and to its lanes."""


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.py"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_view_a_controller_and_its_words(page):
    names = {file.stem for file in files(ROOT / page)}
    assert {"view", "text"} <= names
    assert any(name.endswith("controller") for name in names)


@pytest.mark.parametrize("page", [*PAGES, "widgets"])
def test_only_controllers_reach_the_home_and_its_lanes(page):
    for file in files(ROOT / page):
        used = {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert file.stem.endswith("controller") or not used & OF_CONTROLLERS, file.name


def test_no_folder_holds_more_than_twenty_files():
    folders = [ROOT, *(path for path in ROOT.iterdir() if path.is_dir())]
    assert [folder.name for folder in folders if len(files(folder)) > 20] == []
