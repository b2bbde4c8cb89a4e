"""Watching: what is told, when, and what neither stops it nor is told. Real files, real reports."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from citewell.domain.errors import CancelledError, HomeBusyError
from citewell.domain.progress import CancelToken
from citewell.knowledge.watch import folder_reports
from citewell.knowledge.watch import watcher as module
from citewell.knowledge.watch.folder_reports import is_on_network
from citewell.knowledge.watch.watcher import Debounce, Watcher, WatchTimes

PATIENCE = 30.0
"""Seconds until a change counts as missed: no test measures time."""
TIMES = WatchTimes(quiet=0.06, longest=0.25, tick=0.01, rest=0.01, listing=0.04, presence=0.03, retry=0.05)


class Told:
    """Collects the roots that were told, and waits for them."""

    def __init__(self) -> None:
        self.roots: list[Path] = []
        self.failures: list[Exception] = []
        self._news = threading.Condition()

    def __call__(self, root: Path) -> None:
        with self._news:
            self.roots.append(root)
            self._news.notify_all()
            if self.failures:
                raise self.failures.pop()

    def wait_for(self, root: Path, count: int) -> None:
        """Wait until ``root`` was told at least ``count`` times."""
        with self._news:
            assert self._news.wait_for(lambda: self.roots.count(root) >= count, PATIENCE), self.roots


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(params=[False, True], ids=["reported", "listed"])
def polling(request) -> bool:
    return request.param


Watching = Callable[..., Watcher]


@pytest.fixture
def watching(told) -> Iterator[Watching]:
    """Starts a watcher, waits until it has told every root that is there, and stops it at the end."""
    started: list[Watcher] = []

    def start(*roots: Path, polling: bool = False, times: WatchTimes = TIMES) -> Watcher:
        watcher = Watcher(roots, told, times=times, polling=polling)
        watcher.start()
        started.append(watcher)
        for root in roots:
            if root.exists():
                told.wait_for(root, 1)
        return watcher

    yield start
    for watcher in started:
        watcher.stop(PATIENCE)
    assert not any(thread.name == "watch" for thread in threading.enumerate())


@pytest.fixture
def kb(tmp_path) -> Path:
    (tmp_path / "kb" / "sub").mkdir(parents=True)
    (tmp_path / "kb" / "a.md").write_text("first")
    (tmp_path / "kb" / "sub" / "b.md").write_text("first")
    return tmp_path / "kb"


def is_never_told(told: Told, kb: Path, act: Callable[[], object]) -> None:
    """``act`` is not told, which a later change shows that is."""
    before = len(told.roots)
    act()
    time.sleep(2 * TIMES.longest)
    assert len(told.roots) == before
    (kb / "seen.md").write_text("x")
    told.wait_for(kb, before + 1)


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda kb: (kb / "a.md").write_text("other"),
    "added": lambda kb: (kb / "new.html").write_text("x"),
    "removed": lambda kb: (kb / "sub" / "b.md").unlink(),
    "renamed": lambda kb: (kb / "a.md").rename(kb / "z.md"),
    "replaced": lambda kb: ((kb / ".a.md.new").write_text("other"), (kb / ".a.md.new").replace(kb / "a.md")),
    "moved out": lambda kb: (kb / "a.md").rename(kb.parent / "a.md"),
    "sidecar": lambda kb: (kb / "a.md.meta.yaml").write_text("owner: x"),
    "defaults": lambda kb: (kb / "sub" / "_citewell.yaml").write_text("owner: x"),
    "folder renamed": lambda kb: (kb / "sub").rename(kb / "other"),
    "folder moved out": lambda kb: (kb / "sub").rename(kb.parent / "other"),
    "new folder with a file": lambda kb: ((kb / "new").mkdir(), (kb / "new" / "c.md").write_text("x")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_told(watching, told, kb, polling, change):
    watching(kb, polling=polling)
    change(kb)
    told.wait_for(kb, 2)


def test_a_file_in_a_new_folder_is_told_later_too(watching, told, kb):
    watching(kb)
    (kb / "new" / "deep").mkdir(parents=True)
    told.wait_for(kb, 2)
    (kb / "new" / "deep" / "c.md").write_text("x")
    told.wait_for(kb, 3)


def test_what_is_never_indexed_is_not_told(watching, told, kb, polling):
    (kb / ".git").mkdir()
    watching(kb, polling=polling)

    def act() -> None:
        for name in (".hidden.md", ".git/x.md", "~$a.docx", "a.md.tmp", "film.mov", ".~lock.a.odt#", "Thumbs.db"):
            (kb / name).write_text("x")
        (kb / "a.md").read_text()

    is_never_told(told, kb, act)


def test_a_burst_is_told_once_when_it_is_over(watching, told, kb):
    watching(kb)
    for number in range(300):
        (kb / f"{number}.md").write_text("x")
    told.wait_for(kb, 2)
    time.sleep(2 * TIMES.longest)
    assert told.roots.count(kb) <= 4


def test_writing_without_end_is_told_in_between(watching, told, kb):
    watching(kb)
    done = threading.Event()

    def write() -> None:
        while not done.wait(TIMES.quiet / 5):
            (kb / "a.md").write_text(str(time.monotonic_ns()))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        told.wait_for(kb, 4)
    finally:
        done.set()
        writer.join()


def test_a_file_as_source_is_watched_alone(watching, told, kb, polling):
    root = kb / "a.md"
    watching(root, polling=polling)
    (kb / "other.md").write_text("x")
    (kb / "sub" / "b.md").write_text("x")
    time.sleep(2 * TIMES.longest)
    assert told.roots == [root]
    (kb / "new.md").write_text("other")
    (kb / "new.md").replace(root)
    told.wait_for(root, 2)
    root.write_text("other again")
    told.wait_for(root, 3)


def test_a_source_that_goes_and_comes_back_is_told(watching, told, kb, polling):
    watching(kb, polling=polling)
    kb.rename(kb.parent / "away")
    time.sleep(10 * TIMES.presence)
    (kb.parent / "away").rename(kb)
    told.wait_for(kb, 2)
    (kb / "a.md").write_text("other")
    told.wait_for(kb, 3)


def test_a_source_that_is_replaced_is_told(watching, told, kb):
    watching(kb)
    kb.rename(kb.parent / "away")
    kb.mkdir()
    told.wait_for(kb, 2)
    (kb / "a.md").write_text("other")
    told.wait_for(kb, 3)


def test_a_source_that_is_made_again_at_once_is_told(watching, told, kb, monkeypatch):
    monkeypatch.setattr(module, "_identity", lambda path: (1, 1) if path.exists() else None)  # an inode is used again
    watching(kb)
    shutil.rmtree(kb)
    kb.mkdir()
    told.wait_for(kb, 2)
    (kb / "a.md").write_text("other")
    told.wait_for(kb, 3)


def test_a_link_that_leads_elsewhere_now_is_told(watching, told, kb, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(kb, target_is_directory=True)
    watching(link)
    (tmp_path / "other").mkdir()
    link.unlink()
    link.symlink_to(tmp_path / "other", target_is_directory=True)
    told.wait_for(link, 2)
    (link / "a.md").write_text("other")
    told.wait_for(link, 3)


def test_a_source_that_is_removed_is_not_told(watching, told, kb):
    watching(kb)
    shutil.rmtree(kb)
    time.sleep(2 * TIMES.longest)
    assert told.roots == [kb]


def test_a_source_that_is_not_there_yet(watching, told, tmp_path):
    watching(tmp_path / "later")
    (tmp_path / "later").mkdir()
    told.wait_for(tmp_path / "later", 1)


def test_sources_are_told_apart_and_come_and_go(watching, told, kb, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    watcher = watching(kb)
    watcher.add(other)
    told.wait_for(other, 1)
    (other / "x.md").write_text("x")
    told.wait_for(other, 2)
    assert told.roots.count(kb) == 1
    watcher.remove(other)
    time.sleep(10 * TIMES.tick)
    (other / "x.md").write_text("other")
    (kb / "a.md").write_text("other")
    told.wait_for(kb, 2)
    assert told.roots.count(other) == 2


@pytest.mark.expects_log("was not brought up to date: The home is busy.", "was not brought up to date")
def test_what_could_not_be_handled_is_told_again(watching, told, kb):
    watching(kb)
    told.failures = [ValueError("a mistake"), HomeBusyError("The home is busy.")]
    (kb / "a.md").write_text("other")
    told.wait_for(kb, 4)
    time.sleep(4 * TIMES.longest)
    assert told.roots.count(kb) == 4


def test_a_run_that_the_user_cancels_is_not_told_again(watching, told, kb):
    watching(kb)
    told.failures = [CancelledError("Cancelled.")]
    (kb / "a.md").write_text("other")
    told.wait_for(kb, 2)
    time.sleep(2 * TIMES.longest)
    assert told.roots.count(kb) == 2


def test_a_source_is_told_again_after_long_silence(watching, told, kb):
    watching(kb, times=WatchTimes(quiet=0.05, longest=0.1, tick=0.02, rest=0.02, again=0.3))
    told.wait_for(kb, 4)


class CountedReports:
    """Reports no change, and counts how often it is looked at."""

    def __init__(self) -> None:
        self.looks = 0

    def changed(self) -> bool:
        self.looks += 1
        return False

    def close(self) -> None:
        """Nothing is held."""


def test_it_rests_once_everything_is_told_and_still_stops_at_once(watching, told, kb, monkeypatch):
    reports = CountedReports()
    monkeypatch.setattr(module, "open_reports", lambda *_a, **_o: reports)
    watching(kb, times=WatchTimes(quiet=0.05, longest=0.1, tick=0.001, rest=10 * PATIENCE))
    time.sleep(4 * TIMES.longest)  # it looks once more at most before it rests
    looks = reports.looks
    time.sleep(2 * TIMES.longest)
    assert reports.looks == looks


@pytest.mark.expects_log("cannot be watched (OS file watch limit reached.)")
def test_more_than_the_system_watches_is_listed(watching, told, kb, monkeypatch):
    def refuse(*_paths, **_options):
        raise OSError("OS file watch limit reached.")
        yield

    monkeypatch.setattr(folder_reports, "watch", refuse)
    watching(kb)
    (kb / "a.md").write_text("other")
    told.wait_for(kb, 2)


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode on this system")
def test_a_name_that_is_no_text_does_not_end_it(watching, told, kb, polling):
    watching(kb, polling=polling)
    Path(os.fsdecode(os.fsencode(kb) + b"/caf\xe9.md")).write_text("x")
    told.wait_for(kb, 2)
    count = len(told.roots)
    (kb / "a.md").write_text("other")
    told.wait_for(kb, count + 1)


def test_no_file_is_held_open(watching, told, kb):
    for number in range(100):
        (kb / f"f{number}").mkdir()
        (kb / f"f{number}" / "a.md").write_text("x")
    process = psutil.Process()
    before = process.num_fds() if hasattr(process, "num_fds") else process.num_handles()
    watching(kb)
    after = process.num_fds() if hasattr(process, "num_fds") else process.num_handles()
    assert after - before < 10


def test_a_token_stops_it(told, kb):
    stop = CancelToken()
    runner = threading.Thread(target=Watcher([kb], told, stop, times=TIMES).run)
    runner.start()
    told.wait_for(kb, 1)
    stop.cancel()
    runner.join(PATIENCE)
    assert not runner.is_alive()


def test_debouncing():
    changes = Debounce(quiet=1.0, longest=5.0)
    assert not changes.is_due(0.0)
    changes.note(10.0)
    assert not changes.is_due(10.9)
    changes.note(10.9)
    assert not changes.is_due(11.5)
    assert changes.is_due(11.9)
    for now in range(11, 16):
        changes.note(float(now))
    assert changes.is_due(15.0)
    changes.clear()
    assert not changes.is_due(99.0)


@pytest.mark.parametrize(
    ("path", "kind", "options", "expected"),
    [
        ("/mnt/share/kb", "nfs4", "rw", True),
        ("/mnt/share/kb", "fuse.sshfs", "rw", True),
        ("/mnt/share/kb", "ntfs", "rw,remote", True),
        ("/mnt/share/kb", "fuseblk", "rw", False),
        ("/mnt/shared/kb", "nfs4", "rw", False),
    ],
)
def test_network_drives_are_told_from_others(monkeypatch, path, kind, options, expected):
    parts = [
        SimpleNamespace(mountpoint="/", fstype="ext4", opts="rw"),
        SimpleNamespace(mountpoint="/mnt/share", fstype=kind, opts=options),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: parts)
    assert is_on_network(Path(path)) is expected
