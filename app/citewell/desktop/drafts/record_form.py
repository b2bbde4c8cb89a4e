"""A CRM record as a form to read: what it says in words, two columns, in the order an agent looks for it."""

import json
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.drafts.text import CLASSES, NOT_STATED, RECORD_FIELDS, RECORD_TONES, record_words
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.labels import badge, label
from citewell.desktop.widgets.theme import SPACE

_CAPTION_WIDTH = 92


class RecordForm(QScrollArea):
    """Read-only; every value can be selected and copied by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No record yet."""
        super().__init__(parent)
        self.setObjectName("form")
        self.setAccessibleName(tr("CRM record"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text = ""
        self.values: dict[str, QLabel] = {}

    def show_record(self, text: str) -> bool:
        """Show the record that ``text`` (JSON) holds; whether it holds one."""
        try:
            record = json.loads(text)
        except ValueError:
            return False
        if not isinstance(record, dict):
            return False
        self.text = text
        self._fill(record)
        return True

    def _fill(self, record: Mapping[str, object]) -> None:
        box = QFrame()
        box.setObjectName("sheet")
        column = QVBoxLayout(box)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(3 * SPACE)
        grid.setColumnMinimumWidth(0, _CAPTION_WIDTH)
        grid.setColumnStretch(1, 1)
        self.values = {}
        names = [name for name in RECORD_FIELDS if name in record] + [
            name for name in record if name not in RECORD_FIELDS
        ]
        for row, name in enumerate(names):
            value = _value(name, record[name])
            caption = label(tr(RECORD_FIELDS.get(name, name)), tone="muted", size="small")
            caption.setContentsMargins(0, 2, 0, 0)
            is_badge = value.property("badge") is not None
            side = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            grid.addWidget(caption, row, 0, side)
            grid.addWidget(value, row, 1, side if is_badge else Qt.AlignmentFlag.AlignTop)
            self.values[name] = value
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(box)


def _value(name: str, value: object) -> QLabel:
    words = record_words(name, value)
    if not words:
        return label(tr(NOT_STATED), tone="muted")
    if name in CLASSES:
        return badge(words, RECORD_TONES.get((name, str(value)), "neutral"))
    shown = label(words, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
