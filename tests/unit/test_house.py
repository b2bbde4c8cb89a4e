"""The plan of the house: small folders, files and classes; each exception has a reason."""

import ast
from pathlib import Path

import citewell

ROOT = Path(citewell.__file__).parent
MOST_FILES, MOST_LINES, MOST_METHODS = 20, 400, 20
FOLDERS = {"cli": "a module a command"}
FILES = {
    "knowledge/reader/process.py": "one process: its limits, its queue and its death belong together",
    "knowledge/loaders/pages/paged_document.py": "one pass from rows to blocks",
}
CLASSES = {
    "LockController": "every state of the lock is a method",
    "DraftEditor": "overrides of Qt's events",
    "DocumentsPage": "overrides of Qt's events",
}


def test_no_folder_holds_more_files_than_one_can_look_through():
    counts = {
        folder.relative_to(ROOT).as_posix(): len(list(folder.glob("*.py")))
        for folder in (ROOT, *ROOT.rglob("*"))
        if folder.is_dir()
    }
    assert {folder for folder, count in counts.items() if count > MOST_FILES} == set(FOLDERS)


def test_no_file_is_long_without_a_reason():
    lines = {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in ROOT.rglob("*.py")
    }
    assert {file for file, count in lines.items() if count > MOST_LINES} == set(FILES)


def test_no_class_does_everything():
    large = set()
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.ClassDef)
                and sum(isinstance(one, ast.FunctionDef) for one in node.body) > MOST_METHODS
            ):
                large.add(node.name)
    assert large == set(CLASSES)
