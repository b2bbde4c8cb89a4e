"""Trains the style that ships: ``python -m training.drafter.train --data build/drafter --out build/support-1``.

Run again after an interruption, it goes on where it was.
"""

import argparse
import json
import random
import time
from dataclasses import asdict
from pathlib import Path

from citewell.learning.training.lora import TrainingExample, TrainingPlan, TrainingProgress, TrainingWish, train
from citewell.models.descriptions import find_base_model
from citewell.settings.resources import resources_dir

HELD_OUT = 160
"""Held-out examples whose loss is measured before and after."""
PRINT_SECONDS = 30.0


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description="Train the style that ships.")
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl and held_out.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder of the adapter")
    parser.add_argument("--base", type=Path, help="GGUF file (default: the base model that ships)")
    parser.add_argument("--start", type=Path, help="adapter to go on from")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=6e-4, help="highest learning rate")
    parser.add_argument("--minutes", type=float, help="end after so many minutes of training")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    plan = TrainingPlan(
        base=options.base or find_base_model(resources_dir()),
        out=options.out,
        state=options.out.with_suffix(".state"),
        start=options.start,
        epochs=options.epochs,
        rank=options.rank,
        learning_rate=options.rate,
        max_seconds=None if options.minutes is None else options.minutes * 60,
        threads=options.threads,
        device=options.device,
    )
    held_out = read_examples(options.data / "held_out.jsonl")
    random.Random(plan.seed).shuffle(held_out)  # noqa: S311  repeatable
    report = train(plan, read_examples(options.data / "train.jsonl"), held_out[:HELD_OUT], _Printer())
    lines = json.dumps(asdict(report), indent=1)
    (options.out / "training.json").write_text(lines + "\n", encoding="utf-8")
    print(lines)


def read_examples(path: Path) -> list[TrainingExample]:
    """The examples of a file that ``training.drafter.data`` wrote."""
    with path.open(encoding="utf-8") as file:
        rows: list[dict[str, str]] = [json.loads(line) for line in file]
    return [TrainingExample(row["system"], row["user"], row["completion"]) for row in rows]


class _Printer:
    """Prints a line twice a minute."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, progress: TrainingProgress) -> TrainingWish:
        if time.monotonic() - self._last > PRINT_SECONDS:
            self._last = time.monotonic()
            speed = progress.tokens / max(progress.seconds, 0.001)
            print(
                f"step {progress.step} of {progress.steps}  loss {progress.loss:.3f}  {speed:.0f} tokens/s  "
                f"{progress.seconds / 60:.1f} min",
                flush=True,
            )
        return TrainingWish.GO_ON


if __name__ == "__main__":
    main()
