"""Grouping of tickets: spherical k-means, near groups merged, loose ones left out, and the words that tell each.

Dhillon and Modha 2001, "Concept decompositions for large sparse text data using clustering". The number of groups is
not asked for: more are made than are likely, and those whose centroids nearly agree become one.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citewell.governance.personal.placeholders import PLACEHOLDER
from citewell.governance.text.words import content_stems

Floats = NDArray[np.float32]

MOST_GROUPS = 24
MOST_SAMPLED = 8000
"""Tickets that are grouped; of more, so many spread evenly, the rest goes to the nearest group."""
ROUNDS = 25
MERGED_AT = 0.8
"""Share of the way from the mean likeness of all groups to 1 from which two groups are one."""
LEAST = 5
"""Tickets of the smallest group."""
SEED = 11
WORDS = 4
_WORD = re.compile(r"[^\W\d_]{3,}")
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Group:
    """A group of tickets: ``members`` are indices into what was grouped, the most typical one first."""

    members: tuple[int, ...]
    cohesion: float
    """Mean cosine of the members to the group's centroid."""


def group(vectors: Floats, *, least: int = LEAST) -> list[Group]:
    """Groups of the unit vectors ``(n, dimensions)``, the largest first; a vector may be in none. Deterministic."""
    if len(vectors) < least:
        return []
    step = max(1, math.ceil(len(vectors) / MOST_SAMPLED))
    sample = vectors[::step]
    wanted = min(MOST_GROUPS, max(2, math.isqrt(len(sample))), max(1, len(sample) // least))
    centroids = _merged(_k_means(sample, wanted))
    likeness = vectors @ centroids.T
    nearest = likeness.argmax(axis=1)
    best = likeness[np.arange(len(vectors)), nearest]
    floor = float(np.quantile(best, 0.1))
    groups = []
    for number in range(len(centroids)):
        inside = np.flatnonzero((nearest == number) & (best >= floor))
        if len(inside) >= least:
            order = inside[np.argsort(-best[inside], kind="stable")]
            groups.append(Group(tuple(int(i) for i in order), float(best[inside].mean())))
    return sorted(groups, key=lambda one: (-len(one.members), one.members[0]))


def telling_words(groups: Sequence[Sequence[str]], most: int = WORDS) -> list[tuple[str, ...]]:
    """The words that tell each group of texts from the others: held by more of its texts than by those of the rest."""
    counts = [_count(texts) for texts in groups]
    shares = [
        {stem: n / len(texts) for stem, n in stems.items()} for (stems, _), texts in zip(counts, groups, strict=True)
    ]
    overall: dict[str, float] = defaultdict(float)
    for share in shares:
        for stem, value in share.items():
            overall[stem] += value
    told = []
    for share, (_, forms) in zip(shares, counts, strict=True):
        scores = {stem: value - (overall[stem] - value) / max(1, len(groups) - 1) for stem, value in share.items()}
        best = sorted(scores, key=lambda stem: (-scores[stem], stem))[:most]
        told.append(tuple(forms[stem].most_common(1)[0][0] for stem in best))
    return told


def _count(texts: Sequence[str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How many of ``texts`` hold each stem, and the forms that it has there."""
    stems: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        seen = set()
        for word in _WORD.findall(PLACEHOLDER.sub(" ", text).lower()):
            for stem in content_stems(word):
                seen.add(stem)
                forms.setdefault(stem, Counter())[word] += 1
        stems.update(seen)
    return stems, forms


def _k_means(vectors: Floats, wanted: int) -> Floats:
    """Centroids ``(wanted, dimensions)``: k-means++ seeds (Arthur, Vassilvitskii 2007), then Lloyd's rounds."""
    generator = np.random.default_rng(SEED)
    chosen = [int(generator.integers(len(vectors)))]
    distance = 1 - vectors @ vectors[chosen[0]]
    for _ in range(wanted - 1):
        weights = np.maximum(distance, 0).astype(float) ** 2
        total = weights.sum()
        if total <= TINY:
            break
        chosen.append(int(generator.choice(len(vectors), p=weights / total)))
        distance = np.minimum(distance, 1 - vectors @ vectors[chosen[-1]])
    centroids = vectors[chosen].copy()
    before: NDArray[np.intp] | None = None
    for _ in range(ROUNDS):
        nearest = (vectors @ centroids.T).argmax(axis=1)
        if before is not None and (nearest == before).all():
            break
        before = nearest
        for number in range(len(centroids)):
            inside = vectors[nearest == number]
            if len(inside):
                centroids[number] = _unit(inside.sum(axis=0))
    return centroids


def _merged(centroids: Floats) -> Floats:
    """Centroids that nearly agree become one, the nearest two first."""
    kept = [(centroid, 1) for centroid in centroids]
    likeness = centroids @ centroids.T
    apart = likeness[~np.eye(len(centroids), dtype=bool)]
    mean = float(apart.mean()) if apart.size else 0.0
    limit = mean + MERGED_AT * (1 - mean)
    while len(kept) > 1:
        stacked = np.stack([centroid for centroid, _ in kept])
        likeness = stacked @ stacked.T
        np.fill_diagonal(likeness, -1)
        first, second = divmod(int(likeness.argmax()), len(kept))
        if likeness[first, second] < limit:
            break
        one, other = kept[first], kept[second]
        joined = (_unit(one[0] * one[1] + other[0] * other[1]), one[1] + other[1])
        kept = [pair for i, pair in enumerate(kept) if i not in {first, second}] + [joined]
    return np.stack([centroid for centroid, _ in kept])


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / max(float(np.linalg.norm(vector)), TINY)
    return unit
