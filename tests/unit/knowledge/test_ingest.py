"""Indexing on a real index with a fake embedder."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support import EARLY, FILES, TODAY, counts, documents, passage_texts, with_models, write_files

from citewell.application.app import App
from citewell.application.homes.locks import locked
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access, Filters, IndexReport
from citewell.domain.errors import BadInputError, CancelledError, HomeBusyError
from citewell.domain.ports import Embedder, Vector
from citewell.domain.progress import CancelToken, IndexProgress
from citewell.knowledge import ingest
from citewell.knowledge.ingest import BATCH_PASSAGES, IndexOptions, Ingest
from citewell.models.fakes import HashingEmbedder
from citewell.storage.db.database import fetch_value


class CountingEmbedder(HashingEmbedder):
    """Remembers what it embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.texts += texts
        return super().embed(texts)


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def models(embedder) -> FakeModels:
    return FakeModels(embedder=embedder)


def embedding_by(services: App, embedder: Embedder) -> App:
    """The same home, indexed by another embedder."""
    return open_app(services.home, scratch=True, choices=with_models(FakeModels(embedder=embedder)))


@pytest.fixture
def kb(tmp_path) -> Path:
    return write_files(tmp_path / "kb", FILES)


def index(services: App, path: Path, access: Access | None = None, **options) -> IndexReport:
    return services.ingest.run(IndexOptions(path, access, **options))


def tally(report: IndexReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed


def found_by_words(services: App, query: str) -> list[int]:
    return services.search._search.search_words(query, Filters(TODAY), 50)


def test_the_first_run_adds_everything(services, embedder, kb):
    report = index(services, kb)
    assert tally(report) == (3, 0, 0, 0)
    assert report.quarantined == ()
    assert report.passages == counts(services)["passage"] == len(embedder.texts)
    assert documents(services) == sorted(FILES)
    source = services.index.sources()[0]
    assert (source.root, source.access, source.documents, source.passages) == (
        str(kb),
        Access.PUBLIC,
        3,
        report.passages,
    )
    assert source.indexed_at


def test_every_passage_has_its_words_and_its_vector(services, embedder, kb):
    index(services, kb)
    found = counts(services)
    assert found["passage"] == found["passage_words"] == found["passage_vector"]


def test_the_second_run_changes_nothing(services, embedder, kb):
    index(services, kb)
    before = len(embedder.texts)
    assert tally(index(services, kb)) == (0, 0, 3, 0)
    assert len(embedder.texts) == before


def test_a_file_that_was_only_touched_is_unchanged(services, embedder, kb):
    index(services, kb)
    before = len(embedder.texts)
    os.utime(kb / "refunds.md", ns=(EARLY, EARLY))
    assert tally(index(services, kb)) == (0, 0, 3, 0)
    assert len(embedder.texts) == before


def test_a_change_that_keeps_size_and_time_is_seen_where_the_file_is_young(services, embedder, kb):
    index(services, kb)
    path = kb / "refunds.md"
    status = path.stat()
    path.write_text(path.read_text().replace("14 days", "15 days"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert tally(index(services, kb)) == (0, 1, 2, 0)
    assert "15 days" in " ".join(passage_texts(services))


def test_an_old_file_is_not_even_read_again(services, embedder, kb):
    path = kb / "refunds.md"
    os.utime(path, ns=(EARLY, EARLY))
    index(services, kb)
    path.write_bytes(path.read_bytes().replace(b"14 days", b"15 days"))
    os.utime(path, ns=(EARLY, EARLY))
    assert tally(index(services, kb)) == (0, 0, 3, 0)


def test_files_are_read_once_more_where_they_are_read_otherwise(services, embedder, kb, monkeypatch):
    for path in kb.rglob("*.*"):
        os.utime(path, ns=(EARLY, EARLY))
    index(services, kb)
    before = len(embedder.texts)
    monkeypatch.setattr(ingest, "FORMATS", ingest.FORMATS + 1)
    assert tally(index(services, kb)) == (0, 3, 0, 0)
    assert len(embedder.texts) == before
    assert all(services.index.history(1, path) == [] for path in services.index.file_states(1))
    assert tally(index(services, kb)) == (0, 0, 3, 0)


def test_a_changed_file_embeds_only_its_changed_passages(services, embedder, kb):
    index(services, kb)
    before = len(embedder.texts)
    path = kb / "refunds.md"
    path.write_text(path.read_text().replace("14 days", "15 days"))
    assert tally(index(services, kb)) == (0, 1, 2, 0)
    assert len(embedder.texts) == before + 1
    assert "15 days" in embedder.texts[-1]
    found = counts(services)
    assert found["passage"] == found["passage_words"] == found["passage_vector"]


def test_a_removed_file_is_gone_from_everything(services, embedder, kb):
    index(services, kb)
    before = counts(services)
    assert found_by_words(services, "backups")
    (kb / "sub" / "backups.md").unlink()
    report = index(services, kb)
    assert tally(report) == (0, 0, 2, 1)
    assert "sub/backups.md" not in documents(services)
    assert not found_by_words(services, "backups")
    after = counts(services)
    assert after["passage"] == after["passage_words"] == after["passage_vector"] < before["passage"]
    assert after["document_region"] == after["supersession"] == 0


def test_a_renamed_file_is_found_under_its_new_name(services, embedder, kb):
    index(services, kb)
    (kb / "shipping.txt").rename(kb / "sub" / "shipping.txt")
    before = len(embedder.texts)
    assert tally(index(services, kb)) == (0, 1, 2, 0)
    assert documents(services) == ["refunds.md", "sub/backups.md", "sub/shipping.txt"]
    assert embedder.texts[before:] == []
    assert tally(index(services, kb)) == (0, 0, 3, 0)


def test_a_folder_that_is_renamed_is_not_embedded_again(services, embedder, kb):
    index(services, kb)
    before = counts(services)
    (kb / "sub").rename(kb / "moved")
    (kb / "refunds.md").rename(kb / "policy.md")  # its title stands in the document
    embedder.texts.clear()
    assert tally(index(services, kb)) == (0, 2, 1, 0)
    assert documents(services) == ["moved/backups.md", "policy.md", "shipping.txt"]
    assert embedder.texts == []
    assert counts(services) == before


def test_a_file_that_cannot_be_read_is_not_tried_until_it_changes(services, embedder, kb):
    bad = kb / "bad.md"
    bad.write_bytes(b"\xff\xff")
    os.utime(bad, ns=(EARLY, EARLY))
    reader = services.models.reader
    tried: list[str] = []

    class Watched:
        def read_many(self, files, cancel=None):
            return reader.read_many(((data, tried.append(path) or path) for data, path in files), cancel)

    services.ingest._reader = Watched()
    first = index(services, kb)
    tried.clear()
    assert index(services, kb).quarantined == first.quarantined
    assert tried == []
    bad.write_text("It is mended.\n")
    assert tally(index(services, kb)) == (1, 0, 3, 0)
    assert tried == ["bad.md"]
    assert services.index.refusals(1) == {}


def test_a_copy_is_no_move(services, embedder, kb):
    index(services, kb)
    (kb / "copy.md").write_bytes((kb / "refunds.md").read_bytes())
    assert tally(index(services, kb)) == (1, 0, 3, 0)
    assert documents(services) == ["copy.md", "refunds.md", "shipping.txt", "sub/backups.md"]


def test_what_cannot_be_indexed_is_quarantined_with_its_reason(services, embedder, kb):
    (kb / "empty.md").touch()
    (kb / "latin.txt").write_bytes(b"caf\xe9")
    (kb / "blank.md").write_text("\n\n")
    (kb / "gone.md").symlink_to(kb / "nowhere.md")
    (kb / "reject.html").write_text("<p>x</p><![<p>")
    os.mkfifo(kb / "pipe.md")
    (kb / "large.md").write_text("word " * 500_000)
    report = index(services, kb, max_bytes=2 * 1024 * 1024)
    assert tally(report) == (3, 0, 0, 0)
    reasons = dict(report.quarantined)
    assert reasons == services.index.sources()[0].quarantined
    assert reasons.keys() == {"empty.md", "latin.txt", "blank.md", "gone.md", "reject.html", "pipe.md", "large.md"}
    assert reasons["empty.md"] == "the file is empty"
    assert "not UTF-8 text (byte 3)" in reasons["latin.txt"]
    assert reasons["blank.md"] == "the file holds no text"
    assert "leads nowhere" in reasons["gone.md"]
    assert "not HTML" in reasons["reject.html"]
    assert "not a regular file" in reasons["pipe.md"]
    assert "2 MB is over the limit of 2 MB" in reasons["large.md"]


def test_a_name_that_is_no_text_does_not_stop_the_rest(services, embedder, kb):
    Path(os.fsdecode(os.fsencode(kb) + b"/caf\xe9.md")).write_text("text")
    report = index(services, kb)
    assert tally(report) == (3, 0, 0, 0)
    assert [path for path, _ in report.quarantined] == ["caf�.md"]


def test_a_mended_file_leaves_the_quarantine(services, embedder, kb):
    (kb / "refunds.md").write_bytes(b"caf\xe9")
    index(services, kb)
    (kb / "refunds.md").write_text(FILES["refunds.md"])
    assert tally(index(services, kb)) == (1, 0, 2, 0)
    assert services.index.sources()[0].quarantined == {}


def test_a_file_that_became_unreadable_loses_its_passages(services, embedder, kb):
    index(services, kb)
    (kb / "sub" / "backups.md").write_bytes(b"backups \xff")
    report = index(services, kb)
    assert tally(report) == (0, 0, 2, 1)
    assert [path for path, _ in report.quarantined] == ["sub/backups.md"]
    assert not found_by_words(services, "backups")


def test_problems_of_front_matter_are_shown_with_the_source(services, embedder, kb):
    (kb / "odd.md").write_text("---\neffective_from: soon\n---\nText\n")
    index(services, kb)
    assert list(services.index.sources()[0].problems) == ["odd.md"]


def many_files(folder: Path, files: int = 12) -> Path:
    """Enough passages for several batches."""
    sections = [f"## Part {i}\n\nWhat part {i} of this says{' and says' * 30}.\n" for i in range(BATCH_PASSAGES // 4)]
    return write_files(folder, {f"f{n:02}.md": f"# File {n}\n\n" + "\n".join(sections) for n in range(files)})


class StoppingEmbedder(CountingEmbedder):
    """Cancels after some calls."""

    def __init__(self, calls: int, cancel: CancelToken) -> None:
        super().__init__()
        self.calls, self.cancel = calls, cancel

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.calls -= 1
        if self.calls == 0:
            self.cancel.cancel()
        return super().embed(texts)


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_a_cancelled_run_leaves_whole_files_and_the_next_one_finishes(services, tmp_path, calls):
    kb = many_files(tmp_path / "kb")
    cancel = CancelToken()
    stopping = embedding_by(services, StoppingEmbedder(calls, cancel))
    with pytest.raises(CancelledError):
        stopping.ingest.run(IndexOptions(kb), cancel=cancel)
    stopping.close()
    stored = documents(services)
    assert len(stored) < 12
    found = counts(services)
    per_file = BATCH_PASSAGES // 4
    assert found["passage"] == found["passage_words"] == found["passage_vector"] == per_file * len(stored)
    report = services.ingest.run(IndexOptions(kb))
    assert report.added == 12 - len(stored)
    assert report.passages == 12 * per_file


def test_a_run_that_is_cancelled_before_it_starts_changes_nothing(services, embedder, kb):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        services.ingest.run(IndexOptions(kb), cancel=cancel)
    assert documents(services) == []
    assert embedder.texts == []


def test_progress_counts_passages_and_reaches_its_end_with_the_last_one(services, embedder, kb):
    reports: list[IndexProgress] = []
    report = services.ingest.run(IndexOptions(kb), progress=reports.append)
    first, last = reports[0], reports[-1]
    assert (first.item, first.files, first.of_files, first.total) == ("refunds.md", 0, 3, 0)
    assert (last.done, last.total) == (report.passages, report.passages)
    assert all(one.done < report.passages for one in reports[:3]), "files that were read are not stored yet"
    assert [one.done for one in reports] == sorted(one.done for one in reports)
    reports.clear()
    services.ingest.run(IndexOptions(kb), progress=reports.append)
    assert [(one.files, one.of_files, one.total) for one in reports[:3]] == [(0, 3, 0), (1, 3, 0), (2, 3, 0)]


def test_a_paused_run_waits_until_it_goes_on_or_is_cancelled(services, embedder, kb):
    for cancelled in (True, False):
        cancel, ended = CancelToken(), threading.Event()
        reports: list[IndexProgress] = []
        told: list[str] = []

        def work(cancel=cancel, ended=ended, reports=reports, told=told) -> None:
            try:
                services.ingest.run(IndexOptions(kb), progress=reports.append, cancel=cancel)
                told.append("done")
            except CancelledError:
                told.append("cancelled")
            ended.set()

        cancel.pause()
        thread = threading.Thread(target=work)
        thread.start()
        assert not ended.wait(1.0)
        assert documents(services) == []
        (cancel.cancel if cancelled else cancel.go_on)()
        thread.join()
        assert told == ["cancelled" if cancelled else "done"]
    assert len(documents(services)) == 3


def test_the_access_class_changes_without_embedding_again(services, embedder, kb):
    index(services, kb, Access.CONFIDENTIAL)
    before = len(embedder.texts)
    assert public_documents(services) == 0
    assert tally(index(services, kb, Access.PUBLIC)) == (0, 0, 3, 0)
    assert public_documents(services) == 3
    assert len(embedder.texts) == before


def public_documents(services: App) -> int:
    with services.database.read() as connection:
        return fetch_value(connection, "SELECT count(*) FROM document WHERE access = 'public'")


def test_a_document_can_only_be_stricter_than_its_source(services, embedder, kb):
    (kb / "secret.md").write_text("---\naccess: confidential\n---\nSecret text\n")
    index(services, kb, Access.PUBLIC)
    assert public_documents(services) == 3
    index(services, kb, Access.CONFIDENTIAL)
    assert public_documents(services) == 0
    index(services, kb, Access.PUBLIC)
    assert public_documents(services) == 3


def test_without_a_class_the_source_keeps_its_own(services, embedder, kb):
    index(services, kb, Access.CONFIDENTIAL)
    (kb / "new.md").write_text("New text\n")
    index(services, kb)
    assert services.index.sources()[0].access is Access.CONFIDENTIAL
    assert public_documents(services) == 0


def test_a_single_file_is_a_source(services, embedder, kb):
    report = index(services, kb / "refunds.md")
    assert tally(report) == (1, 0, 0, 0)
    assert documents(services) == ["refunds.md"]


def test_part_of_a_source_brings_the_source_up_to_date(services, embedder, kb):
    index(services, kb)
    (kb / "sub" / "new.md").write_text("New text\n")
    assert tally(index(services, kb / "sub")) == (1, 0, 3, 0)
    assert [source.root for source in services.index.sources()] == [str(kb)]
    with pytest.raises(BadInputError, match="is part of the source"):
        index(services, kb / "sub", Access.CONFIDENTIAL)


def test_a_folder_around_a_source_is_refused(services, embedder, kb):
    index(services, kb / "sub")
    with pytest.raises(BadInputError, match=r"contains the source.*citewell forget"):
        index(services, kb)
    assert [source.root for source in services.index.sources()] == [str(kb / "sub")]


def test_neighbours_with_like_names_are_two_sources(services, embedder, tmp_path):
    write_files(tmp_path / "kb", {"a.md": "One text"})
    write_files(tmp_path / "kb2", {"a.md": "Two text"})
    index(services, tmp_path / "kb")
    index(services, tmp_path / "kb2")
    assert len(services.index.sources()) == 2
    services.index.forget(services.index.sources()[0].id)
    assert passage_texts(services) == ["Two text"]


def test_an_empty_folder_is_an_error_and_no_source(services, embedder, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInputError, match=r"nothing to index.*\.md"):
        index(services, tmp_path / "empty")
    assert services.index.sources() == []


def test_a_source_that_became_empty_is_emptied(services, embedder, kb):
    index(services, kb)
    for name in FILES:
        (kb / name).unlink()
    assert tally(index(services, kb)) == (0, 0, 0, 3)
    assert counts(services)["passage"] == 0


def test_a_source_that_is_gone_keeps_its_index(services, embedder, kb):
    index(services, kb)
    kb.rename(kb.with_name("moved"))
    with pytest.raises(BadInputError, match="no file or folder"):
        index(services, kb)
    assert len(documents(services)) == 3


def test_forgetting_leaves_nothing(services, embedder, kb):
    index(services, kb)
    assert services.index.forget(services.index.sources()[0].id).found == ()
    assert set(counts(services).values()) == {0}
    assert not found_by_words(services, "refund")


class WaitingEmbedder(HashingEmbedder):
    """Says that it was asked, and waits."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go_on = threading.Event(), threading.Event()

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.asked.set()
        assert self.go_on.wait(30)
        return super().embed(texts)


def test_two_runs_at_once_are_refused(services, kb):
    waiting = WaitingEmbedder()
    other = embedding_by(services, waiting)
    first = threading.Thread(target=other.ingest.run, args=(IndexOptions(kb),))
    first.start()
    try:
        assert waiting.asked.wait(30)
        second = Ingest(
            services.index,
            HashingEmbedder(),
            services.models.reader,
            lambda: locked(services.home.index_lock, "indexes this home"),
        )
        with pytest.raises(HomeBusyError, match="Another Citewell indexes this home"):
            second.run(IndexOptions(kb))
    finally:
        waiting.go_on.set()
        first.join()
    assert len(documents(services)) == 3
    assert tally(index(services, kb)) == (0, 0, 3, 0)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files cannot be counted here")
def test_many_runs_leave_no_connections_behind(services, embedder, kb):
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    index(services, kb)
    before = open_files()
    for number in range(5):
        (kb / "refunds.md").write_text(f"Text number {number}")
        index(services, kb)
    assert open_files() <= before + 4
