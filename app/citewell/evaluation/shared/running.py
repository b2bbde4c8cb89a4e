"""Run shared tickets, each over its own knowledge base; rows that are finished already are not made again."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from citewell.domain.digests import sha256_hex
from citewell.domain.drafts import Mode
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.evaluation.golden.golden import GoldenTicket
from citewell.evaluation.running import Bench, run_ticket, want_index
from citewell.evaluation.runs import Made, Run
from citewell.evaluation.shared.resuming import Finished, Key, RowFile


class Bases(Protocol):
    """Knowledge bases by name."""

    def key(self, kb: str) -> str:
        """Changes where the content of the knowledge base or its way into an index changes."""
        ...

    def bench(self, kb: str, *, progress: ProgressCallback, cancel: CancelToken) -> AbstractContextManager[Bench]:
        """Index it where that was not done before, and draft over it."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """What a run hears of: its version, the sha256 of each file, the limit, and what made the program that drafts."""

    version: str
    files: Mapping[str, str]
    limit: int | None
    program: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """Rows that were finished before, of how many; ``outdated`` others are made again since something changed."""

    finished: int
    total: int
    outdated: int


def run_shared(
    tickets: Sequence[GoldenTicket],
    modes: Sequence[Mode],
    bases: Bases,
    told: Told,
    *,
    rows: RowFile | None = None,
    resumed: Callable[[Resumed], None] = lambda _resumed: None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Run:
    """Draft and score ``tickets`` in each mode, one knowledge base after the other.

    Rows that ``rows`` holds with the same fingerprint are taken from it, the others are added to it one by one.
    Raises ``BadInputError`` and ``CancelledError``.
    """
    began = time.monotonic()
    keys = {kb: bases.key(kb) for kb in dict.fromkeys(golden.kb for golden in tickets)}
    wanted = {
        (mode.value, golden.id): _fingerprint(told.program, golden, keys[golden.kb])
        for mode in modes
        for golden in tickets
    }
    found = rows.take(wanted) if rows is not None else {}
    if rows is not None:
        resumed(Resumed(len(found), len(wanted), rows.outdated(wanted)))
    work = _Work(modes, bases, wanted, found, rows, progress, cancel or CancelToken())
    for kb in keys:
        work.run(kb, [golden for golden in tickets if golden.kb == kb])
    progress(Progress(len(wanted), len(wanted), ""))
    made: dict[str, Made] = {}
    for (mode, _), one in found.items():
        if one.made is not None:
            made.setdefault(mode, one.made)
    return Run(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=told.version,
        files=dict(told.files),
        limit=told.limit,
        documents=work.documents,
        passages=work.passages,
        made=made,
        rows=tuple(found[key].row for key in wanted),
        seconds=round(time.monotonic() - began, 1),
    )


class _Work:
    """The tickets of one run that are still to be drafted."""

    def __init__(
        self,
        modes: Sequence[Mode],
        bases: Bases,
        wanted: Mapping[Key, str],
        found: dict[Key, Finished],
        rows: RowFile | None,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> None:
        self._modes = modes
        self._bases = bases
        self._wanted = wanted
        self._found = found
        self._rows = rows
        self._progress = progress
        self._cancel = cancel
        self.documents = 0
        self.passages = 0

    def run(self, kb: str, tickets: Sequence[GoldenTicket]) -> None:
        """Draft what is missing of the tickets of one knowledge base."""
        self._cancel.check()
        missing = [(m, one) for m in self._modes for one in tickets if (m.value, one.id) not in self._found]

        def indexing(of_files: Progress) -> None:
            self._tell(f"indexing {kb}: {of_files.done} of {of_files.total} {of_files.item}".rstrip())

        with self._bases.bench(kb, progress=indexing, cancel=self._cancel) as bench:
            want_index(tickets, self._modes, bench)
            self.documents += bench.index[0]
            self.passages += bench.index[1]
            drafts = {mode: bench.drafts(mode) for mode in dict.fromkeys(mode for mode, _ in missing)}
            for mode, golden in missing:
                self._tell(f"{mode.value}: {golden.id}")
                self._cancel.check()
                row, made = run_ticket(golden, mode, drafts[mode], bench, self._cancel)
                key = mode.value, golden.id
                self._found[key] = Finished(row, made, self._wanted[key])
                if self._rows is not None:
                    self._rows.add(self._found[key])

    def _tell(self, what: str) -> None:
        self._progress(Progress(len(self._found), len(self._wanted), what))


def _fingerprint(program: str, golden: GoldenTicket, kb_key: str) -> str:
    """Of all that a row depends on: ticket and expectation, program and home, content of the knowledge base."""
    parts = [golden.digest, golden.file, program, kb_key]
    return sha256_hex(json.dumps(parts))[:24]
