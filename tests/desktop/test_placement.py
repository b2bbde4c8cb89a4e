"""The window lies on the screen, whatever was remembered."""

import json

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from citewell.desktop.shell.placement import FRAME, WindowPlace, fit

SCREENS = {
    "1366 x 768 at 150%": QRect(0, 0, 911, 512),
    "1920 x 1080 at 150%": QRect(0, 0, 1280, 720),
    "a panel on the left": QRect(64, 27, 1216, 693),
    "a second screen": QRect(-1920, 120, 1920, 1040),
}
WANTED = {
    "too large": QRect(0, 0, 4000, 3000),
    "the usual": QRect(100, 80, 1280, 800),
    "small": QRect(40, 50, 800, 440),
    "of a screen that is gone": QRect(5000, 4000, 900, 450),
    "left of everything": QRect(-9000, -9000, 900, 450),
}


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED)
@pytest.mark.parametrize("available", SCREENS.values(), ids=SCREENS)
def test_a_window_lies_on_the_screen_with_its_title_bar(available, wanted):
    placed = fit(wanted, available)
    assert available.contains(placed)
    assert placed.top() - available.top() >= FRAME.height()
    assert placed.size() == wanted.size().boundedTo(available.size() - FRAME)


def test_one_that_fits_stays_where_it_is():
    wanted = QRect(100, 80, 800, 500)
    assert fit(wanted, QRect(0, 0, 1280, 720)) == wanted


def shown(qtbot, place: WindowPlace) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    place.restore(window)
    window.show()
    return window


def test_a_new_window_is_no_larger_than_its_screen(qtbot):
    window = shown(qtbot, WindowPlace())
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())


def test_place_and_splitters_are_remembered(qtbot, tmp_path):
    file = tmp_path / "window.json"
    before = shown(qtbot, WindowPlace(file))
    before.setGeometry(QRect(60, 70, 600, 400))
    place = WindowPlace(file)
    splitter = split()
    splitter.setSizes([100, 300])
    holder = QWidget()
    splitter.setParent(holder)
    place.note_splitters(holder)
    place.save(before)

    again = WindowPlace(file)
    assert shown(qtbot, again).geometry() == QRect(60, 70, 600, 400)
    fresh, other = split(), QWidget()
    fresh.setParent(other)
    again.restore_splitters(other)
    assert fresh.sizes() == splitter.sizes()


def split() -> QSplitter:
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setObjectName("a split")
    made.resize(405, 100)
    for _ in range(2):
        made.addWidget(QWidget())
    return made


@pytest.mark.parametrize(
    "text", ["", "[]", '{"place": [1, 2]}', '{"place": [0, 0, -5, 9], "splitters": {"a split": [1]}}']
)
def test_what_cannot_be_read_is_passed_over(qtbot, tmp_path, text):
    file = tmp_path / "window.json"
    file.write_text(text, encoding="utf-8")
    place = WindowPlace(file)
    window = shown(qtbot, place)
    holder = QWidget()
    splitter = split()
    splitter.setParent(holder)
    before = splitter.sizes()
    place.restore_splitters(holder)
    assert splitter.sizes() == before
    place.save(window)
    assert json.loads(file.read_text(encoding="utf-8"))["maximized"] is False


def test_a_maximized_window_comes_back_so(qtbot, tmp_path):
    file = tmp_path / "window.json"
    place = WindowPlace(file)
    window = shown(qtbot, place)
    window.showMaximized()
    place.save(window)
    assert shown(qtbot, WindowPlace(file)).isMaximized()
