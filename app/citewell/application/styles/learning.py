"""Learning a writing style from the edit log, and the phrases that the team retires."""

from collections.abc import Callable, Sequence

from citewell.application.homes.locks import locked
from citewell.domain.errors import BadInputError
from citewell.domain.learning import LearningState
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.governance.text.retired_phrases import parse_phrase
from citewell.learning.dataset import StyleData
from citewell.learning.learner import Learner
from citewell.learning.parts import Learned, LearnOptions, Preview
from citewell.settings.home import Home
from citewell.settings.options import Options
from citewell.storage.log.learning_store import LearningStore

__all__ = [
    "LearnOptions",
    "Learned",
    "LearningState",
    "Preview",
    "StyleData",
    "change_retired",
    "learn_options",
    "learn_style",
]


def learn_options(options: Options, minutes: int = 0) -> LearnOptions:
    """The options of a run by those of the home; ``minutes`` other than 0 is another budget."""
    return LearnOptions(
        minutes=minutes or options.learn_minutes,
        least=options.learn_least,
        learn_on_battery=options.learn_on_battery,
    )


def change_retired(store: LearningStore, retire: Sequence[str], reinstate: Sequence[str]) -> None:
    """Retire phrases (``old`` or ``old => new``) and take back others; all of them or none.

    Raises ``BadInputError``.
    """
    phrases = [parse_phrase(text) for text in retire]
    known = {phrase.phrase.casefold() for phrase in store.retired()}
    for text in reinstate:
        if " ".join(text.split()).casefold() not in known:
            raise BadInputError(f"'{text}' is not retired. 'citewell learn --dry-run' lists the retired phrases.")
    store.retire(phrases)
    for text in reinstate:
        store.reinstate(text)


def learn_style(
    home: Home,
    learner: Learner,
    options: LearnOptions,
    *,
    resume: bool = False,
    given_up: Callable[[], None] = lambda: None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken,
) -> Learned:
    """Train, bake and judge a style, alone in the home. ``given_up`` hears that a paused training is not gone on with.

    Raises ``HomeBusyError``, ``BadInputError``, ``ModelError`` and ``StorageError``; a run that is cancelled while it
    trains is paused, later ``CancelledError`` is raised.
    """
    with locked(home.learning_lock, "learns a style in this home"):
        if learner.paused and not resume:
            given_up()
        return learner.learn(options, resume=resume, progress=progress, cancel=cancel)
