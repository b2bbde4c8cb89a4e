"""Sources that are forgotten by their path, and followed while they change."""

import pytest
from tests.support import FILES, write_files

from citewell.application.sources.indexing import IndexOptions, SourceFollower
from citewell.domain.documents import IndexReport
from citewell.domain.errors import BadInputError, HomeBusyError, StorageError
from citewell.domain.progress import CancelToken


class Runs:
    """Indexing that reports what it is given, or raises it."""

    def __init__(self, *results):
        self._results = list(results)

    def run(self, options, *, cancel):
        result = self._results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result


@pytest.fixture
def follow(tmp_path):
    """Follows a source with one broken file over runs with these results; returns what was told."""

    def follow(*results):
        changed, failed, raised = [], [], []
        follower = SourceFollower(
            Runs(*results),
            {tmp_path: (("a.md", "broken"),)},
            max_bytes=10,
            changed=lambda root, report: changed.append((root, report)),
            failed=failed.append,
            cancel=CancelToken(),
        )
        for _ in results:
            try:
                follower.update(tmp_path)
            except StorageError as error:
                raised.append(error)
        return changed, failed, raised

    return follow


def test_a_source_is_forgotten_by_the_path_that_it_was_added_with(services, tmp_path, monkeypatch):
    kb = write_files(tmp_path / "kb", FILES)
    services.ingest.run(IndexOptions(kb))
    with pytest.raises(BadInputError, match=f"nosuch is not a source. Sources: {kb}"):
        services.forgetting.forget("nosuch")
    monkeypatch.chdir(tmp_path)
    source, forgotten = services.forgetting.forget("kb")
    assert (source.root, forgotten.found) == (str(kb), ())
    assert services.index.sources() == []


def test_a_run_that_changed_nothing_is_not_told(follow, tmp_path):
    same = IndexReport(unchanged=3, passages=9, quarantined=(("a.md", "broken"),), seconds=1.0)
    added = IndexReport(added=1, quarantined=(("a.md", "broken"),))
    mended = IndexReport(unchanged=4)
    changed, failed, _ = follow(same, added, mended, mended)
    assert changed == [(tmp_path, added), (tmp_path, mended)]
    assert failed == []


def test_a_failure_is_told_and_raised_but_for_a_home_that_is_busy(follow):
    broken, busy = StorageError("the disk is full"), HomeBusyError("another one indexes")
    changed, failed, raised = follow(broken, busy)
    assert changed == []
    assert failed == [broken]
    assert raised == [broken, busy]
