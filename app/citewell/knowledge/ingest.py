"""Bring the index up to date with a folder: find what changed, read it, embed it, store it, some files at a time.

A run that is killed leaves whole files only, so the next run goes on where it stopped.
"""

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from citewell import __version__
from citewell.domain.digests import sha256_hex
from citewell.domain.documents import Access, ExtractedDocument, IndexReport, Passage
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.domain.ports import Embedder, Extraction, FileState, Index, IndexedFile, Lock, Reader, Refusal, Vector
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.knowledge.chunking import embedding_text
from citewell.knowledge.index_progress import IndexMeter
from citewell.knowledge.lineage import FileLineage, FolderMetadata, apply
from citewell.knowledge.loaders.pages.ocr_extra import is_installed
from citewell.knowledge.overlaps import settle_overlap
from citewell.knowledge.scan import KINDS, FoundFile, find_files, source_root

MaskDocument = Callable[[Extraction, str], Extraction]
"""What was read of the file of a name, without private persons' data."""
BATCH_PASSAGES = 128
"""Passages that are embedded and stored together, at least."""
BATCHES_AHEAD = 2
REPORT_SECONDS = 0.5
"""How often it is told how far the run is while passages are embedded."""
EMBEDDED_AT_ONCE = 32
"""Passages between two looks whether the run is cancelled."""
FORMATS = 4
"""How files are read and cut. It rises where the same file is read otherwise: then every file is read once more, and
passages that stay as they were keep their vectors."""
READER = f"{__version__}.{FORMATS}{'+ocr' * is_installed()}"
"""What reads files: with another one, files that could not be read are tried again."""
SETTLED_NS = 2_000_000_000
"""A file younger than this at its last look may change again within its clock tick, so its content is compared."""


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What one run indexes. ``access`` (if given) becomes the source's class; files over ``max_bytes`` are refused."""

    path: Path
    access: Access | None = None
    max_bytes: int = 50 * 1024 * 1024


@dataclass(slots=True)
class _Pending:
    """A changed file on its way through the reader."""

    path: str
    state: FileState
    lineage: FileLineage
    known: bool


@dataclass(slots=True)
class _Prepared:
    """A changed file between reading and storing."""

    path: str
    state: FileState
    document: ExtractedDocument
    passages: tuple[Passage, ...]
    hashes: tuple[str, ...]
    known: bool


@dataclass(slots=True)
class _Tally:
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    quarantined: dict[str, Refusal] = field(default_factory=dict)


class Ingest:
    """Indexes folders and files."""

    def __init__(
        self, index: Index, embedder: Embedder, reader: Reader, lock: Lock, mask: MaskDocument | None = None
    ) -> None:
        """Read through ``reader``, write through ``index`` with vectors of ``embedder``; ``lock`` is held meanwhile.

        ``mask`` takes private persons' data out of what was read, before any of it is stored.
        """
        self._mask = mask
        self._index = index
        self._embedder = embedder
        self._reader = reader
        self._lock = lock

    def run(
        self,
        options: IndexOptions,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        """Index ``options.path`` and return what changed.

        Raises ``BadInputError`` (no such path, nothing to index), ``HomeBusyError``, ``StorageError``, ``ModelError``,
        ``ProcessError`` and ``CancelledError``; whole files stored before that stay.
        """
        began = time.monotonic()
        stop = cancel or CancelToken()
        wanted = source_root(options.path)
        with self._lock():
            known = self._index.sources()
            root = settle_overlap(wanted, options.access, known)
            found = _listed(root, stop)
            if not found and not any(source.root == str(root) for source in known):
                raise BadInputError(f"There is nothing to index in {options.path}: no file of a known kind ({KINDS}).")
            self._index.use_embedder(self._embedder.identity, self._embedder.dimensions)
            source_id = self._index.open_source(str(root), options.access)
            ports = _Ports(self._index, self._embedder, self._reader, self._mask)
            run = _Run(ports, source_id, root, options, progress, stop)
            tally = run.bring_up_to_date(found)
            passages = self._index.finish_source(source_id)
        return IndexReport(
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            removed=tally.removed,
            passages=passages,
            quarantined=tuple(sorted((path, refusal.reason) for path, refusal in tally.quarantined.items())),
            seconds=time.monotonic() - began,
        )


@dataclass(frozen=True, slots=True)
class _Ports:
    index: Index
    embedder: Embedder
    reader: Reader
    mask: MaskDocument | None


class _Run:
    """One run over one source."""

    def __init__(
        self,
        ports: _Ports,
        source_id: int,
        root: Path,
        options: IndexOptions,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> None:
        self._index = ports.index
        self._embedder = ports.embedder
        self._reader = ports.reader
        self._mask = ports.mask
        self._source_id = source_id
        self._options = options
        self._progress = progress
        self._meter = IndexMeter(0, progress)
        self._cancel = cancel
        self._tally = _Tally()
        self._states = ports.index.file_states(source_id)
        self._refusals = ports.index.refusals(source_id)
        self._overrides = ports.index.overrides(source_id)
        self._folders = FolderMetadata(root)
        self._gone: dict[str, list[str]] = {}

    def bring_up_to_date(self, found: list[FoundFile]) -> _Tally:
        self._meter = IndexMeter(len(found), self._progress)
        for path in sorted(set(self._states) - {file.relative for file in found}):
            self._gone.setdefault(self._states[path].content_hash, []).append(path)
        try:
            self._store_all(self._read_all(found))
        finally:
            self._index.quarantine(self._source_id, self._tally.quarantined)
        # What is gone goes last: a file that was renamed has taken over its vectors by now.
        gone = [path for paths in self._gone.values() for path in paths]
        self._index.remove_files(self._source_id, gone)
        self._tally.removed += len(gone)
        self._meter.end()
        return self._tally

    def _read_all(self, found: list[FoundFile]) -> Iterator[_Prepared]:
        """Every file that is new or has changed, cut into passages; what cannot be read is quarantined."""
        pending: deque[_Pending] = deque()
        for result in self._reader.read_many(self._changed(found, pending), self._cancel):
            file = pending.popleft()
            if isinstance(result, UnreadableFileError):
                state = replace(file.state, content_hash="", fingerprint=READER) if result.lasting else None
                self._refuse(file.path, Refusal(str(result), state))
                self._meter.count_refused()
                continue
            read, passages = result if self._mask is None else self._mask(result, file.path)
            document = apply(read, file.lineage, self._overrides.get(file.path))
            hashes = tuple(_passage_hash(document.metadata.title, passage) for passage in passages)
            self._meter.count_read(len(passages))
            yield _Prepared(file.path, file.state, document, passages, hashes, file.known)

    def _changed(self, found: list[FoundFile], pending: deque[_Pending]) -> Iterator[tuple[bytes, str]]:
        """Bytes and names of the files to read; what else is known of each goes to ``pending``."""
        for file in found:
            self._cancel.check()
            self._meter.look_at(file.relative)
            try:
                data = self._look_at(file, pending)
            except UnreadableFileError as error:
                self._refuse(file.relative, Refusal(str(error)))
                continue
            if data is None:
                self._tally.unchanged += file.relative not in self._tally.quarantined
            else:
                self._meter.hand_on()
                yield data, file.relative

    def _refuse(self, relative: str, refusal: Refusal) -> None:
        """Quarantine a file; what an older, readable version of it had put into the index goes."""
        self._tally.quarantined[relative] = refusal
        if relative in self._states:
            self._index.remove_files(self._source_id, [relative])
            self._tally.removed += 1

    def _look_at(self, file: FoundFile, pending: deque[_Pending]) -> bytes | None:
        """The bytes of a file that must be read, or ``None`` where it has not changed."""
        size, mtime_ns = file.stat()
        refused = self._refusals.get(file.relative)
        if refused and _is_still_refused(refused, size, mtime_ns):
            self._tally.quarantined[file.relative] = refused
            return None
        lineage = self._folders.for_file(file.path)
        fingerprint = _fingerprint(lineage, self._overrides.get(file.relative))
        known = self._states.get(file.relative)
        described = known is not None and known.fingerprint == fingerprint
        if known and described and _is_as_seen(known, size, mtime_ns):
            return None
        if size > self._options.max_bytes:
            limit = self._options.max_bytes // (1024 * 1024)
            raise UnreadableFileError(
                f"{size // (1024 * 1024)} MB is over the limit of {limit} MB; "
                "split it, or raise max_file_mb in the settings"
            )
        data = file.read()
        digest = sha256_hex(data)
        state = FileState(size, mtime_ns, digest, time.time_ns(), fingerprint)
        if known and described and known.content_hash == digest:
            self._index.touch_file(self._source_id, file.relative, state)
            return None
        moved = known is None and self._move(file.relative, state)
        if moved and self._overrides.get(file.relative):
            fingerprint = _fingerprint(lineage, self._overrides[file.relative])
            state = replace(state, fingerprint=fingerprint)
        pending.append(_Pending(file.relative, state, lineage, known is not None or moved))
        return data

    def _move(self, relative: str, state: FileState) -> bool:
        """Take over what the index holds of a file that is gone and had the same content, if there is one.

        The file is read again, since its title, folder and sidecars may be others now; its vectors stay.
        """
        paths = self._gone.get(state.content_hash)
        if not paths:
            return False
        name = PurePosixPath(relative).name
        path = next((path for path in paths if PurePosixPath(path).name == name), paths[0])
        paths.remove(path)
        self._index.move_file(self._source_id, path, relative, state)
        if path in self._overrides:
            self._overrides[relative] = self._overrides.pop(path)
        return True

    def _store_all(self, changed: Iterator[_Prepared]) -> None:
        """Embed in a second thread while this one reads the next files and stores the finished ones."""
        waiting: deque[tuple[list[_Prepared], dict[str, Vector], Future[dict[str, Vector]]]] = deque()
        with ThreadPoolExecutor(1, thread_name_prefix="embed") as pool:
            try:
                for batch in _batches(changed):
                    texts = _texts(batch)
                    vectors = self._index.known_vectors(list(texts))
                    missing = {digest: text for digest, text in texts.items() if digest not in vectors}
                    waiting.append((batch, vectors, pool.submit(self._embed, missing)))
                    if len(waiting) > BATCHES_AHEAD:
                        self._store(*waiting.popleft())
                while waiting:
                    self._store(*waiting.popleft())
            finally:
                for _, _, future in waiting:
                    future.cancel()

    def _embed(self, texts: Mapping[str, str]) -> dict[str, Vector]:
        """Vectors of texts by passage hash."""
        vectors: dict[str, Vector] = {}
        digests = list(texts)
        for start in range(0, len(digests), EMBEDDED_AT_ONCE):
            self._meter.rest(self._cancel.rest())
            part = digests[start : start + EMBEDDED_AT_ONCE]
            vectors.update(zip(part, self._embedder.embed([texts[digest] for digest in part]), strict=True))
            self._meter.done += len(part)
        return vectors

    def _store(self, batch: list[_Prepared], known: dict[str, Vector], future: Future[dict[str, Vector]]) -> None:
        while not future.done():
            wait([future], REPORT_SECONDS)
            self._meter.report()
        embedded = future.result()
        self._meter.done += sum(len(file.passages) for file in batch) - len(embedded)  # the others were known
        vectors = known | embedded
        self._cancel.check()
        self._index.store_files(
            self._source_id,
            [
                IndexedFile(
                    path=file.path,
                    state=file.state,
                    document=file.document,
                    passages=file.passages,
                    hashes=file.hashes,
                    vectors=tuple(vectors[digest] for digest in file.hashes),
                )
                for file in batch
            ],
        )
        updated = sum(file.known for file in batch)
        self._tally.updated += updated
        self._tally.added += len(batch) - updated


def _listed(root: Path, stop: CancelToken) -> list[FoundFile]:
    """The files of a source. Raises ``CancelledError``, since a large folder takes long to list."""
    found = []
    for file in find_files(root):
        stop.check()
        found.append(file)
    return found


def _is_still_refused(refusal: Refusal, size: int, mtime_ns: int) -> bool:
    """Whether a file that could not be read is as it was, and so is what reads files."""
    state = refusal.state
    return state is not None and state.fingerprint == READER and _is_as_seen(state, size, mtime_ns)


def _is_as_seen(known: FileState, size: int, mtime_ns: int) -> bool:
    """Whether size and time say that a file has not changed since it was read."""
    return (known.size, known.mtime_ns) == (size, mtime_ns) and mtime_ns + SETTLED_NS < known.indexed_ns


def _texts(batch: list[_Prepared]) -> dict[str, str]:
    """What is to be embedded, by passage hash."""
    return {
        digest: embedding_text(file.document.metadata.title, passage)
        for file in batch
        for passage, digest in zip(file.passages, file.hashes, strict=True)
    }


def _fingerprint(lineage: FileLineage, override: Mapping[str, str] | None) -> str:
    """Stands for how a file is read, and for all that is said of it elsewhere."""
    read = f"{FORMATS}/{lineage.fingerprint}"
    if not override:
        return read
    own = hashlib.blake2b(json.dumps(override, sort_keys=True).encode(), digest_size=12).hexdigest()
    return f"{read}+{own}"


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
