"""Fills the palette: actions that are live, places, recent drafts and documents, the best match first."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from citewell.application.drafting.working_drafts import WorkingDraft
from citewell.application.sources.document_names import NamedDocument, find_documents
from citewell.desktop.actions.action import Action, live_actions, shown_key
from citewell.desktop.actions.declared import ACTIONS, PLACE_OF, ActionText, Where
from citewell.desktop.drafts.text import recent_words
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.palette.fuzzy import match_score
from citewell.desktop.palette.keys_page import KeysPage
from citewell.desktop.palette.text import Kind
from citewell.desktop.palette.view import Choice, Palette
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener, Task

MOST = 50
"""How many entries are listed."""
MOST_RECENT, MOST_DOCUMENTS = 30, 40
UNTYPED_RECENT = 5
"""Recent drafts that are listed before anything is typed."""
OPENS = "window.palette"


class PaletteController(QObject):
    """Answers Ctrl+K and F1. It knows the places, and is told how to go to one and how to open things."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        places: QStackedWidget,
        *,
        names: Sequence[Msg],
        go_to: Callable[[int], object],
        open_draft: Callable[[WorkingDraft], object],
        open_document: Callable[[int], object],
    ) -> None:
        """``names`` are those of the pages of ``places``, in their order."""
        super().__init__(window)
        self._session, self._window, self._places, self._names = session, window, places, names
        self._go_to, self._open_draft, self._open_document = go_to, open_draft, open_document
        self._finding: Task | None = None
        self._fixed: list[Choice] = []
        self._drafts: list[Choice] = []
        self._documents: list[Choice] = []
        self.palette = Palette(session.theme, window)
        self.palette.typed.connect(self._look_for)
        self.keys: KeysPage | None = None
        Action(OPENS, window, self.open)
        Action("window.keys", window, self.open_keys)

    def open(self) -> None:
        """Open the palette with what can be done now; drafts are read beside it."""
        self._drafts, self._documents = [], []
        self._fixed = [*self._actions(), *self._place_choices()]
        self.palette.open()
        drafts = self._session.working_drafts
        self._session.runner.start(
            STORE,
            lambda _run: drafts.others("")[:MOST_RECENT],
            Listener(done=self._take_drafts, failed=self._session.failed.emit),
        )

    def open_keys(self) -> None:
        """Show the list of keys."""
        if self.keys is None:
            self.keys = KeysPage(self._session.theme, place_texts(self._window), self._window)
        self.keys.open()

    def _actions(self) -> list[Choice]:
        live = live_actions(self._window)
        here = tr(self._names[self._places.currentIndex()])
        choices = [
            self._choice(action_id, declared, live.get(action_id, ()))
            for action_id, declared in ACTIONS.items()
            if action_id != OPENS and declared.where is not Where.ANYWHERE
        ]
        return sorted(choices, key=lambda choice: (choice.run is None, choice.note != here))

    def _choice(self, action_id: str, declared: ActionText, live: Sequence[Action]) -> Choice:
        place = PLACE_OF[declared.where]
        inside = (self._places.widget(self._names.index(place)) if place else None) or self._window
        possible = next((action for action in live if action.is_possible(inside)), None)
        text = (possible or live[0]).text() if live else declared.does
        run: Callable[[], object] | None = None
        if possible is not None or not live:  # a page that is not built yet is built by going there
            run = partial(self._do, action_id, place, possible)
        key = shown_key(declared.keys[0]) if declared.keys else ""
        return Choice(Kind.ACTION, text, run, tr(place) if place else "", key)

    def _do(self, action_id: str, place: Msg | None, action: Action | None) -> None:
        if place and self._names[self._places.currentIndex()] != place:
            self._go_to(self._names.index(place))
        wanted = action or next(iter(live_actions(self._window).get(action_id, ())), None)
        if wanted is not None:
            wanted.trigger()

    def _place_choices(self) -> list[Choice]:
        texts = place_texts(self._window)
        return [
            Choice(
                Kind.PLACE,
                text.does,
                partial(self._go_to, number),
                key=shown_key(text.keys[0]) if text.keys else "",
            )
            for number, text in enumerate(texts)
        ]

    def _take_drafts(self, entries: Sequence[WorkingDraft]) -> None:
        self._drafts = [Choice(Kind.DRAFT, recent_words(entry), partial(self._open_draft, entry)) for entry in entries]
        self._list()

    def _look_for(self, typed: str) -> None:
        """List what is known by now, and ask for documents."""
        if self._finding is not None:
            self._finding.abandon()
            self._finding = None
        self._documents = []
        self._list()
        if typed.strip():
            database = self._session.services.database
            self._finding = self._session.runner.start(
                STORE,
                lambda _run: find_documents(database, typed, MOST_DOCUMENTS),
                Listener(done=self._take_documents, failed=self._session.failed.emit),
            )

    def _take_documents(self, found: Sequence[NamedDocument]) -> None:
        self._finding = None
        self._documents = [
            Choice(
                Kind.DOCUMENT,
                one.title or one.path,
                partial(self._open_document, one.id),
                one.path if one.title else "",
            )
            for one in found
        ]
        if found:
            self._list()

    def _list(self) -> None:
        if self.palette.isHidden():
            return
        typed = self.palette.words.text()
        if not typed.strip():
            untyped = [choice for choice in self._fixed if choice.run is not None]
            recent = self._drafts[:UNTYPED_RECENT]
            self.palette.show_choices([*untyped[: MOST - len(recent)], *recent])
            return
        self.palette.show_choices(ranked(typed, [*self._fixed, *self._drafts, *self._documents])[:MOST])


def ranked(typed: str, choices: Sequence[Choice]) -> list[Choice]:
    """Those of ``choices`` that are meant by ``typed``, the best first; what cannot be done now comes last."""
    scores: Mapping[int, float | None] = {number: _best(typed, choice) for number, choice in enumerate(choices)}
    order = sorted(
        (number for number, score in scores.items() if score is not None),
        key=lambda number: (choices[number].run is None, -(scores[number] or 0.0), number),
    )
    return [choices[number] for number in order]


def _best(typed: str, choice: Choice) -> float | None:
    """The name counts most; the place beside it helps where the name alone does not match."""
    alone = match_score(typed, choice.text)
    if alone is not None:
        return alone
    beside = match_score(typed, f"{choice.text} {choice.note}") if choice.note else None
    return None if beside is None else beside / 2


def place_texts(window: QWidget) -> list[ActionText]:
    """What the places of the rail in ``window`` declare, in their order."""
    return [action.declared for action in window.findChildren(Action) if action.id.startswith("place.")]
