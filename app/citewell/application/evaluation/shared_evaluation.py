"""Shared tickets over a folder of knowledge bases: each is indexed once, and kept under a digest of its content.

An index lies in a database of its own, in ``evaluation/`` of the home, under the digest of the files and of what makes
passages of them. It counts as whole only once its mark is written, after the last file; a killed indexing goes on.
Models, styles, policy packs and thresholds are the home's, so that each model is loaded once for all; a sample pack
brings a policy pack of its own.
"""

import contextlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from filelock import FileLock, Timeout

from citewell import __version__
from citewell.application.app import App
from citewell.application.drafting.pipelines import assemble, risk_detector
from citewell.application.homes.keys import opening
from citewell.application.homes.locks import locked
from citewell.application.models.resources import load_routing
from citewell.application.policies.policies import Policies
from citewell.domain.digests import sha256_hex
from citewell.domain.documents import Access
from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError, HomeBusyError, StorageError
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.evaluation.running import Bench
from citewell.evaluation.runs import Run
from citewell.evaluation.shared.resuming import RowFile
from citewell.evaluation.shared.running import Resumed, Told, run_shared
from citewell.evaluation.shared.sampling import spread
from citewell.evaluation.shared.tickets import SharedTickets
from citewell.knowledge.chunking import LEAST_WORDS, MAX_WORDS
from citewell.knowledge.document_masking import DocumentMasker
from citewell.knowledge.given import cut_text
from citewell.knowledge.ingest import READER, IndexOptions, Ingest
from citewell.knowledge.scan import is_ignored
from citewell.models.descriptions import NAMES
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.pipeline.checks.policy_checker import PolicyChecker
from citewell.pipeline.retrieval.retriever import Retriever
from citewell.settings.home import Home
from citewell.settings.program import code_digest, files_digest, resources_digest
from citewell.storage.db.database import Database
from citewell.storage.index.overlap_search import OverlapSearch
from citewell.storage.index.search import PassageSearcher
from citewell.storage.index.store import IndexStore
from citewell.storage.keys.keys import no_passphrase

logger = logging.getLogger(__name__)

KEPT = 16
"""Indexes that are kept, the last used ones; one that a program has open is never removed."""
MARK = "state.json"
_INDEXING = ("domain", "governance", "knowledge", "models", "storage")
"""Packages whose code says what an index holds."""
_DRAFTING = ("application", "bootstrap", *_INDEXING, "evaluation", "pipeline")
_NO_POLICIES: Mapping[str, Path] = MappingProxyType({})
_USERS = "users"
_WAIT_SECONDS = 0.5


def run_tickets(
    services: App,
    found: SharedTickets,
    modes: Sequence[Mode],
    *,
    policies: Mapping[str, Path] = _NO_POLICIES,
    held_out: Path | None = None,
    limit: int | None = None,
    rows: RowFile | None = None,
    resumed: Callable[[Resumed], None] = lambda _resumed: None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Run:
    """Run shared tickets over their knowledge bases, with the models and settings of ``services``. Nothing is logged.

    ``policies`` has for some knowledge bases a policy pack of their folder, which counts after the home's. ``held_out``
    is a folder that has for each knowledge base, in a folder of its name, routing models that were fitted without it.
    Raises ``BadInputError``, ``ModelError``, ``StorageError`` and ``CancelledError``.
    """
    tickets = spread(found.tickets, limit)
    told = Told(__version__, {file.path: file.sha256 for file in found.files}, limit, _program(services, held_out))
    bases = KnowledgeBases(services, found.folders, policies, held_out)
    return run_shared(tickets, modes, bases, told, rows=rows, resumed=resumed, progress=progress, cancel=cancel)


def _program(services: App, held_out: Path | None) -> str:
    """Of all that makes drafts apart from the knowledge base: code, what ships, and what is set in the home."""
    options, active = services.options, services.styles.active()
    parts = [
        code_digest(*_DRAFTING),
        resources_digest(),
        services.models.embedder.identity,
        options.base_model,
        "" if active is None else active.id,
        str(services.calibration.shown()),
        *(f"{file.name} {sha256_hex(file.read_bytes())}" for file in services.policies.files()),
        "" if held_out is None else files_digest(held_out, held_out.rglob("*")),
    ]
    return _digest(parts)


class KnowledgeBases:
    """The indexes of knowledge bases, in the home of ``services``; ``folders`` has the folder of each by its name.

    ``policies`` has the policy packs of those that bring one, ``held_out`` the folder of routing models without each.
    """

    def __init__(
        self,
        services: App,
        folders: Mapping[str, Path],
        policies: Mapping[str, Path] = _NO_POLICIES,
        held_out: Path | None = None,
    ) -> None:
        """Look at no file yet."""
        self._held_out = held_out
        self._policies = policies
        self._services = services
        self._folders = folders
        self._root = services.home.evaluation
        self._keys: dict[str, str] = {}
        self._indexer = ""

    def key(self, kb: str) -> str:
        """The digest of the content of a knowledge base and of what makes an index of it."""
        if kb not in self._keys:
            self._keys[kb] = _digest([self._indexed_by(), _content(self._folders[kb])])
        return self._keys[kb]

    def _indexed_by(self) -> str:
        options, embedder = self._services.options, self._services.models.embedder
        self._indexer = self._indexer or _digest(
            [
                code_digest(*_INDEXING),
                READER,
                MAX_WORDS,
                LEAST_WORDS,
                embedder.identity,
                embedder.dimensions,
                options.mask_documents,
                options.max_file_mb,
                NAMES.sha256 if self._services.models.name_finder is not None else "",
            ]
        )
        return self._indexer

    @contextlib.contextmanager
    def bench(
        self, kb: str, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Iterator[Bench]:
        """Index a knowledge base where that was not done before, and draft over it.

        Another program that indexes in this home is waited for. Raises ``UserError``.
        """
        token = cancel or CancelToken()
        entry = self._root / self.key(kb)
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            with _turn(self._root, token, progress):
                prepared = _Entry(entry, self._folders[kb])
                prepared.make()
                stack.enter_context(prepared.used())
                database = stack.enter_context(prepared.opened())
                if not prepared.is_whole:
                    self._fill(kb, prepared, database, progress, token)
                prepared.touch()
                self._prune()
            yield self._bench(kb, database)

    def _fill(
        self, kb: str, prepared: "_Entry", database: Database, progress: ProgressCallback, cancel: CancelToken
    ) -> None:
        services = self._services
        ingest = Ingest(
            IndexStore(database),
            services.models.embedder,
            services.models.reader,
            lambda: locked(prepared.home.index_lock, "indexes this knowledge base"),
            DocumentMasker(services.models.name_finder, enabled=services.options.mask_documents),
        )
        options = IndexOptions(prepared.folder, Access.PUBLIC, services.options.max_file_mb * 1024 * 1024)
        report = ingest.run(options, progress=progress, cancel=cancel)
        if _digest([self._indexed_by(), _content(prepared.folder)]) != self.key(kb):
            prepared.remove()
            raise BadInputError(f"{prepared.folder} changed while it was indexed. Run it again.")
        if report.quarantined:
            logger.info("%d files of a knowledge base are quarantined", len(report.quarantined))
        prepared.mark(whole=True)

    def _bench(self, kb: str, database: Database) -> Bench:
        services = self._services
        own = self._policies.get(kb)
        policies = services.policies if own is None else Policies(services.home.policies, lambda: [own])
        searcher = PassageSearcher(database, lambda: services.models.embedder.identity)
        guard = DisclosureGuard(OverlapSearch(database))
        routing = load_routing(None if self._held_out is None else self._held_out / kb)
        parts = replace(
            services.parts,
            retriever=Retriever(searcher, services.models.embedder, cut_text, services.fitted.rankings),
            checker=PolicyChecker(services.parts.support, guard.findings, policies.checker),
            risk=risk_detector(policies, routing, services.models.embedder, services.models.reranker),
            phrasing=routing.phrasing,
            wording=lambda: policies.current().wording,
        )
        return services.evaluation.bench(lambda: assemble(parts), parts.retriever.totals())

    def _prune(self) -> None:
        """Remove the indexes that were not used for longest; those of this run and of other programs stay."""
        entries = [one for one in self._root.iterdir() if one.is_dir()]
        entries.sort(key=_last_used, reverse=True)
        for entry in entries[KEPT:]:
            if entry.name not in self._keys.values() and not _is_used(entry):
                shutil.rmtree(entry, ignore_errors=True)


class _Entry:
    """One kept index. Nothing of it is looked at by others while the turn of its root is held."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.folder = folder
        self.home = Home(path / "home")

    @property
    def is_whole(self) -> bool:
        return self._state().get("whole") is True

    def make(self) -> None:
        """Let it begin anew where it is half made from a folder of another place."""
        state = self._state()
        if self.path.exists() and not self.is_whole and state.get("folder") != str(self.folder):
            self.remove()
        if not self.path.exists():
            (self.path / _USERS).mkdir(mode=0o700, parents=True)
            self.mark(whole=False)

    def mark(self, *, whole: bool) -> None:
        fresh = self.path / f"{MARK}.new"
        fresh.write_text(json.dumps({"folder": str(self.folder), "whole": whole}), encoding="utf-8")
        fresh.replace(self.path / MARK)

    def touch(self) -> None:
        """Count as used now."""
        (self.path / MARK).touch()

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """Be known to other programs as used."""
        users = self.path / _USERS
        users.mkdir(exist_ok=True)
        own = users / f"{os.getpid()}.lock"
        try:
            with FileLock(own):
                yield
        finally:
            own.unlink(missing_ok=True)

    @contextlib.contextmanager
    def opened(self) -> Iterator[Database]:
        """Its database; where that cannot be read, a new one."""
        try:
            database = self._open()
        except HomeBusyError:
            raise
        except StorageError:
            logger.info("a kept index could not be opened and is made anew", exc_info=True)
            shutil.rmtree(self.home.path, ignore_errors=True)
            self.mark(whole=False)
            database = self._open()
        try:
            yield database
        finally:
            database.close()

    def _open(self) -> Database:
        self.home.create()
        with opening(self.home, scratch=True, ask=no_passphrase) as key:
            return Database(self.home.database, key.hexadecimal)

    def _state(self) -> dict[str, Any]:
        try:
            state = json.loads((self.path / MARK).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}


@contextlib.contextmanager
def _turn(root: Path, cancel: CancelToken, progress: ProgressCallback) -> Iterator[None]:
    """Be the one program that makes and removes indexes in ``root``; others are waited for."""
    lock = FileLock(root / "turn.lock")
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            progress(Progress(0, 0, "waiting for another program that indexes"))
            cancel.wait(_WAIT_SECONDS)
            cancel.check()
        except OSError as error:
            raise StorageError(f"{root} cannot be written ({error.strerror}). Choose another home.") from error
    try:
        yield
    finally:
        lock.release()


def _is_used(entry: Path) -> bool:
    """Whether a program holds one of the locks of an index."""
    for user in (entry / _USERS).glob("*.lock"):
        lock = FileLock(user)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return True
        lock.release()
    return False


def _last_used(entry: Path) -> float:
    try:
        return (entry / MARK).stat().st_mtime
    except OSError:
        return 0.0


def _content(folder: Path) -> str:
    """Of the names and contents of all files in a folder but those that are never indexed."""
    return files_digest(
        folder,
        (file for file in folder.rglob("*") if not any(map(is_ignored, file.relative_to(folder).parts))),
    )


def _digest(parts: Sequence[object]) -> str:
    return sha256_hex(json.dumps(parts))[:24]
