"""Stopping an index run stops it for good, and nothing of a new source is read before its class is said."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from citewell.desktop.language.words import tr
from citewell.desktop.runtime.auto_index import STOPPED_HERE
from citewell.desktop.shell.workbench import SOURCES_PLACE
from citewell.desktop.sources.access_dialog import AccessDialog
from citewell.desktop.sources.text import STOPPING
from citewell.domain.documents import Access
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.watch.watcher import WatchTimes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # of dialogs, by the offscreen platform
QUICK = WatchTimes(quiet=0.05, longest=0.5, tick=0.02, rest=0.02, listing=0.1, presence=0.1, retry=0.05, again=0.2)


@pytest.fixture
def slow(embedder):
    """An embedder that waits until it is let on, and tells that it was asked."""
    gate, entered = threading.Event(), threading.Event()
    embed = embedder.embed

    def wait(texts):
        entered.set()
        gate.wait(5)
        return embed(texts)

    embedder.embed = wait
    return gate, entered


@pytest.fixture
def followed(empty):
    empty.following._times = QUICK
    empty.following.begin()
    return empty


@pytest.fixture
def stopped(followed, kb, slow, qtbot):
    """A source whose first run was stopped while it was embedded."""
    gate, entered = slow
    followed.show_place(SOURCES_PLACE)
    followed.indexing.add(kb, Access.CONFIDENTIAL)
    qtbot.waitUntil(entered.is_set)
    with qtbot.waitSignal(followed.indexing.stopped):
        followed.indexing.cancel()
        assert followed.sources_view.progress.item.text() == tr(STOPPING)
        assert not followed.sources_view.progress.cancel.isEnabled()
        gate.set()
    qtbot.waitUntil(lambda: bool(followed.sources_view.cards))
    return followed


def test_what_was_stopped_is_not_indexed_by_the_watcher(stopped, services, tmp_path, qtbot):
    card = stopped.sources_view.cards[0]
    qtbot.waitUntil(lambda: tr(STOPPED_HERE) in card.status.text())
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.md").write_text("# One\n\nThe watcher takes this one up.\n", encoding="utf-8")
    with qtbot.waitSignal(stopped.indexing.ended):
        stopped.indexing.add(other, Access.PUBLIC)
    (other / "two.md").write_text("# Two\n\nAnd this one, a while after.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: services.index.sources()[1].documents == 2)
    assert services.index.sources()[0].documents == 0
    assert services.index.sources()[0].access is Access.CONFIDENTIAL
    assert tr(STOPPED_HERE) in card.status.text()


def test_what_was_stopped_stays_so_after_a_restart(stopped, kb):
    updates = stopped._session.source_updates
    assert updates.stopped(updates.sources()) == {str(kb)}
    assert not updates.is_followed(kb)


def test_an_update_goes_on_with_what_was_stopped_and_it_is_followed_again(stopped, kb, services, qtbot):
    with qtbot.waitSignal(stopped.indexing.ended):
        stopped.sources_view.cards[0].update_button.click()
    assert services.index.sources()[0].documents == 2
    assert services.index.sources()[0].access is Access.CONFIDENTIAL
    (kb / "new.md").write_text("# New\n\nInvoices are sent on the first of each month.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: services.index.sources()[0].documents == 3)


def test_a_run_of_the_command_line_takes_the_stop_back(stopped, kb, services):

    services.ingest.run(IndexOptions(kb))
    updates = stopped._session.source_updates
    assert updates.stopped(updates.sources()) == frozenset()


def test_the_end_of_the_program_stops_nothing_for_good(followed, kb, slow, qtbot):
    gate, entered = slow
    followed.indexing.add(kb, Access.PUBLIC)
    qtbot.waitUntil(entered.is_set)
    runner = followed._session.runner
    runner.shutdown()
    gate.set()
    assert runner.wait(5)
    updates = followed._session.source_updates
    assert [source.root for source in updates.sources()] == [str(kb)]
    assert updates.stopped(updates.sources()) == frozenset()


def test_the_class_of_a_folder_is_asked_before_anything_of_it_is_read(empty, kb, services, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(kb))
    empty.first_start.own.click()
    dialog = empty.window().findChild(AccessDialog)
    assert "kb" in dialog.windowTitle()
    assert not empty.indexing.running
    assert services.index.sources() == []
    with qtbot.waitSignal(empty.indexing.ended):
        dialog.choices[Access.CONFIDENTIAL].click()
    assert services.index.sources()[0].access is Access.CONFIDENTIAL


def test_a_folder_whose_class_is_not_said_is_not_added(empty, kb, services, qtbot):
    empty.sources_view.add_path(kb)
    dialog = empty.window().findChild(AccessDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not empty.indexing.running
    assert services.index.sources() == []


def test_what_is_a_source_already_is_updated_without_a_question(workbench, kb, services, qtbot):
    qtbot.waitUntil(lambda: bool(workbench.sources_view.cards))
    with qtbot.waitSignal(workbench.indexing.ended):
        workbench.sources_view.add_path(kb)
    assert workbench.window().findChild(AccessDialog) is None
    assert len(services.index.sources()) == 1
