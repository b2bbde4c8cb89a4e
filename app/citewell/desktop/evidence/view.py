"""The passages a draft rests on, or came near, and the document behind each of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from citewell.application.sources.documents import OpenedDocument
from citewell.desktop.evidence.card import EvidenceCard
from citewell.desktop.evidence.conflict_notice import ConflictNotice, disagreeing
from citewell.desktop.evidence.document_page import DocumentPage
from citewell.desktop.evidence.text import EMPTY, INTERNAL_NOTE, NOTHING_NEAR
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.widgets.labels import ElidedText, badge, label, page_title, section
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.documents import Access, Hit
from citewell.domain.drafts import Citation, Conflict


class EvidencePanel(QStackedWidget):
    """Cards, or one document in their place."""

    passage_opened = Signal(object)
    """The ``Citation`` or ``Hit`` whose card was pressed."""
    card_hovered = Signal(int)
    cards_changed = Signal()
    """There are other cards now."""
    use_wanted = Signal(int)
    """The id of a passage to write from."""
    leave_wanted = Signal(int)
    """The id of a passage to do without."""
    document_shown = Signal(bool)
    document_built = Signal(object)
    """The ``DocumentPage``, of which nothing is shown yet."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No evidence yet."""
        super().__init__(parent)
        self._theme = theme
        self.cards: list[EvidenceCard] = []
        self.conflicts: list[ConflictNotice] = []
        self.internal: list[EvidenceCard] = []
        self.searched = ElidedText("", tone="muted", size="small", lines=2)
        self._empty = label(tr(EMPTY), tone="muted", wrap=True)
        self._box = QWidget()
        self._box.setObjectName("cards")
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._internal = QFrame(self._box)
        self._internal.setObjectName("internal")
        self._internal_column = QVBoxLayout(self._internal)
        self._internal_column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._internal_column.setSpacing(2 * SPACE)
        self._internal.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._box)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(self._build())
        self.clear()

    @cached_property
    def document(self) -> DocumentPage:
        """The page of one document, which is built when a document is first opened."""
        page = DocumentPage(self._theme)
        page.closed.connect(self.close_document)
        self.addWidget(page)
        self.document_built.emit(page)
        return page

    def _build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(page_title(tr("Evidence")))
        column.addWidget(self.searched)
        column.addWidget(self._empty)
        column.addWidget(self._scroll, 1)
        return page

    def clear(self, message: Msg | str = EMPTY) -> None:
        """Show no passage, and ``message`` in their place."""
        self._replace([])
        self.searched.hide()
        self._empty.setText(tr(message))
        self._empty.show()
        self.close_document()

    def show_search(self, note: str) -> None:
        """Say what was searched."""
        self.searched.show_text(note)
        self.searched.setVisible(bool(note))

    def show_evidence(
        self,
        citations: Sequence[Citation],
        cited: Iterable[int] | None = None,
        conflicts: Sequence[Conflict] = (),
    ) -> None:
        """Show numbered passages, those first that disagree.

        ``cited`` are the numbers that the draft uses, ``None`` while that is not known.
        """
        numbered = {citation.n: citation for citation in citations}
        known = [conflict for conflict in conflicts if {conflict.first, conflict.second} <= numbered.keys()]
        others = disagreeing(known)
        used = None if cited is None else set(cited)
        first = [c for c in citations if used is None or c.n in used]
        rest = [c for c in citations if used is not None and c.n not in used]
        items: list[QWidget] = [self._conflict(conflict, numbered) for conflict in known]
        items += [
            self._card(citation, others.get(citation.n, ()), cited=None if used is None else True) for citation in first
        ]
        if rest:
            items.append(section(tr("Also found, not cited")))
            items += [self._card(citation, others.get(citation.n, ()), cited=False) for citation in rest]
        self._replace(items)
        self._empty.setVisible(not citations)

    def show_near_misses(self, hits: Sequence[Hit]) -> None:
        """Show what came nearest but was not good enough."""
        items: list[QWidget] = [section(tr("Near misses ({hits})", hits=len(hits)))] if hits else []
        self._replace([*items, *(self._card(hit) for hit in hits)])
        self._empty.setText(tr(NOTHING_NEAR))
        self._empty.setVisible(not hits)

    def show_internal(self, hits: Sequence[Hit]) -> None:
        """Show confidential passages that the draft knows nothing of, under all others, in their own colour."""
        for number in reversed(range(self._internal_column.count())):
            item = self._internal_column.takeAt(number)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.internal = [self._card(hit) for hit in hits]
        if self.internal:
            self._internal_column.addWidget(badge(tr("Internal: do not send ({hits})", hits=len(hits)), "confidential"))
            self._internal_column.addWidget(label(tr(INTERNAL_NOTE), tone="confidential", size="small", wrap=True))
        for card in self.internal:
            self._internal_column.addWidget(card)
        self._internal.setVisible(bool(self.internal))
        self.cards_changed.emit()

    def light(self, n: int) -> None:
        """Light up the card of passage ``n``; 0 for none."""
        for card in self.cards:
            card.light(on=bool(n) and card.n == n)
            if n and card.n == n:
                self._scroll.ensureWidgetVisible(card, 0, SPACE)

    def show_document(self, opened: OpenedDocument | None, passage: Hit, marks: Sequence[tuple[int, int]] = ()) -> None:
        """Show the passage in its document, or alone where there is none; ``marks`` are spans of its text."""
        self.setCurrentWidget(self.document)
        if opened is None:
            self.document.show_quote(passage, marks)
        else:
            self.document.show_passage(opened, passage, marks)
        self.document_shown.emit(True)  # noqa: FBT003  a signal has no keywords

    def close_document(self) -> None:
        """Go back to the cards."""
        if self.shows_document:
            self.setCurrentIndex(0)
            self.document.clear()
            self.document_shown.emit(False)  # noqa: FBT003  a signal has no keywords

    @property
    def shows_document(self) -> bool:
        """Whether a document is on screen."""
        return self.currentIndex() > 0

    def _conflict(self, conflict: Conflict, citations: Mapping[int, Citation]) -> ConflictNotice:
        notice = ConflictNotice(self._theme, conflict, citations)
        notice.passage_opened.connect(self.passage_opened)
        return notice

    def _card(self, passage: Hit, disagrees: Sequence[int] = (), *, cited: bool | None = None) -> EvidenceCard:
        n = passage.n if isinstance(passage, Citation) else 0
        shown = next((card for card in self.cards if card.shows(passage, disagrees)), None)
        if n and shown is not None:
            shown.show_cited(cited=cited)
            return shown
        card = EvidenceCard(self._theme, passage, n, disagrees)
        card.show_cited(cited=cited)
        card.clicked.connect(lambda: self.passage_opened.emit(passage))
        card.hovered.connect(self.card_hovered)
        if passage.document_id and passage.access is Access.PUBLIC:  # of what was indexed and may be quoted
            card.offer_choices()
            card.use_wanted.connect(lambda: self.use_wanted.emit(passage.passage_id))
            card.leave_wanted.connect(lambda: self.leave_wanted.emit(passage.passage_id))
        return card

    def _replace(self, widgets: Sequence[QWidget]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not self._internal and old not in widgets:
                old.hide()
                old.deleteLater()
        self.conflicts = [widget for widget in widgets if isinstance(widget, ConflictNotice)]
        self.cards = [widget for widget in widgets if isinstance(widget, EvidenceCard)]
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addWidget(self._internal)
        self._column.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)
        self.cards_changed.emit()

    def stops(self) -> list[QWidget]:
        """What the keyboard reaches, from top to bottom: conflicts, cards, and buttons on them."""
        sides = [side for notice in self.conflicts for side in notice.sides]
        cards = [*self.cards, *self.internal]
        return [*sides, *(widget for card in cards for widget in (card, *card.findChildren(QAbstractButton)))]
