import threading

import pytest

from citewell.desktop.runtime.tasks import Listener, TaskRunner
from citewell.domain.errors import BadInputError, CancelledError, ModelProcessError
from citewell.domain.progress import Progress


@pytest.fixture
def runner(qapp):
    made = TaskRunner()
    yield made
    made.shutdown()
    assert made.wait(5)


def test_everything_is_told_on_the_gui_thread_and_in_order(qtbot, runner):
    told = []

    def note(what):
        return lambda *values: told.append((what, *values, threading.current_thread() is threading.main_thread()))

    def work(run):
        assert threading.current_thread() is not threading.main_thread()
        run.progress(Progress(1, 2))
        run.emit("event")
        return "result"

    runner.start("lane", work, Listener(done=note("done"), progress=note("progress"), event=note("event")))
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [("progress", Progress(1, 2), True), ("event", "event", True), ("done", "result", True)]


def test_a_lane_keeps_its_order_and_another_lane_does_not_wait(qtbot, runner):
    gate, told = threading.Event(), []
    runner.start("slow", lambda _: gate.wait(5), Listener(done=lambda _: told.append("slow 1")))
    runner.start("slow", lambda _: None, Listener(done=lambda _: told.append("slow 2")))
    runner.start("quick", lambda _: None, Listener(done=lambda _: told.append("quick")))
    qtbot.waitUntil(lambda: told == ["quick"])
    gate.set()
    qtbot.waitUntil(lambda: told == ["quick", "slow 1", "slow 2"])


@pytest.mark.parametrize(
    ("error", "retry", "ours"),
    [
        (BadInputError("Mend it."), False, False),
        (ModelProcessError("It died."), True, False),
        pytest.param(KeyError("x"), True, True, marks=pytest.mark.expects_log("unexpected error in a task")),
    ],
)
def test_errors_reach_a_person_by_their_kind(qtbot, runner, error, retry, ours):
    failures = []

    def work(run):
        raise error

    runner.start("lane", work, Listener(failed=failures.append))
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert (failures[0].retry, failures[0].ours) == (retry, ours)
    assert ("Citewell made a mistake (KeyError)" in failures[0].message) == ours


def test_cancelled_work_says_so_whether_it_runs_or_waits(qtbot, runner):
    cancelled, started = [], threading.Event()

    def work(run):
        started.set()
        while True:
            run.cancel.check()

    tasks = [runner.start("lane", work, Listener(cancelled=lambda: cancelled.append(1))) for _ in range(2)]
    assert started.wait(5)
    for task in tasks:
        task.cancel()
    qtbot.waitUntil(lambda: len(cancelled) == 2)


def test_abandoned_work_is_not_heard_of_again(qtbot, runner):
    told, gate = [], threading.Event()

    def work(run):
        gate.wait(5)
        run.emit("event")

    task = runner.start("lane", work, Listener(done=told.append, event=told.append, cancelled=lambda: told.append(0)))
    task.abandon()
    gate.set()
    runner.start("lane", lambda _: "next", Listener(done=told.append))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["next"]


def test_after_shutdown_nothing_is_delivered_and_nothing_starts(qtbot, runner):
    told = []

    def work(run):
        try:
            while True:
                run.cancel.check()
        except CancelledError:
            run.emit("late")
            raise

    runner.start("lane", work, Listener(event=told.append, cancelled=lambda: told.append("cancelled")))
    runner.shutdown()
    assert runner.wait(5)
    assert runner.start("lane", lambda _: 1, Listener(done=told.append)).token.cancelled
    qtbot.wait(1)
    assert told == []
