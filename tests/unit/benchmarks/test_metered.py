"""The meter: what it counts, and what it takes for the embedder alone."""

import threading
import time

import pytest
from benchmarks import metered
from benchmarks.metered import MeteredEmbedder

SLOW = 0.05


class SlowEmbedder:
    """The same time for every call."""

    dimensions = 1
    identity = "slow"

    def __init__(self):
        self.calls = []

    def embed(self, texts):
        time.sleep(SLOW)
        self.calls.append(list(texts))
        return [b"1234" for _ in texts]


@pytest.fixture(autouse=True)
def _hasty(monkeypatch):
    monkeypatch.setattr(metered, "IDLE_SECONDS", 0.01)


@pytest.fixture
def slow() -> SlowEmbedder:
    return SlowEmbedder()


def test_work_beside_the_embedder_lowers_the_ratio(slow):
    meter = MeteredEmbedder(slow, replayed=2)
    meter.start()
    for _ in range(3):
        meter.embed(["a", "b"])
        time.sleep(SLOW)
    meter.pause()
    assert meter.passages == 6
    assert meter.replayed_passages == 4
    assert meter.seconds == pytest.approx(6 * SLOW, rel=0.5)
    assert 0.3 < meter.ratio < 0.7


def test_pauses_and_what_came_before_the_start_do_not_count(slow):
    meter = MeteredEmbedder(slow)
    meter.embed(["warm up"])
    meter.start()
    meter.embed(["a"])
    meter.pause()
    assert slow.calls == [["warm up"], ["a"], ["a"]]
    assert meter.passages == 1
    assert meter.seconds < 2 * SLOW


def test_time_after_the_last_call_counts(slow):
    meter = MeteredEmbedder(slow)
    meter.start()
    meter.embed(["a"])
    meter.pause()
    time.sleep(4 * SLOW)
    meter.pause()
    assert len(meter.stretches) == 1
    assert meter.seconds > 4.5 * SLOW
    assert meter.ratio < 0.5


def test_a_pause_waits_for_calls_of_another_thread(slow):
    meter = MeteredEmbedder(slow)
    meter.start()
    thread = threading.Thread(target=meter.embed, args=(["a"],))
    thread.start()
    time.sleep(SLOW / 5)
    meter.pause()
    thread.join()
    assert meter.passages == 1
    assert slow.calls == [["a"], ["a"]]


def test_a_few_batches_are_kept_of_many(slow, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    meter = MeteredEmbedder(slow, replayed=3)
    meter.start()
    for number in range(50):
        meter.embed([str(number)])
    monkeypatch.undo()
    meter.pause()
    repeated = slow.calls[50:]
    assert len(repeated) == 3
    assert repeated != [["0"], ["1"], ["2"]]
    assert meter.passages == 50
