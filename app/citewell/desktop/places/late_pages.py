"""The pages of the workbench that are built when they are first gone to, and what they tell each other and it."""

import importlib
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from citewell.desktop.runtime.session import Session
from citewell.desktop.team.watch import ReleaseWatch
from citewell.settings.locks import locked_options

if TYPE_CHECKING:
    from citewell.desktop.approach.view import ApproachView
    from citewell.desktop.figures.page import FiguresPage
    from citewell.desktop.figures.view import FiguresView
    from citewell.desktop.log.view import LogView
    from citewell.desktop.models.view import ModelsView
    from citewell.desktop.policy.view import PolicyView
    from citewell.desktop.privacy.view import PrivacyView
    from citewell.desktop.settings.view import SettingsView
    from citewell.desktop.styles.view import StyleView
    from citewell.desktop.team.view import TeamView
    from citewell.desktop.topics.view import TopicsView

PAGES = ("approach", "figures", "log", "models", "policy", "privacy", "settings", "styles", "team", "topics")
"""The folders of their code."""
# ruff: noqa: PLC0415  the window is usable before the pages are imported


def load_pages() -> None:
    """Import the code of the pages, on the thread that asks for it, before the first of them is gone to."""
    for name in PAGES:
        importlib.import_module(f"citewell.desktop.{name}.view")


class LatePages(QWidget):
    """Each page is an attribute, which imports and builds it at its first use."""

    past_draft_wanted = Signal(str)
    """The id of a draft of the log that is to be opened."""
    drafts_erased = Signal(list)
    """The ids of drafts that are no more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """No page yet."""
        super().__init__(parent)
        self._session = session

    @cached_property
    def log_view(self) -> "LogView":
        """The edit log."""
        from citewell.desktop.log.view import LogView

        view = LogView(self._session)
        view.entry_actions.open_wanted.connect(self.past_draft_wanted)
        view.controller.erased.connect(self._tell_erased)
        return view

    @cached_property
    def style_view(self) -> "StyleView":
        """Styles."""
        from citewell.desktop.styles.view import StyleView

        view = StyleView(self._session)
        view.controller.busy_changed.connect(self._block_beside_styles)
        view.block(self._is_busy("figures_view"))
        return view

    @cached_property
    def figures_view(self) -> "FiguresView":
        """Figures of golden tickets."""
        from citewell.desktop.figures.view import FiguresView

        view = FiguresView(self._session)
        view.controller.busy_changed.connect(self._block_beside_figures)
        view.block(self._is_busy("style_view"))
        return view

    @cached_property
    def figures_page(self) -> "FiguresPage":
        """Figures."""
        from citewell.desktop.figures.page import FiguresPage

        return FiguresPage(self._session, self.figures_view)

    @cached_property
    def approach_view(self) -> "ApproachView":
        """The advisor."""
        from citewell.desktop.approach.view import ApproachView

        return ApproachView(self._session)

    @cached_property
    def policy_view(self) -> "PolicyView":
        """Policies."""
        from citewell.desktop.policy.view import PolicyView

        return PolicyView(self._session)

    @cached_property
    def privacy_view(self) -> "PrivacyView":
        """What is stored."""
        from citewell.desktop.privacy.view import PrivacyView

        return PrivacyView(self._session)

    @cached_property
    def models_view(self) -> "ModelsView":
        """Language models."""
        from citewell.desktop.models.view import ModelsView

        view = ModelsView(self._session)
        view.block(self._is_busy("style_view"))
        return view

    @cached_property
    def topics_view(self) -> "TopicsView":
        """Topics, their levels, and what the documents lack."""
        from citewell.desktop.topics.view import TopicsView

        return TopicsView(self._session)

    @cached_property
    def release_watch(self) -> ReleaseWatch:
        """Looks for the team's releases, whatever page is on screen."""
        return ReleaseWatch(self._session, self)

    @cached_property
    def team_view(self) -> "TeamView":
        """The team's releases."""
        from citewell.desktop.team.view import TeamView

        return TeamView(self._session, self.release_watch)

    @cached_property
    def settings_view(self) -> "SettingsView":
        """All options."""
        from citewell.desktop.settings.view import SettingsView

        return SettingsView(self._session, locked={option.name: option.by for option in locked_options()})

    def _is_busy(self, page: str) -> bool:
        built = self.__dict__.get(page)
        return built is not None and built.controller.busy

    def _block_beside_styles(self, busy: bool) -> None:  # noqa: FBT001  a slot
        self._block(("figures_view", "models_view"), busy=busy)

    def _block_beside_figures(self, busy: bool) -> None:  # noqa: FBT001  a slot
        self._block(("style_view",), busy=busy)

    def _block(self, pages: tuple[str, ...], *, busy: bool) -> None:
        """Of two pages that load models, one works at a time."""
        for page in pages:
            if page in self.__dict__:
                self.__dict__[page].block(busy)

    def _tell_erased(self, receipt: Mapping[str, Any]) -> None:
        self.drafts_erased.emit([one["id"] for one in receipt["drafts"]])
