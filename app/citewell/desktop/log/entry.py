"""One past draft, read-only: ticket, draft as it was, the text that left, and the sources with their words."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from citewell.application.compliance.log_book import Explained
from citewell.desktop.drafts.draft_editor import DraftEditor
from citewell.desktop.drafts.trust import trust_word
from citewell.desktop.language.words import tr
from citewell.desktop.log.past_draft_bar import PastDraftBar
from citewell.desktop.log.text import evidence_html, source_words
from citewell.desktop.widgets.labels import badge, label, restyle
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import OUTCOMES, draft_word
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Level, OutcomeKind


class LogEntryPanel(QWidget):
    """Empty until a draft is chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No draft chosen."""
        super().__init__(parent)
        self._theme = theme
        self.bar = PastDraftBar(theme)
        self.decision = badge("")
        self.outcome = label(tone="muted")
        self.ticket = QPlainTextEdit()
        self.ticket.setAccessibleName(tr("Ticket"))
        self.draft = DraftEditor(theme)
        self.draft.setAccessibleName(tr("Draft as it was shown"))
        self.final = QPlainTextEdit()
        self.final.setAccessibleName(tr("Text that was sent"))
        self.sources = QTextEdit()
        self.sources.setAccessibleName(tr("Sources of the draft"))
        for text in (self.ticket, self.draft, self.final, self.sources):
            text.setReadOnly(True)
            text.setTabChangesFocus(True)
        self._final_caption = label(tr("Text that was sent"), tone="muted", size="small")
        self._sources_caption = label(tr("Sources"), tone="muted", size="small")
        self._build()
        self.show_record(None)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.decision)
        head.addWidget(self.outcome)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addSpacing(2 * SPACE)
        column.addWidget(label(tr("Ticket"), tone="muted", size="small"))
        column.addWidget(self.ticket, 2)
        column.addSpacing(SPACE)
        column.addWidget(label(tr("Draft"), tone="muted", size="small"))
        column.addWidget(self.draft, 3)
        column.addSpacing(SPACE)
        column.addWidget(self._final_caption)
        column.addWidget(self.final, 3)
        column.addWidget(self._sources_caption)
        column.addWidget(self.sources, 3)
        column.addWidget(self.bar)

    def show_explained(self, explained: Explained) -> None:
        """Show how the evidence of the draft stands today, and what can be done with it."""
        self.bar.show_explained(explained)
        evidence = explained.record["evidence"]
        if evidence:
            self._sources_caption.setText(tr("Evidence, and how it stands today"))
            self.sources.setHtml(evidence_html(evidence, self._theme))
        self.sources.setVisible(bool(evidence))
        self._sources_caption.setVisible(bool(evidence))

    def show_record(self, record: Mapping[str, Any] | None) -> None:
        """Show one record of the log."""
        self.setVisible(record is not None)
        if record is None:
            return
        self.bar.forget()
        draft = record["draft"]
        level = Level(draft.get("level", Level.REPLY))
        word, tone = draft_word(Decision(draft["decision"]), level)
        answer = level is Level.REPLY and draft["decision"] == Decision.ANSWER
        self.decision.setText(f"{word} · {trust_word(draft['confidence'])}" if answer else word)
        restyle(self.decision, "badge", tone)
        outcome = record["outcomes"][-1] if record["outcomes"] else None
        self.outcome.setText(tr(OUTCOMES[OutcomeKind(outcome["outcome"])]) if outcome else tr("No outcome recorded"))
        self.ticket.setPlainText(record["ticket"])
        self.draft.set_tones(
            {
                c["n"]: "confidential" if Access(c["access"]) is Access.CONFIDENTIAL else "accent"
                for c in draft["citations"]
            }
        )
        self.draft.show_text(draft["text"])
        final = str(outcome["final"]) if outcome else ""
        self.final.setPlainText(final)
        self.final.setVisible(bool(final))
        self._final_caption.setVisible(bool(final))
        sources = [source_words(citation) for citation in draft["citations"]]
        self.sources.setPlainText("\n\n".join(sources))
        self.sources.setVisible(bool(sources))
        self._sources_caption.setVisible(bool(sources))
