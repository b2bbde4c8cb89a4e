"""Texts that are cut to a number of lines."""

import pytest
from PySide6.QtGui import QFont

from citewell.desktop.widgets.labels import ElidedText

PROSE = "Longest term; Ireland: 20 years; United Kingdom: 25 years. You must own your main home for 2 years already. "
TEXTS = {
    "prose": PROSE * 20,
    "narrow": "il. " * 600,
    "wide": "WMØ€ " * 300,
    "short": PROSE[:90],
    "none": "",
    "unbroken": "unbroken" * 200,
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("lines", [1, 3])
def test_the_beginning_of_a_long_text_is_cut_as_all_of_it_would_be(qtbot, text, lines):
    """Only what can be seen is laid out: a passage has a thousand characters, its card shows three lines."""
    shown = ElidedText(TEXTS[text], lines=lines)
    qtbot.addWidget(shown)
    for width in (24, 120, 320, 1500):
        whole = shown._lines_of(shown.text(), QFont(shown.font()), width)
        assert shown._break(width) == whole
        assert len(whole) <= lines


def test_a_short_text_is_not_cut(qtbot):
    shown = ElidedText("Two words", lines=3)
    qtbot.addWidget(shown)
    assert shown._break(400) == ["Two words"]
