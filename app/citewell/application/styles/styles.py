"""Writing styles: the list, activation behind the gate, and the way back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from citewell.application.homes.locks import locked
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.styles import Activation, Gate
from citewell.models.styles.folders import UnusableStyle
from citewell.models.styles.styles import Styles, StyleStanding
from citewell.settings.home import Home

__all__ = ["StyleStanding", "UnusableStyle", "activate_style", "changing_styles"]


@contextmanager
def changing_styles(home: Home) -> Iterator[None]:
    """Held while the active style of a home is changed. Raises ``HomeBusyError``."""
    with locked(home.path / "styles.lock", "changes the styles of this home"):
        yield


def activate_style(
    styles: Styles,
    style_id: str,
    gate: Callable[[], Gate | None],
    *,
    baking: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Activation:
    """Bake a style, put it before the activation gate, and make it the active one or refuse it.

    ``gate`` is asked for after the baking, ``baking`` hears of that. Raises ``BadInputError``, ``ModelError``,
    ``StorageError`` and ``CancelledError``; then nothing has changed.
    """
    styles.bake(styles.find(style_id), progress=baking, cancel=cancel)
    return styles.activate(style_id, gate(), cancel=cancel)
