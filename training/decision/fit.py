"""Fit the weights of ``pipeline/decide.py`` on public questions with and without their answer among the passages.

Each question is asked twice: with the passage that answers it among its neighbours, and with that passage taken away
(near misses stay). Held out by source: the weights are fitted on all sets but one and measured on that one.
"""

import argparse
import json
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from citewell.bootstrap import open_services
from citewell.domain.drafts import GivenPassage
from citewell.domain.ports import Embedder, Vector
from citewell.pipeline.query import queries_of
from citewell.pipeline.retriever import Retriever
from citewell.settings.home import Home

SEED = 7
EACH = 250
"""Questions taken of each set."""
NEIGHBOURS = 12
"""Passages beside the one that answers."""
RIDGE = 1e-2

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the passages to choose from, and whether one of them answers it."""

    source: str
    question: str
    passages: tuple[GivenPassage, ...]
    answerable: bool


class CachingEmbedder:
    """Embeds every text once."""

    def __init__(self, embedder: Embedder) -> None:
        """Wrap ``embedder``."""
        self._embedder = embedder
        self._known: dict[str, Vector] = {}

    @property
    def identity(self) -> str:
        """Names the model."""
        return self._embedder.identity

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` in order."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known.update(zip(missing, self._embedder.embed(missing), strict=True))
        return [self._known[text] for text in texts]


def read(path: Path) -> list[dict[str, object]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def retrieval_cases(folder: Path, rng: random.Random) -> Iterator[Case]:
    """A set of documents and questions: each question with its document among like ones, and without."""
    documents = {str(row["id"]): row for row in read(folder / "corpus.jsonl")}
    rows = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]
    gold = {query: document for query, document, _ in (row.split("\t") for row in rows)}
    questions = [row for row in read(folder / "queries.jsonl") if row.get("kind") != "title" and str(row["id"]) in gold]
    for row in rng.sample(questions, min(EACH, len(questions))):
        answer = gold[str(row["id"])]
        others = [identity for identity in documents if identity != answer]
        near = rng.sample(others, min(NEIGHBOURS, len(others)))
        for answerable, chosen in ((True, [answer, *near]), (False, near)):
            passages = tuple(
                GivenPassage(i, str(documents[i].get("title", "")), str(documents[i]["text"])) for i in chosen
            )
            yield Case(folder.name, str(row["text"]), passages, answerable)


def labelled_cases(path: Path, rng: random.Random) -> Iterator[Case]:
    """A set that says itself which questions its passages answer."""
    rows = read(path)
    for row in rng.sample(rows, min(2 * EACH, len(rows))):
        context = row["context"]
        assert isinstance(context, list)  # noqa: S101  the format of these sets
        passages = tuple(GivenPassage(item["id"], item["title"], item["text"]) for item in context)
        if passages:
            yield Case(path.stem, str(row["question"]), passages, bool(row["answerable"]))


def table(cases: Sequence[Case], retriever: Retriever) -> tuple[Floats, Floats, list[str]]:
    """The best cosine, label and source of each case."""
    rows, labels, sources = [], [], []
    for case in cases:
        queries = queries_of(case.question)
        hits = retriever.choose_given(queries, case.passages, 5)
        rows.append([max(hit.similarity for hit in hits)])
        labels.append(float(case.answerable))
        sources.append(case.source)
    return np.array(rows), np.array(labels), sources


def fit(x: Floats, y: Floats, weight: Floats) -> Floats:
    """Logistic regression by Newton's method; the last weight is the bias."""
    design = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(design.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-design @ w))
        gradient = design.T @ (weight * (p - y)) + RIDGE * w
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + RIDGE * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w


def main() -> None:
    """Fit, measure by held-out source, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("CITEWELL_SHARED", "../shared")) / "data")
    parser.add_argument("--cases", type=int, default=0, help="take this many cases in all, for a quick look")
    options = parser.parse_args()
    rng = random.Random(SEED)  # noqa: S311  sampling, no secret
    cases: list[Case] = []
    for name in ("kb_tau2_banking", "kb_arduino"):
        cases += retrieval_cases(options.data / "retrieval" / name, rng)
    cases += labelled_cases(options.data / "qa" / "clapnq_dev.jsonl", rng)
    if options.cases:
        cases = rng.sample(cases, min(options.cases, len(cases)))
    with tempfile.TemporaryDirectory() as scratch:
        services = open_services(Home(Path(scratch)), scratch=True)
        retriever = Retriever(services.searcher, CachingEmbedder(services.embedder), services.cut)
        x, y, sources = table(cases, retriever)
        services.close()
    names = sorted(set(sources))
    of = np.array([names.index(source) for source in sources])
    share = np.array([1 / np.sum(of == one) for one in of]) * len(of) / len(names)
    for number, name in enumerate(names):
        inside = of == number
        w = fit(x[~inside], y[~inside], share[~inside])
        p = 1 / (1 + np.exp(-(x[inside] @ w[:-1] + w[-1])))
        yes, no = p[y[inside] == 1], p[y[inside] == 0]
        auc = np.mean(yes[:, None] > no[None, :])
        figures = f"kept {np.mean(yes >= 0.5):.2f}, refused {np.mean(no < 0.5):.2f}, AUC {auc:.2f}"
        print(f"held out {name:<16} {inside.sum():>4} cases: {figures}")
    w = fit(x, y, share)
    print("weights:", dict(zip(("similarity", "bias"), w.round(3).tolist(), strict=True)))


if __name__ == "__main__":
    main()
