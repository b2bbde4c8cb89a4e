"""Fit the weights of `pipeline/routing/routing.py` for given passages, and measure them source by source.

`tickets.py` fits those for passages that a search chose.

Held out by source: the weights are fitted on all sources but one and measured on that one.
"""

import argparse
import pickle
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from corpora.reading import data_folder

from citewell.application.app import App
from citewell.bootstrap.container import Choices
from citewell.bootstrap.models import ProcessModels
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Decision
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.retrieval.rerank import MAX_READ, Order, Orders, answering, log_odds, rerank_hits, with_nearness
from citewell.pipeline.routing.routing import ClarifyWeights, Features, JudgedWeights, clarify_features, judged_features
from citewell.settings.home import Home
from training import fits
from training.decision import routing
from training.decision.cases import Case, read_cases
from training.decision.routing import KINDS, REFUSE, Floats, Ranked, Routing, codes_of, fit_routing, macro_f1, names_of

THRESHOLDS = np.linspace(0.2, 0.8, 13)
CLARIFY_THRESHOLDS = np.linspace(0.1, 0.9, 17)
JUDGE_ALONE = np.array([1.0, 0.0, 0.0])
COMPARED = Orders(*[Order(judge=1.0, search=1.0, cosine=1.0, tokens=1.0)] * 4)
"""Orders by which the nearness is told of all, whatever it weighs so far."""
OWN_SIGNS = 4
"""Of asking back: what passages tell that were not searched for."""


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
    rows: tuple[tuple[float, float, float, bool], ...] = ()
    """Each passage: log odds, cosine, nearness token by token, whether it answers."""


def see(case: Case, services: App) -> Seen:
    """Search, judge and order, as a draft does."""
    assert services.models.reranker is not None  # noqa: S101  it ships
    queries = queries_of(case.ticket)
    orders = services.fitted.decision.orders
    found = services.search.choose_given(queries, case.passages, MAX_READ)
    found = with_nearness(services.models.embedder, queries[0], found, COMPARED)
    ranked = rerank_hits(services.models.reranker, queries, found, orders)
    hits = ranked.hits
    taken = answering(hits)
    return Seen(
        case.source,
        case.decision,
        judged_features(hits, ranked.route),
        clarify_features(hits, case.ticket, orders, route=ranked.route)[:OWN_SIGNS],
        hits[0].document in case.gold,
        sum(hit.document in case.gold for hit in taken) / len(taken),
        tuple(
            (log_odds(hit.answers or 0.0), hit.similarity, hit.nearness or 0.0, hit.document in case.gold)
            for hit in hits
        ),
    )


def fit_order(seen: Sequence[Seen], *, apart: bool = False) -> Floats:
    """Weights of log odds, cosine and nearness by which a right passage comes first, near those of the judge alone.

    `apart` for embedders that cannot tell the nearness.
    """
    sizes = Counter(one.source for one in seen)
    known = np.array([1.0, 1.0, 0.0 if apart else 1.0])
    cases = [
        Ranked(
            known * np.array([row[:3] for row in one.rows]),
            np.array([float(row[3]) for row in one.rows]),
            1 / sizes[one.source],
        )
        for one in seen
    ]
    return routing.fit_order(cases, JUDGE_ALONE, ridge=0.01, rate=0.3, steps=400)


def first_right(seen: Sequence[Seen], w: Floats) -> float:
    """How often a right passage comes first."""
    found = []
    for one in seen:
        gold = [row[3] for row in one.rows]
        if any(gold) and len(gold) > 1:
            values = [float(np.dot(w, row[:3])) for row in one.rows]
            found.append(gold[int(np.argmax(values))])
    return float(np.mean(found)) if found else float("nan")


def fit_all(seen: Sequence[Seen]) -> Routing:
    """Both regressions, every source with the same weight, and the thresholds with the best macro-F1 over them."""
    x, asked = _tables(seen)
    sizes = Counter(one.source for one in seen)
    share = np.array([len(seen) / len(sizes) / sizes[one.source] for one in seen])
    right = codes_of(one.decision for one in seen)
    return fit_routing(x, asked, right, share, (THRESHOLDS, CLARIFY_THRESHOLDS), lambda made: macro_f1(right, made))


def _tables(seen: Sequence[Seen]) -> tuple[Floats, Floats]:
    return np.array([one.features for one in seen]), np.array([one.clarify for one in seen])


def report(name: str, seen: Sequence[Seen], fitted: Routing) -> None:
    """One line of figures."""
    right, made = codes_of(one.decision for one in seen), fitted.decide(*_tables(seen))
    figures = [f"macro-F1 {macro_f1(right, made):.2f}"]
    for code, kind in enumerate(KINDS):
        if (right == code).any():
            figures.append(f"{kind.value} {((right == code) & (made == code)).sum()}/{(right == code).sum()}")
    answerable = right != REFUSE
    figures.append(f"false refusals {(made[answerable] == REFUSE).sum()}/{answerable.sum()}")
    inside = [one for one in seen if one.decision is not Decision.REFUSE]
    figures.append(f"right first {np.mean([one.right_first for one in inside]):.3f}")
    figures.append(f"written from right ones {np.mean([one.share_right for one in inside]):.2f}")
    print(f"{name:<13}", ", ".join(figures))


def write_fitted(orders: Sequence[Floats], fitted: Routing, path: Path) -> None:
    """Write the weights of both orders and of both decisions; what only a search tells weighs nothing."""
    named = [fits.named(names_of(Order), (judge, 0.0, cosine, near)) for judge, cosine, near in orders]
    clarify = np.insert(fitted.clarify, OWN_SIGNS, [0.0] * (len(names_of(ClarifyWeights)) - 2 - OWN_SIGNS))
    weights = {
        "order": named[0],
        "order_apart": named[1],
        "answer": fits.named(names_of(JudgedWeights), [*fitted.answer, fitted.threshold]),
        "clarify": fits.named(names_of(ClarifyWeights), [*clarify, fitted.clarify_threshold]),
    }
    data = "DSTC9 places, CLAPNQ, ShARC, and own companies, rules, cases, lists and contracts that the judge never saw"
    fits.write(path, weights, module="training.decision.fit", data=data)


def main() -> None:
    """Fit, measure by held-out source, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--templates", type=Path, help="the drafter's data (python -m training.drafter.data --out)")
    parser.add_argument("--judge", type=Path, help="folder of another judge than the one that ships")
    parser.add_argument("--seen", type=Path, help="keep what the judge made of the cases in this file, or take it up")
    parser.add_argument("--threshold", type=float, help="ship this one, not the fitted one")
    parser.add_argument("--clarify-threshold", type=float, help="the same for asking back")
    parser.add_argument("--fitted", type=Path, default=fits.FOLDER / "given.json", help="the file of the weights")
    options = parser.parse_args()
    if options.seen and options.seen.exists():
        seen: list[Seen] = pickle.loads(options.seen.read_bytes())  # noqa: S301  our own file
    else:
        with tempfile.TemporaryDirectory() as scratch:
            choices = Choices(models=partial(ProcessModels, reranker=options.judge))
            services = open_app(Home(Path(scratch)), scratch=True, choices=choices)
            cases = read_cases(options.data, options.templates)
            seen = [see(case, services) for case in cases]
            services.close()
        if options.seen:
            options.seen.write_bytes(pickle.dumps(seen))
    names = sorted({one.source for one in seen})
    given = [one for one in seen if one.source != "tau2_banking"]
    for name in sorted({one.source for one in given}):
        inside = [one for one in given if one.source == name]
        report(name, inside, fit_all([one for one in given if one.source != name]))
    fitted = fit_all(given)
    report("all", given, fitted)
    for name in names:
        inside, rest = [one for one in seen if one.source == name], [one for one in seen if one.source != name]
        ways = {
            "judge": JUDGE_ALONE,
            "cosine": np.array([0, 1.0, 0]),
            "nearness": np.array([0, 0, 1.0]),
            "fitted": fit_order(rest),
        }
        print(f"{name:<13} right first:", ", ".join(f"{way} {first_right(inside, w):.3f}" for way, w in ways.items()))
    chosen = replace(
        fitted,
        threshold=options.threshold or fitted.threshold,
        clarify_threshold=options.clarify_threshold or fitted.clarify_threshold,
    )
    write_fitted((fit_order(seen), fit_order(seen, apart=True)), chosen, options.fitted)
    print(options.fitted.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
