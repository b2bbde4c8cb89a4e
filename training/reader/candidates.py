"""Candidates for the teacher's questions: passages of the same knowledge base by MiniLM's cosine and by words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from scipy.sparse import csr_matrix
from torch import Tensor
from torch.nn import functional

from training.minilm.tokens import END, PAD, START
from training.minilm.weights import HIDDEN, WORDS
from training.reader.batches import ids_of, numbered
from training.reader.questions import ANSWERED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from training.minilm.net import PairNet
    from training.reader.batches import Machine
    from training.reader.taught import Draft

MOST: Final = 9
"""Candidates of a question; its own passage is one where it is to answer."""
COSINE, LEXICAL = 0.6, 0.4
"""Weights of the two."""
EMBEDDED: Final = 254
"""Tokens of a text that is embedded."""
SMALL: Final = 1e-6


@torch.inference_mode()  # type: ignore[untyped-decorator]  # torch is not typed for us
def embed(net: PairNet, texts: Sequence[list[int]], machine: Machine, tokens: int) -> Tensor:
    """The mean of each text's tokens in the last layer, of length one, [texts, 384]."""
    rows = [[START, *text[:EMBEDDED], END] for text in texts]
    found = torch.zeros(len(rows), HIDDEN)
    for batch in numbered(rows, tokens):
        ids = machine.take(ids_of([rows[number] for number in batch]))
        mask = ids != PAD
        with machine.mixed():
            last = net.encode(ids, mask)
        mean = (last.float() * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        found[batch] = functional.normalize(mean, dim=-1).cpu()
    return found


def counted(texts: Sequence[list[int]]) -> Any:  # noqa: ANN401  scipy is not typed for us
    """1 + log of how often each token is in each text, a sparse matrix [texts, words]."""
    counts = [(row, token, count) for row, text in enumerate(texts) for token, count in Counter(text).items()]
    cells = [(row, token, 1 + math.log(count)) for row, token, count in counts]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(len(texts), WORDS))


class Lexical:
    """Passages by the tokens that they share with a question, weighed by how rare these are."""

    def __init__(self, passages: Sequence[list[int]]) -> None:
        """Count the tokens of all."""
        self._counts = counted(passages)
        frequency = np.asarray((self._counts > 0).sum(0)).ravel()
        self._rarity = np.log((len(passages) + 1) / (frequency + 0.5)) ** 2
        squares = self._counts.multiply(self._counts).multiply(self._rarity[None, :]).sum(1)
        self._lengths = np.sqrt(np.asarray(squares).ravel()) + SMALL

    def score(self, questions: Sequence[list[int]], passages: list[int]) -> NDArray[np.float64]:
        """[questions, passages], at most 1 for each question."""
        weighed = counted(questions).multiply(self._rarity[None, :]).tocsr()
        found = np.asarray((weighed @ self._counts[passages].T).todense()) / self._lengths[passages][None, :]
        scores: NDArray[np.float64] = found / (found.max(1, keepdims=True) + SMALL)
        return scores


def choose(
    drafts: Sequence[Draft],
    questions: Sequence[list[int]],
    passages: Sequence[list[int]],
    by_base: Mapping[str, list[int]],
    embedded: Callable[[Sequence[list[int]]], Tensor],
) -> list[tuple[int, ...]]:
    """The candidates of each draft, of the passages of its knowledge base in `by_base`.

    `questions` and `passages` are the tokens of the drafts and of all passages, which `embedded` gives vectors of.
    """
    lexical = Lexical(passages)
    own: dict[str, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        own[draft.kb].append(number)
    found: dict[int, tuple[int, ...]] = {}
    for kb, numbers in own.items():
        pool, asked = by_base[kb], [questions[number] for number in numbers]
        cosine = (embedded(asked) @ embedded([passages[one] for one in pool]).T).numpy()
        scores = COSINE * cosine + LEXICAL * lexical.score(asked, pool)
        for number, row in zip(numbers, scores, strict=True):
            best = [pool[place] for place in np.argsort(-row)[:MOST]]
            draft = drafts[number]
            if draft.kind in ANSWERED and draft.passage not in best:
                best = [*best[: MOST - 1], draft.passage]
            found[number] = tuple(best)
    return [found[number] for number in range(len(drafts))]


def pools(kbs: Sequence[str], passages: Collection[int]) -> dict[str, list[int]]:
    """The `passages` of each knowledge base, in order; `kbs` names that of every passage."""
    found: dict[str, list[int]] = defaultdict(list)
    for number in sorted(passages):
        found[kbs[number]].append(number)
    return found
