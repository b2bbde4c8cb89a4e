"""The rail: groups of places, their names where there is room, and room for more of them on a low screen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt

from citewell.desktop.language.words import Msg
from citewell.desktop.places.place_tabs import LEAST_SIDE, SIDE, PlaceTabs
from citewell.desktop.places.rail import GROUPS, NAMES_FROM, PLACES, Rail
from citewell.desktop.shell.window import SMALLEST

TWELVE = [*PLACES, *((Msg(f"More {number}"), "list", "") for number in range(12 - len(PLACES)))]


@pytest.fixture
def tabs(theme, qtbot):
    made = PlaceTabs(theme, TWELVE, GROUPS)
    qtbot.addWidget(made)
    made.show()
    return made


def squares(tabs):
    return [tabs._square(number) for number in range(tabs.count())]


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("height", [330, 420, 600, 900])
def test_twelve_places_never_overlap_and_stay_inside(tabs, wide, height):
    tabs.show_names(wide=wide)
    tabs.resize(tabs.sizeHint().width(), height)
    shown = squares(tabs)
    for above, below in pairwise(shown):
        assert above.bottom() < below.top()
    assert shown[-1].bottom() <= height
    assert all(LEAST_SIDE - 2 <= one.height() <= SIDE for one in shown)
    first_of_second = next(n for n, (name, *_) in enumerate(TWELVE) if name == list(GROUPS)[1])
    gaps = [below.top() - above.bottom() for above, below in pairwise(shown)]
    assert gaps.index(max(gaps)) == first_of_second - 1


def test_the_rail_of_twelve_places_fits_the_smallest_window(theme, qtbot, monkeypatch):
    monkeypatch.setattr("citewell.desktop.places.rail.PLACES", TWELVE)
    rail = Rail(theme)
    qtbot.addWidget(rail)
    assert rail.minimumSizeHint().height() <= SMALLEST[1]


def test_names_are_shown_where_the_window_is_wide(workbench, window, qtbot):
    window.resize(NAMES_FROM + 40, 800)
    qtbot.waitUntil(lambda: workbench.rail.width() > 100)
    window.resize(NAMES_FROM - 40, 800)
    qtbot.waitUntil(lambda: workbench.rail.width() < 60)


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_the_name_of_a_group_is_no_place(tabs, qtbot):
    tabs.show_names(wide=True)
    tabs.resize(tabs.sizeHint().width(), 900)
    number = next(n for n, (name, *_) in enumerate(TWELVE) if name == list(GROUPS)[1])
    square = squares(tabs)[number]
    with qtbot.assertNotEmitted(tabs.tabBarClicked):
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=(square.topLeft() + QPointF(20, -8)).toPoint())
    with qtbot.waitSignal(tabs.tabBarClicked):
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=square.center().toPoint())
