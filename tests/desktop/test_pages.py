import pytest
from desktop_doubles import Desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from tests.unit.knowledge.pdf_writing import lines, pdf

from citewell.application.sources.documents import NoPages, PageRequest, draw_page, open_document
from citewell.desktop.evidence.page_view import CLOSE, FIT, ZOOMS
from citewell.desktop.evidence.text import NO_PAGES
from citewell.desktop.language.words import tr
from citewell.domain.drafts import Citation
from citewell.domain.errors import BadInputError
from citewell.knowledge.ingest import IndexOptions

FIRST = "Annual plans can be returned within 14 days of the purchase."
SECOND = "Send the board back with its invoice in the box."
PAGES = [
    lines([FIRST, "We refund to the original payment method within 10 days."], y=700),
    lines(["Warranty covers two years from the day of delivery.", SECOND], y=400),
]


@pytest.fixture
def manual(kb):
    file = kb / "manual.pdf"
    file.write_bytes(pdf(PAGES, title="Manual"))
    return file


@pytest.fixture
def view(manual, services, kb):
    services.ingest.run(IndexOptions(kb))
    source = services.index.sources()[0]
    found = next(one for one in services.index.documents(source.id) if one.path == "manual.pdf")
    return found.id, services.index.document(found.id)


@pytest.fixture
def cited(view):
    document_id, opened = view

    def cite(text):
        start = opened.text.index(text)
        end = start + len(text)
        return Citation(0, document_id, "manual.pdf", "Manual", (), text, text, start, end, access=opened.access, n=1)

    return cite


@pytest.fixture
def desk(view, qtbot, workbench):
    return Desk(qtbot, workbench)


def open_passage(desk, passage):
    pages = desk.evidence.document.pages
    with desk.qtbot.waitSignal(pages.drawn):
        desk.view.linking.open_passage(passage)
    return pages


def settle(qtbot, pages):
    """Until the page is drawn for the size that the view has at last."""
    qtbot.waitUntil(lambda: not pages._rest.isActive())
    wanted = (pages.width() - pages.area.verticalScrollBar().sizeHint().width() - 16) * ZOOMS[pages._zoom]
    qtbot.waitUntil(lambda: abs(pages.sheet.width() - wanted) <= 1)


def test_a_citation_opens_its_page_with_its_lines_highlighted_where_they_stand(desk, cited, qtbot):
    pages = open_passage(desk, cited(SECOND))
    settle(qtbot, pages)
    assert desk.evidence.document.shows_page
    assert pages.where.text() == "Page 2 of 2"
    assert len(pages.sheet.highlights) == 1
    place = pages.sheet.highlights[0]
    scale = pages.sheet.width() / 600  # the page is 600 x 800 points; the line's baseline is 388 above its foot
    assert place.left() == pytest.approx(50 * scale, abs=3)
    assert place.top() < (800 - 388) * scale < place.bottom() + 1
    assert place.height() < 16 * scale
    assert 0.3 * pages.sheet.width() < place.width() < 0.5 * pages.sheet.width()


def test_only_the_sentence_that_counts_is_marked_on_its_line(desk, cited, qtbot):
    with qtbot.waitSignal(desk.evidence.document.pages.drawn):
        passage = cited(FIRST)
        start = passage.start + FIRST.index("14 days")
        load = desk.view.linking._session.services.index
        opened = open_document(load.document(passage.document_id))
        desk.evidence.show_document(opened, passage, [(start, start + len("14 days"))])
    pages = desk.evidence.document.pages
    settle(qtbot, pages)
    (mark,), (shade,) = pages.sheet.highlights, pages.sheet.shades
    assert shade.left() < mark.left() < mark.right() < shade.right()
    assert mark.width() < 0.3 * shade.width()
    share = FIRST.index("14 days") / len(FIRST)
    assert (mark.left() - shade.left()) / shade.width() == pytest.approx(share, abs=0.08)


def test_words_are_found_on_their_page(desk, cited, qtbot):
    pages = open_passage(desk, cited(FIRST))
    page = desk.evidence.document
    page.finder.open_bar()
    with qtbot.waitSignal(pages.drawn):
        page.finder.words.setText("invoice")
    settle(qtbot, pages)
    assert pages.where.text() == "Page 2 of 2"
    assert len(pages.sheet.highlights) == 1


def test_the_highlight_is_drawn_over_the_words_and_the_words_stay_black(desk, cited, qtbot):
    pages = open_passage(desk, cited(FIRST))
    settle(qtbot, pages)
    image = pages.sheet.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    place = pages.sheet.highlights[0].toRect().adjusted(1, 1, -1, -1)
    colours = [
        image.pixelColor(x, y) for x in range(place.left(), place.right()) for y in range(place.top(), place.bottom())
    ]
    yellow = [colour for colour in colours if colour.red() > 240 and colour.blue() < 190]
    assert len(yellow) > len(colours) / 3
    assert min(colour.lightness() for colour in colours) < 120
    outside = image.pixelColor(place.left(), place.bottom() + 200)
    assert outside.blue() > 250


def test_pages_are_turned_and_zoomed(desk, cited, qtbot):
    pages = open_passage(desk, cited(FIRST))
    settle(qtbot, pages)
    assert ZOOMS[pages._zoom] == CLOSE  # the line is short, so it comes nearer
    before = pages.sheet.width()
    assert not pages.earlier.isEnabled()
    with qtbot.waitSignal(pages.drawn):
        pages.larger.click()
    assert pages.sheet.width() == pytest.approx(before * 2 / CLOSE, abs=2)
    with qtbot.waitSignal(pages.drawn):
        pages.later.click()
    assert pages.where.text() == "Page 2 of 2"
    assert pages.sheet.highlights == []
    assert not pages.later.isEnabled()
    with qtbot.waitSignal(pages.drawn):
        pages.zoom_by(-len(ZOOMS))
    assert pages.percent.text() == "50%"
    with qtbot.waitSignal(pages.drawn):
        pages.zoom_by(FIT)
    assert pages.percent.text() == "Fit"
    pages.setFocus()
    pages.area.verticalScrollBar().setValue(0)
    with qtbot.waitSignal(pages.drawn):
        qtbot.keyClick(pages, Qt.Key.Key_PageUp)
    assert pages.page == 1


def test_the_last_page_is_kept(desk, cited, qtbot, monkeypatch):
    pages = open_passage(desk, cited(FIRST))
    settle(qtbot, pages)
    monkeypatch.setattr("citewell.desktop.evidence.controller.draw_page", None)  # drawing again would fail
    pages._ask()
    assert pages.sheet.width() > 1
    assert not pages.problem.isVisible()


def test_the_text_is_one_press_away(desk, cited):
    open_passage(desk, cited(FIRST))
    page = desk.evidence.document
    page.as_text.click()
    assert not page.shows_page
    assert page.highlighted() == FIRST
    page.as_text.click()
    assert page.shows_page


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_file_that_is_not_the_one_that_was_indexed_falls_back_to_its_text(desk, cited, manual, qtbot, change):
    passage = cited(FIRST)
    manual.unlink()
    if change == "changed":
        manual.write_bytes(pdf([*PAGES, lines(["One page more."])]))
    with qtbot.waitSignal(desk.evidence.document_shown):
        desk.view.linking.open_passage(passage)
    page = desk.evidence.document
    assert not page.shows_page
    assert page.highlighted() == FIRST
    assert page.note.isVisible()
    assert page.note.text() == tr(NO_PAGES[NoPages.CHANGED if change == "changed" else NoPages.GONE])
    assert not page.as_text.isVisible()


def test_a_document_without_pages_has_no_note(desk, qtbot):
    with qtbot.waitSignal(desk.drafting.drafted):
        desk.begin()
    with qtbot.waitSignal(desk.evidence.document_shown):
        desk.evidence.cards[0].click()
    assert not desk.evidence.document.note.isVisible()
    assert not desk.evidence.document.shows_page


def test_a_page_that_cannot_be_drawn_says_why(view):
    opened = open_document(view[1])
    assert opened.pdf is not None
    with pytest.raises(BadInputError, match="no page 9"):
        draw_page(PageRequest(opened.pdf, 9, 400, 1.0, 1.0))


def test_a_dense_screen_gets_a_finer_picture_of_the_same_size(view):
    pdf_file = open_document(view[1]).pdf
    coarse, fine = (draw_page(PageRequest(pdf_file, 1, 300, 1.0, ratio)) for ratio in (1.0, 2.0))
    assert fine.scale == coarse.scale == pytest.approx(0.5)
    assert (coarse.dots_wide, fine.dots_wide) == (300, 600)
