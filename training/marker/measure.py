"""Figures of the marker on knowledge bases that are held out, told as the reader's are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from training.marker.base import READING
from training.marker.decoder import DECISION, PASSAGE, SENTENCE
from training.reader.measure import average_precision, codes_of, told_decisions, told_ranking
from training.reader.sentences import is_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.marker.decoder import Decoder
    from training.marker.lessons import Texts
    from training.reader.items import Asked, Bundle
    from training.reader.log import Log

    Floats = NDArray[np.float32]

NAME: Final = "marker"
EVEN: Final = 128
"""Rows are filled up to a multiple of so many tokens, so that few shapes are compiled."""


def measure(net: Decoder, texts: Texts, bundle: Bundle, held: Sequence[Asked], log: Log) -> None:
    """Tell how well it orders passages, decides, and tells sentences of the answer from others of their passage."""
    net.eval()
    found = {one.number: read(net, texts, one) for one in held}
    net.train()
    told_ranking(NAME, bundle, held, lambda one: found[one.number][0], log)
    told_decisions(NAME, codes_of(held), np.array([found[one.number][2] for one in held]), log)
    apart: dict[str, list[tuple[NDArray[np.bool_], Floats]]] = defaultdict(list)
    for one in held:
        for number, quotes in one.marks.items() if one.decision == "answer" else ():
            told = found[one.number][1].get(number, np.zeros(0, np.float32))
            right = np.array([is_told(span, quotes) for span in texts.passage(number).spans[: len(told)]], np.bool_)
            if right.any() and not right.all():
                apart[one.kb].append((right, told - told.mean()))
    for kb, pairs in sorted(apart.items()):
        answers, values = (np.concatenate(ones) for ones in zip(*pairs, strict=True))
        log.tell("sentences", kb, len(pairs), round(average_precision(answers, values), 3))


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
def read(net: Decoder, texts: Texts, asked: Asked) -> tuple[Floats, dict[int, Floats], int]:
    """The score of each passage found, those of its sentences, and the decision over the first three."""
    scores: list[float] = []
    sentences: dict[int, Floats] = {}
    decisions: list[int] = []
    for at in range(0, len(asked.found), READING.together):
        numbers = asked.found[at : at + READING.together]
        tokens, begins = texts.row(asked.ticket, numbers)
        ids = torch.zeros((1, -(-len(tokens) // EVEN) * EVEN), dtype=torch.long)
        ids[0, : len(tokens)] = torch.tensor(tokens)
        told = net(ids)[0]
        for number, begin in zip(numbers, begins, strict=True):
            passage = texts.passage(number)
            scores.append(float(told[begin + len(passage.tokens) - 1, PASSAGE]))
            sentences[number] = told[[begin + end for end in passage.ends], SENTENCE].numpy()
        decisions.append(int(told[len(tokens) - 1, DECISION:].argmax()))
    return np.array(scores, np.float32), sentences, decisions[0]
