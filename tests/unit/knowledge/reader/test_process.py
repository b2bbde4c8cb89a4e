"""Files are read in a child process: the same documents, and a poisonous file costs itself alone."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import psutil
import pytest

from citewell.domain.documents import Access, Block, Box, ExtractedDocument, Metadata, Passage
from citewell.domain.errors import CancelledError, ProcessError, UnreadableFileError
from citewell.domain.progress import CancelToken
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.reader.frames import decode_extraction, encode_extraction
from citewell.knowledge.reader.host import ReaderService
from citewell.knowledge.reader.process import ReaderProcess, ReadLimits
from citewell.processes.frames import Frame, pack, unpack

COMMAND = [sys.executable, str(Path(__file__).with_name("poison_host.py"))]
LIMITS = ReadLimits(seconds=20, memory_mb=200, characters=5000)
HASTY = replace(LIMITS, seconds=0.7)
HASTIEST = replace(LIMITS, seconds=0.3)
DIED = pytest.mark.expects_log("the reader process ended")
posix = pytest.mark.skipif(os.name != "posix", reason="signals are different on this system")


@pytest.fixture
def open_reader() -> Iterator:
    opened: list[ReaderProcess] = []

    def open_(limits: ReadLimits = LIMITS, *arguments: str) -> ReaderProcess:
        opened.append(ReaderProcess(limits, command=[*COMMAND, *arguments]))
        return opened[-1]

    yield open_
    for reader in opened:
        reader.close()


def poison(name: str) -> tuple[bytes, str]:
    return f"poison: {name}".encode(), "a.txt"


def good(number: int) -> tuple[bytes, str]:
    return f"text {number}".encode(), f"{number}.txt"


def shown(result) -> str:
    return str(result) if isinstance(result, UnreadableFileError) else result[0].text


def reason(reader: ReaderProcess, name: str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        reader.read(*poison(name))
    return str(caught.value)


def test_real_files_are_read_as_in_this_process(sample_kb):
    files = [(path.read_bytes(), path.name) for path in sorted(sample_kb.rglob("*")) if path.suffix in {".md", ".html"}]
    reader = ReaderProcess()
    results = list(reader.read_many(files))
    reader.close()
    assert len(files) > 40
    for (data, path), (document, passages) in zip(files, results, strict=True):
        expected = load_bytes(data, path)
        assert document == replace(expected, detected_language=document.detected_language)
        assert passages == cut_passages(expected)


def test_nothing_starts_before_the_first_file(open_reader):
    reader = open_reader()
    assert reader.pid is None
    assert list(reader.read_many([])) == []
    assert reader.pid is None
    reader.read(*good(1))
    pid = reader.pid
    reader.close()
    assert not psutil.pid_exists(pid)


def test_results_come_in_order_and_one_file_at_fault_costs_itself(open_reader):
    files = [good(i) for i in range(30)]
    files[7], files[20] = poison("refuse"), (b"", "empty.txt")
    results = [shown(result) for result in open_reader().read_many(files)]
    assert results[7] == "password-protected"
    assert results[20] == "the file is empty"
    assert [results[i] for i in range(30) if i not in {7, 20}] == [f"text {i}" for i in range(30) if i not in {7, 20}]


def test_files_are_sent_ahead_but_not_all(open_reader):
    pulled = []

    def files():
        for i in range(50):
            pulled.append(i)
            yield good(i)

    results = open_reader().read_many(files())
    assert shown(next(results)) == "text 0"
    assert 1 < len(pulled) <= LIMITS.files_ahead
    assert [shown(result) for result in results] == [f"text {i}" for i in range(1, 50)]


def test_big_files_are_not_sent_ahead(open_reader):
    pulled = []

    def files():
        for i in range(4):
            pulled.append(i)
            yield b"1 " * 400 + str(i).encode(), "a.txt"

    results = open_reader(replace(LIMITS, bytes_ahead=1000)).read_many(files())
    next(results)
    assert len(pulled) == 2
    assert len(list(results)) == 3


@DIED
def test_a_file_that_hangs_is_given_up(open_reader):
    reader = open_reader(HASTIEST)
    assert reason(reader, "hang").startswith("took longer than 0 s to read; split it")
    assert shown(reader.read(*good(1))) == "text 1"


@DIED
@posix
def test_a_file_that_hangs_with_a_full_pipe_behind_it(open_reader):
    big = b"word " * 400_000
    results = open_reader(HASTIEST).read_many([good(0), poison("hang_without_letting_go"), (big, "b.txt"), good(1)])
    assert [shown(result)[:15] for result in results] == ["text 0", "took longer tha", "holds 2,000,000", "text 1"]


def test_each_file_has_the_time_for_itself(open_reader):
    results = open_reader(HASTY).read_many([poison("nap")] * 4)
    assert all(shown(result).startswith("read by") for result in results)


def test_a_big_file_may_take_longer():
    assert ReadLimits().seconds_for(0) == 60
    assert ReadLimits().seconds_for(50 * 1024 * 1024) == 260


@DIED
@posix
@pytest.mark.parametrize(
    ("name", "cause"),
    [("segfault", "signal 11, SIGSEGV"), ("abort", "signal 6, SIGABRT"), ("exit", "code 3")],
)
def test_a_crash_is_told(open_reader, name, cause):
    reader = open_reader()
    assert reason(reader, name) == (
        f"the parser crashed on it ({cause}); it may be damaged: save it anew and index it again"
    )
    assert shown(reader.read(*good(1))) == "text 1"


@DIED
@posix
def test_a_child_that_the_system_killed(open_reader):
    assert reason(open_reader(), "be_killed").startswith("the computer ran out of memory while reading it; close")


@DIED
@posix
def test_a_child_that_died_between_files_costs_none(open_reader):
    reader = open_reader()
    reader.read(*good(1))
    os.kill(reader.pid, signal.SIGKILL)
    assert shown(reader.read(*good(2))) == "text 2"


def test_an_answer_that_cannot_be_sent(open_reader):
    reader = open_reader()
    assert "its parser failed (The reader process failed: TypeError" in reason(reader, "answer_nonsense")
    assert shown(reader.read(*good(2))) == "text 2"


@DIED
@posix
def test_a_crash_among_others_costs_one_file(open_reader):
    files = [good(0), poison("segfault"), good(2), poison("abort"), poison("segfault"), good(5)]
    results = [shown(result) for result in open_reader().read_many(files)]
    assert [results[i] for i in (0, 2, 5)] == ["text 0", "text 2", "text 5"]
    assert all("crashed" in results[i] for i in (1, 3, 4))


@pytest.mark.parametrize("name", ["bomb", "slow_bomb"])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the parent's look alone holds the limit")
def test_a_memory_bomb_is_stopped_at_the_limit(open_reader, name):
    reader = open_reader()
    assert (
        reason(reader, name) == "needs more than 200 MB of memory to read; split it into smaller files and index them"
    )
    assert reader.pid is None
    assert shown(reader.read(*good(1))) == "text 1"


@DIED
def test_a_memory_bomb_is_stopped_by_the_parent(open_reader):
    reader = open_reader(LIMITS, "unlimited")
    assert "needs more than 200 MB" in reason(reader, "slow_bomb")
    assert shown(reader.read(*good(1))) == "text 1"


def test_too_much_text_is_refused(open_reader):
    with pytest.raises(UnreadableFileError, match=r"holds 6,000 characters of text, over the limit of 5,000; split"):
        open_reader().read(b"x" * 6000, "a.txt")


@pytest.mark.expects_log("a parser failed: KeyError at poison_host.py")
def test_an_error_of_a_parser_is_told_without_the_text_of_the_file(open_reader):
    reader = open_reader()
    assert reason(reader, "fail").startswith("its parser failed (KeyError); it may be damaged")
    pid = reader.pid
    reader.read(*good(1))
    assert reader.pid == pid


def test_what_parsers_print_is_no_answer(open_reader):
    assert shown(open_reader().read(*poison("print"))).startswith("read by")


def test_a_child_is_replaced_after_so_many_files(open_reader):
    reader = open_reader(replace(LIMITS, files_per_child=10))
    pids = [shown(result) for result in reader.read_many([poison("nothing")] * 40)]
    assert len(set(pids)) in range(2, 5)
    assert pids == sorted(pids, key=pids.index)


def test_a_child_that_has_grown_is_replaced(open_reader):
    reader = open_reader(replace(LIMITS, memory_mb=2000, growth_mb=60))
    pids = [shown(reader.read(*poison(name))) for name in ("nothing", "grow", "grow", "nothing", "nothing")]
    assert pids[0] == pids[1] == pids[2] != pids[3] == pids[4]


def test_cancelling_ends_the_child_at_once(open_reader):
    reader, cancel = open_reader(), CancelToken()
    results = reader.read_many([good(0), poison("hang")], cancel)
    next(results)
    pid = reader.pid
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(CancelledError):
        next(results)
    assert not psutil.pid_exists(pid)
    assert shown(reader.read(*good(1))) == "text 1"


@posix
def test_cancelling_a_write_that_waits(open_reader):
    reader, cancel = open_reader(), CancelToken()
    threading.Timer(0.5, cancel.cancel).start()
    files = [poison("hang_without_letting_go"), (b"word " * 400_000, "b.txt")]
    with pytest.raises(CancelledError):
        list(reader.read_many(files, cancel))
    assert shown(reader.read(*good(1))) == "text 1"


def test_a_caller_that_stops_listening_ends_the_child(open_reader):
    reader = open_reader()
    results = reader.read_many([good(0), poison("hang")])
    next(results)
    results.close()
    assert reader.pid is None
    assert shown(reader.read(*good(1))) == "text 1"


def test_a_child_without_work_ends_and_the_next_file_starts_another(open_reader):
    reader = open_reader(replace(LIMITS, idle_seconds=0.1))
    assert shown(reader.read(*good(1))) == "text 1"
    first = reader._idle
    first.join()
    assert reader.pid is None
    assert shown(reader.read(*good(2))) == "text 2"
    assert reader._idle is not first
    reader._idle.join()
    assert reader.pid is None


def test_a_child_that_has_work_again_does_not_end(open_reader):
    reader = open_reader(replace(LIMITS, idle_seconds=3600))
    reader.read(*good(1))
    waiting, pid = reader._idle, reader.pid
    results = reader.read_many([good(2), good(3)])
    next(results)
    assert waiting.finished.is_set(), "the timer of before is stopped"
    reader._end_idle()
    assert reader.pid == pid
    assert shown(next(results)) == "text 3"


def test_closing_does_not_wait_for_a_reader_at_rest(open_reader):
    reader = open_reader()
    results = reader.read_many([good(0), poison("hang")])
    next(results)
    pid = reader.pid
    reader.close()
    assert not psutil.pid_exists(pid)
    with pytest.raises(ProcessError, match="was ended"):
        next(results)
    assert shown(reader.read(*good(1))) == "text 1"


@pytest.mark.parametrize("seconds", [0.02, 0.3], ids=["while it starts", "while it reads"])
def test_closing_ends_reading_in_another_thread(open_reader, seconds):
    reader = open_reader()
    threading.Timer(seconds, reader.close).start()
    with pytest.raises(ProcessError):
        reader.read(*poison("hang"))
    assert reader.pid is None


@pytest.mark.expects_log("the reader process did not start: a library is missing")
def test_a_reader_that_does_not_start_is_no_fault_of_the_file(open_reader):
    with pytest.raises(ProcessError, match="does not start"):
        open_reader(LIMITS, "broken").read(*good(1))


def sent(frame: Frame) -> Frame:
    """A frame as it comes out of a pipe."""
    return unpack(pack(frame))


def test_extractions_travel_unchanged():
    metadata = Metadata(
        title="É 日本 😀", key="k", effective_from=date(2024, 2, 29), regions=("DE", "AT"), access=Access.CONFIDENTIAL,
        supersedes=("a", "b"),
    )  # fmt: skip
    document = ExtractedDocument(
        "text\0",
        (Block(0, 4, "text", 2, 3, "row-1", ("SKU-1",)), Block(4, 5, "x")),
        metadata,
        ("a problem",),
        (Box(0, 4, 1, 1.5, 2.25, 3.1, 4.0),),
    )
    passages = (Passage(0, 4, ("A", "B"), "text", 3, "row-1", ("SKU-1", "")), Passage(4, 5, (), "x"))
    assert decode_extraction(sent(encode_extraction(document, passages))) == (document, passages)


GERMAN = "Sie können jede Bestellung innerhalb von vierzehn Tagen ohne Angabe von Gründen widerrufen."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Customers may cancel within fourteen days and the amount paid is refunded to them.", "en"),
        ("您可以在收到商品后的十四天内无理由退货，退款将在五个工作日内到账。", "zh"),
        ("Anda dapat membatalkan pesanan dalam waktu empat belas hari.", "id"),
        ("Plan: Pro; Price: 12 EUR; Seats: 5; Support: email", ""),
        ("Zu kurz.", ""),
        ("0x8024401c KB5005565 4711-0815 " * 10, ""),
        (f"---\nlanguage: fr\n---\n{GERMAN}", "fr"),
    ],
)
def test_the_language_is_told_from_the_text(text, language):
    service = ReaderService(10_000)
    (frame,) = service.serve(Frame({"path": "a.md"}, text.encode()), threading.Event())
    document, _passages = decode_extraction(sent(frame))
    assert (document.metadata.language or document.detected_language) == language
