"""The child's end, in a process of its own around a toy service."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from citewell.domain.errors import CancelledError, ProcessError
from citewell.domain.progress import CancelToken
from citewell.processes.child import ChildProcess

COMMAND = [sys.executable, str(Path(__file__).with_name("hosted_service.py"))]


@pytest.fixture
def process() -> Iterator[ChildProcess]:
    opened = ChildProcess("toy", {}, command=COMMAND)
    yield opened
    opened.close()


def test_what_libraries_print_is_no_frame(process):
    assert process.start() == {"kind": "toy", "done": True}
    assert process.ask("echo").head == {"done": True, "cancelled": False}


def test_a_cancelled_call_stops_and_the_next_one_is_not_cancelled(process):
    cancel = CancelToken()
    frames = process.call("stream", cancel=cancel)
    assert next(frames).head == {"number": 0}
    pid = process.pid
    cancel.cancel()
    with pytest.raises(CancelledError):
        list(frames)
    assert process.pid == pid
    assert process.ask("echo").head["cancelled"] is False


@pytest.mark.parametrize(
    ("method", "message"), [("refuse", r"^too long$"), ("fail", r"The toy process failed: ZeroDivisionError: inside")]
)
def test_a_failure_is_told_and_the_service_stays_loaded(process, method, message):
    process.start()
    pid = process.pid
    with pytest.raises(ProcessError, match=message):
        process.ask(method)
    assert process.ask("echo").head["done"]
    assert process.pid == pid


@pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is different on this system")
def test_ctrl_c_is_left_to_the_parent(process):
    process.start()
    os.kill(process.pid, signal.SIGINT)
    assert process.ask("echo").head["done"]


def test_a_service_that_cannot_be_loaded_is_told():
    process = ChildProcess("toy", {"missing": True}, command=COMMAND)
    with pytest.raises(ProcessError, match=r"^the file is missing$"):
        process.start()
    process.close()
