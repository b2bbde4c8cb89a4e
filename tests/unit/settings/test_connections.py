"""Counting sockets, and the self-test that the user sees."""

import socket
import subprocess
import sys

import pytest

from citewell.application.homes import self_test
from citewell.application.homes.self_test import run_self_test
from citewell.settings import connections
from citewell.settings.connections import ProcessSockets, count_connections, processes_with_sockets

CHILD = """
import socket, time
made = socket.socket()
made.bind(("127.0.0.1", 0))
made.listen()
print(1, flush=True)
time.sleep(60)
"""


def test_sockets_of_the_file_system_are_no_connections():
    first, second = socket.socketpair()
    with first, second:
        assert count_connections() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a socket is listed once it is bound")
def test_a_socket_that_is_not_connected_yet_counts():
    with socket.socket():
        assert count_connections() == 1


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_a_bound_socket_counts(kind):
    with socket.socket(socket.AF_INET, kind) as bound:
        bound.bind(("127.0.0.1", 0))
        assert count_connections() == 1


def test_sockets_of_children_count():
    with subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        found = {one.pid: one.sockets for one in processes_with_sockets()}
        child.kill()
    assert found[child.pid] == 1


def test_a_process_that_cannot_be_looked_at_is_told(monkeypatch):
    hidden = [ProcessSockets(1, "citewell", 0), ProcessSockets(2, "host", 0, counted=False)]
    monkeypatch.setattr(self_test, "processes_with_sockets", lambda: hidden)
    test = run_self_test(offline=True)
    assert not test.passed
    assert any("hides host (2)" in check.found for check in test.checks)


def test_an_open_socket_fails_the_test_and_is_named(monkeypatch):
    monkeypatch.setattr(self_test, "processes_with_sockets", lambda: [ProcessSockets(7, "host", 2)])
    test = run_self_test(offline=True)
    assert test.sockets == 2
    assert any(not check.holds and "host (7): 2" in check.found for check in test.checks)


def test_a_program_without_the_guard_does_not_pass():
    test = run_self_test(offline=False)  # the tests run without it
    held = {check.name: check.holds for check in test.checks}
    assert held["Connections are refused in this program"] is False
    assert held["Connections are refused in child processes"] is True
    assert "off" in next(check.found for check in test.checks if check.name == "Offline lock")


PROGRAM = """
from citewell.processes.socket_guard import install
install()
from citewell.application.homes.self_test import run_self_test
print(run_self_test(offline=True).passed)
"""


def test_the_program_as_it_runs_passes():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "True", ran.stderr


def test_the_window_counts_the_same(monkeypatch):
    monkeypatch.setattr(
        connections, "processes_with_sockets", lambda: [ProcessSockets(1, "a", 1), ProcessSockets(2, "b", 2)]
    )
    assert count_connections() == 3
