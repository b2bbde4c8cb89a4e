"""Topics behind the page: read, group, name, open and close levels, look up gaps, write articles."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.one_task import OneTask
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Run
from citewell.desktop.topics.text import written_words
from citewell.domain.drafts import Level
from citewell.domain.live.topics import Gap, TopicDraft, TopicsOverview

LANE, READING = "topics", "topics reading"
FIRST = 500
"""Newest tickets that are read before the page is shown; older ones are read behind it."""


class TopicsController(OneTask):
    """One thing at a time; ``gaps`` are those that were found last."""

    overview_read = Signal(object)
    """A ``TopicsOverview``."""
    suggested = Signal(object)
    """A ``Suggestion``."""
    drawn = Signal(object)
    """A ``TopicDraft`` to judge, ``None`` where every one was."""
    gaps_found = Signal(object)
    """The ``Gap`` found, that of most tickets first."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs, nothing is read."""
        super().__init__(session, LANE, parent)
        self.reading = OneTask(session, READING, self)
        self.reading.said.connect(self.said)
        self.gaps: Sequence[Gap] = ()

    def read(self) -> None:
        """Read the topics, after what is new in the log."""
        services = self._session.services

        def work(run: Run) -> tuple[TopicsOverview, int]:
            overview = services.levels.overview(most=FIRST, progress=run.progress, cancel=run.cancel)
            return overview, services.topics.unread()

        def done(result: tuple[TopicsOverview, int]) -> None:
            self.overview_read.emit(result[0])
            if result[1]:
                self._read_on()

        self.begin(work, done)

    def _read_on(self) -> None:
        """Read the older tickets while the page can be used; what was read is kept whenever it ends."""
        levels = self._session.services.levels
        self.reading.begin(
            lambda run: levels.overview(progress=run.progress, cancel=run.cancel), self.overview_read.emit
        )

    def suggest(self) -> None:
        """Group the tickets without a topic, of those that were read."""
        topics = self._session.services.topics
        self.begin(
            lambda run: topics.suggest(most=FIRST, progress=run.progress, cancel=run.cancel), self.suggested.emit
        )

    def name(self, group: int, name: str) -> None:
        """Give a group its name."""
        topics = self._session.services.topics
        self._change(lambda: topics.name(group, name))

    def rename(self, name: str, to: str) -> None:
        """Give a topic another name."""
        topics = self._session.services.topics
        self._change(lambda: topics.rename(name, to))

    def remove(self, name: str) -> None:
        """Take a topic away."""
        topics = self._session.services.topics
        self._change(lambda: topics.remove(name))

    def set_level(self, name: str, level: Level, open_it: bool | None) -> None:  # noqa: FBT001  a slot
        """Open or close a level, ``None``: as it is measured."""
        levels = self._session.services.levels
        self._change(lambda: levels.set_by_hand(name, level, open_it=open_it))

    def draw(self) -> None:
        """Draw a ticket that nobody judged yet."""
        topics = self._session.services.topics
        self.begin(lambda _run: topics.to_judge(), self.drawn.emit)

    def judge(self, draft_id: str, name: str) -> None:
        """Note what a ticket is about, an empty ``name`` for none of the topics, and draw another one."""
        services = self._session.services

        def work(run: Run) -> tuple[TopicsOverview, TopicDraft | None]:
            services.topics.judge(draft_id, name)
            overview = services.levels.overview(most=FIRST, progress=run.progress, cancel=run.cancel)
            return overview, services.topics.to_judge()

        def done(result: tuple[TopicsOverview, TopicDraft | None]) -> None:
            self.overview_read.emit(result[0])
            self.drawn.emit(result[1])

        self.begin(work, done)

    def find_gaps(self) -> None:
        """Look up which questions the documents do not answer."""
        gaps = self._session.services.gaps

        def done(found: Sequence[Gap]) -> None:
            self.gaps = found
            self.gaps_found.emit(found)

        self.begin(lambda run: gaps.find(progress=run.progress, cancel=run.cancel), done)

    def write(self, folder: Path) -> None:
        """Write the gaps found last as Markdown."""
        gaps, found = self._session.services.gaps, self.gaps
        self.begin(
            lambda _run: gaps.write(found, folder), lambda paths: self.said.emit(written_words(len(paths)), "good")
        )

    def _change(self, change: Callable[[], object]) -> None:
        levels = self._session.services.levels

        def work(run: Run) -> TopicsOverview:
            change()
            return levels.overview(most=FIRST, progress=run.progress, cancel=run.cancel)

        self.begin(work, self.overview_read.emit)
