"""The ports on model processes: what goes wrong is a model error."""

import sys
from dataclasses import replace

import pytest

from citewell.domain.errors import ModelError, ModelProcessError
from citewell.domain.generation import GenerationRequest, Token, text_of
from citewell.domain.progress import CancelToken
from citewell.domain.tiers import ALL_LAYERS
from citewell.models import clients
from citewell.models.clients import ModelProcess, ProcessEmbedder, ProcessGenerator, ProcessVerifier
from citewell.models.descriptions import BASE_MODEL, EMBEDDER
from citewell.models.llama.placing import FAILED
from citewell.processes.command import host_command
from citewell.processes.frames import Frame
from citewell.settings.resources import resources_dir


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


def test_another_number_of_values_is_refused(tmp_path):
    embedder = ProcessEmbedder(EMBEDDER, tmp_path, threads=1)
    embedder.process = ShortVectors()
    with pytest.raises(ModelError, match="another number of values"):
        embedder.interact("query", ["passage"])


def test_an_embedder_without_its_weights_of_tokens_is_told(tmp_path):
    shipped = resources_dir() / "models" / EMBEDDER.folder
    for file in shipped.iterdir():
        if file.name != "interaction.json":
            (tmp_path / file.name).symlink_to(file)
    embedder = ProcessEmbedder(EMBEDDER, tmp_path, threads=1)
    with pytest.raises(ModelError, match=r"interaction\.json is missing.*Install Citewell again"):
        embedder.embed(["text"])
    embedder.process.close()


def test_an_embedder_that_never_learned_to_compare_tokens_says_nothing(tmp_path):
    embedder = ProcessEmbedder(replace(EMBEDDER, interacts=False), tmp_path, threads=1)
    embedder.process = ShortVectors()
    assert embedder.interact("query", ["passage"]) is None


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


# --- a graphics card whose driver ends the process -----------------------------------------------------------------


class CardProcess(ModelProcess):
    """A language model's process that dies where its graphics card is used: as it starts, or after some words."""

    def __init__(self, settings, *, dies_at: str) -> None:
        super().__init__("toy", settings)
        self.layers = settings["gpu_layers"]
        self._dies_at = dies_at if self.layers else ""
        self.closed = False

    def start(self):
        if self._dies_at == "start":
            raise ModelProcessError("gone")
        return {"gpu_layers": self.layers, "gpu_reason": "as told"}

    def call(self, method, body=b"", cancel=None, **values):
        yield Frame({"prompt_tokens": 5})
        yield Frame({"text": "On its"})
        if self._dies_at == "draft":
            raise ModelProcessError("gone")
        yield Frame({"text": " way.", "completion_tokens": 2, "done": True})

    def ask(self, method, body=b"", **values):
        return Frame({"counts": [1, 2], "done": True})

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def on_card(monkeypatch, tmp_path):
    """Makes a generator whose processes are ``CardProcess``; with the processes that it made."""

    def made(dies_at: str, gpu_layers: int = ALL_LAYERS):
        processes = []

        def process(_kind, settings):
            processes.append(CardProcess(settings, dies_at=dies_at))
            return processes[-1]

        monkeypatch.setattr(clients, "ModelProcess", process)
        return ProcessGenerator(BASE_MODEL, tmp_path, threads=1, gpu_layers=gpu_layers), processes

    return made


def drafted(generator) -> list[Token]:
    return list(generator.generate(GenerationRequest((), ()), CancelToken()))


@pytest.mark.expects_log("computes on the processor: its process ended with the graphics card in use")
@pytest.mark.parametrize(
    ("dies_at", "texts"), [("start", ["", "On its", " way."]), ("draft", ["On its", "", "On its", " way."])]
)
def test_the_processor_takes_over_where_the_card_ends_the_process(on_card, dies_at, texts):
    generator, processes = on_card(dies_at)
    tokens = drafted(generator)
    assert [token.text for token in tokens] == texts
    assert text_of(tokens) == "On its way."
    assert [process.layers for process in processes] == [ALL_LAYERS, 0]
    assert processes[0].closed
    assert text_of(drafted(generator)) == "On its way."
    assert len(processes) == 2, "it stays on the processor"


@pytest.mark.expects_log("computes on the processor")
def test_counting_and_placing_outlive_the_card_too(on_card):
    generator, _ = on_card("start")
    assert generator.count(["one", "one two"]) == [1, 2]
    assert generator.placement().gpu_layers == 0


def test_a_process_that_dies_without_a_card_is_told(on_card, monkeypatch):
    generator, processes = on_card("draft", gpu_layers=0)
    processes[0]._dies_at = "draft"
    with pytest.raises(ModelProcessError):
        drafted(generator)
    assert len(processes) == 1


@pytest.mark.expects_log("computes on the processor: the graphics card failed")
def test_a_card_that_failed_inside_the_process_is_told_once(on_card):
    generator, processes = on_card("")
    frames = [
        {"text": "On"},
        {"again": True, "gpu_layers": 0, "gpu_reason": FAILED},
        {"text": "On its way.", "done": True},
    ]
    processes[0].call = lambda *_arguments, **_values: iter([Frame(head) for head in frames])
    tokens = drafted(generator)
    assert [token.again for token in tokens] == [False, True, False]
    assert text_of(tokens) == "On its way."
