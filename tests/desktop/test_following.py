import threading
import time

import pytest

from citewell.desktop.language.words import tr
from citewell.desktop.runtime.auto_index import ABSENT, Following, SourceStatus
from citewell.desktop.runtime.index_queue import Turns
from citewell.desktop.runtime.tasks import Run
from citewell.desktop.sources.text import status_words
from citewell.domain.documents import Access
from citewell.domain.errors import CancelledError
from citewell.domain.progress import CancelToken
from citewell.knowledge.watch.watcher import WatchTimes

QUICK = WatchTimes(quiet=0.05, longest=0.5, tick=0.02, rest=0.02, listing=0.1, presence=0.1, retry=0.05, again=600)


@pytest.fixture
def following(workbench):
    workbench.following._times = QUICK
    workbench.following.begin()
    return workbench.following


def eventually(holds, seconds=5.0):
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return holds()


def is_up_to_date(workbench):
    return workbench.sources_view.cards[0].status.text().startswith("up to date")


def test_a_changed_file_is_indexed_by_itself_and_the_card_says_so(following, workbench, kb, services, qtbot):
    workbench.show_place(1)
    qtbot.waitUntil(lambda: is_up_to_date(workbench))
    (kb / "new.md").write_text("# New\n\nInvoices are sent on the first of each month.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: services.index.sources()[0].documents == 3)
    qtbot.waitUntil(lambda: "3 documents" in workbench.sources_view.cards[0].summary.text())
    qtbot.waitUntil(lambda: is_up_to_date(workbench))
    assert not workbench.sources_view.notice.isVisible()
    assert not workbench.sources_view.progress.isVisible()


def test_a_question_on_a_card_stays_while_its_source_changes(following, workbench, kb, qtbot):
    workbench.show_place(1)
    qtbot.waitUntil(lambda: is_up_to_date(workbench))
    card = workbench.sources_view.cards[0]
    card.forget_button.click()
    (kb / "new.md").write_text("# New\n\nAnother document about invoices.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: "3 documents" in card.summary.text())
    assert card.notice.isVisible()


def test_a_new_source_is_watched_and_a_forgotten_one_does_not_come_back(
    following, workbench, kb, tmp_path, services, qtbot
):
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.md").write_text("# One\n\nThe first of the other documents.\n", encoding="utf-8")
    with qtbot.waitSignal(workbench.indexing.ended):
        workbench.indexing.add(other, Access.PUBLIC)
    (other / "two.md").write_text("# Two\n\nThe second of the other documents.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: services.index.sources()[1].documents == 2)
    workbench.indexing.forget(services.index.sources()[0])
    qtbot.waitUntil(lambda: len(workbench.sources_view.cards) == 1)
    (kb / "late.md").write_text("# Late\n\nWritten after its source was forgotten.\n", encoding="utf-8")
    (other / "three.md").write_text("# Three\n\nThe third of the other documents.\n", encoding="utf-8")
    qtbot.waitUntil(lambda: services.index.sources()[0].documents == 3)
    assert len(services.index.sources()) == 1


def test_a_source_that_was_forgotten_a_moment_ago_is_left_alone(workbench, services, kb):
    services.index.forget(services.index.sources()[0].id)
    told = []
    workbench.following._bring_up_to_date(kb, Run(lambda _: None, CancelToken(), told.append))
    assert services.index.sources() == []
    assert told == []


def test_what_the_user_asks_for_goes_before_what_was_noticed(following, workbench, kb, embedder, services, qtbot):
    qtbot.waitUntil(lambda: following._watcher is not None)
    gate, entered = threading.Event(), threading.Event()
    embed = embedder.embed

    def slow(texts):
        entered.set()
        gate.wait(5)
        return embed(texts)

    embedder.embed = slow
    (kb / "new.md").write_text("# New\n\nA document about invoices that takes long.\n", encoding="utf-8")
    assert entered.wait(5)
    with qtbot.waitSignal(workbench.indexing.ended) as report:
        workbench.indexing.add(kb)
        gate.set()
    assert report.args[0].unchanged + report.args[0].added == 3
    qtbot.waitUntil(lambda: services.index.sources()[0].documents == 3)


def test_closing_the_window_ends_the_watching(following, window, qtbot):
    qtbot.waitUntil(lambda: following._watcher is not None)
    window.close()
    assert window._runner.wait(5)
    assert not [thread for thread in threading.enumerate() if thread.name == "lane-follow"]


@pytest.mark.expects_log("was not brought up to date")
def test_what_cannot_be_indexed_now_is_said_and_tried_again(following, workbench, kb, embedder, services, qtbot):
    workbench.show_place(1)
    qtbot.waitUntil(lambda: is_up_to_date(workbench))
    embedder.dead = True
    (kb / "new.md").write_text("# New\n\nInvoices are sent on the first of each month.\n", encoding="utf-8")
    card = workbench.sources_view.cards[0]
    qtbot.waitUntil(lambda: "not up to date: The embedder process stopped" in card.status.text())
    assert card.status.property("tone") == "warn"
    embedder.dead = False
    qtbot.waitUntil(lambda: services.index.sources()[0].documents == 3)
    qtbot.waitUntil(lambda: is_up_to_date(workbench))


def test_a_source_that_is_not_there_says_so_and_what_was_indexed_stays(following, workbench, kb, services, qtbot):
    workbench.show_place(1)
    qtbot.waitUntil(lambda: is_up_to_date(workbench))
    kb.rename(kb.parent / "elsewhere")
    following.look()
    card = workbench.sources_view.cards[0]
    qtbot.waitUntil(lambda: tr(ABSENT) in card.status.text())
    assert services.index.sources()[0].documents == 2
    (kb.parent / "elsewhere").rename(kb)
    qtbot.waitUntil(lambda: is_up_to_date(workbench))
    following.look()
    qtbot.waitUntil(lambda: following._looking is None)
    assert is_up_to_date(workbench)


def test_statuses_in_words():
    assert status_words(SourceStatus("/kb")) == ("updating…", "accent")
    assert status_words(SourceStatus("/kb", problem="the disk is full")) == ("not up to date: the disk is full", "warn")
    assert status_words(SourceStatus("/kb", "2020-01-01T00:00:00+00:00"))[0].startswith("up to date, ")


def test_turns_are_taken_one_at_a_time_and_a_waiting_run_can_be_cancelled():
    turns, cancel = Turns(), CancelToken()
    with turns.asked(CancelToken()):
        cancel.cancel()
        with pytest.raises(CancelledError), turns.asked(cancel):
            pass
        with pytest.raises(CancelledError), turns.noticed(cancel):
            pass
    with turns.noticed(CancelToken()) as token:
        assert not token.cancelled


def test_a_noticed_run_is_cancelled_by_its_owner_and_by_a_run_that_was_asked_for():
    turns, owner, waiting = Turns(), CancelToken(), threading.Event()

    def ask():
        waiting.set()
        with turns.asked(CancelToken()):
            pass

    with turns.noticed(owner) as token:
        token.check()
        other = threading.Thread(target=ask)
        other.start()
        assert waiting.wait(5)
        assert eventually(lambda: token.cancelled)
        with pytest.raises(CancelledError):
            token.check()
        assert not owner.cancelled
    other.join(5)
    with turns.noticed(owner) as token:
        owner.cancel()
        assert token.cancelled


def test_following_begins_once(workbench, qtbot):
    following = workbench.following
    following.begin()
    task = following._task
    following.begin()
    assert following._task is task
    assert isinstance(following, Following)
