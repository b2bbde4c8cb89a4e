"""The page of settings is made of the declared options."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit

from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import STORE
from citewell.desktop.settings.text import CHOICES, NEEDS_RESTART, NOT_A_NUMBER
from citewell.desktop.settings.view import SettingsView
from citewell.desktop.shell.workbench import SETTINGS_PLACE
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.settings.options import declared_options, load_options

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # of windows, by the offscreen platform


@pytest.fixture
def page(workbench):
    workbench.show_place(SETTINGS_PLACE)
    return workbench.settings_view


def enter(qtbot, row, text):
    row.field.field.setFocus()
    row.field.field.selectAll()
    qtbot.keyClicks(row.field.field, text)
    qtbot.keyClick(row.field.field, Qt.Key.Key_Return)


def test_it_is_built_when_it_is_first_shown(workbench):
    assert workbench.findChild(SettingsView) is None
    workbench.show_place(SETTINGS_PLACE)
    assert workbench.findChild(SettingsView).words.hasFocus()


def test_every_declared_option_has_a_row_of_its_kind(page):
    kinds = {bool: QCheckBox, int: QLineEdit, str: QLineEdit}
    assert set(page.rows) == set(declared_options())
    for name, option in declared_options().items():
        row = page.rows[name]
        assert isinstance(row.field.field, ChoiceBox if option.choices else kinds[option.kind])
        assert row.field.value() == option.default
        assert row.field.field.accessibleName() == option.shown.label
        assert all(choice in CHOICES for choice in option.choices)


def test_a_change_counts_and_is_saved_and_can_be_set_back(page, services, qtbot):
    row = page.rows["review_percent"]
    assert not row.changed.isVisible()
    enter(qtbot, row, "12")
    assert services.options.review_percent == 12
    assert row.changed.isVisible()
    qtbot.waitUntil(lambda: load_options(services.home.settings).review_percent == 12)
    row.reset.click()
    assert services.options.review_percent == 5
    assert row.field.value() == 5
    assert not row.reset.isVisible()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("max_reader_mb", "63", "It must be at least 64."),
        ("font_percent", "201", "It must be at most 200."),
        ("threads", "many", tr(NOT_A_NUMBER)),
        ("base_model", "/no/such/model.gguf", "Nothing is at /no/such/model.gguf."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_not_used(page, services, qtbot, name, typed, said):
    before, row = getattr(services.options, name), page.rows[name]
    enter(qtbot, row, typed)
    assert row.problem.isVisibleTo(row)
    assert row.problem.text() == said
    assert row.field.field.property("wrong") == "true"
    assert getattr(services.options, name) == before
    enter(qtbot, page.rows["review_percent"], "7")
    assert row.field.field.text() == typed  # it is still there to be mended
    enter(qtbot, row, str(before) or " ")
    assert not row.problem.isVisibleTo(row)


def test_what_needs_a_restart_says_so_before_and_after(page, qtbot):
    enter(qtbot, page.rows["review_percent"], "7")
    assert not page.notice.isVisible()
    enter(qtbot, page.rows["threads"], "2")
    assert page.notice.message.text() == tr(NEEDS_RESTART)


def test_the_search_leaves_what_is_meant(page, qtbot):
    page.words.setText("clip")
    assert [name for name, row in page.rows.items() if row.isVisible()] == ["clipboard_seconds"]
    assert [group for group, sheet in page._groups.items() if sheet.isVisible()] == ["Drafting and copying"]
    page.words.setText("qqqq")
    assert page.nothing.isVisible()
    page.words.clear()
    assert all(not row.isHidden() for row in page.rows.values())


def test_a_locked_option_is_shown_and_cannot_be_changed(workbench, services, qtbot):
    locked = {"offline": "your company", "review_percent": "your company", "theme": "your company"}
    services.settings.use(replace(services.options, review_percent=20))
    page = SettingsView(workbench._session, locked)
    qtbot.addWidget(page)
    page.show()
    for name in locked:
        row = page.rows[name]
        assert row.locked.text() == "Set by your company"
        assert row.locked.isVisible()
        assert not row.reset.isVisible()
        assert "Set by your company" in row.field.field.accessibleDescription()
    assert page.rows["review_percent"].field.field.isReadOnly()
    fields = [page.rows[name].field.field.grab().toImage() for name in ("review_percent", "clipboard_seconds")]
    locked_back, open_back = (image.pixelColor(image.width() - 6, image.height() // 2) for image in fields)
    assert locked_back != open_back
    assert not page.rows["offline"].field.field.isEnabled()
    enter(qtbot, page.rows["review_percent"], "3")
    assert services.options.review_percent == 20
    assert not page.rows["copy_citations"].locked.isVisible()


def test_text_size_and_colours_count_at_once(page, theme, qtbot):
    before = QApplication.font().pointSizeF()
    enter(qtbot, page.rows["font_percent"], "150")
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * before)
    box = page.rows["contrast"].field.field
    box.setCurrentIndex(box.findData("more"))
    box.activated.emit(box.currentIndex())
    assert theme.contrast == "more"
    page.rows["font_percent"].reset.click()
    assert QApplication.font().pointSizeF() == pytest.approx(before)


def test_what_is_changed_elsewhere_is_shown_here_and_the_other_way(page, desk, qtbot):
    desk.draft_panel.copy_citations.setChecked(True)
    assert page.rows["copy_citations"].field.field.isChecked()
    page.rows["copy_citations"].field.field.click()
    assert not desk.draft_panel.copy_citations.isChecked()
    qtbot.waitUntil(lambda: STORE not in page.controller._session.runner.busy)


def test_scrolling_past_a_choice_chooses_nothing(page):
    box = page.rows["theme"].field.field
    at, none = QPointF(5, 5), QPoint()
    wheel = QWheelEvent(
        at,
        at,
        none,
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentData() == "system"


def test_fields_have_their_names_descriptions_and_roles(page):
    roles = {
        "offline": QAccessible.Role.CheckBox,
        "theme": QAccessible.Role.ComboBox,
        "threads": QAccessible.Role.EditableText,
    }
    for name, role in roles.items():
        field = QAccessible.queryAccessibleInterface(page.rows[name].field.field)
        assert field.role() == role
        if role is not QAccessible.Role.ComboBox:  # whose name is its value on Linux: there its label is a relation
            assert field.text(QAccessible.Text.Name) == declared_options()[name].shown.label
        labels = [one for one, kind in field.relations() if kind & QAccessible.RelationFlag.Label]
        assert [one.text(QAccessible.Text.Name) for one in labels] == [declared_options()[name].shown.label]
        assert field.text(QAccessible.Text.Description) == declared_options()[name].description


def test_a_date_is_read_whole_in_large_text(page, desk, qtbot):
    enter(qtbot, page.rows["font_percent"], "200")
    field = desk.view.ticket.as_of
    assert field.width() >= QFontMetrics(QApplication.font()).horizontalAdvance("2026-12-28") + 40
