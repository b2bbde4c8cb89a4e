"""`python -m training.embedder.tuning.compare MODEL.onnx...`: graphs of embedders on what is held out."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.unseen import NEVER_LEARNT

from training.embedder.evaluate import Encoder
from training.embedder.tuning import measure
from training.minilm.tokens import TOKENIZER
from training.reader.items import read_bundle, split
from training.reader.log import Log

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from training.reader.items import Bundle


@dataclass(frozen=True, slots=True)
class Graph:
    """A `measure.Reader`: a graph as it ships."""

    encoder: Encoder
    bundle: Bundle

    def passages(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Of passages."""
        return self.encoder.embed([self.bundle.passages[number].text for number in numbers])

    def questions(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Of tickets and questions."""
        return self.encoder.embed([self.bundle.asked[number].ticket for number in numbers])


def main() -> int:
    """Measure each graph."""
    parser = argparse.ArgumentParser(prog="python -m training.embedder.tuning.compare", description=__doc__)
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL.onnx")
    parser.add_argument("--bundle", type=Path, default=Path("build/reader/bundle.xz"), help="what the reader bundles")
    parser.add_argument("--out", type=Path, default=Path("build/embedders.txt"), help="the figures again")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    bundle, log = read_bundle(options.bundle), Log(options.out)
    parts = split(bundle, frozenset(NEVER_LEARNT))
    for path in options.models:
        measure.told(str(path), Graph(Encoder(path, Path(TOKENIZER), threads=2), bundle), bundle, parts, log)
    return 0


if __name__ == "__main__":
    sys.exit(main())
