"""``python -m benchmarks.fuzzing --seconds N``: every parser and the command line meet damaged and odd input.

Each target runs in a process of its own for its share of the time, so that a crash or a hang of one is seen and the
rest goes on. Inputs are changed seeds; where ``atheris`` is installed, ``--engine atheris`` lets coverage lead instead.
Prints cases and findings of each target; exit code 1 where there is any: an exception that is no refusal, a case of
over ``CASE_SECONDS``, a process that died. ``--only NAME`` runs the targets whose name begins so.
"""

import argparse
import faulthandler
import importlib.util
import json
import logging
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzz_targets import Target, targets
from benchmarks.measure import Row, print_rows

CASE_SECONDS = 20
SPARE_SECONDS = 90
MAX_INPUT = 100_000
MAX_FINDINGS = 10
_ODD = (b"\x00", b"\xff", b"\n", b'"', b"<", b"\xef\xbb\xbf", b"\xf0\x9f\x99\x82", b"9" * 40, b"-1", b"%s", b"a" * 300)


@dataclass(slots=True)
class Found:
    """What came of one target: inputs, those that were taken, and findings by where they arose."""

    cases: int = 0
    taken: int = 0
    findings: Counter[str] = field(default_factory=Counter)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz and print; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120.0, help="for all targets together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--engine", choices=("mutate", "atheris"), default="mutate")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)
    wishes = parser.parse_args(arguments)
    if wishes.one:
        return _run_one(wishes)
    if wishes.engine == "atheris" and importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install atheris")
    names = [name for name in targets() if name.startswith(wishes.only)]
    if not names:
        parser.error(f"no target begins with '{wishes.only}'")
    share = wishes.seconds / len(names)
    found = {name: _in_process(name, share, wishes) for name in names}
    print_rows([_row(name, one) for name, one in found.items()] + [_total(found)])
    return int(any(one.findings for one in found.values()))


def change(seed: bytes, words: Sequence[bytes], rng: random.Random) -> bytes:
    """``seed`` with a few changes: bytes flipped, cut, repeated, moved, and ``words`` put in."""
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 2, 4, 16, 256)))
        match rng.randrange(6):
            case 0 if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * rng.choice((1, 2, 50))
            case 3:
                data[at:end] = rng.choice((*words, *_ODD))
            case 4:
                data[at:at] = rng.choice((*words, *_ODD))
            case _:
                data[at:end] = rng.randbytes(end - at)
    return bytes(data[:MAX_INPUT])


def _in_process(name: str, seconds: float, wishes: argparse.Namespace) -> Found:
    with tempfile.TemporaryDirectory(prefix="citewell-fuzzing-") as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "benchmarks.fuzzing", "--one", name, "--seconds", str(seconds)]
        command += ["--seed", str(wishes.seed), "--engine", wishes.engine, "--report", str(report)]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=seconds + SPARE_SECONDS, check=False)
            complaint = "" if ended.returncode == 0 else f"process ended with {ended.returncode}"
            tail = ended.stderr.decode(errors="replace")[-1500:]
        except subprocess.TimeoutExpired:
            complaint, tail = "did not end in time", ""
        found = _read(report)
        if complaint:
            found.findings[complaint] += 1
        if found.findings:
            print(f"{name}: {complaint}\n{tail}", flush=True)
        for place in found.findings:
            print(f"{name}: {place}", flush=True)
        print(f"{name}: {found.cases:,} cases", file=sys.stderr, flush=True)
        return found


def _run_one(wishes: argparse.Namespace) -> int:
    """In the process of one target: run it until the time is over, and write what was found."""
    logging.disable(logging.CRITICAL)
    sys.setrecursionlimit(1000)
    target = targets()[wishes.one]
    found = Found()
    if wishes.engine == "atheris":
        from benchmarks.fuzz_atheris import run_atheris  # noqa: PLC0415  an extra

        run_atheris(target, wishes.seconds, lambda data: _try(target, data, found, wishes.report))
        return 0
    rng = random.Random(f"{wishes.seed} {target.name}")  # noqa: S311  the same inputs each time
    ends = time.monotonic() + wishes.seconds
    while time.monotonic() < ends and len(found.findings) < MAX_FINDINGS:
        _try(target, change(rng.choice(target.seeds), target.words, rng), found, None)
    _write(found, wishes.report)
    return 0


def _try(target: Target, data: bytes, found: Found, report: Path | None) -> None:
    faulthandler.dump_traceback_later(CASE_SECONDS, exit=True)
    try:
        found.taken += target.run(data)
    except Exception as error:  # noqa: BLE001  that is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        name = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
        if name not in found.findings:
            kept = Path(tempfile.gettempdir()) / f"fuzz-{target.name}-{len(found.findings)}.bin"
            kept.write_bytes(data)
            name_of = f"{name}: {str(error)[:300]} (input in {kept})"
            print(name_of, file=sys.stderr)
        found.findings[name] += 1
    finally:
        faulthandler.cancel_dump_traceback_later()
        found.cases += 1
        if report is not None and found.cases % 200 == 0:
            _write(found, report)


def _write(found: Found, report: Path) -> None:
    record = {"cases": found.cases, "taken": found.taken, "findings": dict(found.findings)}
    report.write_text(json.dumps(record), encoding="utf-8")


def _read(report: Path) -> Found:
    try:
        record = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Found()
    return Found(record["cases"], record["taken"], Counter(record["findings"]))


def _row(name: str, found: Found) -> Row:
    findings = f"{len(found.findings)} findings" if found.findings else "no finding"
    return Row(name, f"{found.cases:,}", f"{found.taken:,} taken, {findings}")


def _total(found: dict[str, Found]) -> Row:
    findings = sum(len(one.findings) for one in found.values())
    return Row("all", f"{sum(one.cases for one in found.values()):,}", f"{findings} findings")


if __name__ == "__main__":
    sys.exit(main())
