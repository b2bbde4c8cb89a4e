"""`python -m training.embedder.tuning`: tune MiniLM on the bank, and measure it on what is held out; see README.md."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from corpora.unseen import NEVER_LEARNT, NOT_CHOSEN_ON
from safetensors.numpy import save_file

from training.embedder.tuning import measure
from training.embedder.tuning.encoder import LAYERS, Encoder
from training.embedder.tuning.lessons import Lessons
from training.embedder.tuning.measure import Compared
from training.embedder.tuning.train import learn
from training.minilm.from_graph import read_encoder
from training.minilm.tokens import load_tokenizer
from training.minilm.weights import read_minilm, to_bert, to_network
from training.reader import pack
from training.reader.batches import Machine
from training.reader.items import read_bundle, split
from training.reader.log import Log
from training.reader.scale import KEPT
from training.reader.taught import read_taught

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from training.reader.items import Asked

    Floats = NDArray[np.float32]

SEED: Final = 7
DIGITS: Final = 6
INTERACTION: Final = "interaction.json"
"""As the product names it (`models/encoders/embedder`), which needs more than a machine that trains has."""
HELD_OUT: Final = (*NEVER_LEARNT, *NOT_CHOSEN_ON)


@dataclass(frozen=True, slots=True)
class Learner:
    """A `measure.Reader`: the network as it is."""

    encoder: Encoder
    lessons: Lessons

    def compare(self, asked: Sequence[Asked]) -> Mapping[int, Compared]:
        """Compare with the passages that were found."""
        numbers = sorted({number for one in asked for number in one.found})
        places = {number: place for place, number in enumerate(numbers)}
        passages = self._read([self.lessons.texts[number] for number in numbers])
        found: dict[int, Compared] = {}
        for one, (tokens, weights, vector) in zip(
            asked, self._read([self.lessons.questions[one.number] for one in asked]), strict=True
        ):
            own = [passages[places[number]] for number in one.found]
            cosines = np.array([other @ vector for _, _, other in own], np.float32)
            near = [(tokens @ others.T).max(axis=1) @ weights for others, _, _ in own]
            found[one.number] = Compared(cosines, np.array(near, np.float32))
        return found

    def _read(self, rows: Sequence[list[int]]) -> list[tuple[Floats, Floats, Floats]]:
        read = {number: parts for number, *parts in self.encoder.read(rows)}
        return [tuple(part.numpy() for part in read[number]) for number in range(len(rows))]


def main() -> int:
    """Train, write `model.safetensors` and `interaction.json`, and measure."""
    parser = argparse.ArgumentParser(prog="python -m training.embedder.tuning", description=__doc__)
    parser.add_argument("--packed", type=Path, default=Path("build/reader/packed"), help="what the reader packs")
    parser.add_argument("--taught", type=Path, default=KEPT, help="what a teacher gave")
    parser.add_argument("--begin", type=Path, metavar="MODEL.onnx", help="a graph that ships, which goes on learning")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and log")
    parser.add_argument("--seconds", type=float, default=2400)
    parser.add_argument("--held-out", nargs="*", default=HELD_OUT, help="knowledge bases that are not learnt from")
    parser.add_argument("--kept", type=float, default=0.0, help="share of MiniLM in the weights that are written")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    log, machine = Log(options.out / "log.txt"), Machine.best()
    bundle = read_bundle(options.packed / pack.BUNDLE)
    parts = split(bundle, frozenset(options.held_out))
    taught = read_taught(options.taught, bundle, log.tell).without(options.held_out)
    lessons = Lessons(bundle, parts, taught, load_tokenizer(options.packed / pack.MINILM_TOKENIZER), SEED)
    minilm = read_minilm(options.packed / pack.MINILM)
    encoder = Encoder(options.packed / pack.MINILM, machine)
    if options.begin:
        take_up(encoder, to_network(read_encoder(options.begin, minilm), LAYERS))
    log.tell(len(lessons.lessons), "lessons,", len(lessons.lists), "lists")

    def report(name: str = "on the way") -> None:
        measure.told(name, Learner(encoder, lessons), bundle, parts.held, log)

    report("before")
    trained = learn(encoder, lessons, options.seconds, machine, log, report)
    mix(encoder, trained.copies, to_network(minilm, LAYERS), options.kept)
    state = {name: one.float().cpu().numpy() for name, one in encoder.net.state_dict().items()}
    save_file(to_bert(state), options.out / "model.safetensors")
    weights = encoder.weigh.weight[0].detach().cpu().numpy()
    record = {"weights": [round(float(one), DIGITS) for one in weights]}
    (options.out / INTERACTION).write_text(json.dumps(record) + "\n", "utf-8")
    report("after")
    return 0


def take_up(encoder: Encoder, state: Mapping[str, NDArray[np.float32]]) -> None:
    """Give the network these weights, by its own names; what it has not is left out."""
    own = encoder.net.state_dict()
    encoder.net.load_state_dict({name: torch.from_numpy(state[name]).to(one) for name, one in own.items()})


def mix(
    encoder: Encoder, trained: Mapping[str, Tensor], before: Mapping[str, NDArray[np.float32]], kept: float
) -> None:
    """Give `encoder`, in float32, the weights that were trained, `kept` of them MiniLM's (Wortsman et al. 2022)."""
    encoder.net.float()
    own = encoder.net.state_dict()
    state = {name: trained.get(name, one).detach().to(one) for name, one in own.items()}
    mixed = {name: kept * torch.from_numpy(before[name]).to(one) + (1 - kept) * one for name, one in state.items()}
    encoder.net.load_state_dict(mixed)


if __name__ == "__main__":
    sys.exit(main())
