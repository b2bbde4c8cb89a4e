"""Picks what learning on the device mixes in: ``python -m training.drafter.replay --data build/drafter --out FILE``.

A style that is tuned on a team's edits alone forgets how to draft. Some of the examples it was first trained on keep
that skill. Only own examples and those under Apache-2.0, MIT or CC-BY go into the file, since it ships.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

SOURCES = frozenset({"own", "dstc9", "tau2", "winps"})
LICENCES = frozenset({"Apache-2.0", "MIT", "CC-BY-4.0"})
SHARES = {"reply": 190, "clarify": 20, "style": 60, "summary": 18, "crm": 12}
"""Examples of each task."""
MAX_BYTES = 300_000
SEED = 7

Row = dict[str, str]


def pick(rows: Sequence[Row], seed: int = SEED) -> list[Row]:
    """Examples of permitted sources, the kinds of a task in turn, within ``MAX_BYTES``; shuffled."""
    rng = random.Random(f"replay/{seed}")  # noqa: S311
    permitted = [row for row in rows if row["source"] in SOURCES and row["licence"] in LICENCES]
    chosen = [row for task, count in SHARES.items() for row in _in_turn(permitted, task, count, rng)]
    rng.shuffle(chosen)
    while chosen and sum(len(line(row).encode()) for row in chosen) > MAX_BYTES:
        chosen.remove(max(chosen, key=lambda row: len(line(row))))
    return chosen


def line(row: Row) -> str:
    """One line of the file."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def _in_turn(rows: Sequence[Row], task: str, count: int, rng: random.Random) -> list[Row]:
    """``count`` examples of a task: one of each kind, then the next one of each."""
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["task"] == task:
            kinds[row["kind"]].append(row)
    for found in kinds.values():
        rng.shuffle(found)
    turns = max((len(found) for found in kinds.values()), default=0)
    return [kinds[kind][i] for i in range(turns) for kind in sorted(kinds) if i < len(kinds[kind])][:count]


def main() -> None:
    """Read the training file, write the replay file."""
    parser = argparse.ArgumentParser(description="Pick the examples that learning on the device mixes in.")
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = [json.loads(text) for text in (options.data / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = pick(rows)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("".join(line(row) for row in chosen), encoding="utf-8")
    print(f"{options.out}: {len(chosen)} examples")


if __name__ == "__main__":
    main()
