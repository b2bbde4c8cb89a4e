"""Run golden tickets: each is drafted and scored; one that fails is a row that says so, and the rest goes on."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from citewell.domain.drafts import Draft, DraftEvent, EvidenceFound, Mode, Ticket
from citewell.domain.errors import BadInputError, CancelledError, UserError
from citewell.domain.progress import CancelToken, GoldenProgress, Progress, ProgressCallback, ignore_progress
from citewell.evaluation.golden.golden import GoldenFile, GoldenTicket, sample
from citewell.evaluation.runs import Made, Run
from citewell.evaluation.scores.scoring import Row, Support, lost, score_draft

logger = logging.getLogger(__name__)


KEPT_EVERY = 20.0
"""Seconds after which a run that can be gone on with is kept again."""


class Drafts(Protocol):
    """Makes drafts; those of an evaluation are kept in no log."""

    def run(
        self, ticket: Ticket, *, watch: Callable[[DraftEvent], None] = ..., cancel: CancelToken | None = None
    ) -> Draft:
        """Draft a reply."""
        ...


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run needs: how to draft in a mode, how to score support, and the size of the index (documents, passages).

    ``drafts`` is asked once a mode, when its turn comes. ``schema`` is that of a CRM record.
    """

    drafts: Callable[[Mode], Drafts]
    support: Support
    index: tuple[int, int]
    version: str
    schema: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that was broken off: its ``rows`` and what ``made`` them are taken over, the rest is run.

    ``keep`` is given the run so far from time to time, and where it ends before its time.
    """

    keep: Callable[[Run], None]
    rows: tuple[Row, ...] = ()
    made: Mapping[str, Made] = field(default_factory=dict)


def run_golden(
    files: Sequence[GoldenFile],
    modes: Sequence[Mode],
    bench: Bench,
    *,
    limit: int | None = None,
    begun: Begun | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Run:
    """Draft and score the tickets of ``files`` in each mode. Raises ``BadInputError`` and ``CancelledError``."""
    began = time.monotonic()
    token = cancel or CancelToken()
    tickets = sample([golden for file in files for golden in file.tickets], limit)
    want_index(tickets, modes, bench)
    rows: list[Row] = []
    made: dict[str, Made] = dict(begun.made) if begun else {}
    known = {(row.mode, row.id, row.digest): row for row in begun.rows} if begun else {}
    total = len(tickets) * len(modes)

    def so_far() -> Run:
        return Run(
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            version=bench.version,
            files={file.path: file.sha256 for file in files},
            limit=limit,
            documents=bench.index[0],
            passages=bench.index[1],
            made=made,
            rows=tuple(rows),
            seconds=round(time.monotonic() - began, 1),
        )

    kept = time.monotonic()
    try:
        for mode in modes:
            drafts = bench.drafts(mode)
            for golden in tickets:
                progress(GoldenProgress(len(rows), total, f"{mode.value}: {golden.id}", mode, golden.id))
                token.check()
                row = known.get((mode.value, golden.id, golden.digest))
                made_with = None
                if row is None:
                    row, made_with = run_ticket(golden, mode, drafts, bench, token)
                rows.append(row)
                if made_with is not None:
                    made.setdefault(mode.value, made_with)
                if begun is not None and time.monotonic() - kept > KEPT_EVERY:
                    begun.keep(so_far())
                    kept = time.monotonic()
    except CancelledError:
        if begun is not None:
            begun.keep(so_far())
        raise
    progress(Progress(total, total, ""))
    return so_far()


def want_index(tickets: Sequence[GoldenTicket], modes: Sequence[Mode], bench: Bench) -> None:
    """Raise ``BadInputError`` where nothing is indexed that tickets need.

    Without an index every ticket that needs one would fail in the same way: say so before any work.
    """
    searching = any(golden.ticket.passages is None for golden in tickets)
    if searching and bench.index[1] == 0 and any(mode is not Mode.NO_CONTEXT for mode in modes):
        raise BadInputError(
            "Nothing is indexed yet, and some golden tickets bring no passages of their own. "
            "Run 'citewell index FOLDER' with the knowledge base they ask about first."
        )


def run_ticket(
    golden: GoldenTicket, mode: Mode, drafts: Drafts, bench: Bench, cancel: CancelToken
) -> tuple[Row, Made | None]:
    """Draft and score one ticket; its row, and what made the draft where one came. Raises ``CancelledError``."""
    began = time.monotonic()
    seen: list[float] = []

    def watch(event: DraftEvent) -> None:
        if isinstance(event, EvidenceFound) and not seen:
            seen.append((time.monotonic() - began) * 1000)

    row = Row(
        id=golden.id,
        file=golden.file,
        mode=mode.value,
        digest=golden.digest,
        ticket=golden.ticket.text.strip(),
        expected=tuple(decision.value for decision in golden.expect.decisions),
        kb=golden.kb,
        kind=golden.kind,
    )
    try:
        draft = drafts.run(replace(golden.ticket, mode=mode), watch=watch, cancel=cancel)
        score = score_draft(golden, draft, bench.support, bench.schema)
    except CancelledError:
        raise
    except UserError as error:
        return replace(row, error=str(error), score=lost(golden)), None
    except Exception as error:  # a mistake of ours in one ticket must not cost the others
        logger.exception("unexpected error in a golden ticket")
        return replace(row, error=f"Citewell made a mistake ({type(error).__name__}).", score=lost(golden)), None
    return (
        replace(
            row,
            decision=draft.decision.value,
            text=draft.text,
            cited=tuple(dict.fromkeys(citation.document for citation in draft.citations)),
            confidence=round(draft.confidence, 4),
            findings=tuple(dict.fromkeys(finding.rule for finding in draft.findings)),
            first_evidence_ms=round(seen[0], 1) if seen else None,
            first_token_ms=_rounded(draft.timings.first_token_ms),
            total_ms=_rounded(draft.timings.total_ms),
            score=score,
        ),
        _made(draft),
    )


def _made(draft: Draft) -> Made:
    model = draft.model
    return Made(model.base, model.style, model.file, model.sha256, draft.prompt_version)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def only_modes(names: str) -> tuple[Mode, ...]:
    """The modes of a list like ``hybrid,rag``. Raises ``BadInputError``."""
    try:
        found = tuple(dict.fromkeys(Mode(name.strip()) for name in names.split(",") if name.strip()))
    except ValueError as error:
        raise BadInputError(f"The modes are {', '.join(Mode)}, separated by commas; not '{names}'.") from error
    if not found:
        raise BadInputError(f"Name one mode or more of {', '.join(Mode)}.")
    return found
