"""Pages of the rail are built when they are gone to, and hear then what the others do."""

import pytest

from citewell.desktop.places.late_pages import LatePages
from citewell.desktop.shell.workbench import DRAFT_PLACE, FIGURES_PLACE, LOG_PLACE, SOURCES_PLACE

PAGES = {"log_view", "style_view", "figures_view", "policy_view", "privacy_view", "models_view"}


def built(workbench: LatePages) -> set[str]:
    return PAGES & set(vars(workbench))


def test_no_page_is_built_before_it_is_gone_to(empty):
    assert built(empty) == set()
    empty.show_place(SOURCES_PLACE)
    assert built(empty) == set()
    empty.show_place(LOG_PLACE)
    assert built(empty) == {"log_view"}
    assert empty.log_view.isVisible()
    page = empty.log_view
    empty.show_place(DRAFT_PLACE)
    empty.show_place(LOG_PLACE)
    assert empty.log_view is page


def test_the_pages_of_documents_are_built_when_a_document_is_gone_to(workbench):
    place, evidence = workbench.sources_place, workbench.draft_view.evidence
    workbench.show_place(SOURCES_PLACE)
    assert {"documents_page", "document_reader"}.isdisjoint(vars(place))
    assert "document" not in vars(evidence)
    assert place.source is None
    source = workbench.sources_view.cards[0].source
    workbench.sources_view.source_opened.emit(source, 0)
    assert place.currentWidget() is place.documents_page
    assert place.source == source
    assert "document_reader" not in vars(place)
    place.documents_page.document_opened.emit(1)
    assert place.currentWidget() is place.document_reader
    assert "document" not in vars(evidence)


@pytest.mark.parametrize(
    ("works", "waits"),
    [("style_view", "figures_view"), ("figures_view", "style_view"), ("style_view", "models_view")],
)
@pytest.mark.parametrize("before", [True, False])
def test_of_two_pages_that_load_models_one_works(empty, monkeypatch, works, waits, before):
    blocked = []
    if before:
        monkeypatch.setattr(getattr(empty, waits), "block", blocked.append)
    controller = getattr(empty, works).controller
    monkeypatch.setattr(type(controller), "busy", property(lambda self: self is controller))
    controller.busy_changed.emit(True)
    if before:
        assert blocked == [True]
        controller.busy_changed.emit(False)
        assert blocked == [True, False]
    else:
        assert getattr(empty, waits)._blocked


def test_a_page_that_is_gone_to_has_the_keyboard(empty, window):
    empty.show_place(FIGURES_PLACE)
    assert window.focusWidget() is empty.figures_page.live.by
