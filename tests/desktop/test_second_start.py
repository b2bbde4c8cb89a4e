"""A second start on one home: the open window does what it asks for, through no socket of the network."""

import socket
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from citewell.desktop.shell import second_start, start
from citewell.desktop.shell.second_start import Request, RequestServer, ask_running, server_name
from citewell.settings.connections import count_connections
from citewell.settings.home import Home

WAIT_MS = 60_000
"""Long enough for a machine under load."""


@pytest.fixture
def home(tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory(prefix="cw-") as runtime:  # tmp_path may be too long for a socket
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield Home(tmp_path / "home")


def test_the_socket_lies_where_its_path_fits_and_nobody_else_writes(home, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/" + "long/" * 30)
    assert Path(server_name(Home(Path("/home/me/citewell")))).parent == Path("/home/me/citewell")
    far = Home(Path("/home/" + "far/" * 40))
    assert server_name(far) == ""
    assert not ask_running(far, Request.SHOW)
    RequestServer(far).close()


@pytest.fixture
def server(home, qapp):
    made = RequestServer(home)
    yield made
    made.close()


def ask(qtbot, home, request):
    """From another thread, as another process would."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ask_running(home, request)))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
    thread.join()
    return answers[0]


@pytest.mark.parametrize("request_", list(Request))
def test_a_request_reaches_the_open_window(qtbot, home, server, request_):
    heard = []
    server.asked.connect(heard.append)
    assert ask(qtbot, home, request_)
    assert heard == [request_]


def test_its_socket_belongs_to_the_user_and_is_none_of_the_network(home, server):
    mode = Path(server_name(home)).stat()
    assert stat.S_ISSOCK(mode.st_mode)
    assert stat.S_IMODE(mode.st_mode) & 0o077 == 0
    assert count_connections() == 0


def test_what_is_no_request_is_not_answered(qtbot, home, server):
    heard = []
    server.asked.connect(heard.append)
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(server_name(home))
        client.sendall(b"rm -rf\n")
        client.settimeout(0.01)
        told = []

        def closed():
            try:
                told.append(client.recv(10))
            except TimeoutError:
                return False
            return True

        qtbot.waitUntil(closed, timeout=WAIT_MS)
    assert told == [b""]
    assert heard == []


def test_a_socket_that_a_crash_left_is_replaced(qtbot, home, server):
    stale = socket.socket(socket.AF_UNIX)
    server.close()
    stale.bind(server_name(home))
    stale.close()
    again = RequestServer(home)
    assert ask(qtbot, home, Request.SHOW)
    again.close()


def test_without_a_window_nobody_answers(qapp, home, monkeypatch):
    monkeypatch.setattr(second_start, "PATIENCE_SECONDS", 0.0)
    assert not ask_running(home, Request.SHOW)
    assert not start._ask_running(home, draft=True)
