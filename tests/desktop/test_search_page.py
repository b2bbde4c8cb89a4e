"""The search in all documents: why each passage matched, what disagrees, and the way into the document."""

import pytest
from desktop_doubles import REFUNDS
from PySide6.QtCore import Qt

from citewell.desktop.search.text import MEANING_ALONE, NOTHING, why_words
from citewell.domain.documents import Hit, Ranks
from citewell.knowledge.ingest import IndexOptions


@pytest.fixture
def place(workbench):
    workbench.show_place(1)
    return workbench.sources_place


def search(qtbot, place, words):
    field = place.sources_view.words
    field.setText(words)
    with qtbot.waitSignal(place.search_view.controller.found):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    return place.search_view


def test_passages_are_found_and_each_says_why(place, qtbot):
    page = search(qtbot, place, "How long are backups of a workspace kept?")
    assert page.isVisible()
    card = page.cards[0]
    assert card.passage.document == "backups.md"
    assert card.hasFocus()
    assert "Why: has “long”" not in card.accessibleName()
    assert "“backups”, “workspace”, “kept”" in card.accessibleName()
    assert "no. 1 by words · no. 1 by meaning" in card.accessibleName()
    assert f"{len(page.cards)} passages" in page.counted.text()


def test_a_passage_opens_in_its_document_with_the_sentence_marked_and_escape_leads_back(place, qtbot):
    page = search(qtbot, place, "original payment method business days")
    with qtbot.waitSignal(place.document_reader.shown):
        qtbot.keyClick(page.cards[0], Qt.Key.Key_Return)
    document = place.document_reader.document
    assert document.heading.text() == "Refund policy"
    assert "We refund to the original payment method" in document.highlighted()
    place.document_reader.close_document()
    assert place.currentWidget() is page
    assert page.cards[0].hasFocus()
    page.close_search()
    assert place.currentWidget() is place.sources_view


def test_passages_that_disagree_are_marked(place, qtbot, kb, services):
    (kb / "old.md").write_text(REFUNDS.replace("14 days", "30 days").replace("2026-02", "2025-01"), encoding="utf-8")
    services.ingest.run(IndexOptions(kb))
    page = search(qtbot, place, "return an annual plan within days of the purchase and receive the full amount")
    disagreeing = [card for card in page.cards if any("Disagrees" in text for text, _ in card.badges)]
    assert len(disagreeing) == 2
    assert "1 pair that disagrees" in page.counted.text()


def test_what_cannot_be_searched_is_said(place, qtbot, embedder):
    embedder.dead = True
    page = place.search_view
    with qtbot.waitSignal(page.controller.failed):
        place.search("backups")
    assert page.notice.property("tone") == "bad"
    assert "stopped" in page.notice.message.text()
    embedder.dead = False
    page.controller.found.emit(type("Nothing", (), {"found": (), "conflicts": (), "ms": 1.0})())
    assert page.empty.text() == NOTHING.english


def test_without_words_nothing_is_searched(place, qtbot):
    place.sources_view.words.setText("   ")
    qtbot.keyClick(place.sources_view.words, Qt.Key.Key_Return)
    assert place.currentWidget() is place.sources_view


def test_a_passage_without_a_common_word_says_so():
    hit = Hit(1, 1, "a.md", "A", (), "text", "text", 0, 4, ranks=Ranks(None, 3))
    assert why_words(hit, ()) == f"Why: {MEANING_ALONE.english} · no. 3 by meaning"
