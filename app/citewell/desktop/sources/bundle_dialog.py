"""Shows what a bundle holds and who signed it, and asks before it is taken in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.sources.bundles import Bundle
from citewell.desktop.sources.text import BUNDLE_KINDS, COMPARE
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import count

WIDTH = 520


class BundleDialog(QDialog):
    """``import_wanted`` when the bundle is to be taken in."""

    import_wanted = Signal()

    def __init__(self, theme: Theme, bundle: Bundle, *, trusted: bool, parent: QWidget | None = None) -> None:
        """Show ``bundle``; one of a signer who is not trusted yet needs a tick."""
        super().__init__(parent)
        self.setWindowTitle("Import a bundle")
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        manifest = bundle.manifest
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        head = QHBoxLayout()
        head.addWidget(label(f"{BUNDLE_KINDS[manifest.kind]}: {manifest.id}", size="title", wrap=True), 1)
        head.addWidget(badge("Trusted signer" if trusted else "Unknown signer", "good" if trusted else "warn"))
        column.addLayout(head)
        form = QFormLayout()
        form.setHorizontalSpacing(4 * SPACE)
        form.setVerticalSpacing(SPACE)
        rows = {
            "Version": manifest.version,
            "Made": manifest.created_at[:10],
            "Holds": f"{count(len(manifest.files), 'file')}, {manifest.size:,} bytes",
            "Access": manifest.fields.get("access", "").capitalize(),
            "Signed by": bundle.signature.fingerprint,
        }
        for name, text in rows.items():
            if text:
                form.addRow(label(name, tone="muted"), label(text, wrap=True))
        column.addLayout(form)
        self.tick = QCheckBox("The fingerprints are the same: trust this signer from now on")
        self.tick.setAccessibleName(self.tick.text())
        if trusted:
            self.tick.hide()
        else:
            column.addWidget(label(COMPARE, tone="muted", wrap=True))
            column.addWidget(self.tick)
        self.import_button = ThemedButton(theme, "Import", kind="primary")
        self.import_button.setEnabled(trusted)
        self.cancel = ThemedButton(theme, "Cancel")
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
