"""What the strip says of long work."""

import pytest
from PySide6.QtWidgets import QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.progress_bar import PAUSED, ProgressStrip, StripWords, passages_words
from citewell.domain.progress import IndexProgress


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (IndexProgress(0, 0), ""),
        (IndexProgress(0, 0, "a.md", files=3, of_files=1200), "3 of 1,200 files"),
        (IndexProgress(128, 5300, is_estimate=True), "128 of about 5,300 passages"),
        (IndexProgress(1, 2, seconds_left=20), "1 of 2 passages · less than a minute left"),
        (IndexProgress(1, 2, seconds_left=200), "1 of 2 passages · about 3 min left"),
        (IndexProgress(1, 2, seconds_left=9000), "1 of 2 passages · about 2.5 h left"),
    ],
)
def test_an_index_run_is_told_in_passages_and_time(progress, words):
    assert passages_words(progress) == words


@pytest.fixture
def place(qtbot) -> QWidget:
    """Where a strip is; itself it is no window."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_indexing_can_be_paused_and_goes_on(place, theme):
    strip = ProgressStrip(theme, place)
    strip.begin()
    told = []
    strip.paused.connect(told.append)
    strip.pause.click()
    assert strip.item.text() == tr(PAUSED)
    assert strip.pause.isVisibleTo(strip)
    assert strip.pause.text() == "Go on"
    strip.pause.click()
    assert strip.pause.text() == "Pause"
    assert told == [True, False]
    strip.show_stopping("Stopping…")
    assert not strip.pause.isEnabled()


def test_what_cannot_be_paused_does_not_offer_it(place, theme):
    strip = ProgressStrip(theme, place, words=StripWords("Progress", "…", "…", "Cancel", "Stop"))
    strip.begin()
    assert not strip.pause.isVisibleTo(strip)
