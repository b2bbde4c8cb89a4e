"""The passages that can be cited, offered where a ``[`` is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from citewell.desktop.drafts.draft_editor import DraftEditor
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.wording import shorten
from citewell.domain.documents import Access
from citewell.domain.drafts import Citation

PLACE_CHARACTERS = 60
_ONE_KEY = 9
"""Numbers up to this one are chosen by their own key."""


class MarkMenu(QMenu):
    """A menu at the cursor; a number or Enter completes the mark, Esc leaves the bracket as it is."""

    def __init__(self, editor: DraftEditor, evidence: Callable[[], Sequence[Citation]]) -> None:
        """Offer what ``evidence`` has when a mark is begun in ``editor``."""
        super().__init__(editor)
        self.setAccessibleName(tr("Passages to cite"))
        self._editor, self._evidence = editor, evidence
        editor.mark_begun.connect(self.offer)

    def offer(self) -> None:
        """Open at the cursor, where there is anything that may be cited."""
        self.clear()
        for citation in self._evidence():
            if citation.access is not Access.CONFIDENTIAL:
                key = "&" if citation.n <= _ONE_KEY else ""
                place = shorten(citation.place, PLACE_CHARACTERS).replace("&", "&&")
                action = self.addAction(f"{key}{citation.n}  {place}")
                action.triggered.connect(lambda _on=False, n=citation.n: self._editor.insertPlainText(f"{n}]"))
        if not self.isEmpty():
            self.setActiveAction(self.actions()[0])
            self.popup(self._editor.viewport().mapToGlobal(self._editor.cursorRect().bottomLeft()))
