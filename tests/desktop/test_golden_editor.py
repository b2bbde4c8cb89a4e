"""Golden tickets are edited in the window: what a run could not use is said by its line and not saved."""

import pytest

from citewell.application.evaluation.own_golden import TEMPLATE
from citewell.desktop.shell.workbench import FIGURES_PLACE
from citewell.evaluation.golden.reading import read_golden

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

GOOD = TEMPLATE.replace("refund-window", "own-window")
BAD = GOOD.replace("decision: answer", "decision: perhaps")


@pytest.fixture
def view(empty):
    empty.show_place(FIGURES_PLACE)
    empty.figures_page.show_part(1)
    return empty.figures_view


@pytest.fixture
def editor(view, qtbot):
    view.open_editor()
    qtbot.waitUntil(lambda: view.editor.text.toPlainText() != "")
    yield view.editor
    view.editor.close()


@pytest.fixture
def file(services):
    return services.home.golden / "own.yaml"


def save(qtbot, editor, text, signal):
    editor.text.setPlainText(text)
    with qtbot.waitSignal(signal):
        editor.keep.click()


def test_the_example_can_be_saved_and_is_run(qtbot, editor, file, services):
    assert editor.text.toPlainText() == TEMPLATE
    save(qtbot, editor, GOOD, editor.controller.saved)
    assert file.read_text(encoding="utf-8") == GOOD
    assert [one.id for one in read_golden([file])[0].tickets] == ["own-window"]
    assert file in services.evaluation.own_paths()
    assert "Saved: 1 golden ticket." in editor.state.text()
    assert not editor.keep.isEnabled()


def test_what_a_run_cannot_use_is_said_by_its_line_and_not_saved(qtbot, editor, file):
    save(qtbot, editor, BAD, editor.controller.failed)
    assert editor.state.property("tone") == "bad"
    assert "own.yaml" in editor.state.text()
    assert "perhaps" in editor.state.text()
    assert not file.exists()
    assert [one.name for one in file.parent.iterdir()] == []
    assert editor.keep.isEnabled()


def test_what_another_program_wrote_meanwhile_is_not_written_over(qtbot, editor, file):
    save(qtbot, editor, GOOD, editor.controller.saved)
    file.write_text(TEMPLATE, encoding="utf-8")
    save(qtbot, editor, GOOD + "# mine\n", editor.controller.failed)
    assert file.read_text(encoding="utf-8") == TEMPLATE
    assert "Another program changed this file" in editor.state.text()


def test_closing_keeps_what_was_typed_and_another_file_takes_its_place(qtbot, view, editor, tmp_path):
    editor.text.setPlainText(GOOD + "# not saved yet\n")
    editor.leave.click()
    with qtbot.waitSignal(editor.controller.shown):
        view.open_editor()
    assert editor.text.toPlainText().endswith("# not saved yet\n")
    editor.leave.click()
    other = tmp_path / "other.yaml"
    other.write_text(GOOD, encoding="utf-8")
    view.choose_path(other)
    with qtbot.waitSignal(editor.controller.shown):
        view.open_editor()
    assert editor.text.toPlainText() == GOOD
