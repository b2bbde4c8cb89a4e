import os
import threading

import pytest
from PySide6.QtCore import Qt

from citewell.application.homes.locks import locked
from citewell.desktop.sources.text import forgotten_words
from citewell.domain.documents import Access, Forgotten
from citewell.settings.resources import DEFAULT_PACK, packs

PROBLEM = "---\neffective_from: soon\n---\n# Handbook\n\nWe answer within two days.\n"


@pytest.fixture
def poisonous(kb):
    (kb / "latin.txt").write_bytes("Größe".encode("latin-1"))
    (kb / "handbook.md").write_text(PROBLEM, encoding="utf-8")
    return kb


def test_first_start_offers_two_ways_and_goes_to_the_draft_when_something_is_indexed(empty, kb, qtbot):
    assert empty.is_first_start
    assert empty.first_start.sample.isVisible()
    assert empty.first_start.own.isVisible()
    with qtbot.waitSignal(empty.indexing.ended):
        empty.indexing.add(kb, Access.PUBLIC)
        assert empty.first_start.progress.isVisible()
        assert not empty.first_start.sample.isVisible()
    qtbot.waitUntil(lambda: not empty.is_first_start)
    assert empty.draft_view.isVisible()


def test_packs_are_offered_by_line_of_work_and_chosen_by_keyboard(empty, services, qtbot):
    offered = empty.first_start.packs
    qtbot.waitUntil(lambda: offered.count() == len(packs()))
    assert offered.hasFocus()
    assert offered.accessibleName()
    assert offered.chosen == DEFAULT_PACK
    for row, pack in enumerate(packs()):
        said = offered.item(row).data(Qt.ItemDataRole.AccessibleTextRole)
        assert all(part in said for part in (pack.kind, pack.company, pack.shows))
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    chosen = packs()[1]
    assert offered.chosen == chosen.name
    with qtbot.waitSignal(empty.indexing.ended, timeout=20_000):
        qtbot.keyClick(offered, Qt.Key.Key_Return)
        assert not offered.isVisible()
    assert [source.root for source in services.index.sources()] == [str(chosen.folder)]
    qtbot.waitUntil(lambda: bool(empty.draft_view.ticket.text.toPlainText()))
    assert chosen.golden in services.evaluation.paths()
    assert services.policies.files()[-1] == chosen.policy
    assert services.policies.current().wording.greeting["en"]


def test_a_double_click_begins_too_and_nothing_begins_twice(empty, qtbot):
    offered = empty.first_start.packs
    wanted = []
    empty.first_start.sample_wanted.disconnect()
    empty.first_start.sample_wanted.connect(wanted.append)
    qtbot.waitUntil(lambda: offered.count() > 2)
    offered.itemDoubleClicked.emit(offered.item(0))
    empty.first_start.show_running(running=True)
    qtbot.keyClick(offered, Qt.Key.Key_Space)
    assert wanted == [DEFAULT_PACK]


def test_the_sample_is_indexed_and_its_first_ticket_filled_in(empty, qtbot):
    with qtbot.waitSignal(empty.indexing.ended, timeout=20_000):
        qtbot.waitUntil(empty.first_start.sample.isEnabled)
        empty.first_start.sample.click()
    qtbot.waitUntil(lambda: not empty.is_first_start)
    qtbot.waitUntil(lambda: "annual Team plan" in empty.draft_view.ticket.text.toPlainText())
    assert empty.draft_view.ticket.region.text() == "DE"


def test_a_folder_without_documents_says_so_at_the_first_start(empty, tmp_path, qtbot):
    (tmp_path / "nothing").mkdir()
    with qtbot.waitSignal(empty.indexing.failed):
        empty.indexing.add(tmp_path / "nothing", Access.PUBLIC)
    qtbot.waitUntil(empty.first_start.notice.isVisible)
    assert "nothing to index" in empty.first_start.notice.message.text()
    assert empty.first_start.sample.isVisible()


def test_quarantine_and_metadata_problems_are_shown_with_their_reasons(empty, poisonous, qtbot):
    empty.show_place(1)
    with qtbot.waitSignal(empty.indexing.ended):
        empty.indexing.add(poisonous, Access.PUBLIC)
    qtbot.waitUntil(lambda: len(empty.sources_view.cards) == 1)
    card = empty.sources_view.cards[0]
    texts = {child.text() for child in card.findChildren(type(empty.sources_view._empty))}
    assert {"latin.txt", "handbook.md"} <= texts
    assert any("UTF-8" in text for text in texts)
    assert any("effective_from" in text for text in texts)
    assert any("3 documents" in text for text in texts)
    assert "1 file could not be read" in empty.sources_view.notice.message.text()


def test_what_could_not_be_read_is_tried_again_when_that_is_asked_for(empty, poisonous, services, qtbot, monkeypatch):
    for file in poisonous.iterdir():
        os.utime(file, (1e9, 1e9))  # not changed just now, which would be reason enough to read it
    asked = []
    read_many = services.ingest._reader.read_many

    def spy(files, cancel):
        for data, name in files:
            asked.append(name)
            yield from read_many([(data, name)], cancel)

    monkeypatch.setattr(services.ingest._reader, "read_many", spy)
    empty.show_place(1)

    def run(begin):
        asked.clear()
        with qtbot.waitSignal(empty.indexing.ended):
            begin()
        qtbot.waitUntil(lambda: bool(empty.sources_view.cards))
        return list(asked)

    assert "latin.txt" in run(lambda: empty.indexing.add(poisonous, Access.PUBLIC))
    card = empty.sources_view.cards[0]
    qtbot.waitUntil(lambda: card.retry is not None and card.retry.isEnabled())
    assert run(card.update_button.click) == []
    qtbot.waitUntil(card.retry.isEnabled)
    assert run(card.retry.click) == ["latin.txt"]
    (poisonous / "latin.txt").write_text("Now it can be read.", encoding="utf-8")
    qtbot.waitUntil(card.update_button.isEnabled)
    run(card.retry.click)
    qtbot.waitUntil(lambda: card.retry is None)


def test_indexing_shows_how_far_it_is_and_can_be_cancelled(empty, kb, embedder, qtbot):
    gate = threading.Event()
    embed = embedder.embed

    def slow(texts):
        gate.wait(5)
        return embed(texts)

    embedder.embed = slow
    empty.show_place(1)
    empty.indexing.add(kb, Access.PUBLIC)
    qtbot.waitUntil(lambda: empty.sources_view.progress.bar.maximum() == 2)
    assert empty.sources_view.progress.isVisible()
    with qtbot.waitSignal(empty.indexing.stopped):
        empty.sources_view.progress.cancel.click()
        gate.set()
    assert "Stopped" in empty.sources_view.notice.message.text()
    assert not empty.sources_view.progress.isVisible()


def test_a_source_is_updated_and_made_confidential(workbench, kb, services, qtbot):
    workbench.show_place(1)
    (kb / "new.md").write_text("# New\n\nA new document about invoices.\n", encoding="utf-8")
    with qtbot.waitSignal(workbench.indexing.ended) as report:
        workbench.sources_view.cards[0].update_button.click()
    assert report.args[0].added == 1
    qtbot.waitUntil(lambda: "3 documents" in workbench.sources_view.cards[0].summary.text())
    box = workbench.sources_view.cards[0].access
    with qtbot.waitSignal(workbench.indexing.ended):
        box.setCurrentIndex(1)
        box.activated.emit(1)
    assert services.index.sources()[0].access is Access.CONFIDENTIAL
    qtbot.waitUntil(lambda: workbench.sources_view.cards[0].access.property("confidential") == "true")


def test_a_source_is_forgotten_only_after_a_second_word(workbench, services, qtbot):
    workbench.show_place(1)
    card = workbench.sources_view.cards[0]
    card.forget_button.click()
    assert card.notice.isVisible()
    assert len(services.index.sources()) == 1
    card.notice.button.click()
    qtbot.waitUntil(lambda: workbench.is_first_start and not workbench.sources_view.cards)
    assert services.index.sources() == []


def test_a_source_is_not_forgotten_while_another_program_indexes(workbench, services, qtbot):
    workbench.show_place(1)
    view = workbench.sources_view
    with locked(services.home.index_lock, "indexes this home"):
        view.cards[0].forget_button.click()
        view.cards[0].notice.button.click()
        qtbot.waitUntil(lambda: "Not forgotten. Another Citewell indexes this home" in view.notice.message.text())
    assert len(services.index.sources()) == 1


@pytest.mark.parametrize(
    ("forgotten", "words", "tone"),
    [
        (Forgotten(6, 8, 586, 4), "Proof: looked for 4 phrases of it in 586 pages of the database file", "good"),
        (Forgotten(0, 0, 586, 0), "Forgot kb: 0 documents and 0 passages.", "good"),
        (Forgotten(1, 1, 2, 5, ("a", "b", "c", "d")), "still holds this of it: “a”, “b”, “c” and 1 more.", "bad"),
    ],
)
def test_the_proof_that_a_source_is_forgotten(forgotten, words, tone):
    text, told = forgotten_words("kb", forgotten)
    assert words in text
    assert told == tone
