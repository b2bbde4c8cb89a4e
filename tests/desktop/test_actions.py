"""One table of actions: every key of the window is in it, and none means two things at once."""

import ast
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence, QShortcut

from citewell import desktop
from citewell.desktop.actions.action import live_actions, shown_key
from citewell.desktop.actions.declared import ACTIONS, PLACE_OF, ActionText, Where, meet
from citewell.desktop.anywhere.view import Palette
from citewell.desktop.places.place_tabs import place_id
from citewell.desktop.places.rail import PLACES
from citewell.desktop.widgets.controls import ThemedButton

PLACE_ACTIONS = {place_id(name): ActionText(name, Where.EVERYWHERE, (key,)) for name, _, key in PLACES}


@pytest.fixture
def anywhere_palette(theme, qtbot):
    palette = Palette(theme)
    qtbot.addWidget(palette)
    return palette


def test_no_key_means_two_things_on_one_screen():
    both = combinations({**ACTIONS, **PLACE_ACTIONS}.items(), 2)
    twice = [
        (one, other, key)
        for (one, first), (other, second) in both
        if meet(first.where, second.where)
        for key in {QKeySequence(k).toString() for k in first.keys} & {QKeySequence(k).toString() for k in second.keys}
    ]
    assert twice == []


@pytest.mark.parametrize("name", ACTIONS)
def test_keys_are_ones_that_qt_knows(name):
    for key in ACTIONS[name].keys:
        assert QKeySequence(key).count() == 1
        assert shown_key(key)


def test_every_part_of_the_window_has_its_place():
    places = {name for name, *_ in PLACES}
    assert {place for place in PLACE_OF.values() if place} <= places
    assert set(PLACE_OF) == set(Where)


def build_everything(workbench):
    """Go everywhere: pages, and what lies behind the sources, are built then."""
    for number in range(len(PLACES)):
        workbench.show_place(number)
    place = workbench.sources_place
    assert all((place.documents_page, place.document_reader, place.search_view, workbench.draft_view.evidence.document))


def test_every_action_of_the_window_has_one_entry_and_every_entry_is_live(workbench, anywhere_palette):
    build_everything(workbench)
    live = live_actions(workbench)
    of_palette = {name for name, one in ACTIONS.items() if one.where is Where.ANYWHERE}
    assert set(live) == {*ACTIONS, *PLACE_ACTIONS} - of_palette
    assert set(live_actions(anywhere_palette)) == of_palette
    more = {name: len(actions) for name, actions in live.items() if len(actions) > 1}
    of_documents = {name for name, one in ACTIONS.items() if one.where is Where.DOCUMENT}
    assert set(more) == of_documents  # beside a draft, and on their own


def test_keys_come_from_the_table_alone(window):
    assert window.findChildren(QShortcut) == []
    for file in sorted(Path(desktop.__file__).parent.rglob("*.py")):
        named = {node.id for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Name)}
        assert "QShortcut" not in named, file.name


def test_tooltips_tell_the_key(workbench):
    build_everything(workbench)
    told = 0
    for button in workbench.findChildren(ThemedButton):
        if button.action is not None and button.action.declared.keys:
            assert button.toolTip().endswith(f"({shown_key(button.action.declared.keys[0])})")
            told += 1
    assert told > 20
    assert workbench.draft_view.draft.copy_button.toolTip() == "Copy the draft (Ctrl+Shift+C)"
    assert workbench.draft_view.ticket.draft_button.toolTip() == "Draft a cited reply (Ctrl+Enter)"


def test_an_action_can_be_done_where_its_button_is_enabled_and_shown(desk, workbench):
    copy, place = desk.draft_panel.copy_button, desk.view
    assert not copy.action.is_possible(place)
    desk.make_draft()
    assert copy.action.is_possible(place)
    workbench.show_place(1)
    assert copy.action.is_possible(place)  # not on screen, but there
    assert not desk.view.evidence_button.action.is_possible(place)
