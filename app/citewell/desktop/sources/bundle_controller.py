"""Takes a bundle in: it is checked first, shown, and taken in when that is wanted."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from citewell.application.sources.bundles import Bundle, Imported
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import INDEX, STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run
from citewell.desktop.sources.bundle_dialog import BundleDialog
from citewell.desktop.sources.text import BUNDLE_KINDS
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.notice import Notice


class BundleController(QObject):
    """Says in ``notice`` how it went."""

    def __init__(self, session: Session, notice: Notice, window: QWidget) -> None:
        """Nothing is imported yet."""
        super().__init__(window)
        self._session, self._notice, self._window = session, notice, window
        self.dialog: BundleDialog | None = None

    def ask_file(self) -> None:
        """Have a bundle chosen and look into it."""
        chosen, _ = QFileDialog.getOpenFileName(self._window.window(), tr("Import a bundle"))
        if chosen:
            self.look(Path(chosen))

    def look(self, path: Path) -> None:
        """Check the bundle at ``path`` and show what is in it."""
        bundles = self._session.services.bundles
        listener: Listener[tuple[Bundle, bool]] = Listener(done=self._show, failed=self._refuse)
        self._session.runner.start(STORE, lambda _run: bundles.look(path), listener)

    def _show(self, looked: tuple[Bundle, bool]) -> None:
        bundle, trusted = looked
        dialog = BundleDialog(self._session.theme, bundle, trusted=trusted, parent=self._window)
        dialog.import_wanted.connect(lambda: self._import(bundle))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _import(self, bundle: Bundle) -> None:
        bundles, turns = self._session.services.bundles, self._session.turns

        def work(run: Run) -> Imported:
            with turns.asked(run.cancel):
                return bundles.import_bundle(bundle.path, bundle.signature.fingerprint)

        self._notice.say(tr("Importing {id}…", id=bundle.manifest.id))
        self._session.runner.start(INDEX, work, Listener(done=self._done, failed=self._refuse))

    def _done(self, imported: Imported) -> None:
        manifest = imported.manifest
        self._notice.say(
            tr(
                "{bundle_kinds} {id} imported. {note}",
                bundle_kinds=tr(BUNDLE_KINDS[manifest.kind]),
                id=manifest.id,
                note=in_window(imported.note),
            ),
            tone="good",
        )
        self._session.indexed.emit()

    def _refuse(self, failure: Failure) -> None:
        self._notice.say(tr("Not imported. {message}", message=failure.message), tone="bad")
