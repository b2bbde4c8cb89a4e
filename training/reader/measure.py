"""Figures on knowledge bases held out whole: what comes first, which sentences and decisions are right, and risk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from citewell.models.encoders.rows import ANSWERS, RISK, ROUTES, TOLD
from training.minilm.tokens import PAD
from training.reader.batches import ids_of, numbered
from training.reader.examples import FIRST, by_score
from training.reader.items import DECISIONS
from training.reader.scale import OUTPUTS
from training.reader.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from training.minilm.net import PairNet
    from training.reader.batches import Machine
    from training.reader.items import Asked, Bundle
    from training.reader.lessons import Tokens
    from training.reader.log import Log

    Floats = NDArray[np.float32]
    Codes = NDArray[np.int64]

FUSED: Final = (0.3, 0.6, 1.0)
"""Weights of the search's score beside the student's, both in standard deviations."""
FALSE_ALARMS: Final = (0.01, 0.02, 0.05)
SMALL: Final = 1e-6
DIGITS: Final = 4


def standard(values: Sequence[float] | Floats) -> Floats:
    """`values` in standard deviations from their mean."""
    found: Floats = (np.asarray(values, np.float32) - np.mean(values)) / (np.std(values) + SMALL)
    return found


def told_ranking(
    name: str, bundle: Bundle, asked: Sequence[Asked], scores_of: Callable[[Asked], Floats], log: Log
) -> None:
    """Tell, by knowledge base, the shares of a right passage first and in three, and of a right document.

    Of tickets and questions of pairs that are to be answered; only passages that have a score count.
    """
    rows: dict[tuple[str, bool], list[tuple[bool, bool, bool, bool]]] = defaultdict(list)
    for one in asked:
        if one.decision == "answer" and one.hits:
            order = by_score(one.found, scores_of(one))
            rows[one.kb, one.is_pair].append(_right(bundle, one, order))
    means = {key: np.mean(values, axis=0) for key, values in rows.items()}
    for (kb, pair), mean in sorted(means.items()):
        log.tell(name, f"{kb}, pairs" if pair else kb, len(rows[kb, pair]), mean.round(3).tolist())
    for pair in (False, True):
        if values := [mean for key, mean in means.items() if key[1] == pair]:
            log.tell(name, "mean of", "pairs" if pair else "tickets", np.mean(values, axis=0).round(3).tolist())


def _right(bundle: Bundle, asked: Asked, order: Sequence[int]) -> tuple[bool, bool, bool, bool]:
    documents = {bundle.passages[one].document for one in (*asked.answering, *asked.near)}
    passages = [one in asked.answering for one in order[:FIRST]]
    right = [bundle.passages[one].document in documents for one in order[:FIRST]]
    return any(passages[:1]), any(passages), any(right[:1]), any(right)


def codes_of(asked: Sequence[Asked]) -> Codes:
    """The decisions by number, [asked]."""
    return np.array([DECISIONS.index(one.decision) for one in asked], np.int64)


def macro_f1(right: Codes, made: Codes) -> float:
    """The mean F1 over the decisions that are right for any."""
    each = []
    for one in sorted(set(right.tolist())):
        both = ((right == one) & (made == one)).sum()
        each.append(2 * both / max(1, (right == one).sum() + (made == one).sum()))
    return float(np.mean(each)) if each else float("nan")


def told_decisions(name: str, right: Codes, made: Codes, log: Log) -> None:
    """Tell macro-F1 and the table of decisions, right ones by row."""
    numbers = range(len(DECISIONS))
    table = [[int(((right == row) & (made == column)).sum()) for column in numbers] for row in numbers]
    log.tell(name, "decides with macro-F1", round(macro_f1(right, made), 3), table)


def found_at(alarms: Floats, others: Floats, share: float) -> float:
    """The share of `alarms` above a threshold that so many of `others` are above."""
    falling = np.sort(others)[::-1]
    return float((alarms > falling[int(share * len(falling))]).mean())


@torch.inference_mode()  # type: ignore[untyped-decorator]  # torch is not typed for us
def read(net: PairNet, rows: Sequence[list[int]], machine: Machine, tokens: int) -> Floats:
    """Logits [rows, outputs] of the student."""
    found = np.zeros((len(rows), OUTPUTS), np.float32)
    for batch in numbered(rows, tokens):
        ids = machine.take(ids_of([rows[number] for number in batch]))
        found[batch] = net(ids, ids != PAD).float().cpu().numpy()
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """What the student makes of what is held out, by `Asked.number`: logits of pairs, of decisions, and of risk."""

    answers: Mapping[int, Floats]
    routes: Mapping[int, Floats]
    risks: Mapping[int, float]

    def record(self) -> dict[str, dict[int, list[float] | float]]:
        """As JSON."""
        return {
            "answers": {number: _rounded(one) for number, one in self.answers.items()},
            "routes": {number: _rounded(one) for number, one in self.routes.items()},
            "risks": {number: round(one, DIGITS) for number, one in self.risks.items()},
        }


def _rounded(values: Floats) -> list[float]:
    return [round(float(one), DIGITS) for one in values]


def read_held(net: PairNet, tokens: Tokens, held: Sequence[Asked], machine: Machine, size: int) -> Held:
    """Read all of `held` that anything was found for."""
    asked = [one for one in held if one.hits]
    rows = [tokens.pair(tokens.tickets[one.number], passage) for one in asked for passage in one.found]
    pairs = read(net, rows, machine, size)[:, ANSWERS]
    ends = np.cumsum([len(one.hits) for one in asked])
    answers = {one.number: pairs[end - len(one.hits) : end] for one, end in zip(asked, ends, strict=True)}
    tickets = [one for one in asked if not one.is_pair]
    firsts = [by_score(one.found, answers[one.number])[:FIRST] for one in tickets]
    rows = [tokens.route(tokens.tickets[one.number], first) for one, first in zip(tickets, firsts, strict=True)]
    routes = read(net, rows, machine, size)[:, ROUTES]
    risks = read(net, [tokens.risk(tokens.tickets[one.number]) for one in tickets], machine, size)[:, RISK]
    numbers = [one.number for one in tickets]
    return Held(answers, dict(zip(numbers, routes, strict=True)), dict(zip(numbers, map(float, risks), strict=True)))


def told_sentences(
    net: PairNet, tokens: Tokens, bundle: Bundle, held: Sequence[Asked], machine: Machine, size: int, log: Log
) -> None:
    """Tell, by knowledge base, how well sentences of the answer are told from others of their passage.

    The average precision over all sentences, and the share of passages whose best one is right.
    """
    sentences = Sentences(tokens, bundle.passages)
    groups = [(one.kb, *group) for one in held if not one.is_pair for group in sentences.of_passages(one)]
    scores = read(net, [row for _, rows, _ in groups for row in rows], machine, size)[:, TOLD]
    ends = np.cumsum([len(rows) for _, rows, _ in groups])
    by_base: dict[str, list[tuple[NDArray[np.bool_], Floats]]] = defaultdict(list)
    for (kb, rows, told), end in zip(groups, ends, strict=True):
        by_base[kb].append((np.array(told), scores[end - len(rows) : end]))
    means = []
    for kb, found in sorted(by_base.items()):
        right = np.concatenate([one for one, _ in found])
        apart = np.concatenate([one - one.mean() for _, one in found])
        firsts = float(np.mean([one[values.argmax()] for one, values in found]))
        means.append((average_precision(right, apart), firsts))
        log.tell("sentences", kb, len(found), np.round(means[-1], 3).tolist())
    if means:
        log.tell("sentences", "mean", np.mean(means, axis=0).round(3).tolist())


def average_precision(right: NDArray[np.bool_], scores: Floats) -> float:
    """The mean, over what is right, of the share that is right of all with its score or a higher one."""
    falling = right[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(falling) / np.arange(1, len(falling) + 1))[falling].mean())


def told_student(bundle: Bundle, held: Sequence[Asked], found: Held, log: Log) -> None:
    """Tell all figures of the student."""
    told_ranking("student", bundle, held, lambda one: found.answers[one.number], log)
    for weight in FUSED:

        def fused(one: Asked, weight: float = weight) -> Floats:
            search = standard([score for _, score in one.hits])
            return standard(found.answers[one.number]) + np.float32(weight) * search

        told_ranking(f"student and {weight} of the search", bundle, held, fused, log)
    tickets = [one for one in held if one.number in found.routes]
    if not tickets:
        return
    right = codes_of(tickets)
    made = np.array([found.routes[one.number].argmax() for one in tickets])
    told_decisions("student", right, made, log)
    risks = np.array([found.risks[one.number] for one in tickets], np.float32)
    alarms = right == DECISIONS.index("escalate")
    if alarms.any() and not alarms.all():
        shares = [round(found_at(risks[alarms], risks[~alarms], share), 3) for share in FALSE_ALARMS]
        log.tell("risk is found, at false alarms of", list(FALSE_ALARMS), shares)
