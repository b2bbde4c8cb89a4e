"""The parent's end of a child process, against a host that can do everything wrong."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from citewell.domain.errors import CancelledError, CitewellError, ProcessError
from citewell.domain.progress import CancelToken
from citewell.processes import child as parent_side
from citewell.processes.child import ChildProcess
from citewell.processes.command import HOST_FLAG, host_command

COMMAND = [sys.executable, str(Path(__file__).with_name("toy_host.py"))]


class RefusedError(CitewellError):
    """What a toy raises for a refusal."""


class DiedError(CitewellError):
    """What a toy raises for a death."""


class Toy(ChildProcess):
    """A child with errors of its own."""

    refusal = RefusedError
    death = DiedError


@pytest.fixture
def process() -> Iterator[ChildProcess]:
    opened = Toy("toy", {"path": "x"}, command=COMMAND)
    yield opened
    opened.close()


def starting(how: str) -> ChildProcess:
    return Toy("toy", {"start": how}, command=COMMAND)


def numbers(frames) -> list[object]:
    return [frame.head["number"] for frame in frames if "number" in frame.head]


def test_nothing_starts_before_the_first_call(process):
    assert process.pid is None
    process.close()
    assert process.start() == {"settings": {"path": "x"}, "done": True}
    assert process.pid is not None
    assert process.start() == {"settings": {"path": "x"}, "done": True}


def test_a_call_carries_values_and_bytes(process):
    frame = process.ask("echo", b"\0\xff" * 1000, text="é 日本 😀", list=[1, None])
    assert frame.head == {"method": "echo", "text": "é 日本 😀", "list": [1, None], "done": True}
    assert frame.body == b"\0\xff" * 1000


def test_more_than_a_pipe_holds(process):
    body = os.urandom(3_000_000)
    assert process.ask("echo", body).body == body


def test_half_characters_reach_the_child_as_question_marks(process):
    assert process.ask("echo", text="half \ud83d").head["text"] == "half ?"


def test_frames_are_streamed_in_order(process):
    assert numbers(process.call("count", to=5)) == [0, 1, 2, 3, 4]


def test_a_refusal_is_told_and_the_child_stays(process):
    process.start()
    pid = process.pid
    for method in ("refuse", "refuse_late"):
        with pytest.raises(RefusedError, match=r"^that is too long$"):
            list(process.call(method))
        assert process.ask("echo").head["done"]
        assert process.pid == pid


@pytest.mark.expects_log("ended with code -9: terminate called")
def test_a_death_in_a_call_is_told_and_the_next_call_works(process):
    process.start()
    pid = process.pid
    with pytest.raises(DiedError, match=r"toy process stopped \(code -9\).*a new one is started"):
        list(process.call("die"))
    assert process.ask("echo").head["done"]
    assert process.pid != pid


@pytest.mark.expects_log("the toy process had died; a new one is started")
def test_a_death_between_calls_is_mended(process):
    process.start()
    os.kill(process.pid, signal.SIGKILL)
    while process.pid is not None:
        os.sched_yield()
    assert process.ask("echo").head["done"]


@pytest.mark.expects_log("sent what is no frame", "ended with code")
def test_what_is_no_frame_ends_the_child(process):
    with pytest.raises(DiedError):
        list(process.call("garbage"))
    assert process.ask("echo").head["done"]


def test_a_cancelled_call_stops_and_the_child_stays(process):
    cancel = CancelToken()
    frames = process.call("stream", cancel=cancel)
    assert next(frames).head == {"number": 0}
    pid = process.pid
    cancel.cancel()
    with pytest.raises(CancelledError):
        list(frames)
    assert process.ask("echo", after="cancel").head["after"] == "cancel"
    assert process.pid == pid


def test_a_caller_that_stops_listening_cancels(process):
    frames = process.call("stream")
    assert next(frames).head == {"number": 0}
    frames.close()
    assert process.ask("echo", after="close").head["after"] == "close"


def test_a_call_that_does_not_stop_is_killed(process, monkeypatch):
    monkeypatch.setattr(parent_side, "CANCEL_SECONDS", 0.2)
    cancel = CancelToken()
    frames = process.call("hang", cancel=cancel)
    next(frames)
    pid = process.pid
    cancel.cancel()
    with pytest.raises(CancelledError):
        list(frames)
    assert not psutil.pid_exists(pid)
    assert process.ask("echo").head["done"]
    assert process.pid != pid


def test_threads_wait_for_each_other(process):
    results: list[list[object]] = []
    threads = [threading.Thread(target=lambda: results.append(numbers(process.call("count", to=20)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [list(range(20))] * 4


def test_a_refusal_at_the_start():
    process = starting("refuse")
    with pytest.raises(RefusedError, match=r"^no such thing$"):
        process.start()
    assert process.pid is None
    process.close()


@pytest.mark.expects_log("ended with code 3: a library is missing")
def test_a_child_that_dies_at_the_start():
    process = starting("die")
    with pytest.raises(DiedError, match="code 3"):
        process.ask("echo")
    assert process.pid is None


@pytest.mark.expects_log("sent what is no frame", "ended with code")
def test_a_child_that_talks_nonsense_at_the_start():
    process = starting("garbage")
    with pytest.raises(DiedError):
        process.ask("echo")
    assert process.pid is None


def test_a_program_that_is_not_there():
    process = Toy("toy", {}, command=["/nonexistent/program"])
    with pytest.raises(DiedError, match="cannot be started"):
        process.start()


def test_closing_leaves_no_child(process):
    process.start()
    pid = process.pid
    process.close()
    assert process.pid is None
    assert not psutil.pid_exists(pid)
    process.close()


def test_the_child_goes_when_its_parent_is_killed(tmp_path):
    """A parent of its own starts a child and is killed; the child sees its pipe end."""
    code = (
        "import sys, os, signal\n"
        "from citewell.processes.child import ChildProcess\n"
        f"process = ChildProcess('toy', {{}}, command={COMMAND!r})\n"
        "process.start()\n"
        "print(process.pid, flush=True)\n"
        "signal.pause()\n"
    )
    with psutil.Popen([sys.executable, "-c", code], stdout=-1) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        gone, alive = psutil.wait_procs([child], timeout=20)
        assert (len(gone), alive) == (1, [])


def test_hosts_are_this_program():
    assert host_command("embedder") == [sys.executable, "-m", "citewell", HOST_FLAG, "embedder"]


@pytest.mark.expects_log("ended with code -9: terminate called")
def test_a_process_without_errors_of_its_own():
    process = ChildProcess("toy", {}, command=COMMAND)
    with pytest.raises(ProcessError, match=r"^that is too long$"):
        process.ask("refuse")
    with pytest.raises(ProcessError, match="stopped"):
        list(process.call("die"))
    process.close()
