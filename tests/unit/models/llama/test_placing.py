"""Graphics card or processor: the self-test decides, and a card that fails is left in the middle of a draft."""

import json
import threading

import pytest
from fake_llama import TEXT, FakeModule

from citewell.desktop.widgets.in_window import COMMAND
from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.tiers import ALL_LAYERS, Placement
from citewell.models.llama import llama, placing
from citewell.models.llama.llama import CONTEXT_STEP
from citewell.processes.frames import Frame
from citewell.settings.options import Options, load_options

REQUEST = {
    "method": "generate",
    "messages": [{"role": "user", "content": "where is it?"}],
    "citable": [],
    "max_tokens": len(TEXT),
    "max_sentences": 0,
}


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Loads a model that a fake module brings."""

    def loaded(module: FakeModule, gpu_layers: int = ALL_LAYERS, context_tokens: int = 500) -> placing.PlacedModel:
        monkeypatch.setattr(llama, "llama_cpp", module)
        (tmp_path / "model.gguf").write_bytes(b"GGUF")
        settings = {
            "path": tmp_path / "model.gguf",
            "context_tokens": context_tokens,
            "threads": 1,
            "gpu_layers": gpu_layers,
        }
        return llama.load_language_model(settings)

    return loaded


def answer(model: placing.PlacedModel) -> list[dict]:
    return [frame.head for frame in model.serve(Frame(REQUEST), threading.Event())]


def text_of(heads: list[dict]) -> str:
    return "".join(head.get("text", "") for head in heads)


def place_of(model: placing.PlacedModel) -> tuple[object, object]:
    described = model.describe()
    return described["gpu_layers"], described["gpu_reason"]


def test_a_card_that_writes_the_same_text_gets_all_layers(load):
    module = FakeModule()
    model = load(module)
    assert place_of(model) == (ALL_LAYERS, placing.SAME)
    assert module.loaded == [0, ALL_LAYERS]
    assert [made.closed for made in module.models] == [True, False]
    assert text_of(answer(model)) == TEXT


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        ({"differs": True}, placing.DIFFERENT),
        ({"no_numbers": True}, placing.DIFFERENT),
        ({"fails_at": 2}, placing.DIFFERENT),
    ],
)
def test_a_card_that_fails_its_self_test_gets_none(load, card, reason):
    module = FakeModule(**card)
    model = load(module)
    assert place_of(model) == (0, reason)
    assert [made.closed for made in module.models] == [False, True]
    heads = answer(model)
    assert text_of(heads) == TEXT
    assert not any(head.get("again") for head in heads)


def test_a_card_that_does_not_come_to_an_end_is_left(load, monkeypatch):
    monkeypatch.setattr(placing, "WARM_UP_S", 0.0)
    monkeypatch.setattr(placing, "MOST_TIMES_SLOWER", 0)
    module = FakeModule(pause_s=0.02)
    assert place_of(load(module)) == (0, placing.DIFFERENT)
    processor, card = module.models
    assert card.evaluations < processor.evaluations
    assert card.closed


def test_a_card_that_cannot_load_the_model_gets_none(load):
    model = load(FakeModule(unloadable=True))
    layers, reason = place_of(model)
    assert layers == 0
    assert "out of memory" in reason
    assert text_of(answer(model)) == TEXT


@pytest.mark.parametrize(
    ("backend", "wanted", "reason"), [(False, ALL_LAYERS, placing.NO_BACKEND), (True, 0, placing.UNWANTED)]
)
def test_without_a_backend_or_wish_nothing_is_tried(load, backend, wanted, reason):
    module = FakeModule(backend=backend)
    assert place_of(load(module, wanted)) == (0, reason)
    assert module.loaded == [0]
    assert module.models[0].evaluations == 0


@pytest.mark.parametrize(
    ("library", "reason"),
    [
        ("libggml-cpu-haswell.so", placing.PACKAGE_WITHOUT),
        ("libggml-vulkan.so", placing.PACKAGE_FOUND_NONE),
        ("ggml-vulkan.dll", placing.PACKAGE_FOUND_NONE),
    ],
)
def test_a_package_says_what_a_user_can_do_without_compiling(load, monkeypatch, tmp_path, library, reason):
    (tmp_path / library).touch()
    monkeypatch.setattr(llama, "libggml_base_path", tmp_path)
    monkeypatch.setattr(placing.sys, "frozen", True, raising=False)
    assert place_of(load(FakeModule(backend=False))) == (0, reason)
    assert not COMMAND.search(reason)


def test_a_number_that_was_chosen_is_taken_without_a_self_test(load):
    module = FakeModule(differs=True)
    assert place_of(load(module, 12)) == (12, placing.CHOSEN)
    assert module.loaded == [12]


def test_a_card_that_fails_mid_draft_is_left_and_the_draft_begins_anew(load):
    module = FakeModule(fails_at=10)
    model = load(module, 12)
    heads = answer(model)
    again = next(i for i, head in enumerate(heads) if head.get("again"))
    assert text_of(heads[:again]) == TEXT[:9]
    assert text_of(heads[again:]) == TEXT
    assert heads[again]["gpu_layers"] == 0
    assert heads[-1]["done"]
    assert place_of(model) == (0, placing.FAILED)
    assert module.models[0].closed
    assert not any(head.get("again") for head in answer(model)), "once is enough"


def test_a_processor_that_fails_is_an_error(load):
    module = FakeModule()
    model = load(module, 0)
    module.models[0].decode = lambda *_arguments: -3
    with pytest.raises(ModelError, match="could not evaluate"):
        answer(model)


def test_the_context_grows_as_prompts_need_it(load):
    module = FakeModule()
    model = load(module, 0, context_tokens=3 * CONTEXT_STEP)
    assert module.contexts == [], "nothing was evaluated yet"
    answer(model)
    answer(model)
    assert module.contexts == [CONTEXT_STEP]
    long = REQUEST | {"messages": [{"role": "user", "content": "where is it? " * (CONTEXT_STEP // 10)}]}
    assert text_of([frame.head for frame in model.serve(Frame(long), threading.Event())]) == TEXT
    assert module.contexts == [CONTEXT_STEP, 2 * CONTEXT_STEP]
    assert text_of(answer(model)) == TEXT
    assert module.contexts == [CONTEXT_STEP, 2 * CONTEXT_STEP], "a context that is large enough stays"


def test_the_context_grows_no_further_than_the_model_goes(load):
    module = FakeModule()
    model = load(module, 0, context_tokens=CONTEXT_STEP - 100)
    answer(model)
    assert module.contexts == [CONTEXT_STEP - 100]


@pytest.mark.parametrize(
    ("value", "must"), [(-2, "be at least -1"), (1001, "be at most 1000"), ("all", "be of type int")]
)
def test_an_option_out_of_range_is_told(tmp_path, value, must):
    (tmp_path / "settings.json").write_text(json.dumps({"gpu_layers": value}))
    with pytest.raises(BadInputError, match=f"'gpu_layers' must {must}"):
        load_options(tmp_path / "settings.json")
    assert Options().gpu_layers == ALL_LAYERS


def test_where_a_model_computes_is_said_in_words():
    assert Placement(0, "no card").words == "on the processor: no card"
    assert Placement(ALL_LAYERS, "same text").words == "all layers on the graphics card: same text"
    assert Placement(12, "chosen").words == "12 layers on the graphics card: chosen"
