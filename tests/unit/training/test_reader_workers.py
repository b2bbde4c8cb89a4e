"""Batches made in processes, and the folder that a machine trains from."""

import itertools
import multiprocessing
import os
import random
import subprocess
import sys

import numpy as np
import pytest
from training.reader.workers import Workers

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes are forked, which Windows cannot"
)


def numbers(seed):
    rng = random.Random(seed)  # noqa: S311  sampling, no secret
    for _ in itertools.count():
        yield os.getpid(), seed, np.full((300, 400), rng.randrange(1000), np.int16)


def test_processes_make_batches_by_their_own_seeds_and_end():
    taken = {0: [], 1: [], 2: []}
    pids = set()
    with Workers(numbers, 3) as batches:
        for _ in range(200):
            pid, seed, values = next(batches)
            pids.add(pid)
            taken[seed].append(values)
    assert len(pids - {os.getpid()}) == 3
    assert all(len(values) > 3 for values in taken.values())
    for seed, values in taken.items():
        rng = random.Random(seed)  # noqa: S311  sampling, no secret
        assert [int(one[0, 0]) for one in values] == [rng.randrange(1000) for _ in values]
        assert {one.shape for one in values} == {(300, 400)}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_an_error_of_a_process_is_raised_where_batches_are_taken():
    def source(_):
        yield 1
        raise KeyError("here")

    with Workers(source, 1) as batches:
        assert next(batches) == 1
        with pytest.raises(KeyError, match="here"):
            next(batches)


def test_a_process_that_was_ended_is_told():
    with Workers(lambda _: iter([1]), 1) as batches:
        assert next(batches) == 1
        with pytest.raises(RuntimeError, match="was ended"):
            next(batches)


LACKING = ("cryptography", "gguf", "onnxruntime", "onnx", "yaml", "pydantic", "PySide6", "sqlite_vec", "transformers")
BLOCKED = f"""
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {LACKING!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocked())
from training.reader.__main__ import main
import training.reader.train, training.reader.taught
sys.argv = ["training.reader", "train", "--help"]
main()
"""


def test_packed_code_needs_little_and_nothing_of_the_repository(tmp_path):
    pytest.importorskip("torch", reason="comes with the extra 'learn'")
    pack = pytest.importorskip("training.reader.pack", reason="comes with training/minilm/requirements.txt")
    pack._pack_code(tmp_path)
    paths = [path for path in sys.path if path.endswith("site-packages")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / pack.CODE), *paths])}
    command = [sys.executable, "-c", BLOCKED]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--averaged" in done.stdout
    assert (tmp_path / pack.RUN).read_text().startswith("#!/bin/sh")
