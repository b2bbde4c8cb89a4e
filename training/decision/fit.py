"""Fit the weights of `pipeline/decide.py` for passages that come with a ticket, and measure them source by source.

`tickets.py` fits those for passages that a search chose.

Held out by source: the weights are fitted on all sources but one and measured on that one.
"""

import argparse
import json
import pickle
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpora.reading import data_folder

from citewell.bootstrap import Services, open_services
from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.models.clients import ProcessJudge
from citewell.pipeline.choose import JUDGED, answering, judge_hits, judge_together, log_odds
from citewell.pipeline.decide import Features, clarify_features, judged_features
from citewell.pipeline.query import queries_of
from citewell.settings.home import Home
from training.decision.cases import Case, read_cases

RIDGE = 1.0
THRESHOLDS = np.linspace(0.2, 0.8, 13)
CLARIFY_THRESHOLDS = np.linspace(0.1, 0.9, 17)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the judge made of a case."""

    source: str
    decision: Decision
    features: Features
    clarify: tuple[float, ...]
    right_first: bool
    share_right: float
    """Of the passages that are written from, the share that answers."""
    rows: tuple[tuple[float, float, float, float, bool], ...] = ()
    """Each passage: log odds, log odds of `clarify`, cosine, place in the search from 0 to 1, whether it answers."""


def see(case: Case, services: Services) -> Seen:
    """Search, judge and order, as a draft does."""
    assert services.judge is not None  # noqa: S101  it ships
    queries = queries_of(case.ticket)
    found = services.retriever.choose_given(queries, case.passages, JUDGED)
    hits = judge_together(services.judge, queries, judge_hits(services.judge, queries, found)).hits
    taken = answering(hits)
    return Seen(
        case.source,
        case.decision,
        judged_features(hits),
        clarify_features(hits, case.ticket)[:4],
        hits[0].document in case.gold,
        sum(hit.document in case.gold for hit in taken) / len(taken),
        tuple(_row(hit, found, case) for hit in hits),
    )


def _row(hit: Hit, found: Sequence[Hit], case: Case) -> tuple[float, float, float, float, bool]:
    place = [one.passage_id for one in found].index(hit.passage_id) / max(1, len(found) - 1)
    return log_odds(hit.answers or 0.0), log_odds(hit.clarify), hit.similarity, place, hit.document in case.gold


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


def apply(w: Floats, x: Floats) -> Floats:
    """Probabilities."""
    return np.asarray(1 / (1 + np.exp(-(x @ w[:-1] + w[-1]))))


def decisions(answer: Floats, clarify: Floats, threshold: float, clarify_threshold: float) -> list[Decision]:
    """What is decided from two probabilities."""
    return [
        Decision.REFUSE if a < threshold else Decision.CLARIFY if c >= clarify_threshold else Decision.ANSWER
        for a, c in zip(answer, clarify, strict=True)
    ]


def macro_f1(right: Sequence[Decision], made: Sequence[Decision]) -> float:
    """The mean F1 of the decisions that occur."""
    values = []
    for one in set(right):
        both = sum(a is one and b is one for a, b in zip(right, made, strict=True))
        values.append(2 * both / max(1, sum(a is one for a in right) + sum(b is one for b in made)))
    return float(np.mean(values))


def fit_order(seen: Sequence[Seen]) -> Floats:
    """Weights of log odds, cosine and place by which a right passage comes first (softmax over a case's passages)."""
    w = np.array([1.0, 0.0, 0.0])
    sizes = Counter(one.source for one in seen)
    for _ in range(400):
        gradient = 0.01 * (w - np.array([1.0, 0.0, 0.0]))
        for one in seen:
            gold = np.array([row[4] for row in one.rows], dtype=float)
            if gold.any() and not gold.all():
                x = np.array([(row[0], row[2], row[3]) for row in one.rows])
                p = np.exp(x @ w - (x @ w).max())
                p /= p.sum()
                right = p * gold / (p @ gold)
                gradient += x.T @ (p - right) / sizes[one.source]
        w -= 0.3 * gradient
    return w


def first_right(seen: Sequence[Seen], w: Floats) -> float:
    """How often a right passage comes first."""
    found = []
    for one in seen:
        gold = [row[4] for row in one.rows]
        if any(gold) and len(gold) > 1:
            values = [float(np.dot(w, (row[0], row[2], row[3]))) for row in one.rows]
            found.append(gold[int(np.argmax(values))])
    return float(np.mean(found)) if found else float("nan")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights for both decisions with their thresholds."""

    answer: Floats
    clarify: Floats
    threshold: float
    clarify_threshold: float

    def decide(self, seen: Sequence[Seen]) -> list[Decision]:
        """Decide all."""
        x, c = _tables(seen)
        return decisions(apply(self.answer, x), apply(self.clarify, c), self.threshold, self.clarify_threshold)


def fit_all(seen: Sequence[Seen]) -> Fitted:
    """Both regressions, every source with the same weight, and the thresholds with the best macro-F1 over them."""
    x, c = _tables(seen)
    sizes = Counter(one.source for one in seen)
    share = np.array([len(seen) / len(sizes) / sizes[one.source] for one in seen])
    answerable = np.array([float(one.decision is not Decision.REFUSE) for one in seen])
    asked = np.array([float(one.decision is Decision.CLARIFY) for one in seen])
    inside = answerable == 1
    answer = fit(x, answerable, share)
    clarify = fit(c[inside], asked[inside], share[inside])
    a, b = apply(answer, x), apply(clarify, c)
    right = [one.decision for one in seen]
    grid = [(t, u) for t in THRESHOLDS for u in CLARIFY_THRESHOLDS]
    best = max(grid, key=lambda pair: macro_f1(right, decisions(a, b, *pair)))
    return Fitted(answer, clarify, float(best[0]), float(best[1]))


def _tables(seen: Sequence[Seen]) -> tuple[Floats, Floats]:
    return np.array([one.features for one in seen]), np.array([one.clarify for one in seen])


def report(name: str, seen: Sequence[Seen], made: Sequence[Decision]) -> None:
    """One line of figures."""
    right = [one.decision for one in seen]
    figures = [f"macro-F1 {macro_f1(right, made):.2f}"]
    for one in (Decision.ANSWER, Decision.CLARIFY, Decision.REFUSE):
        of = [b for a, b in zip(right, made, strict=True) if a is one]
        if of:
            figures.append(f"{one.value} {sum(b is one for b in of)}/{len(of)}")
    answerable = [one for one in seen if one.decision is not Decision.REFUSE]
    refused = sum(b is Decision.REFUSE for a, b in zip(right, made, strict=True) if a is not Decision.REFUSE)
    figures.append(f"false refusals {refused}/{len(answerable)}")
    figures.append(f"right first {np.mean([one.right_first for one in answerable]):.3f}")
    figures.append(f"written from right ones {np.mean([one.share_right for one in answerable]):.2f}")
    print(f"{name:<13}", ", ".join(figures))


def _print_weights(fitted: Fitted) -> None:
    weights = {
        "answer": fitted.answer.round(3).tolist(),
        "clarify": fitted.clarify.round(3).tolist(),
        "threshold": round(fitted.threshold, 2),
        "clarify_threshold": round(fitted.clarify_threshold, 2),
    }
    print(json.dumps(weights))


def main() -> None:
    """Fit, measure by held-out source, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--templates", type=Path, help="the drafter's data (python -m training.drafter.data --out)")
    parser.add_argument("--judge", type=Path, help="folder of another judge than the one that ships")
    parser.add_argument("--seen", type=Path, help="keep what the judge made of the cases in this file, or take it up")
    options = parser.parse_args()
    if options.seen and options.seen.exists():
        seen: list[Seen] = pickle.loads(options.seen.read_bytes())  # noqa: S301  our own file
    else:
        with tempfile.TemporaryDirectory() as scratch:
            services = open_services(Home(Path(scratch)), scratch=True)
            if options.judge:
                services.__dict__["judge"] = ProcessJudge(options.judge, threads=services.options.thread_count)
            cases = read_cases(options.data, options.templates)
            seen = [see(case, services) for case in cases]
            services.close()
        if options.seen:
            options.seen.write_bytes(pickle.dumps(seen))
    names = sorted({one.source for one in seen})
    given = [one for one in seen if one.source != "tau2_banking"]
    for name in sorted({one.source for one in given}):
        inside = [one for one in given if one.source == name]
        report(name, inside, fit_all([one for one in given if one.source != name]).decide(inside))
    fitted = fit_all(given)
    report("all", given, fitted.decide(given))
    _print_weights(fitted)
    for name in names:
        inside, rest = [one for one in seen if one.source == name], [one for one in seen if one.source != name]
        ways = {
            "judge": np.array([1.0, 0, 0]),
            "cosine": np.array([0, 1.0, 0]),
            "search": np.array([0, 0, -1.0]),
            "fitted": fit_order(rest),
        }
        print(f"{name:<13} right first:", ", ".join(f"{way} {first_right(inside, w):.3f}" for way, w in ways.items()))
    print("order:", fit_order(seen).round(2).tolist())


if __name__ == "__main__":
    main()
