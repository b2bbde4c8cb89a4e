"""`python -m training.reader COMMAND`: search, bundle, pack, train and export; see `README.md`.

Each command imports what it needs: a machine that trains has no product, and the product has no torch.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from corpora.reading import data_folder, shared_folder
from corpora.unseen import NEVER_LEARNT

from training.reader.scale import FULL, KEPT, PROCESSOR, SECONDS, SMOKE, TAUGHT
from training.tickets.reading import FOLDER, ROOTS, read_bank

BUILD: Final = Path("build/reader")
WEIGHTS: Final = "folder with MiniLM's model.safetensors and tokenizer.json"


def _search(options: argparse.Namespace) -> None:
    from training.reader.search import search_bank

    search_bank(read_bank(*options.tickets), options.kb, options.searched, options.only)


def _bundle(options: argparse.Namespace) -> None:
    from training.judge.build import build
    from training.reader.bundle import make_bundle, report
    from training.reader.items import write_bundle
    from training.reader.search import read_searched
    from training.risk.common import alone

    items, _ = build(options.data, options.seed)
    bundle = make_bundle(read_searched(options.searched), items, alone())
    report(bundle)
    write_bundle(bundle, options.bundle)


def _pack(options: argparse.Namespace) -> None:
    from training.reader.pack import pack

    pack(options.bundle, options.taught, options.weights, options.packed)
    if options.gguf:
        from training.reader.pack_teacher import pack_teacher

        pack_teacher(options.gguf, options.packed)


def _train(options: argparse.Namespace) -> None:
    from training.reader.log import Log
    from training.reader.taught import read_taught, write_taught
    from training.reader.train import begin, train

    options.out.mkdir(parents=True, exist_ok=True)
    log, scale = Log(options.out / "log.txt"), SMOKE if options.smoke else PROCESSOR if options.processor else FULL
    given = {
        name: value
        for name in ("averaged", "workers", "rate", "turns", "student_tokens")
        if (value := getattr(options, name)) is not None
    }
    run = begin(options.packed, options.held_out, replace(scale, **given), log)
    if options.teach:
        from training.reader.instruct import instruct

        taught = instruct(run)
        write_taught(taught, run.bundle, options.out / TAUGHT)
    else:
        taught = read_taught(options.taught, run.bundle, log.tell)
    train(run, taught, options.seconds, options.out, options.begun)


def _export(options: argparse.Namespace) -> None:
    from training.reader.export import export

    export(options.trained, options.weights / "model.safetensors", options.tokenizer, options.output)


def _of_search(parser: argparse.ArgumentParser) -> None:
    shared = shared_folder()
    parser.add_argument("--tickets", type=Path, nargs="*", default=[shared / "tickets", FOLDER])
    parser.add_argument("--kb", type=Path, nargs="*", default=[shared / "data" / "kb", *ROOTS])
    parser.add_argument("--only", nargs="*", default=[], help="names of knowledge bases")
    parser.add_argument("--searched", type=Path, default=BUILD / "searched")


def _of_bundle(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--searched", type=Path, default=BUILD / "searched")
    parser.add_argument("--bundle", type=Path, default=BUILD / "bundle.xz")
    parser.add_argument("--seed", type=int, default=7)


def _of_pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bundle", type=Path, default=BUILD / "bundle.xz")
    parser.add_argument("--taught", type=Path, default=KEPT, help="what a teacher gave")
    parser.add_argument("--gguf", type=Path, help="a teacher that is to give it anew")
    parser.add_argument("--weights", type=Path, required=True, help=WEIGHTS)
    parser.add_argument("--packed", type=Path, default=BUILD / "packed")


def _of_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--packed", type=Path, default=BUILD / "packed")
    parser.add_argument("--out", type=Path, required=True, help="weights, figures and log go here")
    parser.add_argument("--held-out", nargs="*", default=NEVER_LEARNT, help="knowledge bases that are not learnt from")
    parser.add_argument("--taught", type=Path, default=KEPT, help="what a teacher gave; what fits the bundle is taken")
    parser.add_argument("--teach", action="store_true", help="let the teacher of the pack give it anew instead")
    parser.add_argument("--averaged", type=float, help="share of the training, at its end, whose weights are averaged")
    parser.add_argument("--workers", type=int, help="processes that make batches")
    parser.add_argument("--begun", type=Path, help="folder of an earlier run, or the graph that ships, to learn on")
    parser.add_argument("--rate", type=float, help="of the rates, as a factor")
    parser.add_argument(
        "--turns", nargs="+", choices=("pair", "sentence", "route", "risk"), help="kinds of batches, in turn"
    )
    parser.add_argument("--student-tokens", type=int, help="of a batch")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of the whole run")
    parser.add_argument("--processor", action="store_true", help="the sizes of two cores: one that learns on")
    parser.add_argument("--smoke", action="store_true", help="a small run that shows that everything works")


def _of_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trained", type=Path, required=True, help="the folder of a run")
    parser.add_argument("--weights", type=Path, required=True, help=WEIGHTS)
    parser.add_argument("--tokenizer", type=Path, default=Path("resources/models/embedder/tokenizer.json"))
    parser.add_argument("--output", type=Path, default=Path("resources/models/reader"))


COMMANDS: Final = (
    ("search", _of_search, _search, "search each ticket and pair of the bank in its knowledge base"),
    ("bundle", _of_bundle, _bundle, "find gold passages and marks, and add tickets that bring their passages"),
    ("pack", _of_pack, _pack, "put bundle, MiniLM, what a teacher gave, and code into one folder"),
    ("train", _of_train, _train, "train the student, and measure it"),
    ("export", _of_export, _export, "write the graph that ships"),
)


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, add_options, run, text in COMMANDS:
        command = commands.add_parser(name, help=text, description=text)
        add_options(command)
        command.set_defaults(run=run)
    options = parser.parse_args()
    options.run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
