"""llama.cpp that was built with its back ends as libraries is given them from its own folder, and any other is left."""

from pathlib import Path

import llama_cpp
import pytest

from citewell.models.llama import llama


class Library:
    """Stands in for ggml, with ``known`` back ends."""

    def __init__(self, known: int) -> None:
        self.known = known
        self.searched: list[bytes] = []

    def ggml_backend_reg_count(self) -> int:
        return self.known

    def ggml_backend_load_all_from_path(self, folder: bytes) -> None:
        self.searched.append(folder)
        self.known = 1


@pytest.fixture
def library(monkeypatch):
    def put(known: int) -> Library:
        made = Library(known)
        monkeypatch.setattr(llama, "GGML", made)
        return made

    return put


def test_back_ends_come_from_the_library_s_own_folder_and_once(library):
    ggml = library(0)
    llama.load_backends()
    llama.load_backends()
    assert [Path(folder.decode()) for folder in ggml.searched] == [Path(llama_cpp.__file__).parent / "lib"]


def test_a_library_that_holds_its_back_end_is_left_alone(library):
    ggml = library(1)
    llama.load_backends()
    assert ggml.searched == []


def test_they_are_loaded_before_a_model_is(library, monkeypatch, tmp_path):
    ggml = library(0)
    model = tmp_path / "m.gguf"
    model.write_bytes(b"GGUF")
    seen: list[int] = []
    monkeypatch.setattr(llama, "PlacedModel", lambda *_args, **_options: seen.append(len(ggml.searched)))
    llama.load_language_model({"path": str(model), "context_tokens": 8, "threads": 1, "gpu_layers": 0})
    assert seen == [1]


def test_the_library_here_offers_both_calls():
    assert llama.GGML.ggml_backend_reg_count() >= 1
    assert llama.GGML.ggml_backend_load_all_from_path
