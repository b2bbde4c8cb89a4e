"""Coverage-guided fuzzing of one target with ``atheris`` (libFuzzer), in a process of its own."""

import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType

import atheris

from benchmarks.fuzz_targets import Target

MAX_BYTES = 20_000


def run_atheris(target: Target, seconds: float, run: Callable[[bytes], None]) -> None:
    """Let coverage lead for ``seconds``; libFuzzer ends the process."""
    with tempfile.TemporaryDirectory(prefix="citewell-atheris-") as folder:
        for number, seed in enumerate(target.seeds):
            (Path(folder) / str(number)).write_bytes(seed[:MAX_BYTES])
        for function in _own_functions():
            atheris.instrument_func(function)
        options = [f"-max_total_time={max(1, int(seconds))}", f"-max_len={MAX_BYTES}", "-timeout=20", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *options, folder], run)
        atheris.Fuzz()


def _own_functions() -> Iterator[FunctionType]:
    """The program's own functions, as far as they are loaded: instrumenting all there are takes minutes."""
    for found in gc.get_objects():
        if type(found) is FunctionType and (found.__module__ or "").startswith("citewell."):
            yield found
