"""The mean vectors of passages and of queries, which `multilingual` subtracts.

`python -m training.embedder.means FOLDER`, after `multilingual --plain --output FOLDER`: over documents, tickets and
question pairs of the sample packs but `travel`, on which the model is measured. Rounded, so that machines agree.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpora.reading import ROOT, rows

from training.embedder.evaluate import Encoder, cut
from training.embedder.multilingual import MEANS, PROMPTS

if TYPE_CHECKING:
    from collections.abc import Sequence

HELD_OUT: Final = "travel"
TEXTS: Final = 600
"""Of each kind."""
DECIMALS: Final = 4


def passages() -> list[str]:
    """Passages of the packs' Markdown documents."""
    files = sorted(path for path in (ROOT / "sample_kb").rglob("*.md") if HELD_OUT not in path.parts)
    return [passage for path in files for passage in cut("", path.read_text(encoding="utf-8"))]


def queries() -> list[str]:
    """Tickets and questions of pairs."""
    files = sorted(path for path in (ROOT / "training" / "tickets").glob("*.jsonl") if HELD_OUT not in path.stem)
    return [row.get("ticket") or row["question"] for path in files for row in rows(path)]


def spread(texts: Sequence[str], most: int) -> list[str]:
    """Every n-th text, at most `most`."""
    return list(texts[:: -(-len(texts) // most)])


def main() -> None:
    """Embed, average, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the plain form of the model")
    folder: Path = parser.parse_args().folder
    encoder = Encoder(folder / "model.onnx", folder / "tokenizer.json", threads=2)
    chosen = {"passage": spread(passages(), TEXTS), "query": spread(queries(), TEXTS)}
    means = {
        kind: encoder.embed([PROMPTS[kind] + text for text in texts]).mean(axis=0) for kind, texts in chosen.items()
    }
    content = {
        "made_by": "python -m training.embedder.means",
        "texts": {kind: len(texts) for kind, texts in chosen.items()},
        "means": {kind: [round(float(number), DECIMALS) for number in mean] for kind, mean in means.items()},
    }
    MEANS.write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
