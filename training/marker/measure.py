"""Figures of the marker on knowledge bases that are held out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from training.marker.base import READING
from training.marker.decoder import DECISION, PASSAGE, SENTENCE
from training.reader.items import DECISIONS
from training.reader.measure import average_precision
from training.reader.sentences import is_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.marker.decoder import Decoder
    from training.marker.lessons import Texts
    from training.reader.items import Asked, Bundle
    from training.reader.log import Log

READ: Final = 9
"""Passages of a ticket, the first of its search."""
EVEN: Final = 128
"""Rows are filled up to a multiple of so many tokens, so that few shapes are compiled."""


def measure(net: Decoder, texts: Texts, bundle: Bundle, sample: Sequence[Asked], log: Log) -> None:
    """Tell means by knowledge base: right passage and document first and in three, sentences, and decisions.

    Sentences as in `training.reader.measure`: over all of a knowledge base, each less its passage's mean.
    """
    figures: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    told_apart: dict[str, list[tuple[NDArray[np.bool_], NDArray[np.float64]]]] = defaultdict(list)
    decided: list[tuple[str, str]] = []
    net.eval()
    for one in sample:
        scores, sentences, decision = read(net, texts, one)
        decided.append((one.decision, decision))
        own = figures[one.kb]
        if one.decision in {"answer", "clarify"} and one.answering:
            order = [one.found[at] for at in np.argsort(-np.array(scores), kind="stable")]
            gold = {bundle.passages[number].document for number in one.answering}
            own["passage first"].append(order[0] in one.answering)
            own["passage in three"].append(bool({*order[:3]} & {*one.answering}))
            own["document first"].append(bundle.passages[order[0]].document in gold)
        for number, quotes in one.marks.items() if one.decision == "answer" else ():
            told = sentences.get(number, [])
            right = [is_told(span, quotes) for span in texts.passage(number).spans[: len(told)]]
            if any(right) and not all(right):
                told_apart[one.kb].append((np.array(right), np.array(told) - np.mean(told)))
    net.train()
    for kb, pairs in told_apart.items():
        answers, apart = (np.concatenate(ones) for ones in zip(*pairs, strict=True))
        figures[kb]["sentences, average precision"] = [average_precision(answers, apart)]
        log.tell("sentences", kb, len(pairs), round(figures[kb]["sentences, average precision"][0], 3))
    for name in ("passage first", "passage in three", "document first", "sentences, average precision"):
        values = [np.mean(own[name]) for own in figures.values() if own[name]]
        log.tell(f"{name}: {np.mean(values):.3f}" if values else f"{name}: nothing to measure on")
    scored = [
        2
        * sum(one == kind == other for one, other in decided)
        / max(1, sum(one == kind for one, _ in decided) + sum(one == kind for _, one in decided))
        for kind in DECISIONS
    ]
    log.tell("decisions, F1", dict(zip(DECISIONS, np.round(scored, 3).tolist(), strict=True)))


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
def read(net: Decoder, texts: Texts, asked: Asked) -> tuple[list[float], dict[int, list[float]], str]:
    """The score of each passage read, those of its sentences, and the decision over the first three."""
    scores: list[float] = []
    sentences: dict[int, list[float]] = {}
    decision = ""
    for at in range(0, min(READ, len(asked.found)), READING.together):
        numbers = asked.found[at : at + READING.together]
        tokens, begins = texts.row(asked.ticket, numbers)
        ids = torch.zeros((1, -(-len(tokens) // EVEN) * EVEN), dtype=torch.long)
        ids[0, : len(tokens)] = torch.tensor(tokens)
        told = net(ids)[0]
        for number, begin in zip(numbers, begins, strict=True):
            passage = texts.passage(number)
            scores.append(float(told[begin + len(passage.tokens) - 1, PASSAGE]))
            sentences[number] = [float(told[begin + end, SENTENCE]) for end in passage.ends]
        decision = decision or DECISIONS[int(told[len(tokens) - 1, DECISION:].argmax())]
    return scores, sentences, decision
