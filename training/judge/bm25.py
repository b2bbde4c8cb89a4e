"""Near misses by words: BM25 (Robertson and Zaragoza 2009, section 3) over a small pool of passages."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")
_K1, _B = 1.2, 0.75


def words(text: str) -> list[str]:
    """Lower-case words and numbers."""
    return _WORD.findall(text.lower())


class Pool:
    """Passages that can be looked up by words."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`."""
        self.texts = texts
        counts = [Counter(words(text)) for text in texts]
        mean = sum(sum(count.values()) for count in counts) / max(1, len(counts))
        self._weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
        found = Counter(word for count in counts for word in count)
        for number, count in enumerate(counts):
            length = _K1 * (1 - _B + _B * sum(count.values()) / max(mean, 1e-9))
            for word, times in count.items():
                rarity = math.log1p((len(texts) - found[word] + 0.5) / (found[word] + 0.5))
                self._weights[word].append((number, rarity * times * (_K1 + 1) / (times + length)))

    def best(self, query: str, count: int) -> list[int]:
        """The numbers of the `count` best passages, best first."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(words(query)):
            if len(postings := self._weights.get(word, [])) <= max(50, len(self.texts) // 4):
                for number, weight in postings:
                    scores[number] += weight
        return sorted(scores, key=lambda number: (-scores[number], number))[:count]
