"""Recent tickets and drafts to go back to, as a menu."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from citewell.application.drafting.working_drafts import WorkingDraft
from citewell.desktop.drafts.text import NO_RECENT, recent_words
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.theme import Theme

SHOWN = 15


class RecentMenu(IconButton):
    """Asks for the entries when it is pressed, since they change with every draft."""

    wanted = Signal()
    chosen = Signal(object)
    """The ``WorkingDraft`` to go back to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(theme, tr("Recent tickets and drafts"), icon="log", action="draft.recent")
        self.setParent(parent)
        self.menu_of_entries = QMenu(self)
        self.menu_of_entries.setAccessibleName(tr("Recent tickets and drafts"))
        self.clicked.connect(self.wanted)

    def show_entries(self, entries: Sequence[WorkingDraft]) -> None:
        """Offer ``entries``, the newest first."""
        menu = self.menu_of_entries
        menu.clear()
        for entry in entries[:SHOWN]:
            action = menu.addAction(recent_words(entry).replace("&", "&&"))
            action.triggered.connect(lambda _on=False, entry=entry: self.chosen.emit(entry))
        if not entries:
            menu.addAction(tr(NO_RECENT)).setEnabled(False)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
