"""Examples from the data sets: MultiDoGO, Presidio, ABCD, and texts of help centres that hold no personal data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from training.personal.labels import MULTIDOGO, PRESIDIO, Example

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

HELD_OUT: Final = 5
"""Every so many-th Presidio template is held out."""
_NOISE = frozenset(
    ["to", "of", "my", "the", "is", "and", "new", "sure", "yes", "name", "address", "for", "in", "no", "i"]
)
"""Values that annotators marked by mistake."""
_PRIVATE = re.compile(r"\bnames?\b|user ?name|@|\d{4}|\baccount id\b|\baddress\b|\bmy name\b", re.IGNORECASE)


def read(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def multidogo(path: Path) -> list[Example]:
    """Turns of MultiDoGO with what customers tell of themselves."""
    return [_labelled(row, MULTIDOGO, "multidogo") for row in read(path)]


def presidio(path: Path) -> list[Example]:
    """Presidio's sentences; ``group`` is the template."""
    return [_labelled(row, PRESIDIO, "presidio") for row in read(path)]


def is_held_out(example: Example) -> bool:
    """Whether the example's template is not trained on before the held-out figures are taken."""
    return example.group % HELD_OUT == 0


def _labelled(row: dict[str, object], labels: dict[str, str], source: str) -> Example:
    spans = []
    end = 0
    marked = row["spans"]
    assert isinstance(marked, list)  # noqa: S101  the data sets' form
    for span in sorted(marked, key=lambda one: (one["start"], -one["end"])):
        name = labels.get(span["label"])
        if name and span["start"] >= end and span["value"].strip().lower() not in _NOISE:
            spans.append((span["start"], span["end"], name))
            end = span["end"]
    return Example(str(row["text"]), tuple(spans), source, int(str(row.get("template_id", -1))))


def abcd(path: Path, rng: random.Random, most: int) -> list[Example]:
    """Lines of ABCD's conversations, with the values of their scenario marked wherever they stand."""
    found = []
    for row in read(path):
        scenario, turns = row["scenario"], row["turns"]
        assert isinstance(scenario, dict)  # noqa: S101  the data set's form
        assert isinstance(turns, list)  # noqa: S101  the data set's form
        values = _values(scenario)
        for speaker, line in turns:
            if speaker == "action" or re.fullmatch(r"\W*\d{6,}\W*", line):
                continue
            spans = _marked(line, values)
            if spans or not _PRIVATE.search(line):
                found.append(Example(line, spans, "abcd"))
    rng.shuffle(found)
    return found[:most]


def _values(scenario: dict[str, dict[str, object]]) -> list[tuple[str, str]]:
    personal, order = scenario.get("personal", {}), scenario.get("order", {})
    name = str(personal.get("customer_name", ""))
    values = [
        (name, "PERSON"),
        (str(personal.get("email", "")), "EMAIL"),
        (str(personal.get("phone", "")), "PHONE"),
        (str(personal.get("username", "")), "USERNAME"),
        (str(personal.get("account_id", "")), "ACCOUNT"),
        (str(order.get("full_address", "")), "ADDRESS"),
        (str(order.get("street_address", "")), "ADDRESS"),
        *((part, "PERSON") for part in name.split()),
    ]
    return [(value.strip(), kind) for value, kind in values if len(value.strip()) > 2]


def _marked(line: str, values: list[tuple[str, str]]) -> tuple[tuple[int, int, str], ...]:
    spans: list[tuple[int, int, str]] = []
    for value, kind in values:
        written = r"[\s,]+".join(re.escape(part) for part in value.split())
        for match in re.finditer(rf"(?<!\w){written}(?!\w)", line, re.IGNORECASE):
            if all(match.end() <= start or match.start() >= end for start, end, _ in spans):
                spans.append((match.start(), match.end(), kind))
    return tuple(sorted(spans))


def nothing_personal(data: Path, rng: random.Random, most: int) -> list[Example]:
    """Questions to help desks and passages of help centres, with product names, places and headings."""
    texts: list[str] = []
    texts += rng.sample([str(row["text"]) for row in read(data / "intent/banking77_train.jsonl")], most // 6)
    clinc = [
        str(row["text"]) for name in ("clinc_train", "clinc_oos_train") for row in read(data / f"intent/{name}.jsonl")
    ]
    texts += rng.sample([_cased(rng, text) for text in clinc], most // 6)
    for row in read(data / "qa/dstc9_val.jsonl"):
        texts.append(str(row["question"]))
        context = row["context"]
        assert isinstance(context, list)  # noqa: S101  the data set's form
        texts += [str(passage["text"]) for passage in rng.sample(context, min(1, len(context)))]
    documents = [*sorted((data / "kb/arduino").rglob("*.md")), *sorted((data / "kb/policies").rglob("*.md"))]
    paragraphs = [
        re.sub(r"[*`]|\]\([^)]*\)|\[", "", part).strip()
        for document in documents
        for part in re.split(r"\n\s*\n", document.read_text(encoding="utf-8", errors="replace"))
    ]
    paragraphs = [part for part in paragraphs if 20 < len(part) < 500 and "@" not in part]
    texts += rng.sample(paragraphs, min(most // 3, len(paragraphs)))
    rng.shuffle(texts)
    return [Example(text, (), "nothing") for text in texts[:most]]


def _cased(rng: random.Random, text: str) -> str:
    """CLINC is written in lower case; half of it is given sentences' case."""
    return text[:1].upper() + text[1:] + rng.choice(("?", ".", "")) if rng.random() < 0.5 else text
