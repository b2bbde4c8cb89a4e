"""Styles are listed with what is wrong with them, and go live only through the gate."""

import json

import pytest
from tests.unit.models.gguf_writing import write_style

from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.styles import Activation, StyleAction, Verdict
from citewell.models.styles.baking import Baked
from citewell.models.styles.folders import UnusableStyle, list_styles, read_style
from citewell.models.styles.styles import NO_GATE, BaseModel, Styles

BASE, OTHER = "b" * 64, "c" * 64


class _History:
    def __init__(self) -> None:
        self.lines: list[Activation] = []

    def record(self, style, action, reasons=(), golden=None) -> Activation:
        self.lines.append(Activation(str(len(self.lines)), style, action, reasons, dict(golden or {})))
        return self.lines[-1]

    def entries(self) -> list[Activation]:
        return list(self.lines)


class _Bakery:
    def __init__(self) -> None:
        self.baked, self.touched = [], []

    def bake(self, base, base_sha256, adapter, quantisation, *, progress, cancel):
        self.baked.append(adapter.name)
        return Baked(base, base_sha256)

    def touch(self, base_sha256, adapter, quantisation):
        self.touched.append(adapter.name)


@pytest.fixture
def shelf(tmp_path):
    """Two styles that ship, two learned ones; with the parts that tests look at."""

    class Shelf:
        history, bakery, base = _History(), _Bakery(), BaseModel(tmp_path / "base.gguf", BASE)
        shipped, own = tmp_path / "shipped", tmp_path / "own"
        styles = Styles(shipped=shipped, own=own, history=history, bakery=bakery, base=lambda: Shelf.base)

    write_style(Shelf.shipped / "support-1", BASE)
    write_style(Shelf.shipped / "support-2", BASE, created_at="2026-02-01T00:00:00+00:00")
    write_style(Shelf.own / "team-1", BASE, parent="support-2", created_at="2026-03-01T00:00:00+00:00")
    write_style(Shelf.own / "team-2", BASE, parent="team-1", created_at="2026-04-01T00:00:00+00:00")
    return Shelf


def passing(_style):
    return Verdict(passed=True, golden={"decision_f1": 0.8})


def failing(_style):
    return Verdict(passed=False, reasons=("ticket 3 no longer cites its source",), golden={"decision_f1": 0.5})


def test_a_record_is_read(tmp_path):
    style = read_style(write_style(tmp_path / "team-1", BASE))
    assert (style.id, style.base, style.quantisation, style.shipped) == ("team-1", BASE, "F16", False)
    assert style.data["examples"] == 300


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"id": "../team-1"}, "must be the name of its folder"),
        ({"id": "team-2"}, "must be the name of its folder"),
        ({"parent": "../../etc"}, "must be the name of its folder"),
        ({"base": "b" * 63}, "sha256"),
        ({"base": None}, "'base' is missing"),
        ({"quantisation": "Q8_0/../.."}, "'quantisation' must be one of"),
        ({"created_at": "yesterday"}, "no date"),
        ({"data": [1]}, "'data' is no JSON object"),
    ],
)
def test_a_record_that_cannot_be_used(tmp_path, record, complaint):
    write_style(tmp_path / "team-1", **({"base": BASE} | record))
    (listed,) = list_styles(tmp_path, shipped=False)
    assert isinstance(listed, UnusableStyle)
    assert complaint in listed.reason


@pytest.mark.parametrize("text", ["", "{", "[]", None])
def test_a_record_that_is_none(tmp_path, text):
    folder = write_style(tmp_path / "team-1", BASE)
    (folder / "style.json").unlink()
    if text is not None:
        (folder / "style.json").write_text(text)
    with pytest.raises(ModelError, match="Put the style back"):
        read_style(folder)


def test_a_style_without_its_weights(tmp_path):
    (write_style(tmp_path / "team-1", BASE) / "adapter_model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"adapter_model\.safetensors is missing"):
        read_style(tmp_path / "team-1")


def test_the_newest_that_ships_is_active_at_first(shelf):
    assert shelf.styles.active().id == "support-2"
    assert [(s.style.id, s.active) for s in shelf.styles.standings()] == [
        ("support-1", False),
        ("support-2", True),
        ("team-1", False),
        ("team-2", False),
    ]


def test_what_passes_the_gate_goes_live(shelf):
    line = shelf.styles.activate("team-1", passing)
    assert (line.action, line.golden) == (StyleAction.ACTIVATED, {"decision_f1": 0.8})
    assert shelf.styles.active().id == "team-1"
    assert (shelf.bakery.baked, shelf.bakery.touched) == (["team-1"], ["support-2"])


def test_what_fails_the_gate_does_not(shelf):
    line = shelf.styles.activate("team-1", failing)
    assert (line.action, line.reasons) == (StyleAction.REFUSED, ("ticket 3 no longer cites its source",))
    assert shelf.styles.active().id == "support-2"
    assert shelf.history.lines == [line]


def test_without_a_gate_nothing_goes_live(shelf):
    assert shelf.styles.activate("team-1", None).reasons == (NO_GATE,)
    assert shelf.styles.active().id == "support-2"


def test_a_gate_that_fails_changes_nothing(shelf):
    def broken(_style):
        raise ModelError("no golden tickets")

    with pytest.raises(ModelError):
        shelf.styles.activate("team-1", broken)
    assert shelf.history.lines == []


def test_going_back_step_by_step(shelf):
    shelf.styles.activate("team-1", passing)
    shelf.styles.activate("team-2", failing)
    shelf.styles.activate("team-2", passing)
    gone_to = [shelf.styles.rollback().style for _ in range(2)]
    assert gone_to == ["team-1", "support-2"]
    assert shelf.history.lines[-1].action is StyleAction.ROLLED_BACK
    with pytest.raises(BadInputError, match="no style to go back to"):
        shelf.styles.rollback()


def test_a_style_can_be_activated_again_after_going_back(shelf):
    shelf.styles.activate("team-1", passing)
    shelf.styles.rollback()
    shelf.styles.activate("team-1", passing)
    assert shelf.styles.active().id == "team-1"
    assert shelf.styles.rollback().style == "support-2"


def test_the_active_style_is_not_activated_twice(shelf):
    with pytest.raises(BadInputError, match="active already"):
        shelf.styles.activate("support-2", passing)


def test_a_style_of_another_base_is_refused_with_the_reason(shelf):
    write_style(shelf.own / "foreign", OTHER)
    with pytest.raises(BadInputError, match=r"another base model than base.gguf"):
        shelf.styles.activate("foreign", passing)
    assert "another base model" in {s.style.id: s.problem for s in shelf.styles.standings()}["foreign"]


def test_another_base_model_writes_without_a_style(shelf, tmp_path):
    shelf.base = BaseModel(tmp_path / "mine.gguf", OTHER)
    assert shelf.styles.active() is None
    with pytest.raises(BadInputError):
        shelf.styles.rollback()


def test_a_style_that_is_gone_gives_way_to_the_one_before(shelf):
    shelf.styles.activate("team-1", passing)
    shelf.styles.activate("team-2", passing)
    (shelf.own / "team-2" / "style.json").unlink()
    assert shelf.styles.active().id == "team-1"
    assert shelf.styles.rollback().style == "support-2"


def test_an_own_style_does_not_stand_in_for_one_that_ships(shelf):
    write_style(shelf.own / "support-2", BASE, name="Not the real one")
    assert [s.style.id for s in shelf.styles.standings()].count("support-2") == 1
    assert shelf.styles.active().shipped


def test_without_styles_that_ship_it_goes_back_to_the_plain_model(shelf):
    for path in shelf.shipped.iterdir():
        (path / "style.json").write_text(json.dumps({}))
    assert shelf.styles.active() is None
    shelf.styles.activate("team-1", passing)
    assert shelf.styles.rollback().style == ""
    assert shelf.styles.active() is None


def test_an_unknown_style(shelf):
    with pytest.raises(BadInputError, match="Styles: support-1, support-2, team-1, team-2"):
        shelf.styles.activate("../support-1", passing)
