"""A sheet in the middle of an otherwise empty page."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def centre(page: QWidget, sheet: QWidget) -> None:
    """Lay ``sheet`` in the middle of ``page``, a little above its centre."""
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(sheet)
    middle.addStretch(1)
    outer = QVBoxLayout(page)
    outer.addStretch(2)
    outer.addLayout(middle)
    outer.addStretch(3)
