"""Coverage-guided fuzzing of one target with ``atheris`` (libFuzzer), in a process of its own."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

from benchmarks.fuzz_targets import Target

MAX_BYTES = 20_000


def run_atheris(target: Target, seconds: float, run: Callable[[bytes], None]) -> None:
    """Let coverage lead for ``seconds``; libFuzzer ends the process."""
    with tempfile.TemporaryDirectory(prefix="citewell-atheris-") as folder:
        for number, seed in enumerate(target.seeds):
            (Path(folder) / str(number)).write_bytes(seed[:MAX_BYTES])
        atheris.instrument_all()
        options = [f"-max_total_time={max(1, int(seconds))}", f"-max_len={MAX_BYTES}", "-timeout=20", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *options, folder], run)
        atheris.Fuzz()
