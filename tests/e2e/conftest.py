"""The real program, whose style is baked once for all tests."""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

from citewell.settings.home import BAKED_VARIABLE


@pytest.fixture(scope="session")
def baked(tmp_path_factory) -> Path:
    """The folder of prepared styles that all processes of a run share; whoever needs the style first bakes it."""
    folder = tmp_path_factory.getbasetemp()
    return (folder.parent if folder.name.startswith("popen-") else folder) / "baked"


@pytest.fixture(autouse=True)
def _baked_once(baked, monkeypatch) -> None:
    monkeypatch.setenv(BAKED_VARIABLE, str(baked))
