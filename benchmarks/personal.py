"""`python -m benchmarks.personal`: personal data found and missed by type and set, and whether masking can be undone.

Recall: of the marked values, those of which 80 % of the letters and digits are masked, of whatever type. Precision of
names: of the spans of type PERSON, those that meet a marked name. Values that annotators marked by mistake (`of`, `to`)
do not count.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from citewell.governance.personal.find import find_personal
from citewell.governance.personal.placeholders import Placeholders
from citewell.models.name_client import ProcessNameFinder
from citewell.settings.resources import resources_dir

if TYPE_CHECKING:
    from citewell.domain.personal import PersonalSpan
    from citewell.domain.ports import NameFinder

SETS = ("presidio_generated_large", "presidio_synth_v2", "multidogo_dev", "multidogo_train")
NAMES = frozenset({"PERSON", "name"})
PLACES = frozenset({"ADDRESS", "STREET_ADDRESS", "address"})
ORGANISATIONS = frozenset({"ORGANIZATION"})
NOT_COUNTED = frozenset({"LOCATION", "GPE", "TITLE", "PREFIX", "NRP", "AGE", "DATE_TIME"})
"""Labels that are no personal data by themselves."""
NOISE = frozenset(
    {"to", "of", "my", "the", "is", "and", "new", "sure", "yes", "name", "address", "for", "in", "no", "i"}
)
COVERED = 0.8
HELD_OUT = 5
"""Every so many-th Presidio template was held out of the training that `held_out.json` tells of."""
BATCH = 256

Row = Mapping[str, object]


@dataclass
class Count:
    """What was found of one label, and where a span of ours met none."""

    marked: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)

    def share(self) -> float:
        """Recall."""
        return self.found / self.marked if self.marked else 1.0


@dataclass
class Figures:
    """One set."""

    labels: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    right: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    differ: int = 0
    texts: int = 0

    def add(self, row: Row, spans: Sequence[PersonalSpan]) -> None:
        """Compare our spans of one text with the marked ones."""
        text, marked = str(row["text"]), _marked(row)
        self.texts += 1
        placeholders = Placeholders()
        self.differ += placeholders.unmask(placeholders.mask(text, spans)) != text
        for start, end, label in marked:
            count = self.labels[label]
            count.marked += 1
            if _covered(text, start, end, spans) >= COVERED:
                count.found += 1
            else:
                count.missed.append(text[start:end])
        for span in spans:
            met = [label for start, end, label in marked if start < span.end and end > span.start]
            kind = "name" if span.type == "PERSON" else "other"
            self.spans[kind] += 1
            if (kind == "name" and any(label in NAMES or label == "username" for label in met)) or (
                kind == "other" and met
            ):
                self.right[kind] += 1
            else:
                self.wrong.append(f"{span.type} {text[span.start : span.end]!r} in {text[:80]!r}")

    def record(self) -> dict[str, object]:
        """As JSON."""
        groups: dict[str, Count] = defaultdict(Count)
        for label, count in self.labels.items():
            group = (
                "names" if label in NAMES else "addresses" if label in PLACES
                else "organisations" if label in ORGANISATIONS else "structured"
            )  # fmt: skip
            groups[group].marked += count.marked
            groups[group].found += count.found
        return {
            "texts": self.texts,
            "recall": {name: round(count.share(), 4) for name, count in sorted(groups.items())},
            "precision": {kind: round(self.right[kind] / n, 4) for kind, n in sorted(self.spans.items())},
            "labels": {label: [round(count.share(), 4), count.marked] for label, count in sorted(self.labels.items())},
            "not_undone": self.differ,
        }


def _marked(row: Row) -> list[tuple[int, int, str]]:
    spans = row["spans"]
    assert isinstance(spans, list)  # noqa: S101  the sets' form
    return [
        (span["start"], span["end"], span["label"])
        for span in spans
        if span["label"] not in NOT_COUNTED and span["value"].strip().lower() not in NOISE
    ]


def _covered(text: str, start: int, end: int, spans: Sequence[PersonalSpan]) -> float:
    inside = [i for i in range(start, end) if text[i].isalnum()]
    hit = sum(any(span.start <= i < span.end for span in spans) for i in inside)
    return hit / len(inside) if inside else 1.0


def measure(rows: Sequence[Row], finder: NameFinder | None) -> Figures:
    """Find in every row and compare."""
    figures = Figures()
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        texts = [str(row["text"]) for row in part]
        named: Sequence[Sequence[PersonalSpan]] = finder.find(texts) if finder else [() for _ in texts]
        for row, text, found in zip(part, texts, named, strict=True):
            figures.add(row, find_personal(text, found))
    return figures


def _sets(data: Path, chosen: Sequence[str], limit: int | None) -> Iterator[tuple[str, list[Row]]]:
    for name in chosen:
        with (data / "pii" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines][:limit]
        yield name, rows
        held_out = [row for row in rows if "template_id" in row and int(row["template_id"]) % HELD_OUT == 0]
        if held_out:
            yield f"{name}, held-out templates", held_out


def main() -> int:
    """Print one JSON object a set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--model", type=Path, default=resources_dir() / "models" / "personal")
    parser.add_argument("--sets", default=",".join(SETS[:3]))
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--no-names", action="store_true", help="without the token model")
    parser.add_argument("--show", type=int, default=0, help="so many misses of each label, and so many false hits")
    options = parser.parse_args()
    finder = None if options.no_names else ProcessNameFinder(options.model, threads=1)
    try:
        for name, rows in _sets(options.data, options.sets.split(","), options.limit):
            began = time.process_time(), time.monotonic()
            figures = measure(rows, finder)
            seconds = round(time.process_time() - began[0], 1), round(time.monotonic() - began[1], 1)
            sys.stdout.write(json.dumps({"set": name, **figures.record(), "seconds": seconds}) + "\n")
            if options.show:
                missed = {
                    label: count.missed[: options.show] for label, count in figures.labels.items() if count.missed
                }
                sys.stdout.write(
                    json.dumps({"missed": missed, "wrong": figures.wrong[: options.show]}, ensure_ascii=False, indent=1)
                    + "\n"
                )
            sys.stdout.flush()
    finally:
        if finder is not None:
            finder.process.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
