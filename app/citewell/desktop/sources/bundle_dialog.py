"""Shows what a bundle holds and who signed it, and asks before it is taken in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.sources.bundles import Bundle
from citewell.desktop.language.figures import written
from citewell.desktop.language.words import tr, trn
from citewell.desktop.sources.text import BUNDLE_KINDS, COMPARE
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import ACCESS_WORDS
from citewell.domain.documents import Access

WIDTH = 520


class BundleDialog(QDialog):
    """``import_wanted`` when the bundle is to be taken in."""

    import_wanted = Signal()

    def __init__(self, theme: Theme, bundle: Bundle, *, trusted: bool, parent: QWidget | None = None) -> None:
        """Show ``bundle``; one of a signer who is not trusted yet needs a tick."""
        super().__init__(parent)
        self.setWindowTitle(tr("Import a bundle"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        manifest = bundle.manifest
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        head = QHBoxLayout()
        head.addWidget(label(f"{tr(BUNDLE_KINDS[manifest.kind])}: {manifest.id}", size="title", wrap=True), 1)
        head.addWidget(badge(tr("Trusted signer") if trusted else tr("Unknown signer"), "good" if trusted else "warn"))
        column.addLayout(head)
        form = QFormLayout()
        form.setHorizontalSpacing(4 * SPACE)
        form.setVerticalSpacing(SPACE)
        rows = {
            tr("Version"): manifest.version,
            tr("Made"): manifest.created_at[:10],
            tr("Holds"): tr(
                "{files}, {size} bytes",
                files=trn("{n} file", "{n} files", len(manifest.files)),
                size=written(manifest.size),
            ),
            tr("Access"): _access_words(manifest.fields.get("access", "")),
            tr("Signed by"): bundle.signature.fingerprint,
        }
        for name, text in rows.items():
            if text:
                form.addRow(label(name, tone="muted"), label(text, wrap=True))
        column.addLayout(form)
        self.tick = QCheckBox(tr("The fingerprints are the same: trust this signer from now on"))
        self.tick.setAccessibleName(self.tick.text())
        if trusted:
            self.tick.hide()
        else:
            column.addWidget(label(tr(COMPARE), tone="muted", wrap=True))
            column.addWidget(self.tick)
        self.import_button = ThemedButton(theme, tr("Import"), kind="primary")
        self.import_button.setEnabled(trusted)
        self.cancel = ThemedButton(theme, tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.import_button)
        column.addLayout(buttons)
        self.tick.toggled.connect(self.import_button.setEnabled)
        self.cancel.clicked.connect(self.reject)
        self.import_button.clicked.connect(self._accept)

    def _accept(self) -> None:
        self.import_wanted.emit()
        self.accept()


def _access_words(access: str) -> str:
    return tr(ACCESS_WORDS[Access(access)]) if access in set(Access) else access.capitalize()
