"""Drafts what is selected or copied in any program, through the page of the window: its checks, its log, its list."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from citewell.desktop.anywhere.copied_text import CopiedText
from citewell.desktop.anywhere.text import (
    NO_INDEX,
    NOTHING,
    NOTHING_COPIED,
    ON_PAGE,
    WAITING,
    blocked_words,
)
from citewell.desktop.anywhere.view import Palette
from citewell.desktop.anywhere.ways_in import WaysIn
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.shell.workbench import DRAFT_PLACE, Workbench
from citewell.desktop.widgets.theme import Theme
from citewell.domain.drafts import Decision, Draft, Severity, Ticket

READ_MS = 250
"""How long the palette waits for the keyboard before it reads what is copied; some desktops never give it."""


class Anywhere(QObject):
    """Lives as long as the program; works while a home is open."""

    def __init__(self, theme: Theme, window: MainWindow, home: str, parent: QObject | None = None) -> None:
        """Nothing is taken or shown yet. ``home`` is the one that a command has to name; empty: the usual one."""
        super().__init__(parent)
        self._theme, self._window = theme, window
        self._workbench: Workbench | None = None
        self._palette: Palette | None = None
        self._wanted = ""
        self._reading = False
        self.ways = WaysIn(theme, window, home, self)
        self.ways.draft_wanted.connect(self.draft)
        self.ways.open_wanted.connect(self.show_window)
        self.ways.changed.connect(self._refresh_hint)
        self.copied = CopiedText(self)

    def use(self, session: Session, workbench: Workbench) -> None:
        """A home is open: take the key, and show the icon."""
        self._workbench = workbench
        run = workbench.draft_view.controller.run
        run.text_streamed.connect(self._stream)
        run.drafted.connect(self._show_draft)
        run.failed.connect(self._show_failure)
        run.stopped.connect(self._go_on)
        workbench.draft_view.copying.copied.connect(self._close)
        self.ways.open(session.services.options)

    def forget(self) -> None:
        """The home is locked or closed: the key is given back, and nothing of a ticket stays on screen."""
        self._workbench = None
        self._wanted = ""
        self.ways.release()
        if self._palette is not None:
            self._palette.close()
            self._palette.deleteLater()
            self._palette = None

    def draft(self) -> None:
        """Draft a reply to what is selected or copied now."""
        workbench = self._workbench
        if workbench is None or not workbench.isVisibleTo(self._window):  # the window is locked
            self.show_window()
            return
        text = self.copied.read()
        palette = self._shown_palette()
        if text.strip():
            palette.bring_up()
            self._begin(text)
            return
        self._reading = True  # some desktops let only the window with the keyboard read it
        palette.show_message("")
        palette.bring_up()
        QTimer.singleShot(READ_MS, self, self._read)

    def show_window(self) -> None:
        """Bring the window to the front."""
        self._window.come_forward()

    @property
    def in_use(self) -> bool:
        """Whether a home is open, so that something can be drafted."""
        return self._workbench is not None

    @property
    def palette(self) -> Palette | None:
        """The small window, once it was wanted."""
        return self._palette

    def _shown_palette(self) -> Palette:
        if self._palette is None:
            palette = self._palette = Palette(self._theme)
            palette.copy_wanted.connect(self._copy)
            palette.open_wanted.connect(self._open)
            palette.command_wanted.connect(self._copy_command)
            palette.activated.connect(self._read)
        self._refresh_hint()
        return self._palette

    def _refresh_hint(self) -> None:
        if self._palette is not None:
            self._palette.show_hint(self.ways.hint, command=self.ways.by_command)

    def _read(self) -> None:
        if not self._reading or self._palette is None:
            return
        text = self.copied.read()
        if text.strip():
            self._reading = False
            self._begin(text)
        elif self._palette.isActiveWindow() or not self._palette.state.text():
            self._palette.show_message(tr(NOTHING_COPIED if self.copied.copied_alone else NOTHING))

    def _begin(self, text: str) -> None:
        """Put the ticket on the page, what stands there aside, and draft; a draft under way is finished first."""
        workbench, palette = self._workbench, self._palette
        if workbench is None or palette is None:
            return
        self._reading = False
        view = workbench.draft_view
        palette.show_ticket(text)
        if workbench.is_first_start:
            palette.show_message(tr(NO_INDEX), "warn")
            return
        self._wanted = text
        if view.controller.run.running:
            palette.show_state(tr(WAITING))
            return
        self._draft_wanted()

    def _draft_wanted(self) -> None:
        workbench, text = self._workbench, self._wanted
        if workbench is None or not text:
            return
        self._wanted = ""
        view = workbench.draft_view
        run = view.controller.run
        if run.draft is None or run.ticket is None or run.ticket.text.strip() != text.strip():
            view.controller.next_ticket()
            view.ticket.show_ticket(Ticket(text))
            view.controller.begin()
        else:
            self._show_draft(run.draft)  # the same again: it is there

    def _go_on(self) -> None:
        """The draft before has ended: the one that waits begins, once the page has heard of the end."""
        if self._wanted:
            QTimer.singleShot(0, self, self._draft_wanted)

    def _stream(self, piece: str) -> None:
        if self._palette is not None and self._palette.isVisible() and not self._wanted:
            self._palette.draft.append_text(piece)

    def _show_draft(self, draft: Draft) -> None:
        if self._wanted:
            self._go_on()
        elif self._palette is not None and self._palette.isVisible():
            self._palette.show_draft(draft)
            blocking = sum(finding.severity is Severity.BLOCK for finding in draft.findings)
            if blocking:
                self._palette.show_state(blocked_words(blocking), "bad")
                self._palette.prefer_opening()
            elif draft.decision in {Decision.REFUSE, Decision.ESCALATE}:
                self._palette.show_state(tr(ON_PAGE), "warn")
                self._palette.prefer_opening()

    def _show_failure(self, failure: Failure) -> None:
        if self._wanted:
            self._go_on()
        elif self._palette is not None and self._palette.isVisible():
            self._palette.show_message(failure.message, "bad")

    def _copy(self) -> None:
        workbench = self._workbench
        if workbench is None:
            return
        review = workbench.draft_view.outcomes.review
        if review.blocking or review.disclosures():
            self._open()  # where it is asked about
        workbench.draft_view.copying.copy()

    def _close(self) -> None:
        """What was wanted is on the clipboard: the program before has the keyboard again."""
        if self._palette is not None:
            self._palette.hide()

    def _open(self) -> None:
        self._close()
        self.show_window()
        if self._workbench is not None:
            self._workbench.show_place(DRAFT_PLACE)
            self._workbench.draft_view.focus_working()

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self.ways.command())
        if self._palette is not None:
            self._palette.say_command_copied()
