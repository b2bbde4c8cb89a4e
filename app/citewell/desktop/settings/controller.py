"""Options behind the settings page: checked, then in force and saved."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.settings.text import NOT_A_NUMBER, missing_words, problem_words
from citewell.settings.options import Option, Options, declared_options


class SettingsController(QObject):
    """``changed`` when an option was changed, here or elsewhere."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Follow the options of ``session``."""
        super().__init__(parent)
        self._session = session
        session.options_changed.connect(self.changed)

    @property
    def options(self) -> Options:
        """Those in force."""
        return self._session.services.options

    def problem(self, option: Option, value: object) -> str:
        """Why ``value`` cannot be used, as a sentence; empty where it can."""
        if isinstance(value, str) and option.kind is int:
            return tr(NOT_A_NUMBER)
        must = option.problem(value)
        if must:
            return problem_words(must)
        if option.shown.path:
            missing = next((part for part in str(value).split(";") if part.strip() and not _is_there(part)), "")
            return missing_words(missing.strip()) if missing else ""
        return ""

    def set(self, name: str, value: object) -> None:
        """Use another value from now on, where it is another one."""
        if getattr(self.options, name) != value:
            wanted: dict[str, Any] = {name: value}
            self._session.set_options(replace(self.options, **wanted))

    def is_changed(self, name: str) -> bool:
        """Whether an option is not what it is by default."""
        return bool(getattr(self.options, name) != declared_options()[name].default)


def _is_there(path: str) -> bool:
    try:
        return Path(path.strip()).expanduser().exists()
    except (OSError, ValueError):
        return False
