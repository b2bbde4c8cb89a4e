"""The one stylesheet, generated from the tokens."""

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog, #page { background: $canvas; }
QToolTip { background: $text; color: $surface; border: none; padding: 4px 6px; }
QLabel { background: transparent; color: $text; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="confidential"] { color: $confidential; }
QLabel[scale="small"] { font-size: ${small}pt; }
QLabel[scale="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[scale="hero"] { font-size: ${hero}pt; font-weight: 600; }
QLabel[strong="true"] { font-weight: 600; }

QScrollArea#pages, QScrollArea#pages > QWidget { background: $canvas; }

QLabel[badge] { border-radius: 4px; padding: 2px 8px; font-weight: 600; font-size: ${small}pt; }
QLabel[badge="neutral"] { background: $hover; color: $muted; }
QLabel[badge="accent"] { background: $accent_soft; color: $accent; }
QLabel[badge="good"] { background: $good_soft; color: $good; }
QLabel[badge="warn"] { background: $warn_soft; color: $warn; }
QLabel[badge="bad"] { background: $bad_soft; color: $bad; }
QLabel[badge="confidential"] { background: $confidential_fill; color: $on_accent; }

#rail { background: $rail; border-right: 1px solid $border; }
#status { background: $rail; border-top: 1px solid $border; }
QPushButton { border: 1px solid $border; border-radius: ${radius}px; padding: 5px 11px; background: $surface;
  color: $text; min-height: 20px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $border; }
QPushButton:disabled { color: $disabled; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 10px; }
QPushButton[kind="primary"] { background: $accent_fill; border-color: $accent_fill; color: $on_accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_fill_hover; border-color: $accent_fill_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $hover; border-color: $hover; color: $disabled; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="danger"] { color: $bad; }
QPushButton[kind="icon"] { border: 2px solid transparent; background: transparent; padding: 0; min-width: 28px;
  max-width: 28px; min-height: 28px; max-height: 28px; }
QPushButton[kind="icon"][large="true"] { min-width: 36px; max-width: 36px; min-height: 36px; max-height: 36px; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:checked { background: $accent_soft; }
QPushButton[kind="icon"]:focus { border-color: $accent; }
QPushButton[kind="chip"] { border: 1px solid $border; border-radius: 12px; background: transparent; color: $muted;
  padding: 2px 9px; min-height: 18px; font-size: ${small}pt; }
QPushButton[kind="chip"]:hover { border-color: $outline; color: $text; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border-color: $accent; color: $accent; font-weight: 600; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 1px 8px; }
#segments { background: $hover; border-radius: ${radius}px; }
QPushButton[kind="segment"] { border: 2px solid transparent; border-radius: 4px; background: transparent;
  padding: 2px 0; min-height: 18px; color: $muted; }
QPushButton[kind="segment"]:hover { color: $text; }
QPushButton[kind="segment"]:checked { background: $surface; color: $text; font-weight: 600; }
QPushButton[kind="segment"]:focus { border-color: $accent; }
QPushButton[kind="card"] { text-align: left; padding: 0; border: 1px solid $border; background: $surface; }
QPushButton[kind="card"]:hover { border-color: $outline; background: $surface; }
QPushButton[kind="card"]:focus { border: 1px solid $accent; }
QPushButton[kind="card"][cited="accent"] { border-left: 3px solid $accent; }
QPushButton[kind="status"] { background: transparent; border: none; padding: 2px 4px; color: $muted;
  font-size: ${small}pt; }
QPushButton[kind="status"]:hover, QPushButton[kind="status"]:focus { color: $text; text-decoration: underline; }
QPushButton[kind="status"][tone="bad"] { color: $bad; font-weight: 600; }
QFrame#internal { background: $confidential_soft; border: 1px solid $confidential; border-radius: 6px; }
QPushButton[kind="card"][cited="confidential"] { border-left: 3px solid $confidential; }
QPushButton[kind="card"][lit="true"] { background: $accent_soft; border-color: $accent; }
QPushButton[kind="card"][faint="true"] { background: transparent; }
QPushButton[kind="row"] { text-align: left; padding: 0; border: 1px solid transparent; background: transparent; }
QPushButton[kind="row"]:hover { background: $hover; }
QPushButton[kind="row"]:focus { border: 1px solid $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox { background: $surface; color: $text; border: 1px solid $border;
  border-radius: ${radius}px; selection-background-color: $accent_fill; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox { padding: 5px 8px; min-height: 20px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover { border-color: $outline; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QPlainTextEdit, QTextEdit { padding: 7px 9px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 6px 8px; }
QAbstractSpinBox { background: $surface; color: $text; border: 1px solid $outline; border-radius: ${radius}px;
  padding: 2px; selection-background-color: $accent_fill; selection-color: $on_accent; }
QAbstractSpinBox:focus { border: 2px solid $accent; padding: 1px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; background: transparent; }
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { width: 0; height: 0; image: none; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 6px; background: transparent; min-height: 0; }
#reading { font-size: ${reading}pt; }
QLineEdit[readOnly="true"] { background: $hover; color: $muted; }
QLineEdit[wrong="true"] { border: 2px solid $bad; padding: 4px 7px; }
QPlainTextEdit#document { border: none; border-radius: 0; background: $surface; padding: 8px 12px;
  font-size: ${reading}pt; }
QPlainTextEdit#document:focus { border: none; }
QComboBox[confidential="true"] { background: $confidential_soft; color: $confidential; border-color: $confidential;
  font-weight: 600; }
QComboBox::down-arrow { image: none; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { background: $surface; color: $text;
  border: 1px solid $outline; border-radius: 0; padding: 0;
  selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0 6px; }

QCheckBox { color: $text; spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox[bare="true"] { spacing: 0; padding: 2px 0; }
QCheckBox:focus { border-color: $accent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $outline; border-radius: 3px;
  background: $surface; }
QCheckBox::indicator:checked { border-color: $accent_fill; background: $accent_fill; image: url($tick); }
QCheckBox::indicator:disabled { border-color: $disabled; }
QCheckBox::indicator:checked:disabled { background: $disabled; }

#palette { background: $surface; border: 1px solid $outline; border-radius: ${radius}px; }
#palette QListWidget { border: none; padding: 0; }
#sheet { background: $surface; border: 1px solid $border; border-radius: ${radius}px; }
#notice { border-radius: ${radius}px; border: 1px solid $border; background: $surface; }
#notice[tone="warn"] { background: $warn_soft; border-color: $warn; }
#notice[tone="bad"] { background: $bad_soft; border-color: $bad; }
#notice[tone="good"] { background: $good_soft; border-color: $good; }
#notice[tone="info"] { background: $accent_soft; border-color: $accent_soft; }
#line { background: $border; max-height: 1px; border: none; }
#columns QFrame#column { background: transparent; }

QScrollArea, QScrollArea > QWidget > QWidget#cards { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $outline; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
  width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $hover; }

QProgressBar { background: $hover; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent_fill; border-radius: 3px; }

QListView { background: $surface; color: $text; border: 1px solid $border; border-radius: ${radius}px; padding: 1px;
  selection-background-color: $accent_soft; selection-color: $text; }
QListView:focus { border: 2px solid $accent; padding: 0; }
QListView::item { border: none; border-radius: 4px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $accent_soft; }
QTableView { background: $surface; color: $text; border: 2px solid $surface; border-radius: ${radius}px;
  gridline-color: transparent; selection-background-color: $accent_soft; selection-color: $text; }
QTableView:focus { border: 2px solid $accent; }
QTableView::item { padding: 6px 8px; border: none; border-bottom: 1px solid $hover; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $surface; border: none; border-radius: ${radius}px; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 6px 11px; font-size: ${small}pt; font-weight: 600; }

QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:disabled { color: $muted; }
QMenu::item:selected { background: $accent_soft; }
QCalendarWidget QWidget { background: $surface; color: $text; alternate-background-color: $canvas; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: 1px solid transparent; border-radius: 4px;
  padding: 4px 8px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $accent; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent_fill; selection-color: $on_accent; }
QCalendarWidget QTableView { border: none; padding: 0; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
""")


def stylesheet(colours: Mapping[str, str], sizes: Mapping[str, float], radius: int, tick: str) -> str:
    """The stylesheet for colours and font sizes (points) by name, a corner radius in pixels, and the file of a tick."""
    points = {name: f"{size:.1f}" for name, size in sizes.items()}
    return _SHEET.substitute(colours, radius=str(radius), tick=tick, **points)
