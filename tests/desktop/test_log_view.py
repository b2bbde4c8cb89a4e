from dataclasses import replace

from desktop_doubles import TICKET

from citewell.desktop.shell.workbench import LOG_PLACE


def test_past_drafts_are_listed_and_shown_read_only(desk, workbench, qtbot):
    desk.make_draft(replace(TICKET, text=f"{TICKET.text} Write to me@example.org."))
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    workbench.show_place(LOG_PLACE)
    view = workbench.log_view
    qtbot.waitUntil(lambda: view.table.rowCount() == 1)
    assert view.table.item(0, 1).text() == "Answer"
    assert view.table.item(0, 2).text() == "Accepted"
    assert "<EMAIL_1>" in view.entry.ticket.toPlainText()
    assert view.entry.draft.isReadOnly()
    assert "within 14 days" in view.entry.draft.plain_text()
    assert "refunds.md" in view.entry.sources.toPlainText()
    view.reveal.click()
    qtbot.waitUntil(lambda: "me@example.org" in view.entry.ticket.toPlainText())


def test_an_empty_log_says_so(empty, qtbot):
    empty.show_place(LOG_PLACE)
    qtbot.waitUntil(empty.log_view._empty.isVisible)
    assert not empty.log_view.entry.isVisible()
