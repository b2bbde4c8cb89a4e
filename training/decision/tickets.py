"""Fit how passages of a search are ordered and what is decided from them, on tickets that people wrote.

`python -m training.decision.tickets --seen FILE`: the tickets of the shared bank and of `training/tickets`, each
searched and judged in its knowledge base as a draft does it: in those that the reader never learnt from, since it is
too sure of the others. Figures are of knowledge bases held out of the fit.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from corpora.reading import ROOT, shared_folder
from corpora.unseen import NEVER_LEARNT

from citewell.application.models.resources import PHRASING
from citewell.domain.documents import Access, Filters
from citewell.domain.drafts import Decision
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.retrieval.rerank import (
    EVIDENCE,
    LOOKED_UP,
    MAX_READ,
    Order,
    choose_hits,
    log_odds,
    rerank_hits,
)
from citewell.pipeline.routing.phrasing import PhrasingSigns
from citewell.pipeline.routing.routing import ClarifyWeights, FoundWeights, bounded, clarify_features, found_features
from citewell.pipeline.routing.unknown_names import unknown_names
from citewell.settings.resources import resources_dir
from training import fits
from training.decision import routing
from training.decision.routing import (
    ANSWER,
    CLARIFY,
    REFUSE,
    Codes,
    Floats,
    Ranked,
    Routing,
    codes_of,
    fit_routing,
    macro_f1,
    names_of,
)
from training.scratch import indexed
from training.tickets.reading import OF_PAIR, ROOTS, TrainingTicket, documents_of, read_bank
from training.words import FittedWords, fit_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from citewell.application.app import App
    from citewell.domain.documents import Hit
    from training.tickets.reading import Bank

TODAY: Final = date(2026, 11, 27)
RIDGE: Final = 0.02
"""Of the order's weights, per standard deviation."""
PAIR: Final = 0.4
"""Weight of a question of a pair against a ticket."""
WORDS_STRENGTH, WORDS_OF_PAIR = 3.0, 0.5
"""Of the words: the inverse of the penalty, and the weight of a question of a pair."""
REFUSED, ASKED = 0.12, 0.03
ASKED_SHORT = 0.06
"""Shares of answerable tickets that may be refused, and asked back, at most: thresholds are chosen within these."""
SMALL: Final = 1e-6
GRID: Final = np.linspace(0.05, 0.95, 46)
_MARKUP = re.compile(r"[\\*_`#|]")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a ticket's search gave.

    `pair` tells that it is no ticket but the question of a pair: short, and answered by its knowledge base.
    `rows` are the judged passages: log odds, score, cosine, nearness, a gold quote is held, the document is right.
    """

    kb: str
    decision: Decision
    pair: bool
    text: str
    found: tuple[float, ...]
    clarify: tuple[float, ...]
    rows: tuple[tuple[float, float, float, float, bool, bool], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The text of a ticket, or of the question of a pair, and its decision."""

    kb: str
    decision: Decision
    pair: bool
    text: str


def told_in(bank: Mapping[str, Sequence[TrainingTicket]]) -> list[Told]:
    """The texts of all that is to see."""
    return [
        Told(kb, Decision(one.decision), one.kind == OF_PAIR, one.ticket) for kb, all_ in bank.items() for one in all_
    ]


def to_see(bank: Bank, pairs: int) -> dict[str, list[TrainingTicket]]:
    """Tickets and twins by knowledge base without those for a person, and at most `pairs` questions of its pairs."""
    found: dict[str, list[TrainingTicket]] = {}
    for kb in bank.knowledge_bases:
        own = list(bank.pairs.get(kb, ()))
        chosen = random.Random(5).sample(own, min(pairs, len(own)))  # noqa: S311  sampling, no secret
        tickets = [one for one in bank.tickets.get(kb, ()) if one.decision != "escalate"]
        twins = [one for four in bank.twins.get(kb, ()) for one in four.as_tickets()]
        found[kb] = [*tickets, *twins, *(pair.as_ticket() for pair in chosen)]
    return found


def see_all(bank: Mapping[str, Sequence[TrainingTicket]], folders: Sequence[Path]) -> Iterator[Seen]:
    """Index each knowledge base, then search and judge its tickets."""
    for kb, tickets in bank.items():
        with indexed(documents_of(kb, folders)) as services:
            yield from filter(None, (see(services, one) for one in tickets))
        print(kb, len(tickets), flush=True)


def see(services: App, asked: TrainingTicket) -> Seen | None:
    """One ticket as a draft sees it; `None` where nothing is found."""
    assert services.models.reranker is not None  # noqa: S101  it ships
    ticket, fields, orders = asked.ticket, asked.fields, services.fitted.decision.orders
    queries = queries_of(ticket)
    filters = Filters(TODAY, fields.get("region", ""), fields.get("product", ""), Access.PUBLIC)
    found = services.search.retrieve((ticket, *queries[1:]), filters, LOOKED_UP, distinct=True)
    if not found:
        return None
    near = choose_hits(services.models.embedder, queries[0], found, orders)[:MAX_READ]
    ranked = rerank_hits(services.models.reranker, queries, near, orders)
    hits = ranked.hits
    shown = hits[:EVIDENCE]
    return Seen(
        asked.kb,
        Decision(asked.decision),
        asked.kind == OF_PAIR,
        ticket,
        found_features(shown, unknown_names(queries, shown), PhrasingSigns(), ranked.route),
        clarify_features(shown, ticket, orders, route=ranked.route),
        tuple(
            (
                *(log_odds(hit.answers or 0.0), hit.score, hit.similarity, hit.nearness or 0.0),
                *(holds(hit, asked), right_document(hit, asked)),
            )
            for hit in hits
        ),
    )


def right_document(hit: Hit, asked: TrainingTicket) -> bool:
    """Whether a passage stands in a gold document of its ticket."""
    return hit.document.partition("#")[0] in asked.gold_documents


def holds(hit: Hit, asked: TrainingTicket) -> bool:
    """Whether a passage holds a gold quote of its ticket, or the half of one that was cut there."""
    text = plain(hit.quote)
    for quote in asked.gold_quotes:
        words = plain(quote).split()
        half = max(6, len(words) // 2)
        starts = {0, max(0, len(words) - half), max(0, (len(words) - half) // 2)}
        whole = " ".join(words) in text
        if whole or (len(words) > half and any(" ".join(words[at : at + half]) in text for at in starts)):
            return right_document(hit, asked)
    return False


def plain(text: str) -> str:
    """`text` without markup and capitals, for telling whether a quote stands in it."""
    return " ".join(_MARKUP.sub("", unicodedata.normalize("NFKC", text).replace("\u2019", "'")).lower().split())


# --- order ------------------------------------------------------------------------------------------------------------


SIGNS: Final = len(names_of(Order))
"""Columns of the rows by which passages are ordered; whether a quote is held and the document right follow."""
TOKENS: Final = names_of(Order).index("tokens")


def fit_order(seen: Sequence[Seen], *, apart: bool = False) -> Floats:
    """Weights of log odds, score, cosine and nearness by which a passage with a quote comes first.

    `apart` for embedders that cannot tell the nearness.
    """
    usable = [one for one in seen if any(row[SIGNS] for row in one.rows)]
    tables = [np.array([row[:SIGNS] for row in one.rows]) for one in usable]
    for table in tables if apart else ():
        table[:, TOKENS] = 0.0
    spread = np.concatenate(tables).std(axis=0) + SMALL
    of_kb = Counter(one.kb for one in usable)
    cases = [
        Ranked(table / spread, np.array([float(row[SIGNS]) for row in one.rows]), 1 / of_kb[one.kb] / len(of_kb))
        for one, table in zip(usable, tables, strict=True)
    ]
    return np.asarray(routing.fit_order(cases, np.zeros(SIGNS), ridge=2 * RIDGE, rate=0.8, steps=300) / spread)


def first_right(seen: Sequence[Seen], w: Floats) -> tuple[float, ...]:
    """Of tickets to answer: how often a passage with a quote, and one of a right document, is first, then in three."""
    firsts = []
    for one in seen:
        if one.decision is Decision.ANSWER:
            best = sorted(one.rows, key=lambda row: -float(np.dot(w, row[:SIGNS])))[:3]
            firsts.append([any(row[at] for row in best[:of]) for of in (1, 3) for at in (SIGNS, SIGNS + 1)])
    return tuple(np.mean(firsts, axis=0).tolist())


# --- phrasing ---------------------------------------------------------------------------------------------------------


def fit_phrasing(told: Sequence[Told], of: Decision) -> FittedWords:
    """Words of the tickets of one decision against those of tickets to answer, questions of pairs among them."""
    kept = [one for one in told if one.decision in {of, Decision.ANSWER}]
    return fit_words(
        [one.text for one in kept],
        [one.decision is of for one in kept],
        [WORDS_OF_PAIR if one.pair else 1.0 for one in kept],
        WORDS_STRENGTH,
    )


def with_phrasing(seen: Sequence[Seen], told: Sequence[Told]) -> list[Seen]:
    """What the words say, among both features, by a fit on what is `told` in other knowledge bases."""
    found: dict[int, Seen] = {}
    for name in sorted({one.kb for one in seen}):
        rest = [one for one in told if one.kb != name]
        inside = [(at, one) for at, one in enumerate(seen) if one.kb == name]
        texts = [one.text for _, one in inside]
        unanswered = fit_phrasing(rest, Decision.REFUSE).score(texts)
        left_open = fit_phrasing(rest, Decision.CLARIFY).score(texts)
        for (at, one), first, second in zip(inside, unanswered, left_open, strict=True):
            found[at] = replace(
                one,
                found=(*one.found[:-2], bounded(first), one.found[-1]),
                clarify=(*one.clarify[:-1], bounded(second)),
            )
    return [found[at] for at in range(len(seen))]


def write_phrasing(told: Sequence[Told], folder: Path) -> None:
    """Write `phrasing.json` of a fit on what is `told`."""
    words = {"unanswered": fit_phrasing(told, Decision.REFUSE), "open": fit_phrasing(told, Decision.CLARIFY)}
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: fitted.record() for name, fitted in words.items()}, ensure_ascii=False)
    (folder / PHRASING).write_text(text + "\n", "utf-8")


# --- decision ---------------------------------------------------------------------------------------------------------


def _tables(seen: Sequence[Seen]) -> tuple[Floats, Floats]:
    return np.array([one.found for one in seen]), np.array([one.clarify for one in seen])


def fit_all(seen: Sequence[Seen]) -> Routing:
    """Both regressions, each knowledge base by the root of its size, and thresholds with the best mean macro-F1."""
    names = Counter(one.kb for one in seen)
    weight = np.array([(PAIR if one.pair else 1) / np.sqrt(names[one.kb]) for one in seen])
    right, short = codes_of(one.decision for one in seen), np.array([one.pair for one in seen])
    kb = np.array([one.kb for one in seen])
    by_kb = [(kb == name) & ~short for name in sorted(names)]
    to_answer = (right == ANSWER) & ~short

    def worth(made: Codes) -> float | None:
        refused, asked = made == REFUSE, made == CLARIFY
        if max(refused[to_answer].mean(), refused[short].mean()) > REFUSED:
            return None
        if asked[to_answer].mean() > ASKED or asked[short].mean() > ASKED_SHORT:
            return None
        return float(np.mean([macro_f1(right[one], made[one]) for one in by_kb]))

    return fit_routing(*_tables(seen), right, weight / weight.mean(), (GRID, GRID), worth)


def write_fitted(seen: Sequence[Seen], orders: Sequence[Floats], fitted: Routing, path: Path) -> None:
    """Write the weights of both orders and of both decisions."""
    tickets, bases = sum(not one.pair for one in seen), len({one.kb for one in seen})
    weights = {
        "order": fits.named(names_of(Order), orders[0]),
        "order_apart": fits.named(names_of(Order), orders[1]),
        "answer": fits.named(names_of(FoundWeights), [*fitted.answer, fitted.threshold]),
        "clarify": fits.named(names_of(ClarifyWeights), [*fitted.clarify, fitted.clarify_threshold]),
    }
    data = f"{tickets} tickets and {len(seen) - tickets} questions of pairs over {bases} knowledge bases"
    fits.write(path, weights, module="training.decision.tickets", data=data)


def report(name: str, seen: Sequence[Seen], made: Codes) -> tuple[float, ...]:
    """One line of figures, and the figures."""
    right = codes_of(one.decision for one in seen)

    def share(of: int, was: int) -> float:
        return float((made[right == of] == was).mean()) if (right == of).any() else 0.0

    values = (
        macro_f1(right, made),
        share(ANSWER, REFUSE),
        share(ANSWER, CLARIFY),
        share(REFUSE, REFUSE),
        share(CLARIFY, CLARIFY),
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
    parser.add_argument("--kb", type=Path, nargs="*", default=[shared / "data" / "kb", *ROOTS])
    parser.add_argument("--pairs", type=int, default=40, help="questions of pairs for each knowledge base, at most")
    parser.add_argument("--output", type=Path, default=resources_dir() / "models" / "routing")
    parser.add_argument("--fitted", type=Path, default=fits.FOLDER / "found.json", help="the file of the weights")
    parser.add_argument("--held-out", type=Path, help="write into NAME/ of this folder what is fitted without NAME")
    parser.add_argument("--seen", type=Path, help="keep what was seen in this file, or take it up")
    parser.add_argument("--reader-never-learnt", nargs="*", default=NEVER_LEARNT, help="knowledge bases to search")
    options = parser.parse_args()
    bank = to_see(read_bank(*options.tickets), options.pairs)
    told = told_in(bank)
    if options.seen and options.seen.exists():
        seen: list[Seen] = pickle.loads(options.seen.read_bytes())  # noqa: S301  our own file
    else:
        seen = list(see_all({kb: bank[kb] for kb in options.reader_never_learnt}, options.kb))
        if options.seen:
            options.seen.write_bytes(pickle.dumps(seen))
    seen = with_phrasing(seen, told)
    names = sorted({one.kb for one in seen})
    tickets = [one for one in seen if not one.pair]
    print("right passage and document first, in three (search, judge, nearness, fitted without nearness and with it)")
    ways = []
    for name in names:
        inside, rest = [one for one in tickets if one.kb == name], [one for one in tickets if one.kb != name]
        orders = *np.eye(SIGNS)[[1, 0, TOKENS]], fit_order(rest, apart=True), fit_order(rest)
        ways.append([first_right(inside, w) for w in orders])
        print(f"{name:<14}", "; ".join(" ".join(f"{share:.2f}" for share in way) for way in ways[-1]))
    print("mean          ", np.mean(ways, axis=0).round(3).tolist())
    print("order:", fit_order(tickets).round(3).tolist())
    values, pairs, decided = [], [], []
    for name in names:
        inside = [one for one in tickets if one.kb == name]
        fitted = fit_all([one for one in seen if one.kb != name])
        values.append(report(name, inside, fitted.decide(*_tables(inside))))
        if short := [one for one in seen if one.kb == name and one.pair]:
            pairs += short
            decided.append(fitted.decide(*_tables(short)))
    print("mean", np.mean(values, axis=0).round(3).tolist(), "worst", round(min(value[0] for value in values), 2))
    report("questions", pairs, np.concatenate(decided))
    fitted = fit_all(seen)
    report("all, fitted", seen, fitted.decide(*_tables(seen)))
    print("found", fitted.answer.round(3).tolist(), "threshold", round(fitted.threshold, 3))
    write_phrasing(told, options.output)
    for name in bank if options.held_out else ():
        write_phrasing([one for one in told if one.kb != name], options.held_out / name)
    write_fitted(seen, (fit_order(tickets), fit_order(tickets, apart=True)), fitted, options.fitted)
    print("clarify", fitted.clarify.round(3).tolist(), "threshold", round(fitted.clarify_threshold, 3))


if __name__ == "__main__":
    main()
