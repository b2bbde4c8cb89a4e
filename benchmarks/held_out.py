"""``python -m benchmarks.held_out``: public tickets that the judge was not trained on, for ``citewell evaluate``.

Writes one file a set in the form of the public sets: DSTC9 hotels that the judge never saw, each question with the
passage that answers it among four of the same hotel, or without it; ShARC rules it never saw; and, where they are
there, Doc2Dial's and QED's questions, which nothing may be trained on.
"""

import argparse
import json
import random
from pathlib import Path
from typing import Any

from corpora.reading import fold, rows

SEED = 7
PASSAGES = 5
RULE_PARTS = 2


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description="Write held-out public tickets.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/held_out"))
    options = parser.parse_args()
    data = options.shared / "data"
    options.out.mkdir(parents=True, exist_ok=True)
    for name, lines in (("dstc9", faq_choice(data)), ("sharc", rules(data))):
        path = options.out / f"{name}.jsonl"
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        print(f"{path}: {len(lines)} tickets")


def faq_choice(data: Path) -> list[dict[str, Any]]:
    """Questions on held-out hotels; every other one has lost the passage that answers it."""
    asked = [row for row in rows(data / "qa" / "dstc9_val.jsonl") if row["answerable"] and row["gold_context"]]
    asked = [row for row in asked if fold(row["context"][0]["title"]) == 0]
    by_hotel: dict[str, dict[str, Any]] = {}
    for row in asked:
        by_hotel.setdefault(row["context"][0]["title"], {}).update({one["id"]: one for one in row["context"]})
    chance = random.Random(SEED)  # noqa: S311  repeatable
    lines = []
    for number, row in enumerate(asked):
        gold = set(row["gold_context"])
        others = [one for key, one in by_hotel[row["context"][0]["title"]].items() if key not in gold]
        answered = number % 2 == 0
        shown = [one for one in row["context"] if one["id"] in gold] if answered else []
        shown += chance.sample(others, min(len(others), PASSAGES - len(shown)))
        chance.shuffle(shown)
        change = {} if answered else {"gold_context": [], "answers": [], "answerable": False}
        lines.append({**row, "context": shown, **change})
    return lines


def rules(data: Path) -> list[dict[str, Any]]:
    """Questions on held-out rules: to answer, to ask back, or beside the point."""
    return [row for row in rows(data / "clarify" / "sharc_dev.jsonl") if fold(row["tree"], RULE_PARTS) == 0]


if __name__ == "__main__":
    main()
