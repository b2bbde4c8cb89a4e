"""One passage as a card: its number, where it stands, how old it is, who may see it, what it says."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from citewell.desktop.evidence.text import LEAVE, LEAVE_TIP, USE, USE_TIP, passage_badges
from citewell.desktop.language.words import inside, tr
from citewell.desktop.widgets.controls import CardButton, ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.labels import ElidedText, badge, restyle
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import freshness, validity
from citewell.domain.documents import PLACE_JOINT, Access, Hit
from citewell.domain.drafts import Citation
from citewell.governance.text.readable import plain

QUOTE_LINES = 3


class EvidenceCard(CardButton):
    """Press it to see the passage in its document."""

    hovered = Signal(int)
    use_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, theme: Theme, passage: Hit, n: int = 0, disagrees: Sequence[int] = ()) -> None:
        """``n`` is the passage's number in the draft; 0 for a near miss.

        ``disagrees`` are the numbers of passages that say something else.
        """
        super().__init__()
        self.passage = passage
        self._disagrees = tuple(disagrees)
        self.n = n
        self.badges = passage_badges(passage, date.today(), disagrees)  # noqa: DTZ011  the user's day
        self._theme = theme
        near = None if isinstance(passage, Citation) else passage.similarity
        self.chip = badge(tr("Near") if near is not None else str(n), "neutral" if near is not None else "accent")
        self.chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lock = QLabel()
        self.confidential = passage.access is Access.CONFIDENTIAL
        self._quote = " ".join(plain(passage.text or passage.quote).split())
        self.setAccessibleName(self._name(cited=None))
        self.setToolTip(tr("Show this passage in its document"))
        self.use = ThemedButton(theme, tr(USE), kind="chip", tip=tr(USE_TIP))
        self.leave = ThemedButton(theme, tr(LEAVE), kind="chip", tip=tr(LEAVE_TIP))
        for button in (self.use, self.leave):
            button.setAccessibleName(f"{button.text()}: {passage.place}")
        self.use.clicked.connect(self.use_wanted)
        self.leave.clicked.connect(self.leave_wanted)
        self._choices = QWidget()
        self._choices.hide()
        self._build()
        self.let_mouse_through()
        for widget in (self._choices, self.use, self.leave):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)  # noqa: FBT003  Qt's own
        theme.changed.connect(self._refresh)
        self._refresh()

    def _name(self, *, cited: bool | None) -> str:
        """Number, place, whether the draft cites it, what is to be seen of it, and what it says."""
        near = None if isinstance(self.passage, Citation) else self.passage.similarity
        kind = tr("Near miss") if near is not None else tr("Evidence {n}", n=self.n)
        states = {True: tr("cited in the draft"), False: tr("not cited"), None: ""}
        parts = [
            f"{kind}: {self.passage.place}",
            states[cited] if self.n else "",
            inside(tr("Confidential")) if self.confidential else "",
            *(inside(text) for text, _ in self.badges),
        ]
        return f"{', '.join(part for part in parts if part)}. “{self._quote}”"

    def _build(self) -> None:
        passage = self.passage
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        column.setSpacing(SPACE)
        title = QHBoxLayout()
        title.setSpacing(2 * SPACE)
        title.addWidget(self.chip)
        title.addWidget(ElidedText(passage.title, strong=True), 1)
        if self.confidential:
            title.addWidget(self._lock)
            title.addWidget(badge(tr("Confidential"), "confidential"))
        column.addLayout(title)
        if self.badges:
            row = QHBoxLayout()
            row.setSpacing(SPACE)
            for text, tone in self.badges:
                row.addWidget(badge(text, tone))
            row.addStretch(1)
            column.addLayout(row)
        headings = [heading for heading in passage.heading if heading and heading != passage.title]
        if headings:
            column.addWidget(ElidedText(PLACE_JOINT.join(headings), size="small"))
        column.addWidget(ElidedText(f"“{self._quote}”", lines=QUOTE_LINES))
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(2 * SPACE)
        choices.addWidget(self.use)
        choices.addWidget(self.leave)
        choices.addStretch(1)
        column.addWidget(ElidedText(self.origin(), tone="muted", size="small", lines=2))
        column.addWidget(self._choices)

    def shows(self, passage: Hit, disagrees: Sequence[int]) -> bool:
        """Whether it is the card of this passage, so that a draft needs no other one once it is finished."""
        return self.passage == passage and self._disagrees == tuple(disagrees)

    def offer_choices(self) -> None:
        """Offer to write from this passage, and to do without it."""
        self._choices.show()

    def origin(self) -> str:
        """Age, document, version, since when it is valid, and page on one line."""
        passage = self.passage
        fresh = freshness(passage.document, passage.modified_at)
        parts = [
            fresh[:1].upper() + fresh[1:],
            passage.document,
            tr("version {version}", version=passage.version) if passage.version else "",
            validity(passage.effective_from, None),
            tr("page {page}", page=passage.page) if passage.page else "",
        ]
        return " · ".join(part for part in parts if part)

    def show_cited(self, *, cited: bool | None) -> None:
        """Emphasise a passage that the draft cites, let the others step back; ``None``: not known yet."""
        self.setAccessibleName(self._name(cited=cited))
        restyle(self, "faint", "true" if cited is False else "")
        tone = "confidential" if self.confidential else "accent" if self.n and cited is not False else "neutral"
        restyle(self.chip, "badge", tone)
        restyle(self, "cited", tone if self.confidential or (cited and self.n) else "")

    def light(self, *, on: bool) -> None:
        """Light the card up."""
        restyle(self, "lit", "true" if on else "")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the mouse is on this passage."""
        super().enterEvent(event)
        self.hovered.emit(self.n)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the mouse has left."""
        super().leaveEvent(event)
        self.hovered.emit(0)

    def _refresh(self) -> None:
        if self.confidential:
            self._lock.setPixmap(load_pixmap("lock", self._theme.colour("confidential"), 16, self.devicePixelRatioF()))
