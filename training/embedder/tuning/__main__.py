"""`python -m training.embedder.tuning`: tune MiniLM on the bank, and measure it on what is held out; see README.md."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from corpora.unseen import NEVER_LEARNT
from safetensors.numpy import save_file

from training.embedder.tuning import measure
from training.embedder.tuning.encoder import LAYERS, Encoder
from training.embedder.tuning.lessons import Lessons
from training.embedder.tuning.train import learn
from training.minilm.tokens import load_tokenizer
from training.minilm.weights import read_minilm, to_bert, to_network
from training.reader import pack
from training.reader.batches import Machine
from training.reader.items import read_bundle, split
from training.reader.log import Log
from training.reader.scale import KEPT
from training.reader.taught import read_taught

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

SEED = 7


@dataclass(frozen=True, slots=True)
class Learner:
    """A `measure.Reader`: the network as it is."""

    encoder: Encoder
    lessons: Lessons

    def passages(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Of passages."""
        return self._read([self.lessons.texts[number] for number in numbers])

    def questions(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Of tickets and questions."""
        return self._read([self.lessons.questions[number] for number in numbers])

    def _read(self, rows: Sequence[list[int]]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self.encoder.read(rows).numpy()
        return found


def main() -> int:
    """Train, write `model.safetensors`, and measure."""
    parser = argparse.ArgumentParser(prog="python -m training.embedder.tuning", description=__doc__)
    parser.add_argument("--packed", type=Path, default=Path("build/reader/packed"), help="what the reader packs")
    parser.add_argument("--taught", type=Path, default=KEPT, help="what a teacher gave")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and log")
    parser.add_argument("--seconds", type=float, default=2400)
    parser.add_argument("--held-out", nargs="*", default=NEVER_LEARNT, help="knowledge bases that are not learnt from")
    parser.add_argument("--kept", type=float, default=0.0, help="share of MiniLM in the weights that are written")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    log, machine = Log(options.out / "log.txt"), Machine.best()
    bundle = read_bundle(options.packed / pack.BUNDLE)
    parts = split(bundle, frozenset(options.held_out))
    taught = read_taught(options.taught, bundle, log.tell).without(options.held_out)
    lessons = Lessons(bundle, parts, taught, load_tokenizer(options.packed / pack.MINILM_TOKENIZER), SEED)
    encoder = Encoder(options.packed / pack.MINILM, machine)
    log.tell(len(lessons.lessons), "lessons")

    def report(name: str = "on the way") -> None:
        measure.told(name, Learner(encoder, lessons), bundle, parts, log)

    report("before")
    steps = learn(encoder, lessons, options.seconds, machine, log, report)
    log.tell(steps, "steps")
    write(encoder, options.packed / pack.MINILM, options.kept, options.out / "model.safetensors")
    report("after")
    return 0


def write(encoder: Encoder, minilm: Path, kept: float, path: Path) -> None:
    """Write the weights under BERT's names, `kept` of them MiniLM's (Wortsman et al. 2022), and give `encoder` them."""
    before = to_network(read_minilm(minilm), LAYERS)
    state = encoder.net.state_dict()
    mixed = {name: kept * torch.from_numpy(before[name]).to(one) + (1 - kept) * one for name, one in state.items()}
    encoder.net.load_state_dict(mixed)
    save_file(to_bert({name: one.float().cpu().numpy() for name, one in mixed.items()}), path)


if __name__ == "__main__":
    sys.exit(main())
