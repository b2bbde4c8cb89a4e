from desktop_doubles import REFUNDS, UNRELATED
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from citewell.desktop.evidence.card import EvidenceCard
from citewell.domain.documents import Access, Hit
from citewell.domain.drafts import Citation
from citewell.governance.text.readable import plain

CITED = "You can return an annual plan within 14 days of the purchase and receive the full amount."


def middle_of_first_mark(editor):
    _, _, place = editor.mark_rectangles()[0]
    return place.center()


def move_mouse(editor, spot: QPointF) -> None:
    nothing = Qt.MouseButton.NoButton
    editor.mouseMoveEvent(
        QMouseEvent(QEvent.Type.MouseMove, spot, spot, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    )


def test_clicking_a_citation_opens_its_document_with_the_sentence_marked_in_its_passage(desk, qtbot):
    draft = desk.make_draft()
    cited = draft.citations[0]
    assert "🗓" in REFUNDS[: cited.end]  # offsets in code points and in Qt's units differ
    with qtbot.waitSignal(desk.evidence.document_shown):
        qtbot.mouseClick(
            desk.draft_panel.editor.viewport(),
            Qt.MouseButton.LeftButton,
            pos=middle_of_first_mark(desk.draft_panel.editor).toPoint(),
        )
    page = desk.evidence.document
    assert page.highlighted() == CITED
    assert page.text.shaded() == plain(cited.quote)
    shown = page.text.toPlainText()
    assert shown.startswith("Refund policy\n\nAnnual plans 🗓\n\nYou can")
    assert not [mark for mark in ("#", "---", "effective_from") if mark in shown]
    assert page.heading.text() == "Refund policy"
    assert "refunds.md" in page.origin.text()
    desk.view.escape()
    assert not desk.evidence.shows_document


def test_f2_goes_through_the_citations_by_keyboard(desk, qtbot, window):
    desk.make_draft()
    qtbot.waitExposed(window)
    with qtbot.waitSignal(desk.evidence.document_shown):
        qtbot.keyClick(desk.draft_panel.editor, Qt.Key.Key_F2)
    assert desk.evidence.document.highlighted() == CITED
    qtbot.keyClick(desk.draft_panel.editor, Qt.Key.Key_Escape)
    assert not desk.evidence.shows_document


def test_pointing_at_a_citation_lights_its_card_and_its_sentence(desk):
    desk.make_draft()
    editor = desk.draft_panel.editor
    move_mouse(editor, middle_of_first_mark(editor))
    lit = [card.n for card in desk.evidence.cards if card.property("lit") == "true"]
    assert lit == [1]
    assert editor._lit.selectedText().startswith("You can return an annual plan")
    move_mouse(editor, QPointF(1, 1))
    assert not any(card.property("lit") == "true" for card in desk.evidence.cards)
    assert editor._lit is None


def test_pointing_at_a_citation_shows_what_it_rests_on(desk):
    desk.make_draft()
    editor = desk.draft_panel.editor
    move_mouse(editor, middle_of_first_mark(editor))
    assert editor.viewport().toolTip() == f"“{CITED}”\nRefund policy"
    move_mouse(editor, QPointF(1, 1))
    assert editor.viewport().toolTip() == ""


def test_a_card_opens_with_every_sentence_marked_that_the_draft_rests_on(desk, qtbot):
    desk.make_draft()
    with qtbot.waitSignal(desk.evidence.document_shown):
        next(card for card in desk.evidence.cards if card.n == 1).click()
    assert desk.evidence.document.highlighted() == CITED


def test_words_are_found_in_a_document(desk, qtbot, window):
    qtbot.waitExposed(window)
    desk.make_draft()
    with qtbot.waitSignal(desk.evidence.document_shown):
        desk.evidence.cards[0].click()
    page = desk.evidence.document
    page.text.setFocus()
    qtbot.keyClick(page.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.finder.isVisible()
    qtbot.keyClicks(page.finder.words, "PAYMENT")
    assert page.finder.counted.text() == "1 of 2"
    qtbot.keyClick(page.finder.words, Qt.Key.Key_Return)
    assert page.finder.counted.text() == "2 of 2"
    assert page.text._current.selectedText() == "payment"
    assert page.text._current.selectionStart() > page.text.toPlainText().index("original")
    qtbot.keyClick(page.finder.words, Qt.Key.Key_Return)
    assert page.text._current.selectedText() == "Payment"
    page.finder.words.setText("giraffe")
    assert page.finder.counted.text() == "Not found"
    qtbot.keyClick(page.finder.words, Qt.Key.Key_Escape)
    assert not page.finder.isVisible()
    assert desk.evidence.shows_document
    assert page.text._found == []


def test_pointing_at_a_card_lights_the_sentence_that_cites_it(desk):
    desk.make_draft()
    card = next(card for card in desk.evidence.cards if card.n == 1)
    card.hovered.emit(1)
    assert "14 days" in desk.draft_panel.editor._lit.selectedText()


def test_a_near_miss_opens_in_its_document(desk, qtbot):
    draft = desk.make_draft(UNRELATED)
    with qtbot.waitSignal(desk.evidence.document_shown):
        desk.evidence.cards[0].click()
    assert desk.evidence.document.highlighted() == plain(draft.near_misses[0].quote)


def test_a_document_that_was_forgotten_still_shows_its_quote(desk, indexed, qtbot):
    draft = desk.make_draft()
    indexed.index.forget(indexed.index.sources()[0].id)
    with qtbot.waitSignal(desk.evidence.document_shown):
        desk.evidence.cards[0].click()
    assert desk.evidence.document.text.toPlainText() == plain(draft.citations[0].quote)
    assert desk.evidence.document.highlighted() == CITED


def test_a_passage_that_was_handed_in_shows_its_quote(desk, qtbot):
    given = Citation(0, 0, "note", "Fact", (), "Paid.", "Paid.", 0, 5, n=1)
    desk.view.linking.open_passage(given)
    assert desk.evidence.document.highlighted() == "Paid."


def test_a_confidential_passage_has_its_own_colour_and_word(qtbot, theme):
    hit = Hit(1, 1, "x.md", "Secret", (), "text", "text", 0, 4, access=Access.CONFIDENTIAL, similarity=0.5)
    card = EvidenceCard(theme, hit)
    qtbot.addWidget(card)
    card.show_cited(cited=True)
    assert card.chip.property("badge") == "confidential"
    assert card.property("cited") == "confidential"
    assert "confidential" in card.accessibleName()
