"""Fit how passages of a search are ordered and what is decided from them, on tickets that people wrote.

`python -m training.decision.tickets --seen FILE`: the tickets of the shared bank and of `training/tickets`, each
searched and judged in its knowledge base as a draft does it. Figures are of knowledge bases held out of the fit.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
import tempfile
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from corpora.reading import ROOT, shared_folder

from citewell.bootstrap import open_services
from citewell.bootstrap.routing import PHRASING
from citewell.domain.documents import Access, Filters
from citewell.domain.drafts import Decision
from citewell.knowledge.ingest import IndexOptions
from citewell.pipeline.asked_names import unknown_names
from citewell.pipeline.choose import JUDGED, judge_hits, log_odds
from citewell.pipeline.decide import bounded, clarify_features, found_features
from citewell.pipeline.drafter import EVIDENCE
from citewell.pipeline.phrasing import PhrasingSigns
from citewell.pipeline.query import queries_of
from citewell.settings.home import Home
from citewell.settings.resources import resources_dir
from training.decision.fit import apply, decisions, fit, macro_f1
from training.words import FittedWords, fit_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citewell.bootstrap import Services
    from citewell.domain.documents import Hit

TODAY: Final = date(2026, 11, 27)
RIDGE: Final = 0.02
"""Of the order's weights, per standard deviation."""
PAIR: Final = 0.4
"""Weight of a question of a pair against a ticket."""
WORDS_STRENGTH, WORDS_OF_PAIR = 3.0, 0.5
"""Of the words: the inverse of the penalty, and the weight of a question of a pair."""
REFUSED, ASKED = 0.05, 0.06
ASKED_SHORT = 0.13
"""Shares of answerable tickets that may be refused, and asked back, at most: thresholds are chosen within these."""
GRID: Final = np.linspace(0.05, 0.95, 46)
_MARKUP = re.compile(r"[\\*_`#|]")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a ticket's search gave.

    `pair` tells that it is no ticket but the question of a pair: short, and answered by its knowledge base.
    `rows` are the judged passages: log odds, score, cosine, a gold quote is held, the document is right.
    """

    kb: str
    decision: Decision
    pair: bool
    text: str
    found: tuple[float, ...]
    clarify: tuple[float, ...]
    rows: tuple[tuple[float, float, float, bool, bool], ...]


def read_bank(files: Sequence[Path], pairs: int = 0) -> dict[str, list[dict[str, Any]]]:
    """Tickets by knowledge base, and with each at most `pairs` questions of its pairs, as tickets to answer."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        if file.name.startswith("pairs-"):
            for kb in {row["kb"] for row in rows}:
                own = [row for row in rows if row["kb"] == kb]
                chosen = random.Random(5).sample(own, min(pairs, len(own)))  # noqa: S311  sampling, no secret
                found.setdefault(kb, []).extend(_as_ticket(row) for row in chosen)
        else:
            for row in rows:
                found.setdefault(row["kb"], []).append(row)
    return found


def _as_ticket(pair: dict[str, Any]) -> dict[str, Any]:
    return {
        "kb": pair["kb"],
        "ticket": pair["question"],
        "fields": {},
        "decision": Decision.ANSWER.value,
        "gold_documents": [pair["document"]],
        "gold_quotes": [pair["quote"]],
        "pair": True,
    }


def see_all(bank: dict[str, list[dict[str, Any]]], folders: Sequence[Path]) -> Iterator[Seen]:
    """Index each knowledge base, then search and judge its tickets; those for a person are left out."""
    for kb, tickets in sorted(bank.items()):
        root = next(folder / kb for folder in folders if (folder / kb).is_dir())
        with tempfile.TemporaryDirectory() as scratch:
            services = open_services(Home(Path(scratch)), scratch=True)
            try:
                services.ingest.run(IndexOptions(root, Access.PUBLIC))
                for row in tickets:
                    if row["decision"] != Decision.ESCALATE and (seen := see(services, row)) is not None:
                        yield seen
            finally:
                services.close()
        print(kb, len(tickets), flush=True)


def see(services: Services, row: dict[str, Any]) -> Seen | None:
    """One ticket as a draft sees it; `None` where nothing is found."""
    assert services.judge is not None  # noqa: S101  it ships
    ticket, fields = row["ticket"], row["fields"]
    queries = queries_of(ticket)
    filters = Filters(TODAY, fields.get("region", ""), fields.get("product", ""), Access.PUBLIC)
    found = services.retriever.retrieve((ticket, *queries[1:]), filters, JUDGED, distinct=True)
    if not found:
        return None
    hits = judge_hits(services.judge, queries, found).hits
    shown = hits[:EVIDENCE]
    return Seen(
        row["kb"],
        Decision(row["decision"]),
        "pair" in row,
        ticket,
        found_features(shown, unknown_names(queries, shown), PhrasingSigns()),
        clarify_features(shown, ticket),
        tuple(
            (log_odds(hit.answers or 0.0), hit.score, hit.similarity, _holds(hit, row), _document(hit, row))
            for hit in hits
        ),
    )


def _document(hit: Hit, row: dict[str, Any]) -> bool:
    return hit.document.partition("#")[0] in row["gold_documents"]


def _holds(hit: Hit, row: dict[str, Any]) -> bool:
    """Whether a passage holds a gold quote of its ticket, or the half of one that was cut there."""
    text = _plain(hit.quote)
    for quote in row["gold_quotes"]:
        words = _plain(quote).split()
        half = max(6, len(words) // 2)
        starts = {0, max(0, len(words) - half), max(0, (len(words) - half) // 2)}
        whole = " ".join(words) in text
        if whole or (len(words) > half and any(" ".join(words[at : at + half]) in text for at in starts)):
            return _document(hit, row)
    return False


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub("", unicodedata.normalize("NFKC", text).replace("\u2019", "'")).lower().split())


# --- order ------------------------------------------------------------------------------------------------------------


def fit_order(seen: Sequence[Seen]) -> Floats:
    """Weights of log odds, score and cosine by which a passage with a quote comes first (softmax over a ticket's)."""
    usable = [one for one in seen if any(row[3] for row in one.rows)]
    tables = [np.array([row[:3] for row in one.rows]) for one in usable]
    spread = np.concatenate(tables).std(axis=0)
    of_kb = {kb: sum(one.kb == kb for one in usable) for kb in {one.kb for one in usable}}
    w = np.zeros(3)
    for _ in range(300):
        gradient = 2 * RIDGE * w
        for one, table in zip(usable, tables, strict=True):
            x, gold = table / spread, np.array([row[3] for row in one.rows], dtype=float)
            p = np.exp(x @ w - (x @ w).max())
            p /= p.sum()
            gradient += x.T @ (p - p * gold / (p @ gold)) / of_kb[one.kb] / len(of_kb)
        w -= 0.8 * gradient
    return np.asarray(w / spread)


def first_right(seen: Sequence[Seen], w: Floats) -> tuple[float, float]:
    """Of tickets to answer: how often a passage with a quote, and one of a right document, comes first."""
    firsts = []
    for one in seen:
        if one.decision is Decision.ANSWER:
            best = max(one.rows, key=lambda row: float(np.dot(w, row[:3])))
            firsts.append(best[3:])
    passage, document = np.mean(firsts, axis=0).tolist()
    return passage, document


# --- phrasing ---------------------------------------------------------------------------------------------------------


def fit_phrasing(seen: Sequence[Seen], of: Decision) -> FittedWords:
    """Words of the tickets of one decision against those of tickets to answer, questions of pairs among them."""
    kept = [one for one in seen if one.decision in {of, Decision.ANSWER}]
    return fit_words(
        [one.text for one in kept],
        [one.decision is of for one in kept],
        [WORDS_OF_PAIR if one.pair else 1.0 for one in kept],
        WORDS_STRENGTH,
    )


def with_phrasing(seen: Sequence[Seen]) -> list[Seen]:
    """The last of both features: what the words say, by a fit without the knowledge base."""
    found: dict[int, Seen] = {}
    for name in sorted({one.kb for one in seen}):
        rest = [one for one in seen if one.kb != name]
        inside = [(at, one) for at, one in enumerate(seen) if one.kb == name]
        texts = [one.text for _, one in inside]
        unanswered = fit_phrasing(rest, Decision.REFUSE).score(texts)
        left_open = fit_phrasing(rest, Decision.CLARIFY).score(texts)
        for (at, one), first, second in zip(inside, unanswered, left_open, strict=True):
            found[at] = replace(
                one, found=(*one.found[:-1], bounded(first)), clarify=(*one.clarify[:-1], bounded(second))
            )
    return [found[at] for at in range(len(seen))]


def write_phrasing(seen: Sequence[Seen], folder: Path) -> None:
    """Write `phrasing.json` of a fit on `seen`."""
    words = {"unanswered": fit_phrasing(seen, Decision.REFUSE), "open": fit_phrasing(seen, Decision.CLARIFY)}
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: fitted.record() for name, fitted in words.items()}, ensure_ascii=False)
    (folder / PHRASING).write_text(text + "\n", "utf-8")


# --- decision ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Routing:
    """Two regressions with their thresholds."""

    answer: Floats
    clarify: Floats
    threshold: float
    clarify_threshold: float

    def decide(self, seen: Sequence[Seen]) -> list[Decision]:
        """Decide all."""
        found, asked = (np.array([getattr(one, name) for one in seen]) for name in ("found", "clarify"))
        return decisions(apply(self.answer, found), apply(self.clarify, asked), self.threshold, self.clarify_threshold)


def fit_routing(seen: Sequence[Seen]) -> Routing:
    """Both regressions, each knowledge base by the root of its size, and thresholds with the best mean macro-F1."""
    found, asked = (np.array([getattr(one, name) for one in seen]) for name in ("found", "clarify"))
    names = sorted({one.kb for one in seen})
    weight = np.array([(PAIR if one.pair else 1) / np.sqrt(sum(other.kb == one.kb for other in seen)) for one in seen])
    weight /= weight.mean()
    answerable = np.array([float(one.decision is not Decision.REFUSE) for one in seen])
    depends = np.array([float(one.decision is Decision.CLARIFY) for one in seen])
    inside = answerable == 1
    answer = fit(found, answerable, weight)
    clarify = fit(asked[inside], depends[inside], weight[inside])
    a, c = apply(answer, found), apply(clarify, asked)
    by_kb = [np.array([one.kb == name and not one.pair for one in seen]) for name in names]
    short = np.array([one.pair for one in seen])
    right = np.array([one.decision for one in seen], dtype=object)
    to_answer = (right == Decision.ANSWER) & ~short
    best, chosen = -1.0, (0.5, 0.5)
    for threshold in GRID:
        if max((a[to_answer] < threshold).mean(), (a[short] < threshold).mean()) > REFUSED:
            continue
        for asking in GRID:
            made = np.array(decisions(a, c, threshold, asking), dtype=object)
            asked_back = made == Decision.CLARIFY
            if asked_back[to_answer].mean() > ASKED or asked_back[short].mean() > ASKED_SHORT:
                continue
            value = float(np.mean([macro_f1(right[kb].tolist(), made[kb].tolist()) for kb in by_kb]))
            if value > best:
                best, chosen = value, (float(threshold), float(asking))
    return Routing(answer, clarify, *chosen)


def report(name: str, seen: Sequence[Seen], made: Sequence[Decision]) -> tuple[float, ...]:
    """One line of figures, and the figures."""
    right = [one.decision for one in seen]

    def share(of: Decision, was: Decision) -> float:
        return float(np.mean([float(b is was) for a, b in zip(right, made, strict=True) if a is of] or [0.0]))

    values = (
        macro_f1(right, made),
        share(Decision.ANSWER, Decision.REFUSE),
        share(Decision.ANSWER, Decision.CLARIFY),
        share(Decision.REFUSE, Decision.REFUSE),
        share(Decision.CLARIFY, Decision.CLARIFY),
    )
    print(
        f"{name:<14} {len(seen):>4} macro-F1 {values[0]:.2f}, to answer: refused {values[1]:.2f}, "
        f"asked {values[2]:.2f}; refused {values[3]:.2f}, asked back {values[4]:.2f}"
    )
    return values


def main() -> None:
    """See the tickets, or take up what was seen; fit, measure by held-out knowledge base, print the weights."""
    shared = shared_folder()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=Path, nargs="*", default=[shared / "tickets", ROOT / "training" / "tickets"])
    parser.add_argument("--kb", type=Path, nargs="*", default=[shared / "data" / "kb", ROOT / "sample_kb"])
    parser.add_argument("--pairs", type=int, default=40, help="questions of pairs for each knowledge base, at most")
    parser.add_argument("--output", type=Path, default=resources_dir() / "models" / "routing")
    parser.add_argument("--held-out", type=Path, help="write into NAME/ of this folder what is fitted without NAME")
    parser.add_argument("--seen", type=Path, help="keep what was seen in this file, or take it up")
    options = parser.parse_args()
    if options.seen and options.seen.exists():
        seen: list[Seen] = pickle.loads(options.seen.read_bytes())  # noqa: S301  our own file
    else:
        files = [file for folder in options.tickets for file in sorted(folder.glob("*.jsonl"))]
        seen = list(see_all(read_bank(files, options.pairs), options.kb))
        if options.seen:
            options.seen.write_bytes(pickle.dumps(seen))
    seen = with_phrasing(seen)
    names = sorted({one.kb for one in seen})
    tickets = [one for one in seen if not one.pair]
    print("right passage, right document first (search, judge, fitted without the knowledge base)")
    ways = []
    for name in names:
        inside, rest = [one for one in tickets if one.kb == name], [one for one in tickets if one.kb != name]
        orders = np.array([0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0]), fit_order(rest)
        ways.append([first_right(inside, w) for w in orders])
        print(f"{name:<14}", "; ".join(f"{a:.2f} {b:.2f}" for a, b in ways[-1]))
    print("mean          ", np.mean(ways, axis=0).round(3).tolist())
    print("order:", fit_order(tickets).round(3).tolist())
    values, pairs = [], []
    for name in names:
        inside = [one for one in tickets if one.kb == name]
        routing = fit_routing([one for one in seen if one.kb != name])
        values.append(report(name, inside, routing.decide(inside)))
        short = [one for one in seen if one.kb == name and one.pair]
        pairs += [*zip(short, routing.decide(short), strict=True)] if short else []
    print("mean", np.mean(values, axis=0).round(3).tolist(), "worst", round(min(value[0] for value in values), 2))
    report("questions", [one for one, _ in pairs], [made for _, made in pairs])
    routing = fit_routing(seen)
    report("all, fitted", seen, routing.decide(seen))
    print("found", routing.answer.round(3).tolist(), "threshold", round(routing.threshold, 3))
    write_phrasing(seen, options.output)
    for name in names if options.held_out else ():
        write_phrasing([one for one in seen if one.kb != name], options.held_out / name)
    print("clarify", routing.clarify.round(3).tolist(), "threshold", round(routing.clarify_threshold, 3))


if __name__ == "__main__":
    main()
