"""``python -m benchmarks.pages``: how soon each page has its first rows, with 100,000 passages and 50,000 outcomes.

The home is filled by copies of real drafts and passages: each draft with its outcome, personal values, evidence and
lines of the audit chain. What a page reads is called as its controller calls it, without the window.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Row, median, memory_megabytes, print_rows
from citewell.application.app import App
from citewell.application.compliance.log_book import LogBook
from citewell.application.compliance.privacy_report import privacy_record
from citewell.bootstrap.open_home import open_app
from citewell.desktop.sources.document_row import document_rows
from citewell.domain.audit import AuditKind
from citewell.domain.documents import Block, ExtractedDocument, Metadata, Passage
from citewell.domain.drafts import Outcome, OutcomeKind
from citewell.domain.live.figures import Grouping, Span
from citewell.domain.ports import FileState, IndexedFile
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.sample_tickets import sample_tickets
from citewell.settings.home import Home
from citewell.settings.resources import sample_dir
from citewell.storage.audit.chain import append_entry, row_hash
from citewell.storage.db.database import fetch_all

PASSAGES, OUTCOMES = 100_000, 50_000
PASSAGES_A_FILE, FILES_A_BATCH, DRAFTS_A_BATCH = 50, 20, 5000
REAL_DRAFTS = 5
MINUTES_APART = 3
TIMES = 5
GOAL_MS = 200
PAGE = 60
"""As the page of the window reads."""
FIRST = 200
"""Bytes of output that hold a draft, or some of it."""
RARE = "wombat"
"""In the oldest ticket alone."""
_COPIED = {
    "vault": "SELECT placeholder, kind, value FROM vault WHERE draft_id = ?",
    "draft_evidence": "SELECT n, hash, source, body FROM draft_evidence WHERE draft_id = ?",
}


def fill_passages(services: App, count: int, seed: int = 5) -> None:
    """Store ``count`` passages more, with vectors at random: how they are found is not measured here."""
    numbers = np.random.default_rng(seed)
    with services.database.read() as connection:
        texts = [text for (text,) in fetch_all(connection, "SELECT text FROM passage")]
    source = services.index.open_source("/pages", None)
    dimensions = services.models.embedder.dimensions
    files = count // PASSAGES_A_FILE
    for first in range(0, files, FILES_A_BATCH):
        batch = []
        for number in range(first, min(first + FILES_A_BATCH, files)):
            vectors = numbers.normal(size=(PASSAGES_A_FILE, dimensions)).astype("<f4")
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            chosen = [texts[i] for i in numbers.integers(0, len(texts), PASSAGES_A_FILE)]
            batch.append(_file(number, chosen, vectors))
        services.index.store_files(source, batch)
    services.index.finish_source(source)


def _file(number: int, texts: list[str], vectors: Any) -> IndexedFile:  # noqa: ANN401  an array
    passages, position = [], 0
    for text in texts:
        passages.append(Passage(position, position + len(text), ("Part",), text))
        position += len(text) + 1
    blocks = tuple(Block(one.start, one.end, one.text) for one in passages)
    return IndexedFile(
        path=f"{number:07d}.md",
        state=FileState(position, number, f"{number:064d}", number),
        document=ExtractedDocument("\n".join(texts), blocks, Metadata(title=f"Document {number}")),
        passages=tuple(passages),
        hashes=tuple(f"{number}-{i}" for i in range(len(texts))),
        vectors=tuple(vector.tobytes() for vector in vectors),
    )


def fill_log(services: App, count: int, seed: int = 7) -> None:
    """Draft some sample tickets and record what became of them; then store ``count`` copies of these, the chain too."""
    tickets = sample_tickets(sample_dir() / "golden.yaml")[:REAL_DRAFTS]
    for ticket in tickets:
        draft = services.drafting.draft(ticket)
        services.outcomes.record(Outcome(draft.id, OutcomeKind.EDITED, f"{draft.text}\n\nThank you."))
    with services.database.read() as connection:
        drafts = fetch_all(connection, "SELECT id, ticket, body FROM draft")
        finals = dict(fetch_all(connection, "SELECT draft_id, final FROM outcome"))
        copied = {table: {d[0]: fetch_all(connection, sql, (d[0],)) for d in drafts} for table, sql in _COPIED.items()}
    chance = random.Random(seed)  # noqa: S311
    kinds = [kind.value for kind in OutcomeKind]
    began = datetime.now(UTC) - timedelta(minutes=MINUTES_APART * count)
    for first in range(0, count, DRAFTS_A_BATCH):
        with services.database.write() as connection:
            for number in range(first, min(first + DRAFTS_A_BATCH, count)):
                old, ticket, body = chance.choice(drafts)
                draft_id = f"{number:032x}"
                at = (began + timedelta(minutes=MINUTES_APART * number)).isoformat(timespec="milliseconds")
                asked = json.loads(ticket)
                asked["text"] = f"{RARE if number == 0 else ''} Case {number}: {asked['text']}"
                row = (draft_id, at, json.dumps(asked, ensure_ascii=False), body)
                connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES (?, ?, ?, ?)", row)
                for table, rows in copied.items():
                    marks = ", ".join("?" * (1 + len(rows[old][0]))) if rows[old] else ""
                    for line in rows[old]:
                        connection.execute(f"INSERT INTO {table} VALUES ({marks})", (draft_id, *line))  # noqa: S608
                append_entry(connection, AuditKind.DRAFT, draft_id, {"sha256": row_hash(*row), "evidence": []})
                told = (draft_id, at, chance.choice(kinds), finals[old], "[]")
                connection.execute(
                    "INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES (?, ?, ?, ?, ?)", told
                )
                append_entry(connection, AuditKind.OUTCOME, draft_id, {"sha256": row_hash(number, *told)})


def bench_pages(services: App) -> Iterator[Row]:
    """Each page's first rows, as often as the table says; the first call of each is in the note."""
    book = LogBook(services.log, services.compliance, services.learned_styles)
    first = book.page(PAGE, reveal=False)
    middle = first.rows[PAGE // 2].draft_id
    yield _timed("log: first page", lambda: book.page(PAGE, reveal=False))
    yield _timed("log: first page, personal data shown", lambda: book.page(PAGE, reveal=True))
    yield _timed("log: a page of the middle", lambda: book.page(PAGE, before=services.log.count() // 2, reveal=False))
    yield _timed("log: how many", book.count)
    yield _timed("log: words that many hold", lambda: book.page(PAGE, words="case", reveal=False))
    yield _timed("log: words that one holds, first stretch", lambda: book.page(PAGE, words=RARE, reveal=False))
    yield _timed("log: words that one holds, all", lambda: _search_all(book), times=1, goal=None)
    yield _timed("log: one draft explained", lambda: book.explain(middle, reveal=False))
    yield _timed("log: drawn for review, all new", book.draw, times=1, goal=None)
    yield _timed("log: drawn for review, nothing new", book.draw)
    yield _timed("figures: what verdicts say", book.reviewed_words)
    figures = services.live_figures
    yield _timed("figures: live work, all new", lambda: figures.report(Grouping.WEEK, Span()), times=1, goal=None)
    for by in Grouping:
        yield _timed(f"figures: live work by {by}", partial(figures.report, by, Span()))
    yield _timed("figures: costs", lambda: services.ledger.read(Span(), services.options))
    yield _timed("figures: changes", figures.changes)
    yield _timed("figures: saved runs", services.golden_runs.names)
    yield _timed("approach: every measurement", services.advisor.advise)
    yield _timed("sources", services.index.sources)
    source = max(services.index.sources(), key=lambda one: one.passages)
    today = date.today()  # noqa: DTZ011  as the page has it
    yield _timed("documents of a source", lambda: document_rows(services.index.documents(source.id), {}, today))
    yield _timed("privacy report", lambda: privacy_record(services))
    yield Row("memory of this process", f"{memory_megabytes():.0f} MB", "with its model processes")


def _search_all(book: LogBook) -> None:
    before: int | None = None
    while True:
        page = book.page(PAGE, before=before, words=RARE, reveal=False)
        before = page.next
        if before is None:
            return


def _timed(name: str, call: Callable[[], object], *, times: int = TIMES, goal: float | None = GOAL_MS) -> Row:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    note = f"first {taken[0]:.0f} ms" if times > 1 else "once"
    over = f", over {goal} ms" if goal is not None and median(taken) > goal else ""
    return Row(name, f"{median(taken):.1f} ms", note + over)


def bench_command(home: Path) -> Iterator[Row]:
    """``citewell log`` until its first draft and until its end; the start of the program is a row of its own."""
    environment = os.environ | {"CITEWELL_HOME": str(home)}
    for arguments in (["--version"], ["log"], ["log", "--json"]):
        began = time.perf_counter()
        command = [sys.executable, "-m", "citewell", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as program:
            read = program.stdout.read if program.stdout is not None else bytes
            size = len(read(FIRST))
            first = time.perf_counter() - began
            while part := read(1 << 20):
                size += len(part)
        note = f"all of it, {size / 1e6:.0f} MB, after {time.perf_counter() - began:.1f} s" if size > FIRST else ""
        yield Row(f"citewell {' '.join(arguments)}", f"{first:.2f} s", note)


def main() -> None:
    """Fill a home, unless ``--home`` names one that is filled already, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="home to fill once and keep (default: one that goes afterwards)")
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--outcomes", type=int, default=OUTCOMES)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-pages-") as scratch:
        home = Home(options.home or Path(scratch))
        services = open_app(home, scratch=True)
        if not services.log.count():
            services.ingest.run(IndexOptions(sample_dir()))
            fill_log(services, options.outcomes)
            fill_passages(services, options.passages)
        services.close()
        services = open_app(home, scratch=True)
        size = services.database.path.stat().st_size / 1e6
        rows = [Row("drafts with an outcome", f"{services.log.count():,}", f"database of {size:,.0f} MB")]
        rows += bench_pages(services)
        services.close()
        rows += bench_command(home.path)
        print_rows(rows, options.json)


if __name__ == "__main__":
    main()
