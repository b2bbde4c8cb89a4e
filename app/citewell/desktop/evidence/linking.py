"""Citations, sentences and cards: pointing at one lights the others, pressing one opens its document."""

from PySide6.QtCore import QObject

from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.edit_check import Review
from citewell.desktop.evidence.opened_document import OpenedDocument, open_document
from citewell.desktop.evidence.page_drawing import PageDrawing
from citewell.desktop.evidence.panel import EvidencePanel
from citewell.desktop.runtime.session import PAGE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.domain.documents import Hit
from citewell.domain.errors import BadInputError


class Linking(QObject):
    """Connects the draft's text and the evidence panel."""

    def __init__(
        self, session: Session, review: Review, draft: DraftPanel, evidence: EvidencePanel, parent: QObject
    ) -> None:
        """Connect both panels."""
        super().__init__(parent)
        self._session, self._review, self._draft, self._evidence = session, review, draft, evidence
        self._task: Task | None = None
        self.drawing = PageDrawing(session, evidence.document.pages, self)
        draft.editor.citation_opened.connect(self.open_citation)
        draft.editor.citation_hovered.connect(self._light_citation)
        evidence.passage_opened.connect(self.open_passage)
        evidence.card_hovered.connect(self._light_sentence)

    def open_citation(self, n: int) -> None:
        """Open the passage that ``[n]`` names."""
        card = next((card for card in self._evidence.cards if card.n == n), None)
        if card is not None:
            self.open_passage(card.passage)

    def open_passage(self, passage: Hit) -> None:
        """Show ``passage`` in its document; its quote alone where the document cannot be opened."""
        document_id = passage.document_id
        if self._task is not None:
            self._task.abandon()
            self._task = None
        if not document_id:
            self._evidence.show_document(None, passage)
            return
        index = self._session.services.index

        def load() -> OpenedDocument | None:
            try:
                view = index.document(document_id)
            except BadInputError:  # it left the index; the draft keeps what it said
                return None
            return open_document(view) if view.text[passage.start : passage.end] == passage.quote else None

        def failed(failure: Failure) -> None:
            self._evidence.show_document(None, passage)
            self._draft.notice.say(f"The document cannot be opened. {failure.message}", tone="bad")

        self._task = self._session.runner.start(
            PAGE,
            lambda _run: load(),
            Listener(done=lambda opened: self._evidence.show_document(opened, passage), failed=failed),
        )

    def _light_citation(self, n: int, offset: int) -> None:
        self._evidence.light(n)
        sentence = next((s for s in self._review.sentences if s.start <= offset < s.end), None) if n else None
        self._draft.editor.light(None if sentence is None else (sentence.start, sentence.end))

    def _light_sentence(self, n: int) -> None:
        sentence = next((s for s in self._review.sentences if n and n in s.cites), None)
        self._draft.editor.light(None if sentence is None else (sentence.start, sentence.end))
