"""Bring the index up to date with a folder: find what changed, embed it, store it, one transaction a file.

A run that is killed leaves whole files only, so the next run goes on where it stopped.
"""

import hashlib
import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from citewell.domain.documents import Access, ExtractedDocument, IndexReport, Passage, Source
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.domain.ports import Embedder, FileState, Index, IndexedFile, Lock, Vector
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.knowledge.chunking import cut_passages, embedding_text
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.scan import KINDS, FoundFile, find_files, source_root

logger = logging.getLogger(__name__)

BATCH_PASSAGES = 128
"""Passages sent to the embedder at once."""
BATCHES_AHEAD = 2
SETTLED_NS = 2_000_000_000
"""A file younger than this at its last look may change again within its clock tick, so its content is compared."""


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What one run indexes. ``access`` (if given) becomes the source's class; files over ``max_bytes`` are refused."""

    path: Path
    access: Access | None = None
    max_bytes: int = 50 * 1024 * 1024


@dataclass(slots=True)
class _Prepared:
    """A changed file between reading and storing."""

    path: str
    state: FileState
    document: ExtractedDocument
    passages: tuple[Passage, ...]
    hashes: tuple[str, ...]
    known: bool
    vectors: dict[str, Vector] = field(default_factory=dict)


@dataclass(slots=True)
class _Tally:
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    looked_at: int = 0
    quarantined: dict[str, str] = field(default_factory=dict)


class Ingest:
    """Indexes folders and files."""

    def __init__(self, index: Index, embedder: Embedder, lock: Lock) -> None:
        """Write through ``index`` with vectors of ``embedder``, holding ``lock`` while a run goes on."""
        self._index = index
        self._embedder = embedder
        self._lock = lock

    def run(
        self,
        options: IndexOptions,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        """Index ``options.path`` and return what changed.

        Raises ``BadInputError`` (no such path, nothing to index), ``HomeBusyError``, ``StorageError``, ``ModelError``
        and ``CancelledError``; whole files stored before that stay.
        """
        began = time.monotonic()
        wanted = source_root(options.path)
        with self._lock():
            known = self._index.sources()
            root = _settle_overlap(wanted, options.access, known)
            found = list(find_files(root))
            if not found and not any(source.root == str(root) for source in known):
                raise BadInputError(f"There is nothing to index in {options.path}: no file of a known kind ({KINDS}).")
            source_id = self._index.open_source(str(root), options.access)
            run = _Run(self._index, self._embedder, source_id, options, progress, cancel or CancelToken())
            tally = run.bring_up_to_date(found)
            passages = self._index.finish_source(source_id)
        return IndexReport(
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            removed=tally.removed,
            passages=passages,
            quarantined=tuple(sorted(tally.quarantined.items())),
            seconds=time.monotonic() - began,
        )


class _Run:
    """One run over one source."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        source_id: int,
        options: IndexOptions,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._source_id = source_id
        self._options = options
        self._progress = progress
        self._cancel = cancel
        self._tally = _Tally()
        self._states = index.file_states(source_id)

    def bring_up_to_date(self, found: list[FoundFile]) -> _Tally:
        gone = sorted(set(self._states) - {file.relative for file in found})
        self._index.remove_files(self._source_id, gone)
        self._tally.removed = len(gone)
        try:
            self._store_all(self._changed(found))
        finally:
            self._index.quarantine(self._source_id, self._tally.quarantined)
        return self._tally

    def _changed(self, found: list[FoundFile]) -> Iterator[_Prepared]:
        """Read every file that is new or has changed; quarantine what cannot be read."""
        for number, file in enumerate(found):
            self._cancel.check()
            self._progress(Progress(number, len(found), file.relative))
            try:
                prepared = self._prepare(file)
            except UnreadableFileError as error:
                self._refuse(file.relative, str(error))
                continue
            if prepared is None:
                self._tally.unchanged += 1
            else:
                yield prepared
        self._progress(Progress(len(found), len(found)))

    def _refuse(self, relative: str, reason: str) -> None:
        """Quarantine a file; what an older, readable version of it had put into the index goes."""
        self._tally.quarantined[relative] = reason
        if relative in self._states:
            self._index.remove_files(self._source_id, [relative])
            self._tally.removed += 1

    def _prepare(self, file: FoundFile) -> _Prepared | None:
        """The file ready for embedding, or ``None`` where it has not changed."""
        size, mtime_ns = file.stat()
        known = self._states.get(file.relative)
        if known and (known.size, known.mtime_ns) == (size, mtime_ns) and mtime_ns + SETTLED_NS < known.indexed_ns:
            return None
        if size > self._options.max_bytes:
            limit = self._options.max_bytes // (1024 * 1024)
            raise UnreadableFileError(
                f"{size // (1024 * 1024)} MB is over the limit of {limit} MB; "
                "split it, or raise max_file_mb in the settings"
            )
        data = file.read()
        state = FileState(size, mtime_ns, hashlib.sha256(data).hexdigest(), time.time_ns())
        if known and known.content_hash == state.content_hash:
            self._index.touch_file(self._source_id, file.relative, state)
            return None
        document = load_bytes(data, file.relative)
        passages = cut_passages(document)
        hashes = tuple(_passage_hash(document.metadata.title, passage) for passage in passages)
        return _Prepared(file.relative, state, document, passages, hashes, known is not None)

    def _store_all(self, changed: Iterator[_Prepared]) -> None:
        """Embed in a second thread while this one reads the next files and stores the finished ones."""
        waiting: deque[tuple[list[_Prepared], Future[dict[str, Vector]]]] = deque()
        with ThreadPoolExecutor(1, thread_name_prefix="embed") as pool:
            try:
                for batch in _batches(changed):
                    waiting.append((batch, pool.submit(self._embed, batch)))
                    if len(waiting) > BATCHES_AHEAD:
                        self._store(*waiting.popleft())
                while waiting:
                    self._store(*waiting.popleft())
            finally:
                for _, future in waiting:
                    future.cancel()

    def _embed(self, batch: list[_Prepared]) -> dict[str, Vector]:
        """Vectors of a batch by passage hash; those that the index holds already are not computed again."""
        texts = {
            digest: embedding_text(file.document.metadata.title, passage)
            for file in batch
            for passage, digest in zip(file.passages, file.hashes, strict=True)
        }
        vectors = self._index.known_vectors(list(texts))
        missing = [digest for digest in texts if digest not in vectors]
        for start in range(0, len(missing), BATCH_PASSAGES):
            self._cancel.check()
            part = missing[start : start + BATCH_PASSAGES]
            vectors.update(zip(part, self._embedder.embed([texts[digest] for digest in part]), strict=True))
        return vectors

    def _store(self, batch: list[_Prepared], future: Future[dict[str, Vector]]) -> None:
        vectors = future.result()
        for file in batch:
            self._cancel.check()
            self._index.store_file(
                self._source_id,
                IndexedFile(
                    path=file.path,
                    state=file.state,
                    document=file.document,
                    passages=file.passages,
                    hashes=file.hashes,
                    vectors=tuple(vectors[digest] for digest in file.hashes),
                ),
            )
            if file.known:
                self._tally.updated += 1
            else:
                self._tally.added += 1


def _settle_overlap(wanted: Path, access: Access | None, sources: Sequence[Source]) -> Path:
    """The source to bring up to date for ``wanted``: itself, or the known source that it is part of.

    Raises ``BadInputError`` where it would contain known sources, whose documents would then count twice, or where its
    class would differ from that of the source it is part of.
    """
    for source in sources:
        root = Path(source.root)
        if root in wanted.parents:
            if access not in {None, source.access}:
                raise BadInputError(
                    f"{wanted} is part of the source {root}, which is {source.access.value}. Forget that source and "
                    "add its folders one by one, or write 'access: confidential' into the documents' front matter."
                )
            return root
    inner = [source.root for source in sources if wanted in Path(source.root).parents]
    if inner:
        raise BadInputError(
            f"{wanted} contains the source {inner[0]}. Forget that one first: citewell forget {inner[0]}"
        )
    return wanted


def _batches(files: Iterator[_Prepared]) -> Iterator[list[_Prepared]]:
    """Whole files, together at least ``BATCH_PASSAGES`` passages."""
    batch: list[_Prepared] = []
    passages = 0
    for file in files:
        batch.append(file)
        passages += len(file.passages)
        if passages >= BATCH_PASSAGES:
            yield batch
            batch, passages = [], 0
    if batch:
        yield batch


def _passage_hash(title: str, passage: Passage) -> str:
    """Names the text that is embedded, so that an unchanged passage of a changed file keeps its vector."""
    return hashlib.blake2b(embedding_text(title, passage).encode(), digest_size=16).hexdigest()
