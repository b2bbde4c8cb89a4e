"""``python -m benchmarks.killing``: indexing that is killed again and again ends with the index of an undisturbed run.

``citewell index`` is killed with all its processes at random moments spread over its work and started anew each time.
Then, in another home, its embedder, the program alone and its reader are killed. After each kill a copy of the index
must be sound and no process may be left; at the end the index must be the same, but for ids and times.

Before that, ``--kills`` programs that log, draft and index are killed at random moments: no record that was
acknowledged may be lost (``killing_records``). Exit code 1 where anything is wrong.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.index_snapshot import Snapshot, complaints, differences, quarantined, snapshot, stored_passages
from benchmarks.killing_records import kill_records, rows_of
from benchmarks.load_files import add_options, unpack
from benchmarks.measure import Row, print_rows

LEAVE_SECONDS = 10.0
RUN_SECONDS = 3600.0
POLL_SECONDS = 0.02
PART_SECONDS = 20.0
"""How long one process of a run is waited for before it is killed."""
ENDING = (("embedder", 0.25), ("program", 0.5))
"""Processes without which a run ends, and at what share of the work each is killed."""
READER_KILLS = 2
"""Kills of the reader in one run, which goes on."""

_EXTRA = {
    "tables/orders.csv": "Order,Item,Status\n" + "".join(f"A-{n:05},lamp {n},shipped\n" for n in range(400)),
    "tables/unreadable.pdf": "no PDF",
    "offers/old.md": "---\nid: offer-1\nregion: [DE, AT]\neffective_to: 2026-01-31\n---\n# Offer\n\nA tenth off.\n",
    "offers/new.md": "---\nid: offer-2\nsupersedes: offer-1\nproduct: Lamp\n---\n# Offer\n\nFive per cent off.\n",
}
"""What the load set has not: rows with codes, restrictions, a file that cannot be read."""


@dataclass
class Run:
    """One ``citewell index`` in a process group of its own."""

    folder: Path
    home: Path
    began: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", "citewell", "index", str(self.folder), "--home", str(self.home), "--json"]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
            start_new_session=True,
        )
        self._seen: set[psutil.Process] = set()

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself."""
        return self.process.poll() is not None

    def wait_until(self, moment: float) -> None:
        """Wait until ``moment`` seconds after the start, or the end."""
        while not self.ended and time.perf_counter() - self.began < moment:
            time.sleep(POLL_SECONDS)

    def finish(self) -> int:
        """Wait for the end; return the exit code."""
        return self.process.wait(RUN_SECONDS)

    def kill_all(self) -> None:
        """Kill every process of it at once."""
        self.children()
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.process.pid)], check=False, capture_output=True)  # noqa: S607
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_part(self, name: str) -> bool:
        """Kill the program alone, or its child of that kind as soon as it is there; whether that came to pass."""
        self.children()
        if name == "program":
            self.process.kill()
            self.process.wait()
            return True
        while not self.ended:
            for child in self.children():
                try:
                    if child.cmdline()[-1:] == [name]:
                        child.kill()
                        return True
                except psutil.NoSuchProcess:
                    continue
            time.sleep(POLL_SECONDS)
        return False

    def children(self) -> list[psutil.Process]:
        """Its child processes now."""
        try:
            children = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        self._seen.update(children)
        return children

    def left_behind(self) -> int:
        """Processes of it that are still there some seconds after its end; they are ended then."""
        processes = self._seen | _session(self.process.pid)
        deadline = time.monotonic() + LEAVE_SECONDS
        while (alive := [process for process in processes if _lives(process)]) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        for process in alive:
            process.kill()
        return len(alive)


@dataclass
class Trial:
    """Kills that a home goes through, and what was found wrong."""

    folder: Path
    reference: Snapshot
    start_seconds: float
    work_seconds: float
    random: random.Random
    kills: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left_behind: int = 0

    share: float = 0.0
    """How much of the work was done when it was last looked at."""

    def kill_all(self, scratch: Path, shares: Sequence[float]) -> None:
        """Kill everything each time the work has got to one of ``shares``, then let it finish and compare."""
        home = scratch / "killed"
        for number, share in enumerate(shares, start=1):
            run = self._run_until(home, share)
            if run.ended:  # this home is done: go on with another
                self._compare(home, f"before kill {number}")
                home, self.share = scratch / f"killed-{number}", 0.0
                run = self._run_until(home, share)
            run.kill_all()
            self.kills.append(str(number))
            self._check(run, f"kill {number}")
        self._compare(home, "after the kills")

    def kill_parts(self, home: Path) -> None:
        """Kill one process of a run at a time, without which it ends, then let the work finish and compare."""
        self.share = 0.0
        for name, share in ENDING:
            run = self._run_until(home, share)
            self._kill_part(run, name)
            run.finish()
            self._check(run, f"kill of the {name}")
        self._compare(home, f"after kills of {' and '.join(name for name, _ in ENDING)}")

    def kill_readers(self, home: Path) -> None:
        """Kill the reader, and the one that takes its place, of a run that goes on; then compare."""
        run = Run(self.folder, home)
        for number in range(READER_KILLS):
            share = (number + self.random.random()) / (2 * READER_KILLS)
            run.wait_until(self.start_seconds + share * self.work_seconds)
            self._kill_part(run, "reader")
        run.finish()
        self._check(run, "the run without its readers")
        self._compare(home, "after kills of the reader")

    def _kill_part(self, run: Run, name: str) -> None:
        deadline = time.monotonic() + PART_SECONDS
        while not run.kill_part(name):
            if time.monotonic() > deadline:
                self.problems.append(f"the {name} was not there to be killed")
                return
            time.sleep(POLL_SECONDS)
        self.kills.append(name)

    def _run_until(self, home: Path, share: float) -> Run:
        """Run until the work has got to ``share`` or, where it had already, for part of the time it takes to start."""
        run = Run(self.folder, home)
        ahead = share - self.share
        during_work = self.start_seconds + ahead * self.work_seconds
        run.wait_until(during_work if ahead > 0 else self.start_seconds * self.random.random())
        return run

    def _check(self, run: Run, what: str) -> None:
        """Look for processes left and, in a copy, for damage: the next run is to find the files as they were left."""
        left = run.left_behind()
        self.left_behind += left
        with tempfile.TemporaryDirectory(prefix="citewell-copy-") as scratch:
            copy = shutil.copytree(run.home, Path(scratch) / "home") if run.home.exists() else Path(scratch)
            found = complaints(copy)
            self.share = stored_passages(copy) / self.reference["passages"][0]
        found += [f"{left} processes are left"] if left else []
        self.problems += [f"{what}: {complaint}" for complaint in found]
        print(f"{what}: {self.share:.0%} of the passages are stored, {'; '.join(found) or 'sound'}", flush=True)

    def _compare(self, home: Path, what: str) -> None:
        code = Run(self.folder, home).finish()
        found = [f"exit code {code}, {_last_words(home)}"] if code else []
        found += [*complaints(home), *differences(self.reference, snapshot(home))]
        if found:
            found.append(f"in quarantine: {quarantined(home)}")
        self.problems += [f"{what}: {difference}" for difference in found]


def bench_killing(scratch: Path, folder: Path, kills: int, seed: int) -> tuple[list[Row], list[str]]:
    """Figures, and everything that is wrong."""
    whole, again = _seconds(folder, scratch / "undisturbed"), _seconds(folder, scratch / "undisturbed")
    reference = snapshot(scratch / "undisturbed")
    print(f"undisturbed: {whole:.1f} s, {reference['passages'][0]} passages; {again:.1f} s once it is done", flush=True)
    numbers = random.Random(seed)  # noqa: S311
    trial = Trial(folder, reference, again, max(whole - again, 0.1), numbers)
    trial.problems += [f"undisturbed: {complaint}" for complaint in complaints(scratch / "undisturbed")]
    trial.kill_all(scratch, [(number + numbers.random()) / kills for number in range(kills)])
    wrong = len(trial.problems)
    rows = [
        Row("kills of all processes", str(len(trial.kills)), f"spread over {whole:.0f} s of work"),
        Row("index after them", "differs" if wrong else "the same", _contents(reference)),
    ]
    before = len(trial.kills)
    trial.kill_parts(scratch / "parts")
    trial.kill_readers(scratch / "readers")
    rows += [
        Row("kills of single processes", str(len(trial.kills) - before), ", ".join(trial.kills[before:])),
        Row("index after those", "differs" if len(trial.problems) > wrong else "the same"),
        Row("processes left behind", str(trial.left_behind)),
    ]
    return rows, trial.problems


def _contents(index: Snapshot) -> str:
    return ", ".join(f"{rows:,} {name}" for name, (rows, _) in index.items() if rows)


def _last_words(home: Path) -> str:
    """The end of the log."""
    try:
        return "log: " + " | ".join((home / "citewell.log").read_text(encoding="utf-8").splitlines()[-12:])
    except OSError:
        return "no log"


def _seconds(folder: Path, home: Path) -> float:
    run = Run(folder, home)
    if code := run.finish():
        raise SystemExit(f"citewell index ended with code {code}, {_last_words(home)}")
    return time.perf_counter() - run.began


def _session(pid: int) -> set[psutil.Process]:
    """Every process of the session that ``pid`` began; none where the system knows no sessions."""
    if sys.platform == "win32":
        return set()
    found = set()
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == pid:
                found.add(process)
        except (ProcessLookupError, PermissionError):
            continue
    return found


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def main() -> None:
    """Unpack, kill, print a table; exit code 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_options(parser, 400)
    parser.add_argument("--kills", type=int, default=200, help="while logging, drafting and indexing (default: 200)")
    parser.add_argument("--real", type=int, default=5, help="more kills while the real models draft (default: 5)")
    parser.add_argument(
        "--index-kills", type=int, default=10, help="of 'citewell index' with all it runs (default: 10)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (default: 1)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-killing-") as scratch:
        tallies = kill_records(Path(scratch) / "records", options.kills, options.seed, real=options.real)
        rows = rows_of(tallies)
        problems = [problem for tally in tallies.values() for problem in tally.problems]
        if options.index_kills:
            more, wrong = _kill_indexing(Path(scratch), options)
            rows, problems = rows + more, problems + wrong
    print_rows(rows, options.json)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(bool(problems))


def _kill_indexing(scratch: Path, options: argparse.Namespace) -> tuple[list[Row], list[str]]:
    folder = scratch / "files"
    unpack(options.archive, folder, options.files)
    for name, text in _EXTRA.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return bench_killing(scratch, folder, options.index_kills, options.seed)


if __name__ == "__main__":
    main()
