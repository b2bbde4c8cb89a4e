"""`python -m training.embedder.tuning.compare FOLDER...`: embedders as they ship, on what is held out."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from corpora.unseen import NEVER_LEARNT, NOT_CHOSEN_ON

from citewell.models.clients import ProcessEmbedder
from citewell.models.descriptions import EMBEDDER
from citewell.pipeline.retrieval.vectors import matrix
from training.embedder.tuning import measure
from training.embedder.tuning.measure import Compared
from training.reader.items import read_bundle, split
from training.reader.log import Log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from training.reader.items import Asked, Bundle


@dataclass(frozen=True, slots=True)
class Shipped:
    """A `measure.Reader`: an embedder's folder."""

    embedder: ProcessEmbedder
    bundle: Bundle

    def compare(self, asked: Sequence[Asked]) -> Mapping[int, Compared]:
        """Compare with the passages that were found."""
        numbers = sorted({number for one in asked for number in one.found})
        places = {number: place for place, number in enumerate(numbers)}
        passages = matrix(self.embedder.embed([self.bundle.passages[number].text for number in numbers]))
        found: dict[int, Compared] = {}
        for one, vector in zip(asked, matrix(self.embedder.embed([one.ticket for one in asked])), strict=True):
            cosines = passages[[places[number] for number in one.found]] @ vector
            near = self.embedder.interact(one.ticket, [self.bundle.passages[number].text for number in one.found])
            found[one.number] = Compared(cosines, cosines if near is None else np.array(near, np.float32))
        return found


def main() -> int:
    """Measure each."""
    parser = argparse.ArgumentParser(prog="python -m training.embedder.tuning.compare", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="with model, tokenizer, interaction")
    parser.add_argument("--bundle", type=Path, default=Path("build/reader/bundle.xz"), help="what the reader bundles")
    parser.add_argument(
        "--held-out", nargs="*", help="knowledge bases to measure on (default: both lists of unseen.py)"
    )
    parser.add_argument("--out", type=Path, default=Path("build/embedders.txt"), help="the figures again")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    bundle, log = read_bundle(options.bundle), Log(options.out)
    lists = (options.held_out,) if options.held_out else (NEVER_LEARNT, NOT_CHOSEN_ON)
    held = [split(bundle, frozenset(names)).held for names in lists]
    for folder in options.folders:
        described = replace(EMBEDDER, interacts=(folder / "interaction.json").is_file())
        embedder = ProcessEmbedder(described, folder.resolve(), threads=2)
        for some in held:
            measure.told(str(folder), Shipped(embedder, bundle), bundle, some, log)
        embedder.process.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
