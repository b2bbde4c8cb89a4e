"""What the window does with words of confidential documents: shows them apart, keeps them off the clipboard."""

import json
from dataclasses import replace

import pytest
from desktop_doubles import ANSWER
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from citewell.desktop.runtime.clipboard import ClipboardKeeper, mark_sensitive
from citewell.desktop.widgets.reason_dialog import ReasonDialog
from citewell.domain.documents import Access
from citewell.knowledge.ingest import IndexOptions
from citewell.pipeline.generation.citations import strip_marks

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
"""What the offscreen platform says of every dialog."""

INTERNAL = (
    "# Annual plan exceptions\n\nThe team lead may return an annual plan up to 45 days after the purchase, and the "
    "full amount only if the customer insists.\n"
)
SECRET = " Our team lead may return an annual plan up to 45 days after the purchase if the customer insists."


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture
def guarded(desk, services, tmp_path):
    folder = tmp_path / "internal"
    folder.mkdir()
    (folder / "exceptions.md").write_text(INTERNAL, encoding="utf-8")
    services.ingest.run(IndexOptions(folder, Access.CONFIDENTIAL))
    QGuiApplication.clipboard().setText("before")
    return desk


def overrides(services):
    return [json.loads(entry.body) for entry in services.compliance.audit.entries() if entry.kind == "override"]


def test_confidential_passages_are_shown_apart_and_are_in_no_draft_and_no_log(guarded, services, qtbot):
    draft = guarded.make_draft()
    qtbot.waitUntil(lambda: bool(guarded.evidence.internal))
    assert all(card.confidential for card in guarded.evidence.internal)
    assert not any(card.confidential for card in guarded.evidence.cards)
    assert "exceptions.md" not in str(draft)
    (entry,) = services.log.entries()
    assert "45 days" not in json.dumps(entry.draft)
    assert "exceptions" not in json.dumps(entry.draft)
    guarded.view.ticket.clear_button.click()
    assert guarded.evidence.internal == []


def test_they_can_be_switched_off(guarded, services, qtbot):
    services.settings.use(replace(services.options, internal_evidence=False))
    guarded.make_draft()
    qtbot.wait(100)
    assert guarded.evidence.internal == []


def test_copying_their_words_is_stopped_until_a_reason_is_given(guarded, services, qtbot):
    draft = guarded.make_draft()
    guarded.add_text(SECRET)
    guarded.draft_panel.copy_button.click()
    notice = guarded.draft_panel.notice
    assert "confidential documents" in notice.message.text()
    assert clipboard() == "before"
    notice.button.click()
    dialog = guarded.draft_panel.findChild(ReasonDialog)
    assert not dialog.copy_anyway.isEnabled()
    dialog.reason.setText("too")
    assert not dialog.copy_anyway.isEnabled()
    dialog.reason.setText("Approved by the head of support")
    dialog.copy_anyway.click()
    qtbot.waitUntil(lambda: "45 days" in clipboard())
    (noted,) = overrides(services)
    assert noted["reason"] == "Approved by the head of support"
    assert "confidential_text" in noted["rules"]
    assert noted["documents"]
    assert "45 days" not in json.dumps(noted)
    assert [entry.subject for entry in services.compliance.audit.entries() if entry.kind == "override"] == [draft.id]


def test_without_a_reason_nothing_is_copied(guarded, services):
    guarded.make_draft()
    guarded.add_text(SECRET)
    guarded.draft_panel.copy_button.click()
    guarded.draft_panel.notice.button.click()
    guarded.draft_panel.findChild(ReasonDialog).cancel.click()
    assert clipboard() == "before"
    assert overrides(services) == []


def test_the_keyboard_copies_what_is_harmless_and_nothing_else(guarded, qtbot):
    guarded.make_draft()
    guarded.add_text(SECRET)
    editor = guarded.draft_panel.editor
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        editor.selectAll()
        qtbot.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
        assert clipboard() == "before"
        assert SECRET.strip() in editor.plain_text()
    editor.copy()
    assert "45 days" not in clipboard()
    start = editor.plain_text().index("annual plan within")
    editor.select_span((start, start + len("annual plan within")))
    qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "annual plan within"


def test_nothing_of_a_confidential_document_is_copied_from_its_page(guarded, qtbot):
    guarded.make_draft()
    qtbot.waitUntil(lambda: bool(guarded.evidence.internal))
    guarded.evidence.internal[0].click()
    qtbot.waitUntil(lambda: guarded.evidence.shows_document)
    page = guarded.evidence.document
    page.text.selectAll()
    page.text.copy()
    assert "45 days" not in clipboard()
    assert "can be copied" in page._legend.text()


def test_a_text_that_was_sent_all_the_same_is_recorded_and_noted(guarded, services, qtbot):
    draft = guarded.make_draft()
    guarded.add_text(SECRET)
    with qtbot.waitSignal(guarded.drafting.recorded):
        guarded.draft_panel.accept.click()
    (outcome,) = guarded.outcomes(services)
    assert outcome["outcome"] == "edited"
    (noted,) = overrides(services)
    assert (noted["where"], noted["rules"]) == ("outcome", ["confidential_text"])
    assert draft.id


def test_the_clipboard_is_cleared_if_it_still_holds_the_draft(guarded, qtbot):
    guarded.make_draft()
    guarded.draft_panel.copy_button.click()
    keeper = guarded.view.copying.clipboard
    assert clipboard() == strip_marks(ANSWER)
    assert keeper.timer.isActive()
    keeper.timer.timeout.emit()
    assert clipboard() == ""
    assert "cleared" in guarded.draft_panel.state.text()
    guarded.draft_panel.copy_button.click()
    QGuiApplication.clipboard().setText("of another program")
    keeper.timer.timeout.emit()
    assert clipboard() == "of another program"


def test_zero_seconds_leave_it_there(qtbot):
    keeper = ClipboardKeeper()
    keeper.put("text", 0)
    assert not keeper.timer.isActive()


@pytest.mark.parametrize(
    ("platform", "format_name"),
    [
        ("linux", "x-kde-passwordManagerHint"),
        ("win32", "ExcludeClipboardContentFromMonitorProcessing"),
        ("darwin", "org.nspasteboard.ConcealedType"),
    ],
)
def test_clipboard_managers_are_told_not_to_keep_it(platform, format_name):
    assert format_name in mark_sensitive(QMimeData(), platform).formats()
    assert mark_sensitive(QMimeData(), "other").formats() == []
