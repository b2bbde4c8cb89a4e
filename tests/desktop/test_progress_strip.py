"""What the strip says of long work."""

import pytest
from PySide6.QtWidgets import QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.progress_bar import PAUSED, Pace, ProgressStrip, StripWords, passages_words, steps_words
from citewell.domain.progress import IndexProgress, Progress


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


def test_the_time_left_of_other_work_leaves_a_pause_out():
    now = [100.0]
    pace = Pace(lambda: now[0])
    now[0] = 112.0
    assert pace.seconds_left(Progress(2, 10)) is None  # the first steps load models
    assert pace.seconds_left(Progress(4, 10)) == pytest.approx(18)
    pace.pause(paused=True)
    now[0] = 900.0
    pace.pause(paused=False)
    assert pace.seconds_left(Progress(4, 10)) == pytest.approx(18)
    assert pace.seconds_left(Progress(10, 10)) is None
    assert steps_words(Progress(4, 1000), 200) == "4 of 1,000 · about 3 min left"
    assert steps_words(Progress(0, 0), None) == ""


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
