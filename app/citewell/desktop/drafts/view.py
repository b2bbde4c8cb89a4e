"""Ticket, draft and evidence side by side; in a narrow window the evidence folds under the draft."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from citewell.desktop.actions.action import Action
from citewell.desktop.drafts.draft_controller import DraftController
from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.mark_menu import MarkMenu
from citewell.desktop.drafts.mask_controller import MaskController
from citewell.desktop.drafts.ticket_panel import TicketPanel
from citewell.desktop.drafts.topic_offer_controller import TopicOffer
from citewell.desktop.evidence.controller import EvidenceController, InternalEvidence
from citewell.desktop.evidence.view import EvidencePanel
from citewell.desktop.language.words import tr
from citewell.desktop.outcomes.copy_controller import CopyController
from citewell.desktop.outcomes.outcome_controller import OutcomeController
from citewell.desktop.outcomes.pace_controller import PaceController
from citewell.desktop.runtime.session import Session
from citewell.desktop.tickets.view import TicketList
from citewell.desktop.trace.view import TracePanel
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.theme import SPACE, Theme

NARROW = 1040
"""Width of this view under which the evidence folds: that of a window of 1100 pixels without its rail."""
NARROW_WITH_LIST = NARROW + 170
LOW = 560
"""Height of this view under which evidence that is folded is shown only when it is asked for."""
LIST, TICKET, DRAFT, EVIDENCE = 210, 290, 520, 400
"""How the columns share the width."""
LEAST_EVIDENCE, LEAST_EVIDENCE_LOW = 160, 120


@dataclass(frozen=True, slots=True)
class Panels:
    """The columns of the working place."""

    tickets: TicketList
    ticket: TicketPanel
    draft: DraftPanel
    evidence: EvidencePanel


def build_panels(theme: Theme) -> Panels:
    """All columns, empty."""
    return Panels(TicketList(theme), TicketPanel(theme), DraftPanel(theme), EvidencePanel(theme))


class DraftView(QWidget):
    """The working place."""

    trace_changed = Signal(object)
    """The trace so far, a tuple of ``TraceEntry``."""
    step_wanted = Signal(int)
    """Go so many tickets on in the list."""
    next_wanted = Signal()
    """The ticket on the page is done."""

    def __init__(self, session: Session, panels: Panels | None = None, parent: QWidget | None = None) -> None:
        """An empty working place, of ``panels`` where they are built already."""
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = session.theme
        panels = panels or build_panels(session.theme)
        self.tickets, self.ticket = panels.tickets, panels.ticket
        self.draft, self.evidence = panels.draft, panels.evidence
        self.controller = DraftController(session, self.ticket, self.draft, self.evidence, self)
        self.outcomes = OutcomeController(session, self.controller.run, self.draft, self)
        self.copying = CopyController(session, self.controller.run, self.draft, self.outcomes.review, self)
        self.internal = InternalEvidence(session, self.controller.run, self.evidence, self)
        self.pace = PaceController(session, self.controller.run, self.ticket, self.copying.clipboard.filled, self)
        self.masking = MaskController(session, self.ticket, self)
        self.linking = EvidenceController(session, self.outcomes.review, self.draft, self.evidence, self)
        run = self.controller.run
        self.offer = TopicOffer(session, self.ticket, run, self)
        self.marks = MarkMenu(self.draft.editor, lambda: () if run.draft is None else run.draft.evidence)
        self.stages: TracePanel | None = None
        run.forgotten.connect(self._close_stages)
        self._sizes_before: list[int] = []
        self._low = False
        self.evidence_button = ThemedButton(
            session.theme, tr("Evidence"), icon="document", kind="quiet", action="draft.evidence"
        )
        self.evidence_button.setCheckable(True)
        self.evidence_button.hide()
        self.draft.add_to_head(self.evidence_button)
        self._build()
        self.controller.trace_changed.connect(self.trace_changed)
        self.outcomes.next_wanted.connect(self.next_wanted)
        self.ticket.list_button.toggled.connect(self._fold_list)
        self.evidence.document_shown.connect(self._make_room)
        self.evidence.cards_changed.connect(self._order)
        self.draft.findings.changed.connect(self._order)
        self.evidence_button.toggled.connect(self._show_evidence)
        Action("draft.citation", self, self.draft.editor.open_next_citation)
        Action("draft.leave", self, self.escape)
        Action("draft.stages", self, self.show_stages)
        Action("draft.following", self, lambda: self.step_wanted.emit(1))
        Action("draft.previous", self, lambda: self.step_wanted.emit(-1))

    def _build(self) -> None:
        self.inner = QSplitter(Qt.Orientation.Horizontal)
        self.inner.addWidget(self.draft)
        self.inner.addWidget(self.evidence)
        self.outer = QSplitter(Qt.Orientation.Horizontal)
        self.outer.addWidget(self.tickets)
        self.outer.addWidget(self.ticket)
        self.outer.addWidget(self.inner)
        self.tickets.hide()
        self.ticket.setMinimumWidth(240)
        self.draft.setMinimumWidth(360)
        self.evidence.setMinimumWidth(220)
        self.evidence.setMinimumHeight(LEAST_EVIDENCE)
        self.outer.setObjectName("compose")
        for splitter, shares in ((self.outer, (LIST, TICKET, DRAFT + EVIDENCE)), (self.inner, (DRAFT, EVIDENCE))):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(4 * SPACE)
            splitter.setSizes(list(shares))
            for index, share in enumerate(shares):
                splitter.setStretchFactor(index, share)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        row.addWidget(self.outer)

    def escape(self) -> None:
        """Close the stages, else the document, else take a question back, else stop drafting."""
        if self.stages is not None and self.stages.isVisible():
            self.stages.close()
        elif self.evidence.shows_document:
            self.evidence.close_document()
            self.draft.editor.setFocus()
        elif self.draft.notice.isVisible():
            self.draft.notice.dismiss()
        else:
            self.controller.run.stop()

    def _order(self) -> None:
        """Have Tab go through what is new where it stands: findings below the text, cards after the buttons."""
        draft = self.draft
        buttons = (draft.copy_button, draft.copy_options, draft.accept, draft.reject, draft.escalate)
        for before, after in pairwise((draft.editor, *draft.findings.rows, *buttons, *self.evidence.stops())):
            QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fold()

    def show_stages(self) -> None:
        """Open how the draft on the page was made."""
        run = self.controller.run
        if run.draft is not None and run.ticket is not None:
            self.stages = self.stages or TracePanel(self._theme, self)
            self.stages.show_draft(run.ticket, run.draft)
            self.stages.show()

    def show_list(self, *, shown: bool) -> None:
        """Show or hide the list of tickets."""
        self.ticket.list_button.setChecked(shown)

    def focus_working(self) -> None:
        """Give the keyboard to the draft where there is one, else to the ticket."""
        if self.controller.run.draft is not None:
            self.draft.focus_text()
        else:
            self.ticket.focus_text()

    def _close_stages(self) -> None:
        if self.stages is not None:
            self.stages.close()

    def _fold_list(self, shown: bool) -> None:  # noqa: FBT001  a slot
        self.tickets.setVisible(shown)
        self.outer.setObjectName("compose with list" if shown else "compose")
        self.outer.setSizes([LIST if shown else 0, TICKET, DRAFT + EVIDENCE])
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < (NARROW_WITH_LIST if self.tickets.isVisible() else NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.inner.orientation() != wanted or not self.inner.objectName():
            self.inner.setOrientation(wanted)
            self.inner.setObjectName("compose folded" if narrow else "compose wide")
            self._sizes_before = []
            self.inner.setSizes([560, 440] if narrow else [DRAFT, EVIDENCE])
        self._set_low(low=narrow and self.height() < LOW)

    def _set_low(self, *, low: bool) -> None:
        """On a low screen the draft has the room, and evidence comes when it is asked for."""
        if low == self._low:
            return
        self._low = low
        self.evidence_button.setVisible(low)
        self.draft.findings.limit(low=low)
        self.evidence.setMinimumHeight(LEAST_EVIDENCE_LOW if low else LEAST_EVIDENCE)
        self._show_evidence()

    def _show_evidence(self) -> None:
        self.evidence.setVisible(not self._low or self.evidence_button.isChecked() or self.evidence.shows_document)

    def _make_room(self, shown: bool) -> None:  # noqa: FBT001  a slot
        """Give a document half of the room beside the draft, and take it back afterwards."""
        self._show_evidence()
        if not shown:
            if self._sizes_before:
                self.inner.setSizes(self._sizes_before)
            self._sizes_before = []
            return
        sizes = self.inner.sizes()
        if not self._sizes_before and sizes[1] < sum(sizes) // 2:
            self._sizes_before = sizes
            self.inner.setSizes([sum(sizes) // 2, sum(sizes) - sum(sizes) // 2])
