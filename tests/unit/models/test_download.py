"""The only downloader, with openers that reach nothing."""

import hashlib
import io
import json
import struct
import subprocess
import sys
import threading
import urllib.request
from dataclasses import replace

import pytest

from citewell.domain.errors import CancelledError, ModelError
from citewell.domain.progress import CancelToken
from citewell.models.catalogue import CatalogueEntry, read_catalogue
from citewell.models.download import Downloads, _SameHosts
from citewell.processes.socket_guard import NetworkRefusedError, SocketGuard, reached
from citewell.settings.resources import resources_dir

MODEL = b"GGUF" + struct.pack("<IQQ", 3, 0, 0) + bytes(600_000)
ENTRY = CatalogueEntry(
    id="tiny",
    name="Tiny",
    url="https://models.example.com/tiny.gguf",
    hosts=frozenset({"models.example.com"}),
    size=len(MODEL),
    sha256=hashlib.sha256(MODEL).hexdigest(),
    licence="Apache-2.0",
    context_tokens=2048,
)


class Server:
    """Answers with ``data``; breaks off after ``limit`` bytes."""

    def __init__(self, data: bytes = MODEL, limit: int | None = None, ranges: bool = True) -> None:
        self.data, self.limit, self.ranges = data, limit, ranges
        self.starts: list[int] = []

    def __call__(self, _entry: CatalogueEntry, start: int):
        self.starts.append(start)
        answer = Answer(self.data[start if self.ranges else 0 :][: self.limit])
        answer.status = 206 if start and self.ranges else 200
        return answer


class Answer(io.BytesIO):
    status = 200


def downloads(folder, server, *, offline=False):
    return Downloads(folder, lambda: offline, server)


def test_the_lock_keeps_it_from_being_asked(tmp_path):
    server = Server()
    with pytest.raises(ModelError, match="offline lock is on"):
        downloads(tmp_path, server, offline=True).fetch(ENTRY)
    assert server.starts == []
    assert list(tmp_path.iterdir()) == []


def test_a_model_is_fetched_and_checked_once(tmp_path):
    server = Server()
    path = downloads(tmp_path / "models", server).fetch(ENTRY)
    assert path.read_bytes() == MODEL
    assert [one.name for one in path.parent.iterdir()] == ["tiny.gguf"]
    downloads(tmp_path / "models", server).fetch(ENTRY)
    assert server.starts == [0]


@pytest.mark.parametrize("ranges", [True, False])
def test_what_has_come_stays_and_is_gone_on_with(tmp_path, ranges):
    with pytest.raises(ModelError, match="kept"):
        downloads(tmp_path, Server(limit=300_000)).fetch(ENTRY)
    server = Server(ranges=ranges)
    assert downloads(tmp_path, server).fetch(ENTRY).read_bytes() == MODEL
    assert server.starts == [300_000]


@pytest.mark.parametrize("data", [MODEL[:-1] + b"x", MODEL + b"more", b"<html>"])
def test_another_file_becomes_no_model(tmp_path, data):
    with pytest.raises(ModelError):
        downloads(tmp_path, Server(data)).fetch(ENTRY)
    assert not (tmp_path / "tiny.gguf").exists()


def test_a_file_of_the_right_hash_that_is_no_model_is_refused(tmp_path):
    data = bytes(1000)
    entry = replace(ENTRY, size=1000, sha256=hashlib.sha256(data).hexdigest())
    with pytest.raises(ModelError, match=r"gguf"):
        downloads(tmp_path, Server(data)).fetch(entry)
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_cancelled(tmp_path):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        downloads(tmp_path, Server()).fetch(ENTRY, cancel=cancel)


@pytest.mark.parametrize("target", ["http://models.example.com/x", "https://evil.example.com/x", "https://1.2.3.4/x"])
def test_a_redirect_elsewhere_is_refused(target):
    handler = _SameHosts(ENTRY.hosts)
    request = urllib.request.Request(ENTRY.url)  # noqa: S310  never opened
    with pytest.raises(OSError, match="does not name"):
        handler.redirect_request(request, None, 302, "Found", {}, target)
    followed = handler.redirect_request(request, None, 302, "Found", {}, "https://models.example.com/y")
    assert followed is not None


def test_the_catalogue_that_ships_can_be_read():
    entries = read_catalogue(resources_dir() / "models" / "catalogue.json")
    assert all(entry.url.startswith("https://") and entry.licence for entry in entries.values())
    assert entries


@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://models.example.com/x"},
        {"url": "https://evil.example.com/x"},
        {"url": "https://models.example.com@evil.example.com/x"},
        {"url": "https://models.example.com:8443/x"},
        {"sha256": "0"},
        {"size": 0},
        {"id": "../x"},
        {"licence": ""},
    ],
)
def test_an_entry_that_is_not_safe_is_refused(tmp_path, change):
    record = {
        "id": "tiny", "name": "Tiny", "url": ENTRY.url, "hosts": ["models.example.com"], "size": 9,
        "sha256": ENTRY.sha256, "licence": "MIT", "context_tokens": 9,
    }  # fmt: skip
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"models": [record]}))
    assert read_catalogue(path)["tiny"].size == 9
    path.write_text(json.dumps({"models": [record | change]}))
    with pytest.raises(ModelError):
        read_catalogue(path)


# --- the socket guard, which the downloader alone may pass


@pytest.mark.parametrize(
    ("event", "arguments", "refused"),
    [
        ("socket.connect", (None, ("192.0.2.1", 443)), True),
        ("socket.connect", (None, ("::1", 80, 0, 0)), True),
        ("socket.connect", (None, "/run/user/1000/bus"), False),
        ("socket.connect", (None, b"\0abstract"), False),
        ("socket.bind", (None, ("127.0.0.1", 0)), True),
        ("socket.sendto", (None, ("192.0.2.1", 53)), True),
        ("socket.getaddrinfo", ("example.com", 443, 0, 0, 0), True),
        ("socket.gethostbyname", ("example.com",), True),
        ("socket.gethostname", (), False),
        ("open", ("/etc/passwd", "r", 0), False),
    ],
)
def test_what_reaches_another_machine_is_refused(event, arguments, refused):
    guard = SocketGuard()
    if refused:
        assert reached(event, arguments) is not None
        with pytest.raises(NetworkRefusedError):
            guard.watch(event, arguments)
        guard.permitted[threading.get_ident() + 1] = frozenset({"example.com"})
        with pytest.raises(NetworkRefusedError):
            guard.watch(event, arguments)  # another thread may, this one may not
    else:
        guard.watch(event, arguments)


def test_the_permission_is_for_https_and_the_hosts_alone():
    guard = SocketGuard()
    guard.permitted[threading.get_ident()] = frozenset({"models.example.com"})
    guard.watch("socket.getaddrinfo", ("models.example.com", 443, 0, 1, 0))
    guard.watch("socket.connect", (None, ("192.0.2.1", 443)))
    for event, arguments in (
        ("socket.getaddrinfo", ("evil.example.com", 443, 0, 1, 0)),
        ("socket.getaddrinfo", ("models.example.com", 80, 0, 1, 0)),
        ("socket.connect", (None, ("192.0.2.1", 80))),
        ("socket.bind", (None, ("0.0.0.0", 443))),  # noqa: S104
    ):
        with pytest.raises(NetworkRefusedError):
            guard.watch(event, arguments)


PROGRAM = """
import sys
sys.argv = ["citewell", "--version"]
from citewell.__main__ import main
try:
    main()
except SystemExit:
    pass
import socket
for call in (lambda: socket.create_connection(("127.0.0.1", 9)), lambda: socket.socket().bind(("127.0.0.1", 0))):
    try:
        call()
    except PermissionError:
        print("refused")
"""


def test_the_program_installs_it_before_anything_else():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert ran.stdout.split()[-2:] == ["refused", "refused"], ran.stderr
