"""Styles at work: which there are, activating one and going back, and learning one from the edits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from citewell.application.homes.locks import locked
from citewell.domain.errors import LearningError
from citewell.domain.learning import LearningRun, LearningState, RetiredPhrase, Suggestion, SuggestionState
from citewell.domain.progress import CancelToken, ProgressCallback
from citewell.domain.styles import Activation, Gate, StyleAction
from citewell.learning.learner import Learner
from citewell.learning.parts import Learned, LearnOptions, Preview
from citewell.models.styles.folders import UnusableStyle
from citewell.models.styles.styles import Styles, StyleStanding
from citewell.settings.home import Home
from citewell.storage.log.learning_store import LearningStore

__all__ = [
    "LearnOptions",
    "Learned",
    "Offer",
    "Preview",
    "Shelf",
    "StyleStanding",
    "StyleWork",
    "UnusableStyle",
    "changes_drafts",
]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The styles there are, and what became of styles, oldest first."""

    standings: Sequence[StyleStanding] = ()
    history: Sequence[Activation] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to learn from; ``obstacle`` keeps this installation from learning, ``last`` is the last run."""

    preview: Preview
    least: int
    minutes: int
    retired: Sequence[RetiredPhrase] = ()
    obstacle: LearningError | None = None
    paused: bool = False
    last: LearningRun | None = None
    suggestions: Sequence[Suggestion] = field(default_factory=tuple)


class MakeGate(Protocol):
    """Makes the activation gate for styles; ``None`` where there are no golden tickets."""

    def __call__(self, progress: ProgressCallback, cancel: CancelToken) -> Gate | None:
        """Raises ``BadInputError``."""
        ...


class StyleWork:
    """The styles of one home. One of activating, going back and learning at a time, in any program."""

    def __init__(self, home: Home, styles: Styles, gate: MakeGate, learner: Learner, store: LearningStore) -> None:
        """``gate`` makes the activation gate, ``learner`` a style out of the edits."""
        self._home, self._styles, self._gate = home, styles, gate
        self._learner, self._store = learner, store

    def shelf(self) -> Shelf:
        """The styles there are. Raises ``StorageError``."""
        return Shelf(self._styles.standings(), self._styles.history())

    def activate(
        self, style_id: str, *, preparing: ProgressCallback, checking: ProgressCallback, cancel: CancelToken
    ) -> Activation:
        """Bake a style, put it before the golden tickets, and make it the active one or refuse it.

        Raises ``HomeBusyError``, ``BadInputError``, ``ModelError`` and ``CancelledError``.
        """
        with locked(self._home.path / "styles.lock", "changes the styles of this home"):
            self._styles.bake(self._styles.find(style_id), progress=preparing, cancel=cancel)
            return self._styles.activate(style_id, self._gate(checking, cancel), cancel=cancel)

    def roll_back(self) -> Activation:
        """Go back to the style before the active one. Raises ``HomeBusyError`` and ``BadInputError``."""
        with locked(self._home.path / "styles.lock", "changes the styles of this home"):
            return self._styles.rollback()

    def learn(self, options: LearnOptions, *, resume: bool, progress: ProgressCallback, cancel: CancelToken) -> Learned:
        """Learn a style from the edit log, or go on with the paused run. Raises as ``Learner.learn`` does."""
        with locked(self._home.learning_lock, "learns a style in this home"):
            return self._learner.learn(options, resume=resume, progress=progress, cancel=cancel)

    def offer(self, options: LearnOptions) -> Offer:
        """What the edit log has to learn from; what it suggests about facts is filed, so that it can be dismissed."""
        learner, store = self._learner, self._store
        preview = learner.preview(options)
        store.suggest(preview.data.suggestions)
        runs = store.runs()
        return Offer(
            preview=preview,
            least=options.least,
            minutes=int(options.minutes),
            retired=store.retired(),
            obstacle=learner.obstacle,
            paused=learner.paused,
            last=runs[-1] if runs else None,
            suggestions=[one for one in store.suggestions() if one.state is SuggestionState.OPEN],
        )

    def dismiss(self, number: int) -> None:
        """Take a suggestion off the list. Raises ``StorageError``."""
        self._store.dismiss(number)


def changes_drafts(result: Activation | Learned) -> bool:
    """Whether drafts are written in another style after ``result``."""
    if isinstance(result, Activation):
        return result.action is not StyleAction.REFUSED
    return result.state is LearningState.ACTIVATED
