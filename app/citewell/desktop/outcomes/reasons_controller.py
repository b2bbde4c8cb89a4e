"""Proposes why a draft was edited, from the difference; what the agent chose by hand stays chosen."""

from PySide6.QtCore import QObject

from citewell.application.drafting.edit_reasons import propose_reasons
from citewell.desktop.outcomes.reasons_line import ReasonsLine
from citewell.desktop.runtime.session import CHECK, Session
from citewell.desktop.runtime.tasks import Listener, Task


class ReasonsController(QObject):
    """Works beside the check of the text; its proposals are recorded with Accept."""

    def __init__(self, session: Session, line: ReasonsLine, parent: QObject) -> None:
        """Nothing was edited."""
        super().__init__(parent)
        self._session, self._line = session, line
        self._task: Task | None = None
        self._by_hand = False
        for button in line.buttons.values():
            button.clicked.connect(self._note_choice)

    def propose(self, shown: str, final: str) -> None:
        """Show the reasons of the edit that made ``final`` out of ``shown``, once they are known."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        if shown == final:
            self._line.hide()
            return
        self._task = self._session.runner.start(
            CHECK, lambda _run: propose_reasons(shown, final), Listener(done=self._show)
        )

    def chosen(self) -> tuple[str, ...]:
        """The reasons that are recorded with the outcome."""
        return () if self._line.isHidden() else self._line.chosen()

    def forget(self) -> None:
        """Another draft is on screen."""
        self._by_hand = False
        self._line.show_reasons(())
        self._line.hide()

    def _show(self, names: tuple[str, ...]) -> None:
        self._task = None
        if not self._by_hand:
            self._line.show_reasons(names)
        self._line.setVisible(bool(names) or self._by_hand)

    def _note_choice(self) -> None:
        self._by_hand = True
