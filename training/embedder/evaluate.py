"""Compare the forms of the embedder: search quality, closeness to float32, dependence on the batch, speed.

Run `python -m training.embedder.evaluate FOLDER` from the root of the repository, after `build --candidates FOLDER`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from training.embedder.build import OUTPUT
from training.embedder.candidates import CANDIDATES, REFERENCE, SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

PARTS: Final = ("quality", "speed")
SHARED: Final = "CITEWELL_SHARED"
WORDS: Final = 160
RANKS: Final = 10
RECALL_RANKS: Final = 5
SPEED_TEXTS: Final = 64
SPEED_WORDS: Final = 100
SPEED_ROUNDS: Final = 5
BATCH: Final = 16
RESAMPLES: Final = 2000
WARM_UP: Final = 8


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Passages with the document each belongs to, queries, and the relevant documents of each query."""

    name: str
    passages: Sequence[str]
    owners: NDArray[np.int64]
    documents: Sequence[str]
    queries: Sequence[str]
    gains: Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What one form of the model scored on one set."""

    ndcgs: FloatArray
    """nDCG@10 of each query."""
    recall: float
    cosine_mean: float
    cosine_min: float

    @property
    def ndcg(self) -> float:
        """The mean over the queries."""
        return float(self.ndcgs.mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast one form of the model is, and how far a text moves when it is embedded among others."""

    passages_per_second: float
    query_ms: float
    batch_deviation: float


class Encoder:
    """One form of the model with its tokenizer."""

    def __init__(self, model: Path, tokenizer: Path, *, threads: int) -> None:
        """Load both files."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))

    def embed(self, texts: Sequence[str], *, batch: int = 1) -> FloatArray:
        """Return one row of length one per text. Batches of one need no padding and were the fastest."""
        parts = [self._embed(texts[start : start + batch]) for start in range(0, len(texts), batch)]
        return np.concatenate(parts)

    def _embed(self, texts: Sequence[str]) -> FloatArray:
        encodings = self._tokenizer.encode_batch(list(texts))
        inputs = {
            "input_ids": np.array([encoding.ids for encoding in encodings], np.int64),
            "attention_mask": np.array([encoding.attention_mask for encoding in encodings], np.int64),
        }
        rows: FloatArray = self._session.run(["sentence_embedding"], inputs)[0]
        return rows


def cut(title: str, text: str, words: int = WORDS) -> list[str]:
    """Cut a text into passages of about `words` words, each with the title in front."""
    parts = text.split()
    passages = (" ".join(parts[start : start + words]) for start in range(0, max(len(parts), 1), words))
    return [f"{title}\n{passage}".strip() for passage in passages]


def read_set(folder: Path) -> RetrievalSet:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`; queries without a relevant document are left out."""
    gains: dict[str, dict[str, float]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, score = line.split("\t")
        if float(score) > 0:
            gains.setdefault(query, {})[document] = float(score)
    documents: list[str] = []
    passages: list[str] = []
    owners: list[int] = []
    for row in _rows(folder / "corpus.jsonl"):
        parts = cut(row["title"], row["text"])
        passages += parts
        owners += [len(documents)] * len(parts)
        documents.append(row["id"])
    asked = [row for row in _rows(folder / "queries.jsonl") if row["id"] in gains]
    return RetrievalSet(
        folder.name,
        passages,
        np.array(owners),
        documents,
        [row["text"] for row in asked],
        [gains[row["id"]] for row in asked],
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def rank(vectors: FloatArray, queries: FloatArray, data: RetrievalSet) -> list[list[str]]:
    """Return the best documents of each query; a document scores as its best passage."""
    rankings = []
    for query in queries:
        scores = np.full(len(data.documents), -np.inf, np.float32)
        np.maximum.at(scores, data.owners, vectors @ query)
        best = np.argsort(-scores, kind="stable")[:RANKS]
        rankings.append([data.documents[document] for document in best])
    return rankings


def ndcg(ranking: Sequence[str], gains: Mapping[str, float]) -> float:
    """Return nDCG@10 with linear gains (Järvelin and Kekäläinen 2002)."""

    def discounted(values: Sequence[float]) -> float:
        return sum(value / float(np.log2(place + 2)) for place, value in enumerate(values[:RANKS]))

    ideal = discounted(sorted(gains.values(), reverse=True))
    return discounted([gains.get(document, 0.0) for document in ranking]) / ideal


def recall(ranking: Sequence[str], gains: Mapping[str, float]) -> float:
    """Return the part of the relevant documents among the first five."""
    return len(gains.keys() & set(ranking[:RECALL_RANKS])) / len(gains)


def measure_quality(encoder: Encoder, reference: FloatArray | None, data: RetrievalSet) -> tuple[Quality, FloatArray]:
    """Score one form on one set and return its passage vectors as well."""
    vectors = encoder.embed(data.passages)
    rankings = rank(vectors, encoder.embed(data.queries), data)
    pairs = list(zip(rankings, data.gains, strict=True))
    cosines = np.ones(1) if reference is None else (vectors * reference).sum(axis=1)
    quality = Quality(
        ndcgs=np.array([ndcg(*pair) for pair in pairs], np.float32),
        recall=statistics.fmean(recall(*pair) for pair in pairs),
        cosine_mean=float(cosines.mean()),
        cosine_min=float(cosines.min()),
    )
    return quality, vectors


def interval(quality: Quality, base: Quality) -> tuple[float, float]:
    """Return the 95% interval of the relative difference in nDCG@10, in percent, by a paired bootstrap over queries."""
    count = len(base.ndcgs)
    drawn = np.random.default_rng(0).integers(0, count, size=(RESAMPLES, count))
    ratios = quality.ndcgs[drawn].mean(axis=1) / base.ndcgs[drawn].mean(axis=1)
    low, high = np.percentile(100 * (ratios - 1), [2.5, 97.5])
    return float(low), float(high)


def measure_speed(encoders: Mapping[str, Encoder], sets: Sequence[RetrievalSet]) -> dict[str, Speed]:
    """Time all forms in turns, in seconds of processor time, so that other work on the machine touches them alike.

    Medians over the rounds; the passages have about 130 tokens. Compare the forms, not the numbers of two runs.
    """
    choice = np.random.default_rng(0)
    pool = [passage for data in sets for passage in data.passages if len(passage.split()) >= SPEED_WORDS]
    picked = [pool[place] for place in choice.permutation(len(pool))[:SPEED_TEXTS]]
    passages = [" ".join(passage.split()[:SPEED_WORDS]) for passage in picked]
    asked = [query for data in sets for query in data.queries]
    queries = [asked[place] for place in choice.permutation(len(asked))[:SPEED_TEXTS]]
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in encoders}
    for _ in range(SPEED_ROUNDS):
        for name, encoder in encoders.items():
            encoder.embed(passages[:WARM_UP])
            pair = (_seconds(encoder.embed, passages), _seconds(encoder.embed, queries))
            seconds[name].append(pair)
    mixed = [text for pair in zip(passages, queries, strict=False) for text in pair]
    result = {}
    for name, encoder in encoders.items():
        alone, among = encoder.embed(mixed), encoder.embed(mixed, batch=BATCH)
        result[name] = Speed(
            passages_per_second=len(passages) / statistics.median(first for first, _ in seconds[name]),
            query_ms=1000 / len(queries) * statistics.median(second for _, second in seconds[name]),
            batch_deviation=float((1 - (alone * among).sum(axis=1)).max()),
        )
    return result


def _seconds(action: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    action(texts)
    return time.process_time() - start


def _quality_lines(encoders: Mapping[str, Encoder], data: RetrievalSet) -> Iterator[str]:
    base, reference = measure_quality(encoders[REFERENCE], None, data)
    for name, encoder in encoders.items():
        quality = base if name == REFERENCE else measure_quality(encoder, reference, data)[0]
        yield _quality_line(data.name, name, quality, base)


def _quality_line(name: str, candidate: str, quality: Quality, base: Quality) -> str:
    low, high = interval(quality, base)
    return (
        f"{name:16} {candidate:32} nDCG@10 {quality.ndcg:.4f} ({100 * (quality.ndcg / base.ndcg - 1):+.2f}%,"
        f" 95%: {low:+.2f} to {high:+.2f})"
        f"  recall@5 {quality.recall:.4f} ({100 * (quality.recall / base.recall - 1):+.2f}%)"
        f"  cosine {quality.cosine_mean:.4f} (least {quality.cosine_min:.4f})"
    )


def _speed_lines(results: Mapping[str, Speed]) -> Iterator[str]:
    base = results[REFERENCE]
    for candidate, speed in results.items():
        yield (
            f"{candidate:32} {speed.passages_per_second:6.1f} passages/s"
            f" (x{speed.passages_per_second / base.passages_per_second:.2f})"
            f"  query {speed.query_ms:5.2f} ms (x{base.query_ms / speed.query_ms:.2f})"
            f"  batch deviation {speed.batch_deviation:.1e}"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get(SHARED, "../shared"))
    parser.add_argument("candidates", type=Path, help="folder that `build --candidates` wrote")
    parser.add_argument("--sets", type=Path, default=shared / "data" / "retrieval", help="default: %(default)s")
    parser.add_argument("--only", nargs="+", metavar="SET", help="names of the sets to use")
    parser.add_argument("--models", nargs="+", choices=list(CANDIDATES), default=[REFERENCE, SHIPPED])
    parser.add_argument("--tokenizer", type=Path, default=OUTPUT / "tokenizer.json")
    parser.add_argument("--threads", type=int, default=1, help="default: 1, whose processor time is comparable")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="default: all")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line per set and model, then one per model on speed."""
    options = _parser().parse_args(arguments)
    folders = sorted(path.parent for path in options.sets.glob("*/corpus.jsonl"))
    sets = [read_set(folder) for folder in folders if not options.only or folder.name in options.only]
    if not sets:
        print(f"no retrieval set under {options.sets}; set {SHARED} or --sets", file=sys.stderr)
        return 1
    names = [REFERENCE, *(name for name in options.models if name != REFERENCE)]
    encoders = {
        name: Encoder(options.candidates / f"{name}.onnx", options.tokenizer, threads=options.threads) for name in names
    }
    if "quality" in options.parts:
        for data in sets:
            for line in _quality_lines(encoders, data):
                print(line, flush=True)
    if "speed" in options.parts:
        for line in _speed_lines(measure_speed(encoders, sets)):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
