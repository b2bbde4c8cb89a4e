"""Makes the training files of the drafter: ``python -m training.drafter.data --shared DIR --out DIR``."""

import argparse
import hashlib
import importlib
import json
import logging
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.drafter import own
from training.drafter.blocks import FOLDER
from training.drafter.checking import open_verifier, passing
from training.drafter.form import Candidate, Example
from training.drafter.sources import LICENCES, PATHS

logger = logging.getLogger(__name__)

VERSION = "drafter-2"
SEED = 7
OWN = 3300
HELD_OUT_EACH = 60
"""At most so many held-out examples of one source and task."""
LEVELS = {"train": {"summaries": 700, "records": 500}, "held_out": {"summaries": 60, "records": 60}}
"""Examples of the levels ``summary`` and ``crm``."""
PARTS = ("faq", "manuals", "prose", "rules", "choices")
"""Modules with ``candidates(shared, seed)``."""


def main() -> None:
    """Read the arguments, make the files."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Make the training files of the drafter.")
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    candidates = collect(options.shared, options.seed)
    verifier = open_verifier(options.threads)
    try:
        checked = passing(candidates, verifier)
    finally:
        verifier.process.close()
    failed = Counter(f"{c.example.source}: {wrong}" for c, wrong in checked if wrong)
    good = [candidate for candidate, wrong in checked if not wrong]
    good += _others(options.shared, options.seed, good)
    train, held_out = divide(good, options.seed)
    write(options.out, train, held_out, manifest(options.shared, options.seed, train, held_out, failed))
    logger.info("%s: %d to train on, %d held out, %d failed", options.out, len(train), len(held_out), failed.total())


def collect(shared: Path, seed: int) -> list[Candidate]:
    """The candidates of all sources."""
    found = own.candidates(seed, OWN)
    for name in PARTS:
        module = f"training.drafter.{name}"
        if (Path(__file__).parent / f"{name}.py").is_file():
            found += importlib.import_module(module).candidates(shared, seed)
    return found


def _others(shared: Path, seed: int, good: Sequence[Candidate]) -> list[Candidate]:
    """Style examples, made of what passed the check, and those of the levels ``summary`` and ``crm``."""
    found: list[Candidate] = []
    if (Path(__file__).parent / "smoothing.py").is_file():
        found += importlib.import_module("training.drafter.smoothing").candidates(good, seed)
    if (Path(__file__).parent / "levels.py").is_file():
        levels = importlib.import_module("training.drafter.levels")
        for pool, counts in LEVELS.items():
            lines = levels.build(shared / "data", seed, pool=pool, **counts)
            found += [Candidate(Example(**line), held_out=pool == "held_out") for line in lines]
    return found


def divide(candidates: Sequence[Candidate], seed: int) -> tuple[list[Example], list[Example]]:
    """Shuffled examples to train on and held-out ones, without duplicates; no more than some held out of each kind."""
    seen: set[str] = set()
    train: list[Example] = []
    held_out: list[Example] = []
    count: Counter[tuple[str, str]] = Counter()
    order = list(candidates)
    random.Random(f"divide/{seed}").shuffle(order)  # noqa: S311
    for candidate in order:
        example = candidate.example
        key = hashlib.sha256(f"{example.task}\n{example.user}".casefold().encode()).hexdigest()
        if key in seen:
            continue
        seen.add(key)
        if not candidate.held_out:
            train.append(example)
        elif count[example.source, example.task] < HELD_OUT_EACH:
            count[example.source, example.task] += 1
            held_out.append(example)
    return train, held_out


def manifest(
    shared: Path, seed: int, train: Sequence[Example], held_out: Sequence[Example], failed: Counter[str]
) -> dict[str, object]:
    """What was made of what."""
    return {
        "version": VERSION,
        "seed": seed,
        "train": _counts(train),
        "held_out": _counts(held_out),
        "held_out_groups": sorted({example.group for example in held_out}),
        "failed": dict(sorted(failed.items())),
        "licences": LICENCES,
        "inputs": {
            **{name: _hash(shared / path) for name, path in PATHS.items()},
            "templates": _hash(FOLDER),
        },
    }


def _counts(examples: Sequence[Example]) -> dict[str, object]:
    tables = {
        "task": Counter(example.task for example in examples),
        "source": Counter(example.source for example in examples),
        "licence": Counter(example.licence for example in examples),
        "kind": Counter(f"{example.task}: {example.kind or example.task}" for example in examples),
    }
    return {"examples": len(examples), **{name: dict(sorted(table.items())) for name, table in tables.items()}}


def _hash(path: Path) -> str:
    """The sha256 of a file, or of the names and contents of a folder's files."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.relative_to(path).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def write(out: Path, train: Sequence[Example], held_out: Sequence[Example], summary: dict[str, object]) -> None:
    """Write ``train.jsonl``, ``held_out.jsonl`` and ``manifest.json``."""
    out.mkdir(parents=True, exist_ok=True)
    for name, examples in (("train", train), ("held_out", held_out)):
        text = "".join(f"{example.line()}\n" for example in examples)
        (out / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (out / "manifest.json").write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
