"""Offsets of Python and of Qt."""

import pytest

from citewell.desktop.widgets.labels import ElidedText
from citewell.desktop.widgets.spans import from_qt, to_qt

TEXT = "a😀é🗓z"
POSITIONS = (0, 1, 3, 4, 6, 7)
"""Of each character, and of the end."""


@pytest.mark.parametrize(("index", "position"), list(enumerate(POSITIONS)))
def test_offsets_go_there_and_back(index, position):
    assert to_qt(TEXT, index) == position
    assert from_qt(TEXT, position) == index


def test_a_position_within_a_character_is_behind_it():
    assert from_qt(TEXT, 2) == 2
    assert from_qt(TEXT, 5) == 4


def test_a_position_past_the_end_is_the_end():
    assert from_qt(TEXT, 99) == len(TEXT)


def test_a_text_is_broken_once_for_its_width(qtbot, monkeypatch):
    label = ElidedText("Words that go over several lines of a narrow card", lines=2)
    qtbot.addWidget(label)
    broken = []
    anew = label._break_anew
    monkeypatch.setattr(label, "_break_anew", lambda *given: broken.append(given) or anew(*given))
    label.resize(80, 40)
    first = label.heightForWidth(80)
    for _ in range(5):
        assert label.heightForWidth(80) == first
        label.grab()
    assert len(broken) <= 2  # at most once more, for the font of the style
    for _ in range(5):  # as layouts do that try a width with a scroll bar and one without
        label.heightForWidth(60)
        label.heightForWidth(80)
    assert len(broken) <= 3
    label.show_text("Others")
    label.heightForWidth(80)
    assert broken[-1][0] == "Others"
