"""Fit the layer over sentence vectors: softmax regression, a class for each risk and one for plain tickets.

``python -m training.risk.fit --data SHARED/data`` writes ``resources/models/risk/layer.json``. Half of each public set
is learnt from, the other half is measured on by ``python -m benchmarks.risk``.
"""

import argparse
import base64
import hashlib
import json
import random
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpora.reading import ROOT
from corpora.risk import PLAIN, learns_from, negatives, tickets

from citewell.governance.policy.reading import read_pack
from citewell.governance.policy.windows import windows_of
from citewell.models.descriptions import EMBEDDER
from citewell.models.encoders.embedder import load_embedder
from citewell.processes.frames import Frame
from citewell.settings.resources import resources_dir
from training.risk.common import sentences, written

Vectors = npt.NDArray[np.float32]
EACH_SET = 1000
"""Sentences of each public set."""
DECAY = 1.5e-5
STEPS, RATE = 500, 0.05
PLAIN_WEIGHT, HARD_WEIGHT = 8.0, 5.0
"""Weight of all plain sentences against one risk's, and of our own plain ones against one of a public set."""
ROUNDS = 2


class Embedding:
    """Vectors of texts, each computed once."""

    def __init__(self, threads: int) -> None:
        """Load the embedder that ships."""
        folder = resources_dir() / "models" / EMBEDDER.folder
        settings = {"path": str(folder), "name": EMBEDDER.name, "dimensions": EMBEDDER.dimensions, "threads": threads}
        self._model = load_embedder(settings)
        self._known: dict[str, Vectors] = {}

    def of(self, texts: list[str]) -> Vectors:
        """Shape ``(len(texts), dimensions)``."""
        import threading  # noqa: PLC0415

        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(missing), 256):
            part = missing[start : start + 256]
            (frame,) = self._model.serve(Frame({"method": "embed", "texts": part}, b""), threading.Event())
            vectors = np.frombuffer(frame.body, dtype="<f4").reshape(len(part), -1)
            self._known.update(zip(part, vectors, strict=True))
        return np.stack([self._known[text] for text in texts])


def fit(x: Vectors, y: npt.NDArray[np.int64], weight: Vectors, classes: int) -> tuple[Vectors, Vectors]:
    """Weights and bias of softmax regression by Adam over the whole batch."""
    rng = np.random.default_rng(0)
    theta = rng.normal(0, 0.01, (x.shape[1] + 1, classes)).astype(np.float32)
    inputs = np.hstack([x, np.ones((len(x), 1), np.float32)])
    target = np.eye(classes, dtype=np.float32)[y]
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    share = (weight / weight.sum())[:, None]
    for step in range(1, STEPS + 1):
        logits = inputs @ theta
        logits -= logits.max(1, keepdims=True)
        probability = np.exp(logits)
        probability /= probability.sum(1, keepdims=True)
        slope = inputs.T @ ((probability - target) * share)
        slope[:-1] += DECAY * theta[:-1]
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        theta -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return theta[:-1].T.copy(), theta[-1].copy()


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "models" / "risk" / "layer.json")
    options = parser.parse_args()
    embedding = Embedding(options.threads)
    text = (resources_dir() / "policies" / "default.yaml").read_text("utf-8")
    pack, problems = read_pack(text, "default.yaml")
    if pack is None:
        raise SystemExit("\n".join(map(str, problems)))
    topics = [PLAIN, *(risk.id for risk in pack.risks)]
    own, dev, more = sentences(), tickets("dev"), written()
    own_plain = [*own[PLAIN], *dev[PLAIN]]
    sets = negatives(options.data)
    own_plain += [one[a:b] for one in more[PLAIN] for a, b in windows_of(one)]
    golden = [one[a:b] for one in sets.pop("golden") for a, b in windows_of(one)]
    own_plain += golden  # ours, and few: learnt from all of them
    public = [one for texts in sets.values() for one in _some(texts)]
    singles = [(risk.id, one) for risk in pack.risks for one in (*risk.examples, *own[risk.id])]
    whole = [(topic, one) for topic, texts in (*dev.items(), *more.items()) if topic != PLAIN for one in texts]
    singles += [(topic, one) for topic, one in whole if len(windows_of(one)) == 1]
    singles += [(topic, _with_slips(one)) for topic, one in singles]
    x = [embedding.of(own_plain), embedding.of(public), embedding.of([one for _, one in singles])]
    y = np.array([0] * (len(own_plain) + len(public)) + [topics.index(topic) for topic, _ in singles])
    bags = [
        (topics.index(topic), embedding.of([one[a:b] for a, b in windows_of(one)]))
        for topic, one in whole
        if len(windows_of(one)) > 1
    ]
    weights, bias = np.zeros((len(topics), x[0].shape[1]), np.float32), np.zeros(len(topics), np.float32)
    found_y = y
    for number in range(ROUNDS):
        # A ticket is learnt from by the piece of it that tells most, as far as that is known.
        chosen = [vectors[int(np.argmax((vectors @ weights.T + bias)[:, i]))] for i, vectors in bags] if number else []
        found_x = np.vstack([*x, *([np.stack(chosen)] if chosen else [])])
        found_y = np.concatenate([y, np.array([i for i, _ in bags][: len(chosen)], dtype=y.dtype)])
        weight = np.ones(len(found_y), np.float32)
        weight[: len(own_plain)] = HARD_WEIGHT
        plain = found_y == 0
        weight[plain] *= PLAIN_WEIGHT * (len(found_y) - plain.sum()) / (len(topics) - 1) / weight[plain].sum()
        weights, bias = fit(found_x, found_y, weight, len(topics))
    layer = {
        "version": "1",
        "embedder": EMBEDDER.sha256,
        "topics": topics,
        "bias": [round(float(b), 4) for b in bias],
        "weights": base64.b64encode(weights.astype("<f2").tobytes()).decode(),
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(layer) + "\n", encoding="utf-8")
    print(f"{len(found_y)} sentences, {len(public)} of public sets, {len(own_plain)} plain ones of our own")


def _with_slips(text: str) -> str:
    """``text`` as it is typed in haste: a letter in every third long word is left out or swapped with the next."""
    rng = random.Random(text)  # noqa: S311  no secret
    words = text.split(" ")
    for number, word in enumerate(words):
        if len(word) > 4 and rng.random() < 0.34:
            at = rng.randrange(1, len(word) - 2)
            swapped = word[at + 1] + word[at] if rng.random() < 0.5 else word[at]
            words[number] = word[:at] + swapped + word[at + 2 :]
    return " ".join(words)


def _some(texts: list[str]) -> list[str]:
    """Some of the texts that are learnt from, the same ones each time."""
    usable = sorted({one for one in texts if learns_from(one)}, key=lambda one: hashlib.sha256(one.encode()).digest())
    pieces = [one[a:b] for one in usable[:EACH_SET] for a, b in windows_of(one)]
    return list(dict.fromkeys(pieces))[: 2 * EACH_SET]


if __name__ == "__main__":
    main()
