"""Percentiles, and picking at even distances."""

import mmap

import pytest
from benchmarks.load_files import spread, unpack
from benchmarks.measure import PeakMemory, percentile


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
