import time
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from desktop_doubles import REFUNDS
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from citewell.desktop.sources.documents_model import ATTENTION
from citewell.desktop.sources.metadata_form import field_problems
from citewell.domain.documents import Access
from citewell.knowledge.ingest import IndexOptions


@pytest.fixture
def page(workbench, qtbot):
    """The list of the one source."""
    workbench.show_place(1)
    workbench.sources_view.cards[0].documents_button.click()
    qtbot.waitUntil(lambda: workbench.sources_place.documents_page.model.rowCount() >= 2)
    return workbench.sources_place.documents_page


def choose(page, qtbot, path):
    page.table.selectRow(page.model.place_of(path))
    qtbot.waitUntil(lambda: page.details.isVisible() and page.details.row.path == path)
    return page.details


def entry(services, path):
    return next(one for one in services.index.documents(services.index.sources()[0].id) if one.path == path)


def test_a_source_opens_into_its_documents_and_escape_goes_back_step_by_step(page, workbench, qtbot):
    assert page.counted.text() == "2 documents"
    assert not page.empty.isVisible()
    page.words.setText("refund")
    assert page.counted.text() == "1 of 2"
    choose(page, qtbot, "refunds.md")
    page.escape()
    assert not page.details.isVisible()
    page.escape()
    assert page.words.text() == ""
    page.escape()
    assert workbench.sources_view.isVisible()


def test_a_filter_that_finds_nothing_says_so(page):
    page.words.setText("giraffe")
    assert "Clear the filter" in page.empty.text()
    assert page.empty.isVisible()


def test_the_list_is_read_in_the_background(workbench, services, qtbot, monkeypatch):
    source = services.index.sources()[0]
    began = []
    read = services.index.documents
    monkeypatch.setattr(services.index, "documents", lambda source_id: began.append(1) or read(source_id))
    workbench.show_place(1)
    workbench.sources_place.open_source(source, 0)
    assert workbench.sources_place.documents_page.model.rowCount() == 0
    assert workbench.sources_place.documents_page.empty.isVisible()
    qtbot.waitUntil(lambda: workbench.sources_place.documents_page.model.rowCount() == 2)
    assert began == [1]


def test_fields_are_saved_as_an_override_and_applied_by_a_run(page, services, workbench, qtbot):
    details = choose(page, qtbot, "refunds.md")
    editor = details.editor
    assert editor.lines["effective_from"].text() == "2026-02-01"
    assert not editor.save.isEnabled()
    ends = "2026-03-01"
    editor.lines["effective_to"].setText(ends)
    editor.lines["region"].setText("DE, AT")
    editor.lines["version"].setText("")
    with qtbot.waitSignal(workbench.indexing.ended) as report:
        editor.save.click()
    assert report.args[0].updated == 1
    source_id = services.index.sources()[0].id
    kept = {"effective_to": ends, "region": "DE, AT", "version": ""}
    assert services.index.overrides(source_id) == {"refunds.md": kept}
    metadata = entry(services, "refunds.md").metadata
    assert (metadata.regions, metadata.version) == (("AT", "DE"), "")
    assert metadata.effective_to == date.fromisoformat(ends)
    qtbot.waitUntil(lambda: details.state.text() == "Expired")
    assert "Saved" in page.notice.message.text()
    assert editor.captions["region"].text() == "Regions · set here"
    assert editor.captions["owner"].text() == "Owner"
    assert not editor.is_dirty


def test_what_is_set_here_can_be_taken_back(page, services, workbench, qtbot):
    source_id = services.index.sources()[0].id
    services.index.override(source_id, "refunds.md", {"owner": "Ines", "version": "9"})
    services.ingest.run(IndexOptions(workbench.sources_place.documents_page.source.root))
    workbench.reload_sources()
    qtbot.waitUntil(lambda: page.model.row_at(page.model.place_of("refunds.md")).entry.metadata.version == "9")
    details = choose(page, qtbot, "refunds.md")
    assert details.editor.take_back.isVisible()
    with qtbot.waitSignal(workbench.indexing.ended):
        details.editor.take_back.click()
    assert services.index.overrides(source_id) == {}
    assert entry(services, "refunds.md").metadata.version == "2026-02"
    qtbot.waitUntil(lambda: details.editor.lines["version"].text() == "2026-02")
    assert not details.editor.take_back.isVisible()


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [("effective_to", "soon", "not a date"), ("effective_to", "2026-01-01", "Ends before it begins")],
)
def test_a_field_that_is_no_use_says_so_beside_it_and_is_not_saved(page, qtbot, name, text, problem):
    editor = choose(page, qtbot, "refunds.md").editor
    editor.lines[name].setText(text)
    assert problem in editor.problems[name].text()
    assert editor.problems[name].isVisible()
    assert editor.lines[name].property("wrong") == "true"
    assert not editor.save.isEnabled()
    editor.lines[name].setText("2026-12-31")
    assert not editor.problems[name].isVisible()
    assert editor.save.isEnabled()


def test_edits_that_were_not_saved_are_there_when_one_comes_back(page, qtbot):
    editor = choose(page, qtbot, "refunds.md").editor
    editor.lines["owner"].setText("Ines")
    choose(page, qtbot, "backups.md")
    assert editor.lines["owner"].text() == ""
    choose(page, qtbot, "refunds.md")
    assert editor.lines["owner"].text() == "Ines"
    assert editor.save.isEnabled()


def test_a_confidential_source_cannot_be_opened_for_one_document(page, workbench, qtbot):
    with qtbot.waitSignal(workbench.indexing.ended):
        workbench.indexing.add(page.source.root, Access.CONFIDENTIAL)
    qtbot.waitUntil(lambda: page.source.access is Access.CONFIDENTIAL)
    editor = choose(page, qtbot, "refunds.md").editor
    qtbot.waitUntil(lambda: not editor.access.isEnabled())


def test_earlier_versions_are_listed(page, kb, services, workbench, qtbot):
    (kb / "refunds.md").write_text(REFUNDS.replace('"2026-02"', '"2026-03"').replace("14 days", "30 days"), "utf-8")
    with qtbot.waitSignal(workbench.indexing.ended):
        workbench.indexing.add(kb)
    details = choose(page, qtbot, "refunds.md")
    texts = {child.text() for child in details.versions.findChildren(type(details.title))}
    assert {"2026-02", "from 1 Feb 2026"} <= texts
    choose(page, qtbot, "backups.md")
    assert details.versions.none.isVisible()


def test_a_past_version_and_a_refused_file_say_what_they_are_and_cannot_be_edited(page, kb, workbench, qtbot):
    text = REFUNDS.replace('"2026-02"', '"2026-03"').replace("2026-02-01", "2026-03-01")
    (kb / "refunds.md").write_text(text, "utf-8")
    (kb / "zeros.txt").write_bytes(b"\x00\x01\x02")
    with qtbot.waitSignal(workbench.indexing.ended):
        workbench.indexing.add(kb)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    details = choose(page, qtbot, "refunds.md@2026-02")
    assert "past version" in details.remark.text()
    assert not details.editor.isVisible()
    assert details.state.text() == "Past version"
    details = choose(page, qtbot, "zeros.txt")
    assert "zero bytes" in details.remark.text()
    assert not details.versions.isVisible()


def test_a_card_with_many_bad_files_leads_to_the_list_of_them(empty, kb, qtbot):
    for number in range(7):
        (kb / f"zeros-{number}.txt").write_bytes(b"\x00\x01\x02")
    empty.show_place(1)
    with qtbot.waitSignal(empty.indexing.ended):
        empty.indexing.add(kb, Access.PUBLIC)
    qtbot.waitUntil(lambda: bool(empty.sources_view.cards))
    card = empty.sources_view.cards[0]
    more = next(button for button in card.findChildren(type(card.update_button)) if button.text() == "Show all 7")
    more.click()
    page = empty.sources_place.documents_page
    qtbot.waitUntil(lambda: page.model.rowCount() == 7)
    assert page.choice.currentIndex() == ATTENTION


def test_the_keyboard_alone_is_enough(page, qtbot, window):
    qtbot.waitExposed(window)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(page.details.isVisible)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.details.isVisible()


def test_ten_thousand_documents_open_while_the_window_goes_on(workbench, services, qtbot, monkeypatch):
    source = services.index.sources()[0]
    one = services.index.documents(source.id)[0]
    many = [replace(one, id=number, path=f"faq/{number:05}.md") for number in range(10_000)]
    monkeypatch.setattr(services.index, "documents", lambda _source_id: many)
    workbench.show_place(1)
    page = workbench.sources_place.documents_page
    workbench.sources_place.open_source(source, 0)
    widgets = len(page.findChildren(QWidget))
    ticks, timer = [], QTimer()
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(5)
    qtbot.waitUntil(lambda: page.model.rowCount() == 10_000)
    qtbot.wait(50)
    assert max(later - earlier for earlier, later in pairwise(ticks)) < 1
    assert len(page.findChildren(QWidget)) == widgets
    details = choose(page, qtbot, "faq/09999.md")
    assert details.path.text() == "faq/09999.md"


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"effective_from": "never"}, {"effective_from": "“never” is not a date like 2026-02-28"}),
        (
            {"effective_from": "2026-03-01", "effective_to": "2026-02-01"},
            {"effective_to": "Ends before it begins"},
        ),
        ({"effective_from": "2026-03-01", "access": "confidential", "owner": ""}, {}),
    ],
)
def test_what_is_wrong_with_a_field_is_said_under_it(fields, problems):
    assert field_problems(fields) == problems


def test_a_document_opens_from_its_line_and_its_button_and_escape_goes_back(page, workbench, qtbot):
    reader = workbench.sources_place.document_reader
    details = choose(page, qtbot, "refunds.md")
    with qtbot.waitSignal(reader.shown):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert reader.isVisible()
    assert reader.document.text.toPlainText().startswith("Refund policy\n\nAnnual plans")
    assert reader.document.highlighted() == ""
    qtbot.keyClick(reader.document.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(reader.document.finder.words, "14 days")
    assert reader.document.finder.counted.text() == "1 of 1"
    qtbot.keyClick(reader.document.finder.words, Qt.Key.Key_Escape)
    assert reader.isVisible()
    qtbot.keyClick(reader.document.text, Qt.Key.Key_Escape)
    assert page.isVisible()
    with qtbot.waitSignal(reader.shown):
        details.open_button.click()
    reader.document.back.click()
    assert page.isVisible()


def test_a_document_that_left_the_index_says_so(page, workbench, services, qtbot):
    choose(page, qtbot, "refunds.md")
    services.index.forget(services.index.sources()[0].id)
    page.open_document()
    qtbot.waitUntil(workbench.sources_place.document_reader.notice.isVisible)
    assert workbench.sources_place.document_reader.notice.message.text().startswith("The document cannot be opened.")
