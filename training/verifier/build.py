"""The examples: claims drawn from texts, true and made false, beside windows that do or do not hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpora.claims.articles import is_claim
from corpora.claims.paraphrase import paraphrase
from corpora.claims.perturb import Around, perturb

from citewell.governance.text.words import coverage
from citewell.pipeline.checks.windows import window_of
from training.verifier.items import Pair

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from corpora.claims.articles import Article

SHARE: Final = {
    "wice": 1.6,
    "clapnq": 2.0,
    "mtrag": 1.6,
    "arduino": 1.0,
    "winps": 0.2,
    "policies": 2.0,
    "dstc9": 1.0,
    "sharc": 2.0,
    "begin": 2.0,
}
"""How often a sentence of a source is drawn."""


def draw(texts: Sequence[Article], count: int, rng: random.Random) -> list[Pair]:
    """About `count` pairs out of `texts`."""
    spots, seen = [], set()
    for article in texts:
        for i, piece in enumerate(article.pieces):
            if is_claim(piece) and piece.casefold() not in seen:
                seen.add(piece.casefold())
                spots.append((article, i))
    weights = [SHARE.get(a.source, 1.0) / (len(a.pieces) ** 0.5) for a, _ in spots]
    by_source: dict[str, list[str]] = {}
    for article, i in spots:
        by_source.setdefault(article.source, []).append(article.pieces[i])
    made: list[Pair] = []
    while len(made) < count:
        for article, i in rng.choices(spots, weights, k=512):
            made += _pairs(article, i, by_source[article.source], rng)
    return made[:count]


def _pairs(article: Article, at: int, far: Sequence[str], rng: random.Random) -> list[Pair]:
    """Two to four pairs about one sentence."""
    sentence = article.pieces[at]
    near = " ".join(article.pieces[max(0, at - 4) : at + 5])
    around = Around(near, rng.sample(list(far), min(16, len(far))))
    made = []
    true = paraphrase(sentence, rng)
    if rng.random() < 0.12 and at + 1 < len(article.pieces) and is_claim(article.pieces[at + 1]):
        second = article.pieces[at + 1]
        true = f"{true.rstrip('.')} {rng.choice(['and', '–', 'while', ';'])} {second[:1].lower()}{second[1:]}"
    case = rng.random()
    if case < 0.75:
        made.append(_pair(true, article, article.pieces, rng, wrong=()))
        base = true if rng.random() < 0.6 else paraphrase(sentence, rng)
        found = perturb(base, around, rng)
        if found:
            made.append(_pair(found[0], article, article.pieces, rng, wrong=(found[1],)))
    else:
        # the text itself says something else: the changed claim is true there, and the old one false
        found = perturb(sentence, around, rng)
        if found:
            pieces = [*article.pieces[:at], found[0], *article.pieces[at + 1 :]]
            made.append(_pair(paraphrase(found[0], rng), article, pieces, rng, wrong=()))
            if found[2] not in {"added", "scope"}:  # a claim that leaves out what was added may still hold
                made.append(_pair(sentence if rng.random() < 0.5 else true, article, pieces, rng, wrong=None))
    if rng.random() < 0.3 and len(article.pieces) > 3:
        rest = [p for i, p in enumerate(article.pieces) if i != at and coverage(true, p) < 0.7]
        if rest:
            made.append(_pair(true, article, rest, rng, wrong=None))
    return made


def _pair(
    claim: str, article: Article, pieces: Sequence[str], rng: random.Random, wrong: tuple[tuple[int, int], ...] | None
) -> Pair:
    window = window_of(claim, pieces)
    if article.title and rng.random() < 0.5:
        window = f"{article.title}: {window}"
    if rng.random() < 0.1:
        window = window.lower()
    return Pair(claim, window, wrong == (), article.source, article.group, wrong)
