"""Text of tickets, documents and drafts is shown as it is written: no widget loads an image or makes a link of it."""

from dataclasses import replace
from datetime import date

import pytest
from desktop_doubles import TICKET
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QMessageBox, QPlainTextEdit, QTextBrowser, QTextEdit, QWidget

from citewell.desktop.drafts.draft_editor import DraftEditor
from citewell.desktop.drafts.findings_list import FindingsList
from citewell.desktop.evidence.card import EvidenceCard
from citewell.desktop.evidence.document_text import DocumentText
from citewell.desktop.log.text import evidence_html
from citewell.desktop.shell.refusal import refuse
from citewell.desktop.shell.workbench import LOG_PLACE
from citewell.desktop.widgets.cells_table import Cell, CellsTable
from citewell.desktop.widgets.labels import ElidedText, badge, label, plain_tip
from citewell.desktop.widgets.notice import Notice
from citewell.domain.documents import Hit
from citewell.domain.drafts import Finding, Severity

EVIL = '<img src="file:///etc/hostname"><a href="http://evil.example">Pay & more</a>'


class Asked(QTextDocument):
    """Notes what it is asked to load."""

    def __init__(self):
        super().__init__()
        self.names = []

    def loadResource(self, kind, name):  # noqa: N802  Qt's name
        self.names.append(name.toString())
        return super().loadResource(kind, name)


def shown_rich(widget: QWidget) -> list[str]:
    """What a widget and all inside it would show as rich text, or open."""
    found = []
    for one in (widget, *widget.findChildren(QWidget)):
        if isinstance(one, QLabel) and one.text() and one.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"label {one.text()[:40]}")
        if isinstance(one, QLabel) and one.openExternalLinks():
            found.append("a label that opens links")
        if isinstance(one, QTextBrowser):
            found.append("a browser")
        if isinstance(one, QTextEdit | QPlainTextEdit) and holds_links(one.document()):
            found.append(f"text {one.toPlainText()[:40]}")
        if "<img" in one.toolTip() or "<a" in one.toolTip():
            found.append(f"tip {one.toolTip()[:40]}")
    return found


def holds_links(document: QTextDocument) -> bool:
    html = document.toHtml()
    return "<img" in html or "<a href" in html


def test_labels(qtbot):
    for made in (label(EVIL), label(EVIL, wrap=True), badge(EVIL), ElidedText(EVIL), ElidedText(EVIL, lines=2)):
        qtbot.addWidget(made)
        made.resize(30, 20)
        made.grab()
        assert made.text() == EVIL
        assert shown_rich(made) == []


def test_tips_say_what_is_written():
    document = Asked()
    document.setHtml(plain_tip(EVIL))
    assert document.toPlainText() == EVIL
    document.setTextWidth(100)
    assert not holds_links(document)
    assert document.names == []
    assert plain_tip("Ctrl+F, 5 > 3") == "Ctrl+F, 5 > 3"


@pytest.mark.parametrize("numbers", [False, True])
def test_tables(qtbot, theme, numbers):
    table = CellsTable(theme, "Figures", numbers=numbers)
    qtbot.addWidget(table)
    table.show_cells(["a"], [[Cell(EVIL, tip=EVIL)]])
    assert "<img" not in table.item(0, 0).toolTip()


def test_evidence_findings_and_notices(qtbot, theme):
    hit = Hit(1, 1, EVIL, EVIL, (EVIL,), EVIL, EVIL, 0, len(EVIL), indexed_at="2026-01-01T00:00:00", similarity=0.5)
    parent = QWidget()
    qtbot.addWidget(parent)
    findings = FindingsList(theme, parent)
    findings.show_findings([Finding("link_not_in_sources", Severity.WARN, EVIL)])
    notice = Notice(theme, parent)
    notice.say(EVIL, action="Do it", tip="")
    card = EvidenceCard(theme, hit)
    qtbot.addWidget(card)
    for widget in (card, findings, notice):
        assert shown_rich(widget) == []


def test_documents_and_drafts(qtbot, theme):
    draft, document = DraftEditor(theme), DocumentText(theme)
    draft.show_text(EVIL)
    draft.append_text(EVIL)
    document.setPlainText(EVIL)
    for widget in (draft, document):
        qtbot.addWidget(widget)
        assert shown_rich(widget) == []
    assert draft.plain_text() == EVIL * 2
    assert not draft.acceptRichText()


def test_past_evidence(theme):
    item = dict.fromkeys(("title", "heading", "quote", "document", "version", "standing_note", "sha256"), EVIL)
    document = Asked()
    document.setHtml(evidence_html([{**item, "n": 1, "near_miss": False, "standing": "stands"}], theme))
    assert not holds_links(document)
    assert document.names == []
    assert EVIL in document.toPlainText()


def test_the_whole_window(services, kb, desk, workbench, qtbot):
    desk.make_draft(replace(TICKET, text=f"{TICKET.text} {EVIL}", as_of=date(2026, 11, 20)))
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    workbench.show_place(LOG_PLACE)
    qtbot.waitUntil(lambda: "evil.example" in workbench.log_view.entry.ticket.toPlainText())
    assert shown_rich(workbench.window()) == []


def test_the_message_that_the_window_cannot_open(qtbot, monkeypatch):
    seen = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: seen.extend([shown_rich(box)]))
    assert refuse(EVIL, 3) == 3
    assert seen == [[]]
