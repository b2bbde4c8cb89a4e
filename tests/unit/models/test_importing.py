"""Models out of files: what is taken, what is refused, and that nothing is left of what was refused."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.unit.models.chat_models import write_chat_model
from tests.unit.models.gguf_writing import write_base

from citewell.domain.digests import file_sha256
from citewell.domain.errors import ModelError
from citewell.models import own_models
from citewell.models.importing import import_model, imported_models, read_embedder
from citewell.models.own_models import describe_file
from citewell.settings.resources import resources_dir

SHIPPED = resources_dir() / "models" / "embedder"
FILES = ("model.onnx", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "config.json")


def embedder_folder(path: Path, **config) -> Path:
    path.mkdir(parents=True)
    for name in FILES:
        (path / name).write_text("{}")
    (path / "config.json").write_text(json.dumps({"hidden_size": 128, "max_position_embeddings": 300} | config))
    (path / "model.onnx").write_bytes(b"not really")
    return path


def zipped(folder: Path, target: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"{prefix}{file.name}")
    return target


@pytest.mark.parametrize("form", ["folder", "zip", "nested zip"])
def test_an_embedder_is_taken_in(tmp_path, form):
    source = embedder_folder(tmp_path / "multi lingual")
    if form != "folder":
        source = zipped(source, tmp_path / "multi lingual.zip", "../../x/" if form == "nested zip" else "")
    model = import_model(source, tmp_path / "home" / "models")
    assert (model.id, model.kind) == ("multi-lingual", "embedder")
    assert sorted(path.name for path in model.path.iterdir()) == sorted([*FILES, "embedder.json"])
    description = read_embedder(model.path)
    assert (description.dimensions, description.max_tokens) == (128, 300)
    assert imported_models(tmp_path / "home" / "models") == [model]
    assert not (tmp_path / "x").exists()


def test_the_embedder_that_ships_could_be_imported(tmp_path):
    model = import_model(SHIPPED, tmp_path)
    assert read_embedder(model.path).dimensions == 384


def test_prompts_licence_and_card_of_an_embedder_come_along(tmp_path):
    folder = embedder_folder(tmp_path / "prompted")
    (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": "q: ", "passage": "p: "}}')
    (folder / "LICENSE").write_text("MIT")
    (folder / "MODEL_CARD.md").write_text("# A model")
    (folder / "pytorch_model.bin").write_text("left behind")
    model = import_model(folder, tmp_path / "models")
    description = read_embedder(model.path)
    assert (description.query_prompt, description.passage_prompt) == ("q: ", "p: ")
    assert (model.path / "LICENSE").read_text() == "MIT"
    assert (model.path / "MODEL_CARD.md").is_file()
    assert not (model.path / "pytorch_model.bin").exists()


@pytest.mark.parametrize("content", ["{}", '{"prompts": {}}', '{"prompts": {"clustering": "c: "}}', None])
def test_an_embedder_without_prompts_has_none(tmp_path, content):
    folder = embedder_folder(tmp_path / "plain")
    if content is not None:
        (folder / "config_sentence_transformers.json").write_text(content)
    description = read_embedder(import_model(folder, tmp_path / "models").path)
    assert (description.query_prompt, description.passage_prompt) == ("", "")
    assert description.identity == description.sha256


@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_a_language_model_is_taken_in(tmp_path, architecture):
    source = write_chat_model(tmp_path / "small model.gguf", architecture, general__license="mit")
    model = import_model(source, tmp_path / "models")
    assert (model.id, model.kind) == ("small-model.gguf", "language-model")
    assert model.path.read_bytes() == source.read_bytes()
    described = describe_file(model.path)
    assert (described.architecture, described.licence, described.context_tokens) == (architecture, "mit", 4096)
    assert described.sha256 == file_sha256(source)


def test_a_model_is_read_no_further_than_it_was_trained_to(tmp_path):
    model = import_model(write_chat_model(tmp_path / "short.gguf", context=2048), tmp_path / "models")
    assert describe_file(model.path).context_tokens == 2048


def test_a_card_is_believed_while_its_file_stays(tmp_path, monkeypatch):
    model = import_model(write_chat_model(tmp_path / "small.gguf"), tmp_path / "models")
    before = describe_file(model.path)
    with monkeypatch.context() as patched:
        patched.setattr(own_models, "file_sha256", lambda _path: pytest.fail("hashed again"))
        assert describe_file(model.path) == before
    write_chat_model(model.path, "qwen2")
    assert describe_file(model.path).architecture == "qwen2"


def whole(path: Path) -> bytes:
    return write_chat_model(path).read_bytes()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: write_base(path, "gemma3"), r"of the type 'gemma3'.*llama and qwen2.*import a GGUF file of one"),
        (lambda path: write_chat_model(path, template=""), r"no chat template.*'Instruct' or 'Chat'"),
        (lambda path: write_chat_model(path, context=512), r"no more than 512 tokens.*larger context"),
        (lambda path: write_chat_model(path, general__type="adapter"), r"no whole model but its adapter"),
        (lambda path: path.write_bytes(whole(path)[:-100]), r"100 bytes are missing at its end.*copy it again"),
        (lambda path: path.write_bytes(whole(path)[:3000]), r"ends in the middle of its header.*copy it again"),
        (lambda path: path.write_bytes(b"GGUF\x09" + bytes(60)), r"not of version 2 or 3"),
        (lambda path: path.write_bytes(b"GGUX" + bytes(60)), r"not a GGUF file"),
    ],
)
def test_a_language_model_that_cannot_draft_is_refused_with_the_mend(tmp_path, spoil, reason):
    spoil(tmp_path / "bad.gguf")
    with pytest.raises(ModelError, match=reason):
        import_model(tmp_path / "bad.gguf", tmp_path / "models")
    assert not list((tmp_path / "models").glob("*"))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda folder: (folder / "tokenizer.json").unlink(), "lacks tokenizer.json"),
        (lambda folder: (folder / "config.json").write_text("{"), "cannot be used"),
        (lambda folder: (folder / "config.json").write_text("{}"), "cannot be used"),
        (lambda folder: (folder / "config.json").write_text('{"hidden_size": 100}'), "Vectors of 100 numbers"),
        (lambda folder: (folder / "config_sentence_transformers.json").write_text("[]"), "cannot be used"),
        (
            lambda folder: (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": 1}}'),
            "a prompt is no text",
        ),
    ],
)
def test_what_is_no_embedder_is_refused_and_leaves_nothing(tmp_path, spoil, reason):
    folder = embedder_folder(tmp_path / "bad")
    spoil(folder)
    with pytest.raises(ModelError, match=reason):
        import_model(folder, tmp_path / "models")
    assert not list((tmp_path / "models").glob("*"))


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_model(tmp_path, content):
    (tmp_path / "file.bin").write_bytes(content)
    with pytest.raises(ModelError):
        import_model(tmp_path / "file.bin", tmp_path / "models")
    with pytest.raises(ModelError, match="There is no file"):
        import_model(tmp_path / "missing", tmp_path / "models")
