"""Percentiles, and picking at even distances."""

import mmap
import subprocess
import sys
import tempfile
import time

import pytest
from benchmarks.load_files import spread, unpack
from benchmarks.measure import PeakMemory, family_memory, percentile, process_age


@pytest.mark.parametrize(("share", "value"), [(0, 1), (0.5, 3), (0.95, 4), (1, 4)])
def test_percentile(share, value):
    assert percentile([4, 1, 3, 2], share) == value


def test_spread():
    assert spread(list(range(10)), 4) == [0, 2, 5, 7]
    assert spread([1, 2], 3) == [1, 2]


def test_peak_memory_sees_what_is_held():
    with PeakMemory() as before:
        pass
    with PeakMemory() as memory, mmap.mmap(-1, 50_000_000) as held:  # of the system, not of what the allocator kept
        for page in range(0, len(held), mmap.PAGESIZE):
            held[page] = 1
        memory._look()
    assert memory.megabytes > before.megabytes + 40
    assert "program" in str(memory)


def test_a_missing_archive_is_named(tmp_path):
    with pytest.raises(SystemExit, match="CITEWELL_SHARED"):
        unpack(tmp_path / "none.tar.xz", tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not say how files are shared")
def test_memory_of_the_family_counts_what_no_file_backs_and_files_once():
    with tempfile.TemporaryFile() as file:
        file.write(bytes(30_000_000))
        file.flush()
        before = family_memory()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as first, mmap.mmap(file.fileno(), 0) as again:
            assert sum(first[:: mmap.PAGESIZE]) + sum(again[:: mmap.PAGESIZE]) == 0
            after = family_memory()
    assert 25 < after["files"] - before["files"] < 45
    assert after["program"] - before["program"] < 10


def test_the_age_of_a_process_is_no_more_than_the_time_since_it_was_asked_for():
    code = "import time; began = time.monotonic(); from benchmarks.measure import process_age as age; "
    code += "print(age(), time.monotonic() - began)"
    before = time.monotonic()
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    age, own = map(float, told.stdout.split())
    tick = 0.02  # the kernel counts in hundredths
    assert own - tick <= age <= time.monotonic() - before + tick
    assert process_age() > age
