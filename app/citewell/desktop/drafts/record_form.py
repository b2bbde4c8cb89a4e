"""A CRM record as a form to read: what it says in words, two columns, in the order an agent looks for it."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.widgets.labels import badge, label
from citewell.desktop.widgets.theme import SPACE

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "goal": "Goal",
        "next_step": "Next step",
        "category": "Category",
        "urgency": "Urgency",
        "sentiment": "Sentiment",
        "product": "Product",
        "identifiers": "Identifiers",
        "sources": "Documents",
        "language": "Language",
    }
)
"""Fields of the record and their captions; one that is not named here comes last, under its own name."""
NOTHING = "Not stated"
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "return_refund": "Return or refund",
        "billing_payment": "Billing or payment",
        "account_access": "Account access",
        "product_question": "Product question",
    }
)
_TONES: Mapping[tuple[str, str], str] = MappingProxyType(
    {("urgency", "high"): "bad", ("sentiment", "negative"): "warn", ("sentiment", "positive"): "good"}
)
_BADGES = frozenset({"category", "urgency", "sentiment"})
_CAPTION_WIDTH = 92


class RecordForm(QScrollArea):
    """Read-only; every value can be selected and copied by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No record yet."""
        super().__init__(parent)
        self.setObjectName("form")
        self.setAccessibleName("CRM record")
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
        names = [name for name in FIELDS if name in record] + [name for name in record if name not in FIELDS]
        for row, name in enumerate(names):
            value = _value(name, record[name])
            caption = label(FIELDS.get(name, name), tone="muted", size="small")
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
    words = _words(name, value)
    if not words:
        return label(NOTHING, tone="muted")
    if name in _BADGES:
        return badge(words, _TONES.get((name, str(value)), "neutral"))
    shown = label(words, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown


def _words(name: str, value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    text = str(value)
    if name == "language":
        language = QLocale(text).language() if text != "und" else QLocale.Language.C
        return "" if language == QLocale.Language.C else QLocale.languageToString(language)
    return _WORDS.get(text, text.capitalize()) if name in _BADGES else text
