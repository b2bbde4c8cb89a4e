"""Model files: found, described, and told from others."""

import hashlib

import pytest
from tests.unit.models.chat_models import write_chat_model

from citewell.domain.digests import file_sha256
from citewell.domain.errors import ModelError
from citewell.models.descriptions import (
    BASE_MODEL,
    EMBEDDER,
    NAMES,
    check_gguf,
    find_base_model,
)
from citewell.models.own_models import describe_file
from citewell.settings.resources import resources_dir, sample_dir


def test_a_file_of_the_user_is_described_by_its_content(tmp_path):
    path = write_chat_model(tmp_path / "my-model.gguf")
    description = describe_file(path)
    assert (description.name, description.file) == ("my-model", "my-model.gguf")
    assert description.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == file_sha256(path)


@pytest.mark.parametrize("data", [b"", b"GGU", b"PK\x03\x04", b"ggufgguf"])
def test_a_file_that_is_no_gguf_is_refused(tmp_path, data):
    (tmp_path / "model.gguf").write_bytes(data)
    with pytest.raises(ModelError, match="not a GGUF file"):
        check_gguf(tmp_path / "model.gguf")


@pytest.mark.parametrize("name", ["missing.gguf", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    with pytest.raises(ModelError, match=r"cannot be read.*Choose another"):
        describe_file(tmp_path / name)


def test_a_bundled_model_is_taken_first(tmp_path):
    bundled = tmp_path / "models" / BASE_MODEL.file
    bundled.parent.mkdir()
    bundled.touch()
    assert find_base_model(tmp_path) == bundled
    assert find_base_model(tmp_path / "elsewhere") != bundled


def test_the_files_that_ship_are_those_described():
    assert file_sha256(find_base_model(resources_dir())) == BASE_MODEL.sha256
    assert file_sha256(resources_dir() / "models" / EMBEDDER.folder / "model.onnx") == EMBEDDER.sha256
    assert file_sha256(resources_dir() / "models" / NAMES.folder / "model.onnx") == NAMES.sha256


def test_the_sample_ships():
    assert (sample_dir() / "golden.yaml").is_file()
