"""The sources follow their folders: what changes on the disk is indexed by itself while the window is open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from citewell.application.sources.updates import Watcher, WatchTimes
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.runtime.session import FOLLOW, PRESENCE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task
from citewell.desktop.widgets.in_window import in_window
from citewell.domain.documents import IndexReport, Source
from citewell.domain.errors import CancelledError, UserError

PRESENCE_MS = 5000
"""How often it is looked whether the sources are there."""
ABSENT = Msg("it is not there any more; what was indexed of it stays")
STOPPED_HERE = Msg("you stopped it; update it to go on")


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """Whether a source is up to date: since when (ISO 8601), that it is being brought there, or why it is not."""

    root: str
    checked_at: str = ""
    problem: str = ""
    report: IndexReport | None = None


class Following(QObject):
    """Watches every source in a thread of its own, and runs where the index may be written."""

    status_changed = Signal(object)
    """A ``SourceStatus``."""

    def __init__(self, session: Session, times: WatchTimes | None = None, parent: QObject | None = None) -> None:
        """Nothing is watched before ``begin``; ``times`` are those of the watcher."""
        super().__init__(parent)
        self._session = session
        self._times = times
        self._wanted: set[Path] = set()
        self._watched: set[Path] = set()
        self._watcher: Watcher | None = None
        self._task: Task | None = None
        self._quarantined: dict[str, object] = {}
        self._absent: frozenset[str] = frozenset()
        self._looking: Task | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(PRESENCE_MS)
        self._clock.timeout.connect(self.look)

    def begin(self) -> None:
        """Watch from now on, until the runner of tasks is shut down."""
        if self._task is None:
            listener: Listener[None] = Listener(event=self._hear)
            self._task = self._session.runner.start(FOLLOW, self._watch, listener)
            self._clock.start()

    def follow(self, sources: Sequence[Source], stopped: Collection[str] = ()) -> None:
        """Watch these sources and no others, without those of the roots that the user ``stopped``."""
        self._wanted = {Path(source.root) for source in sources if source.root not in stopped}
        for root in stopped:
            self.status_changed.emit(SourceStatus(root, problem=tr(STOPPED_HERE)))
        self._quarantined |= {source.root: tuple(source.quarantined.items()) for source in sources}
        self._settle()

    def look(self) -> None:
        """See which sources are there, in a thread of its own: a network drive may take its time to answer."""
        if self._looking is not None:
            return
        roots = frozenset(self._wanted)

        def find_absent() -> frozenset[str]:
            return frozenset(str(root) for root in roots if not root.exists())

        def failed(_failure: Failure) -> None:
            self._looking = None

        self._looking = self._session.runner.start(
            PRESENCE, lambda _run: find_absent(), Listener(done=self._show_absent, failed=failed)
        )

    def _show_absent(self, absent: frozenset[str]) -> None:
        self._looking = None
        before, self._absent = self._absent, absent
        for root in absent - before:
            self.status_changed.emit(SourceStatus(root, problem=tr(ABSENT)))
        for root in before - absent:
            self.status_changed.emit(SourceStatus(root))  # the watcher brings it up to date

    def _settle(self) -> None:
        if self._watcher is None:
            return
        for root in self._watched - self._wanted:
            self._watcher.remove(root)
        for root in self._wanted - self._watched:
            self._watcher.add(root)
        self._watched = set(self._wanted)

    def _hear(self, event: object) -> None:
        if isinstance(event, Watcher):
            self._watcher = event
            self._settle()
        elif isinstance(event, SourceStatus):
            self._absent -= {event.root}
            self.status_changed.emit(event)
            if event.report is not None and self._has_changed(event.root, event.report):
                self._session.indexed.emit()

    def _has_changed(self, root: str, report: IndexReport) -> bool:
        before, self._quarantined[root] = self._quarantined.get(root), report.quarantined
        counts = replace(report, unchanged=0, passages=0, quarantined=(), seconds=0.0)
        return counts != IndexReport() or report.quarantined != before

    def _watch(self, run: Run) -> None:
        """Runs on a thread of its own until it is cancelled."""
        updates = self._session.source_updates
        watcher = updates.watcher(lambda root: self._bring_up_to_date(root, run), run.cancel, self._times)
        run.emit(watcher)
        watcher.run()

    def _bring_up_to_date(self, root: Path, run: Run) -> None:
        """Called by the watcher, on its thread. Raises ``UserError`` where it is to be tried again later."""
        updates, name = self._session.source_updates, str(root)
        while True:
            with self._session.turns.noticed(run.cancel) as token:
                if not updates.is_followed(root):
                    return  # it was forgotten meanwhile, or stopped
                run.emit(SourceStatus(name))
                try:
                    report = updates.refresh(root, token)
                except CancelledError:
                    run.cancel.check()
                    continue  # what the user asked for goes first, then the rest of this
                except UserError as error:
                    run.emit(SourceStatus(name, problem=in_window(str(error))))
                    raise
            run.emit(SourceStatus(name, datetime.now(UTC).isoformat(), report=report))
            return
