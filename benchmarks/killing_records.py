"""Records that were acknowledged survive ``kill -9``: logging, drafting and indexing, killed at random moments.

A program is forked for each kill, with all it loads in memory, so that hundreds of kills take minutes; the kill and
the files are real. It writes every acknowledged record down a pipe after the call that made it returned. After the
kill the home is opened as ever, ``integrity_check`` must be ok, and every acknowledged record must be there.
"""

import contextlib
import itertools
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import Row
from citewell.application.app import App
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Decision, Draft, GivenPassage, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.knowledge.ingest import IndexOptions
from citewell.models.fakes import ScriptedGenerator
from citewell.pipeline.intake.log_masking import logged_draft
from citewell.settings.home import Home
from citewell.storage.db.database import fetch_all

READY = "ready"
OPENING_SHARE = 0.15
"""Share of the kills that come while the home is being opened, right after the kill before."""
WINDOW_SECONDS = 3.0
"""A kill comes at a random moment of so much time after the program is ready."""
WAIT_SECONDS = 600.0
_PASSAGE = GivenPassage("returns", "Returns", "You can return the charger within 30 days of delivery.")
_TICKET = Ticket("How long do I have to return the charger?", passages=(_PASSAGE,))
_SENTENCE = "You can return the charger within 30 days of delivery [1]."

Acknowledge = Callable[[str], None]
Work = Callable[[App, Path, Acknowledge], None]


@dataclass
class Tally:
    """What the kills of one kind of work came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsound: int = 0
    problems: list[str] = field(default_factory=list)


def log_records(services: App, _folder: Path, acknowledge: Acknowledge) -> None:
    """Record drafts and outcomes without end."""
    for number in itertools.count():
        record(services, f"l{os.getpid()}-{number}", acknowledge)


def record(services: App, draft_id: str, acknowledge: Acknowledge) -> None:
    """Record one draft, then its outcome."""
    draft = Draft(draft_id, Decision.ANSWER, "Text. " * 40, (), (), 0.5, (), (), ModelUse("m", "", "f", "h"), "reply-1")
    services.log.record_draft(logged_draft(services.masker.mask_ticket(_TICKET), draft))
    acknowledge(f"draft {draft_id}")
    services.outcomes.record(Outcome(draft_id, OutcomeKind.EDITED, "A final text. " * 20, ("tone",)))
    acknowledge(f"outcome {draft_id}")


def draft_tickets(services: App, _folder: Path, acknowledge: Acknowledge) -> None:
    """Draft without end; the pipeline itself records each draft."""
    while True:
        draft = services.drafting.draft(_TICKET)
        acknowledge(f"draft {draft.id}")
        services.outcomes.record(Outcome(draft.id, OutcomeKind.ACCEPTED, "", ()))
        acknowledge(f"outcome {draft.id}")


def index_files(services: App, folder: Path, acknowledge: Acknowledge) -> None:
    """Index new files and record in turn, without end."""
    for number in itertools.count():
        texts = (f"# Page {number}.{n}\n\nParagraph {number} of page {n} by {os.getpid()}.\n" for n in range(4))
        for n, text in enumerate(texts):
            (folder / f"page-{os.getpid()}-{number}-{n}.md").write_text(text, encoding="utf-8")
        services.ingest.run(IndexOptions(folder))
        acknowledge(f"page page-{os.getpid()}-{number}-3.md")
        record(services, f"i{os.getpid()}-{number}", acknowledge)


WORKS: dict[str, tuple[Work, float]] = {
    "logging": (log_records, 0.4),
    "drafting": (draft_tickets, 0.3),
    "indexing": (index_files, 0.3),
}
"""The kinds of work and their share of the kills."""


def kill_records(scratch: Path, kills: int, seed: int, *, real: int = 0) -> dict[str, Tally]:
    """Kill ``kills`` times with models that need no file, and ``real`` times while the real ones draft."""
    chance = random.Random(seed)  # noqa: S311  a repeatable choice, no secret
    tallies = {}
    for name, (work, share) in WORKS.items():
        tallies[name] = _kill(scratch / name, work, round(kills * share), chance)
    if real:
        tallies["drafting, real models"] = _kill(scratch / "real", draft_tickets, real, chance, fakes=False)
    return tallies


def rows_of(tallies: dict[str, Tally]) -> list[Row]:
    """The table that is printed."""
    rows = [
        Row(
            f"killed while {name}",
            str(tally.kills),
            f"{tally.acknowledged} records acknowledged, {tally.lost} lost, integrity not ok {tally.unsound} times",
        )
        for name, tally in tallies.items()
    ]
    lost, kills = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("lost", "kills"))
    return [*rows, Row("acknowledged records lost", str(lost), f"of {kills} kills")]


def _kill(home: Path, work: Work, kills: int, chance: random.Random, *, fakes: bool = True) -> Tally:
    tally = Tally()
    folder = home.with_name(f"{home.name}-files")
    folder.mkdir(parents=True)
    acknowledged: set[str] = set()
    for number in range(kills):
        early = number > 0 and chance.random() < OPENING_SHARE
        delay = chance.random() * (0.2 if early else WINDOW_SECONDS if fakes else 5 * WINDOW_SECONDS)
        said = _one_kill(home, folder, work, delay, wait_ready=not early, fakes=fakes)
        tally.kills += 1
        tally.problems += [f"before kill {tally.kills}: {line}" for line in said if line.startswith("error")]
        acknowledged |= {line for line in said if not line.startswith("error")}
        _verify(home, acknowledged, tally)
    tally.acknowledged = len(acknowledged)
    tally.problems += _audit_problems(home)
    print(f"{home.name}: {tally.kills} kills, {tally.acknowledged} acknowledged, {tally.lost} lost", flush=True)
    return tally


def _audit_problems(home: Path) -> list[str]:
    services = open_app(Home(home), scratch=True)
    try:
        return [f"audit log: {problem}" for problem in services.compliance.audit_check.verify().problems]
    finally:
        services.close()


def _one_kill(home: Path, folder: Path, work: Work, delay: float, *, wait_ready: bool, fakes: bool) -> set[str]:
    """Fork a program, kill it and its children; what it acknowledged."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _child(home, folder, work, writing, fakes=fakes)
    with contextlib.suppress(OSError):  # the program does so too, whichever is first
        os.setpgid(pid, pid)
    os.close(writing)
    said = b""
    try:
        if wait_ready:
            said = _wait_for(reading, READY.encode())
        deadline = time.monotonic() + delay
        while (left := deadline - time.monotonic()) > 0:
            if select.select([reading], [], [], left)[0]:  # emptied meanwhile: a full pipe would stop the work
                piece = os.read(reading, 65536)
                if not piece:
                    break
                said += piece
    finally:
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    said += b"".join(_rest(reading))
    os.close(reading)
    lines = said.decode().split("\n")[:-1]  # what follows the last line break was not written whole
    return {line for line in lines if line != READY}


def _child(home: Path, folder: Path, work: Work, pipe: int, *, fakes: bool) -> None:
    """Runs in the forked program, which ends by the kill alone, or by an error that it tells."""
    try:
        os.setpgid(0, 0)
        models = FakeModels(language_model=ScriptedGenerator([_SENTENCE] * 100_000))
        services = open_app(Home(home), scratch=True, choices=Choices(models=models.made) if fakes else Choices())
        if not fakes:
            _tell(pipe, f"draft {services.drafting.draft(_TICKET).id}")  # the models are there then
        _tell(pipe, READY)
        work(services, folder, lambda line: _tell(pipe, line))
    except BaseException as error:  # noqa: BLE001  nothing of the parent may run here
        _tell(pipe, f"error {type(error).__name__}: {error}")
    finally:
        os._exit(1)


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def _wait_for(pipe: int, words: bytes) -> bytes:
    said = b""
    end = time.monotonic() + WAIT_SECONDS
    while words not in said and time.monotonic() < end:
        if select.select([pipe], [], [], 1.0)[0]:
            piece = os.read(pipe, 65536)
            if not piece:
                break
            said += piece
    return said


def _rest(pipe: int) -> Iterator[bytes]:
    while piece := os.read(pipe, 65536):
        yield piece


def _verify(home: Path, acknowledged: set[str], tally: Tally) -> None:
    services = open_app(Home(home), scratch=True)
    try:
        complaint = services.database.check()
        if complaint != "ok":
            tally.unsound += 1
            tally.problems.append(f"after kill {tally.kills}: {complaint}")
        with services.database.read() as connection:
            there = {f"draft {draft_id}" for (draft_id,) in fetch_all(connection, "SELECT id FROM draft")}
            there |= {f"outcome {draft_id}" for (draft_id,) in fetch_all(connection, "SELECT draft_id FROM outcome")}
            there |= {f"page {path}" for (path,) in fetch_all(connection, "SELECT path FROM document")}
        lost = sorted(acknowledged - there)
        tally.lost += len(lost)
        tally.problems += [f"after kill {tally.kills}: lost {line}" for line in lost]
    finally:
        services.close()
