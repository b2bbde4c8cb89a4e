"""The models page, and the notice on drafts by a model that nothing speaks for."""

from dataclasses import replace

import pytest
from desktop_doubles import UNRELATED
from PySide6.QtWidgets import QFileDialog, QLabel
from test_main_window import unnamed
from tests.unit.models.chat_models import write_chat_model

from citewell.application.models.library import import_to_library
from citewell.desktop.models.text import badges, judged_words
from citewell.desktop.shell.workbench import MODELS_PLACE
from citewell.domain.tiers import GoldenResult, Speed

GOLDEN = GoldenResult(
    "2026-11-20T10:00:00+00:00", 12, {"facts_stated": 0.5}, {"facts_stated": 0.75}, False, ("Lower.",)
)
SPEED = Speed(310.0, 48.04, 2.8, "desk-7", "2026-11-20T10:00:00+00:00")


def texts(widget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


@pytest.fixture
def own(services, tmp_path) -> str:
    """A model that was imported; its id."""
    return import_to_library(write_chat_model(tmp_path / "own model.gguf", "qwen2"), services.home.models).id


@pytest.fixture
def page(workbench, qtbot, own):
    """The page with the models that are there."""
    view = workbench.models_view
    with qtbot.waitSignal(view.controller.placed):
        workbench.show_place(MODELS_PLACE)
    qtbot.waitUntil(lambda: len(view.cards) == 2)
    return view


def wait_for(qtbot, page, click):
    with qtbot.waitSignal(page.controller.read_done):
        click()
    return page.cards[1]


def test_each_model_is_shown_with_what_is_known_of_it(page):
    compact, own = page.cards
    assert "Compact · SmolLM2-135M-Instruct" in texts(compact)
    assert "Drafts now" in texts(compact)
    assert not compact.use.isVisibleTo(compact)
    assert not compact.judge.isVisibleTo(compact)
    assert "No golden result" in texts(own)
    assert any(text.startswith("Imported · qwen2 · ") for text in texts(own))
    assert own.use.isVisibleTo(own)
    assert page.place.text() == "The model in use computes on the processor: it is scripted."
    assert unnamed(page) == []


def test_another_model_is_used_from_the_next_draft_on(page, qtbot, services, models):
    own = wait_for(qtbot, page, page.cards[1].use.click)
    assert services.options.base_model.endswith("own-model.gguf")
    assert models.swapped == 1
    assert "Drafts now" in texts(own)
    assert page.notice.message.text() == "own-model drafts from now on."


def test_a_speed_is_measured_and_shown(page, qtbot, services, monkeypatch):
    monkeypatch.setattr(services.tiers, "measure", lambda _id, _cancel: keep(services))

    def keep(services):
        tier = next(one.tier for one in services.tiers.standings() if one.tier.own)
        monkeypatch.setattr("citewell.models.speeds.machine_name", lambda: "desk-7")
        services.tiers._speeds.save(tier.sha256, SPEED)

    own = wait_for(qtbot, page, page.cards[1].measure.click)
    assert {"48.0", "310", "2.8 s", "Speed on desk-7, 20 Nov 2026"} <= set(texts(own))


def test_without_golden_tickets_the_page_says_what_is_missing(page, qtbot, services):
    wait_for(qtbot, page, page.cards[1].judge.click)
    assert "no golden tickets of its own" in page.notice.message.text()
    assert page.notice.property("tone") == "bad"
    assert page.cards[1].judge.isEnabled()


@pytest.mark.parametrize(
    ("made", "said"),
    [(write_chat_model, "new was imported"), (lambda path: path.write_bytes(b"PK"), "not a GGUF file")],
)
def test_a_file_is_imported_or_refused_in_words(page, qtbot, tmp_path, monkeypatch, made, said):
    made(tmp_path / "new.gguf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "new.gguf"), ""))
    wait_for(qtbot, page, page.take_in.click)
    assert said.replace("new was", "new.gguf was") in page.notice.message.text()


def test_what_the_golden_tickets_say(page, services):
    standing = services.tiers.standings()[1]
    assert badges(replace(standing, golden=GOLDEN)) == []
    better = replace(GOLDEN, beats_compact=True)
    assert badges(replace(standing, golden=better, in_use=True)) == [("Drafts now", "good"), ("Recommended", "accent")]
    assert judged_words("own", GOLDEN)[1] == "warn"
    assert judged_words("own", better)[1] == "good"


def test_every_draft_says_that_nothing_speaks_for_its_model(desk, services):
    services.settings.use(replace(services.options, base_model="/nowhere/own.gguf"))
    notice = desk.draft_panel.notice
    for draft in (desk.make_draft(), desk.make_draft(UNRELATED)):
        assert draft.model.unproven
        assert notice.isVisible()
        assert "no golden result of this home" in notice.message.text()
    services.settings.use(replace(services.options, base_model=""))
    desk.make_draft()
    assert not notice.isVisible()
