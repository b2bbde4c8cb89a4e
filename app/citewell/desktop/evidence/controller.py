"""Evidence behind the panel: linked with the sentences of the draft, opened in its document, drawn page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from citewell.application.drafting.internal_evidence import find_internal
from citewell.application.sources.backing import backing_spans
from citewell.application.sources.documents import DrawnPage, OpenedDocument, PageRequest, draw_page, open_passage
from citewell.desktop.drafts.draft_controller import DraftRun
from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.edit_check_controller import EditCheckController
from citewell.desktop.evidence.document_page import DocumentPage
from citewell.desktop.evidence.page_view import PageView
from citewell.desktop.evidence.text import source_tip
from citewell.desktop.evidence.view import EvidencePanel
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import PAGE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.domain.documents import Hit
from citewell.domain.drafts import Citation, Draft, Sentence

INTERNAL = "internal"
"""The lane of the search for confidential passages."""


class EvidenceController(QObject):
    """Connects the draft's text and the evidence panel."""

    def __init__(
        self, session: Session, review: EditCheckController, draft: DraftPanel, evidence: EvidencePanel, parent: QObject
    ) -> None:
        """Connect both panels."""
        super().__init__(parent)
        self._session, self._review, self._draft, self._evidence = session, review, draft, evidence
        self._task: Task | None = None
        draft.editor.citation_opened.connect(self.open_citation)
        draft.editor.citation_hovered.connect(self._light_citation)
        evidence.passage_opened.connect(self.open_passage)
        evidence.card_hovered.connect(self._light_sentence)
        evidence.document_built.connect(self._draw_pages)

    def _draw_pages(self, page: DocumentPage) -> None:
        PageController(self._session, page.pages, self)

    def open_citation(self, n: int, offset: int) -> None:
        """Open the passage that ``[n]`` at an offset of the draft names; what backs that sentence is marked."""
        card = next((card for card in self._evidence.cards if card.n == n), None)
        if card is not None:
            sentence = self._sentence_at(offset)
            self.open_passage(card.passage, () if sentence is None else (sentence,))

    def open_passage(self, passage: Citation | Hit, sentences: Sequence[Sentence] | None = None) -> None:
        """Show ``passage`` in its document; its quote alone where the document cannot be opened.

        What backs ``sentences`` is marked in it; ``None``: every sentence that cites it.
        """
        n = passage.n if isinstance(passage, Citation) else 0
        citing = [s for s in self._review.sentences if n and n in s.cites] if sentences is None else sentences
        marks = [
            (passage.start + start, passage.start + end)
            for start, end in backing_spans([sentence.text for sentence in citing], passage.quote)
        ]
        document_id = passage.document_id
        if self._task is not None:
            self._task.abandon()
            self._task = None
        if not document_id:
            self._evidence.show_document(None, passage, marks)
            return
        index = self._session.services.index

        def load() -> OpenedDocument | None:
            return open_passage(index, document_id, passage.start, passage.end, passage.quote)

        def failed(failure: Failure) -> None:
            self._evidence.show_document(None, passage, marks)
            self._draft.notice.say(tr("The document cannot be opened. {message}", message=failure.message), tone="bad")

        self._task = self._session.runner.start(
            PAGE,
            lambda _run: load(),
            Listener(done=lambda opened: self._evidence.show_document(opened, passage, marks), failed=failed),
        )

    def _sentence_at(self, offset: int) -> Sentence | None:
        return next((s for s in self._review.sentences if s.start <= offset < s.end), None)

    def _light_citation(self, n: int, offset: int) -> None:
        self._evidence.light(n)
        sentence = self._sentence_at(offset) if n else None
        self._draft.editor.light(None if sentence is None else (sentence.start, sentence.end))
        card = next((card for card in self._evidence.cards if n and card.n == n), None)
        self._draft.editor.show_source(
            "" if card is None else source_tip(card.passage, "" if sentence is None else sentence.text)
        )

    def _light_sentence(self, n: int) -> None:
        sentence = next((s for s in self._review.sentences if n and n in s.cites), None)
        self._draft.editor.light(None if sentence is None else (sentence.start, sentence.end))


class InternalEvidence(QObject):
    """Looks confidential passages up once the draft is there. They are in no prompt, no draft and no log."""

    def __init__(self, session: Session, run: DraftRun, evidence: EvidencePanel, parent: QObject) -> None:
        """Connect ``run`` and ``evidence``."""
        super().__init__(parent)
        self._session, self._run, self._evidence = session, run, evidence
        self._task: Task | None = None
        run.drafted.connect(self._look)
        run.forgotten.connect(self._forget)

    def _forget(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self._evidence.show_internal(())

    def _look(self, _draft: Draft) -> None:
        ticket = self._run.ticket
        services = self._session.services
        if ticket is None or ticket.passages is not None or not services.options.internal_evidence:
            return

        def failed(_failure: Failure) -> None:
            self._task = None  # the draft is there all the same

        self._task = self._session.runner.start(
            INTERNAL,
            lambda _run: find_internal(ticket, services.guard, services.search),
            Listener(done=self._show, failed=failed),
        )

    def _show(self, hits: Sequence[Hit]) -> None:
        self._task = None
        self._evidence.show_internal(hits)


@dataclass(frozen=True, slots=True)
class _Kept:
    request: PageRequest
    page: DrawnPage


class PageController(QObject):
    """Answers what a ``PageView`` asks for. One thread alone calls the library that draws."""

    def __init__(self, session: Session, view: PageView, parent: QObject) -> None:
        """Connect ``view``."""
        super().__init__(parent)
        self._session, self._view = session, view
        self._kept: _Kept | None = None
        self._task: Task | None = None
        view.wanted.connect(self._draw)

    def _draw(self, request: PageRequest) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None
        if self._kept is not None and self._kept.request == request:
            self._view.show_drawn(self._kept.page)
            return

        def done(page: DrawnPage) -> None:
            self._task = None
            self._kept = _Kept(request, page)
            self._view.show_drawn(page)

        def failed(failure: Failure) -> None:
            self._task = None
            self._view.show_failure(failure.message)

        self._task = self._session.runner.start(
            PAGE, lambda _run: draw_page(request), Listener(done=done, failed=failed)
        )
