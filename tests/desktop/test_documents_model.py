import time
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from citewell.desktop.sources.document_row import Column, DocumentState, document_rows, state_of
from citewell.desktop.sources.documents_model import ATTENTION, CHOICES, EVERYTHING, DocumentsModel
from citewell.desktop.sources.documents_table import DocumentsTable
from citewell.domain.documents import Access, DocumentEntry, Metadata

TODAY = date(2026, 11, 20)
PAST, NEXT = date(2026, 1, 31), date(2027, 1, 1)


def entry(path, *, problems=(), retired=False, superseded=False, passages=1, at="2026-11-17T09:30:00+00:00", **fields):
    return DocumentEntry(
        id=1,
        path=path,
        metadata=Metadata(**{"title": path.title(), "key": path} | fields),
        passages=passages,
        modified_at=at,
        indexed_at=at,
        problems=problems,
        retired=retired,
        superseded=superseded,
    )


ENTRIES = (
    entry("b/rates.md", version="2", regions=("DE", "AT"), product="Teams", owner="Billing"),
    entry("a.md", access=Access.CONFIDENTIAL, passages=12, effective_from=date(2026, 2, 1)),
    entry("old.md", effective_to=PAST),
    entry("next.md", effective_from=NEXT),
    entry("before.md", superseded=True),
    entry("rates.md@1", retired=True, effective_to=PAST, at="2025-11-17T09:30:00+00:00"),
    entry("odd.md", problems=("effective_from 'soon' is not a date",), passages=3),
)
REFUSED = {"scan.pdf": "no text layer"}


@pytest.fixture
def model(qapp, theme, qtmodeltester):
    made = DocumentsModel(theme)
    made.show_rows(document_rows(ENTRIES, REFUSED, TODAY))
    qtmodeltester.check(made)
    return made


def cells(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_states():
    states = [state_of(one, TODAY) for one in ENTRIES]
    assert states == [
        DocumentState.VALID,
        DocumentState.VALID,
        DocumentState.EXPIRED,
        DocumentState.LATER,
        DocumentState.SUPERSEDED,
        DocumentState.PAST,
        DocumentState.VALID,
    ]
    assert state_of(entry("x", effective_from=TODAY, effective_to=TODAY), TODAY) is DocumentState.VALID
    assert state_of(entry("x@1", retired=True, effective_to=NEXT), TODAY) is DocumentState.VALID


def test_a_row_says_all_that_is_known_of_a_document(model):
    place = model.place_of("b/rates.md")
    said = [model.index(place, column).data() for column in Column]
    assert said[:8] == ["b/rates.md", "B/Rates.Md", "Valid", "", "2", "DE, AT · Teams", "Public", "1"]
    assert said[Column.UPDATED].endswith("ago")
    assert "Indexed 17 Nov 2026" in model.index(place, Column.UPDATED).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(model.place_of("a.md"), Column.VALID).data() == "from 1 Feb 2026"
    assert model.index(model.place_of("odd.md"), Column.STATE).data() == "Valid, 1 problem"
    refused = model.index(model.place_of("scan.pdf"), Column.TITLE)
    assert refused.data() == refused.data(Qt.ItemDataRole.ToolTipRole) == "no text layer"


def test_confidential_documents_have_their_own_colour(model, theme):
    shown = model.index(model.place_of("a.md"), Column.ACCESS)
    assert shown.data(Qt.ItemDataRole.ForegroundRole) == theme.colour("confidential")


def test_sorting_by_number_time_and_state(model):
    model.sort(Column.PASSAGES, Qt.SortOrder.DescendingOrder)
    assert cells(model, Column.PASSAGES)[:2] == ["12", "3"]
    model.sort(Column.UPDATED)
    assert cells(model, Column.NAME)[:2] == ["scan.pdf", "rates.md@1"]
    model.sort(Column.STATE)
    assert [text.split(",")[0] for text in cells(model, Column.STATE)][:4] == [
        "Not indexed",
        "Past version",
        "Expired",
        "Not yet valid",
    ]


def test_what_is_equal_is_sorted_by_name_and_what_is_chosen_stays_chosen(model):
    chosen = QPersistentModelIndex(model.index(model.place_of("old.md"), 0))
    model.sort(Column.VERSION, Qt.SortOrder.DescendingOrder)
    assert cells(model, Column.NAME)[1:3] == ["a.md", "before.md"]
    assert chosen.data() == "old.md"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rates", ["b/rates.md", "rates.md@1"]),
        ("teams BILLING", ["b/rates.md"]),
        ("text layer", ["scan.pdf"]),
        ("giraffe", []),
    ],
)
def test_every_word_of_the_filter_must_be_there(model, text, found):
    model.filter(text, EVERYTHING)
    assert cells(model, Column.NAME) == found
    assert model.total == len(ENTRIES) + 1


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("Expired", ["old.md"]),
        ("Superseded", ["before.md"]),
        ("Past versions", ["rates.md@1"]),
        ("Confidential", ["a.md"]),
        (CHOICES[ATTENTION][0].english, ["odd.md", "scan.pdf"]),
    ],
)
def test_choices(model, choice, found):
    model.filter("", [name.english for name, _ in CHOICES].index(choice))
    assert cells(model, Column.NAME) == found


def test_ten_thousand_documents_are_listed_filtered_and_sorted_without_a_widget_for_any(theme, qtbot):
    model = DocumentsModel(theme)
    table = DocumentsTable(model)
    qtbot.addWidget(table)
    table.resize(1180, 600)
    table.show()
    widgets = len(table.findChildren(object))
    rows = document_rows([entry(f"{n % 97}/faq-{n}.md", passages=n) for n in range(10_000)], {}, TODAY)
    began = time.monotonic()
    model.show_rows(rows)
    model.filter("faq-99", EVERYTHING)
    model.filter("", EVERYTHING)
    table.sortByColumn(Column.PASSAGES, Qt.SortOrder.DescendingOrder)
    took = time.monotonic() - began
    assert model.rowCount() == 10_000
    assert model.index(0, Column.PASSAGES).data() == "9,999"
    assert len(table.findChildren(object)) <= widgets + 2
    assert took < 2
    assert isinstance(table, QTableView)
    assert table.indexWidget(model.index(0, 0)) is None


def test_columns_make_room_for_names_and_those_in_which_nothing_stands_are_not_shown(model, theme, qtbot):
    table = DocumentsTable(model)
    qtbot.addWidget(table)
    table.show()
    table.resize(1600, 400)
    assert not any(table.isColumnHidden(column) for column in Column)
    table.resize(860, 400)
    assert table.isColumnHidden(Column.PASSAGES)
    assert not any(table.isColumnHidden(column) for column in (Column.NAME, Column.TITLE, Column.STATE, Column.UPDATED))
    assert table.columnWidth(Column.NAME) + table.columnWidth(Column.TITLE) >= 300
    table.resize(1600, 400)
    model.show_rows(document_rows([entry("plain.md")], {}, TODAY))
    hidden = {column for column in Column if table.isColumnHidden(column)}
    assert hidden == {Column.VALID, Column.VERSION, Column.AUDIENCE}


def test_nothing_is_below_a_row(model):
    first = model.index(0, 0)
    assert model.rowCount(first) == model.columnCount(first) == 0
    assert model.row_at(QModelIndex().row()) is None
