"""``index --watch`` as a process of its own: every change becomes a line, and Ctrl+C a good end."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from tests.support import FILES, documents, write_files

from citewell.bootstrap.open_home import open_app
from citewell.settings.home import Home

SECONDS = 120
"""Long enough for any machine: no test measures time."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is sent as a signal")


class Watching:
    """The program at work, and the lines that it prints."""

    def __init__(self, home: Path, *words: object) -> None:
        environment = os.environ | {
            "CITEWELL_HOME": str(home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "PYTHONWARNINGS": "error",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "citewell", "index", *map(str, words), "--watch"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)

    def line(self) -> str:
        try:
            return self._lines.get(timeout=SECONDS)
        except queue.Empty:
            self.process.kill()
            pytest.fail(f"no line came; {self.process.stderr.read()}")

    def report(self) -> dict:
        return json.loads(self.line())

    def interrupt(self) -> tuple[int, str]:
        """Ctrl+C; the exit code and what was said on standard error."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(SECONDS)
        self._reader.join()
        assert self._lines.empty()
        return self.process.returncode, self.process.stderr.read()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()
        self.process.stderr.close()


@pytest.fixture
def kb(tmp_path) -> Path:
    return write_files(tmp_path / "kb", FILES)


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def watching(home, kb) -> Iterator[Watching]:
    """Watches, after the first run."""
    program = Watching(home, kb, "--json")
    assert program.report()["added"] == len(FILES)
    yield program
    program.end()


def test_every_change_becomes_a_line(watching, home, kb):
    (kb / "new.md").write_text("# New\n\nA new policy for vouchers.\n")
    report = watching.report()
    assert report["path"] == str(kb)
    assert (report["added"], report["updated"], report["removed"]) == (1, 0, 0)
    (kb / "new.md").write_text("# New\n\nAnother policy for vouchers.\n")
    assert watching.report()["updated"] == 1
    (kb / "broken.txt").write_bytes(b"caf\xe9")
    assert [entry["path"] for entry in watching.report()["quarantined"]] == ["broken.txt"]
    (kb / "new.md").unlink()
    assert watching.report()["removed"] == 1
    code, said = watching.interrupt()
    assert code == 0
    assert "Error" not in said
    services = open_app(Home(home))
    assert documents(services) == sorted(FILES)
    services.close()


def test_it_waits_for_another_program_that_indexes(watching, home, kb):
    with FileLock(home / "index.lock"):
        (kb / "new.md").write_text("# New\n\nA new policy for vouchers.\n")
        log = home / "citewell.log"
        for _ in range(SECONDS * 10):
            if log.exists() and "was not brought up to date" in log.read_text():
                break
            threading.Event().wait(0.1)
        else:
            pytest.fail("it did not try")
        assert watching.process.poll() is None
    assert watching.report()["added"] == 1
    assert watching.interrupt()[0] == 0
