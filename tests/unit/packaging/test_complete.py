"""A bundle that lacks a file or a module of the program is not made."""

import importlib.util
import subprocess
import sys

import pytest
from tests.conftest import ROOT

SCRIPT = ROOT / "packaging/complete.py"
NEVER_THERE = (
    "missing module named winreg - imported by importlib._bootstrap_external (conditional), citewell.cli (optional)\n"
    "excluded module named 'urllib3.util' - imported by requests (top-level)\n"
    "missing module named torch - imported by citewell.learning.training.lora (delayed)\n"
    "missing module named pydantic.BaseModel - imported by pydantic (delayed), citewell.records.printed (top-level)\n"
    "missing module named py_rust_stemmers.SnowballStemmer - imported by citewell.governance.text.words (top-level)\n"
)


@pytest.fixture(scope="module")
def complete():
    spec = importlib.util.spec_from_file_location("packaging_complete", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path):
    """A source tree and a bundle made of it."""
    names = ("resources/languages/de.qm", "resources/models/embedder/model.onnx", "sample_kb/software/pack.yaml")
    for name in (*(f"tree/{name}" for name in names), *(f"bundle/{name}" for name in names)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    texts = tmp_path / "bundle/PySide6/Qt/translations/qtbase_de.qm"
    texts.parent.mkdir(parents=True)
    texts.touch()
    return tmp_path / "tree", tmp_path / "bundle"


def test_a_whole_bundle_lacks_nothing(complete, tree):
    source, bundle = tree
    assert list(complete.missing_files(bundle, source)) == []


@pytest.mark.parametrize(
    "place", ["resources/languages/de.qm", "resources/models/embedder/model.onnx", "sample_kb/software/pack.yaml"]
)
def test_a_file_that_is_not_inside_is_named(complete, tree, place):
    source, bundle = tree
    (bundle / place).unlink()
    assert list(complete.missing_files(bundle, source)) == [place]


def test_each_language_of_the_window_has_the_texts_of_qt(complete, tree):
    source, bundle = tree
    for folder in tree:
        (folder / "resources/languages/fr.qm").touch()
    assert list(complete.missing_files(bundle, source)) == ["PySide6/qtbase_fr.qm"]


def test_a_link_counts_as_the_file_that_it_leads_to(complete, tree):
    source, bundle = tree
    file = bundle / "resources/models/embedder/model.onnx"
    file.rename(file.with_name("first.onnx"))
    file.symlink_to("first.onnx")
    assert list(complete.missing_files(bundle, source)) == []


def test_what_our_modules_need_is_told_from_what_they_ask_for(complete):
    assert list(complete.missing_modules(NEVER_THERE, complete.extra_packages())) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "missing module named jeepney - imported by citewell.desktop.anywhere.session_bus (top-level)",
            "jeepney, which citewell.desktop.anywhere.session_bus imports",
        ),
        (
            "excluded module named 'jeepney.io' - imported by keyring (top-level), citewell.desktop.anywhere (delayed)",
            "jeepney.io, which citewell.desktop.anywhere imports",
        ),
        (
            "excluded module named PySide6.QtTest - imported by citewell.desktop.shell.window (top-level)",
            "PySide6.QtTest, which citewell.desktop.shell.window imports",
        ),
    ],
)
def test_a_module_that_ours_need_is_named(complete, line, told):
    assert list(complete.missing_modules(NEVER_THERE + line, complete.extra_packages())) == [told]


def test_extras_are_what_the_project_installs_on_demand(complete):
    extras = complete.extra_packages()
    assert {"rapidocr", "torch", "transformers", "peft"} <= extras
    assert not {"jeepney", "safetensors", "keyring"} & extras


def test_it_fails_where_something_is_missing(tmp_path):
    (tmp_path / "warnings.txt").write_text("")
    command = [sys.executable, SCRIPT, tmp_path / "warnings.txt", tmp_path]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "the bundle lacks resources/languages/de.qm" in ran.stderr
