"""The ports on model processes: what goes wrong is a model error."""

import sys

import pytest

from citewell.domain.errors import ModelError, ModelProcessError
from citewell.models.clients import ModelProcess, ProcessEmbedder, ProcessVerifier
from citewell.models.descriptions import EMBEDDER
from citewell.processes.command import host_command
from citewell.processes.frames import Frame


class ShortVectors(ModelProcess):
    """Answers every call with ten bytes."""

    def __init__(self) -> None:
        super().__init__("toy", {})

    def ask(self, method, body=b"", **values):
        return Frame({"done": True}, b"\0" * 10)


def test_vectors_of_another_size_are_refused(tmp_path):
    embedder = ProcessEmbedder(EMBEDDER, tmp_path, threads=1)
    embedder.process = ShortVectors()
    with pytest.raises(ModelError, match="another size"):
        embedder.embed(["text"])


def test_another_number_of_scores_is_refused(tmp_path):
    verifier = ProcessVerifier(tmp_path, threads=1)
    verifier.process = ShortVectors()
    with pytest.raises(ModelError, match="another number of scores"):
        verifier.score([("claim", "window")])
    assert verifier.score([]) == []


def test_a_verifier_that_is_missing_is_named(tmp_path):
    verifier = ProcessVerifier(tmp_path, threads=1)
    with pytest.raises(ModelError, match=r"verifier in .* cannot be loaded"):
        verifier.score([("claim", "window")])
    verifier.process.close()


def test_an_embedder_that_is_missing_is_named(tmp_path):
    embedder = ProcessEmbedder(EMBEDDER, tmp_path, threads=1)
    with pytest.raises(ModelError, match=r"embedder is missing.*model\.onnx") as caught:
        embedder.embed(["text"])
    assert not isinstance(caught.value, ModelProcessError)
    embedder.process.close()


@pytest.mark.expects_log("ended with code 3")
def test_a_model_process_that_dies():
    process = ModelProcess("toy", {}, command=[sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(ModelProcessError, match="code 3"):
        process.start()


def test_a_model_process_that_does_not_start():
    process = ModelProcess("toy", {}, command=["/nonexistent/program"])
    with pytest.raises(ModelProcessError, match="cannot be started"):
        process.start()


def test_a_host_for_an_unknown_kind_refuses():
    process = ModelProcess("nonsense", {}, command=host_command("nonsense"))
    with pytest.raises(ModelError, match="no model host 'nonsense'"):
        process.start()
