"""How near texts come to what a ticket asks, and which sentences of a section are its answer.

Nearness is by meaning, by shared content words, and by the codes that texts name. A sentence that is near says often
what the question says, not the answer to it; what tells more is how it stands out in its section.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from citewell.domain.ports import Embedder
from citewell.governance.literals.extraction import find_codes
from citewell.governance.text.words import content_stems, coverage
from citewell.pipeline.intake.query import parts_of
from citewell.pipeline.retrieval.vectors import cosines

PART, WHOLE, WORDS = 0.5, 0.2, 0.3
"""Weights of the cosine to the thing asked and to the whole ticket, and of the share of its content words."""
OTHER_CODE = 0.7
"""Factor for a text that names codes where the ticket names others: the row of another error."""
SAME_CODE = 0.2
"""Added to a text that names a code of the ticket."""

SHARPNESS = 0.25
"""Power of the probability that gives a sentence's value: those beside a likely one stay worth showing with it."""
_ROW = re.compile(
    r"""^\s*(?:
        [^:;\n]{1,80}:\ [^;\n]*(?:;\ [^:;\n]{1,80}:\ [^;\n]*)+$  # Header: value; Header: value
      | [^:;\n]{1,80};\ [^:;\n]{1,80}:\ .*;\ [^:;\n]{1,80}:\ .*$  # the same where the first column has no header
    ) | ^[^|\n]*\S\s*\|.*\S  # cells with strokes between
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """What tells whether a sentence of a section is part of the answer; also the weights of the same."""

    stands_out: float
    """Its relevance to the thing asked that it is nearest to, less the mean of its section."""
    nearest: float
    """0 where no sentence of the section is nearer to one of the things asked, else how much nearer one is, below 0."""
    found: float
    """1 in a passage that was found, 0 in a neighbour of it."""
    rare: float
    """Words of the ticket that few sentences of the section have: the sum of their inverse frequencies' logarithms."""
    length: float
    """The logarithm of its words and one."""
    introduces: float
    """1 where it ends with a colon."""
    row: float
    """1 for a row of a table, unless it was chosen out of it by what the ticket says."""


WEIGHTS = SentenceFeatures(
    stands_out=3.82, nearest=5.457, found=1.257, rare=0.117, length=0.542, introduces=-0.882, row=-2.0
)
"""Fitted by ``training/decision/sentences.py`` but for rows, which hold what must not be said more often than prose."""
BIAS = -4.207


def is_row(text: str) -> bool:
    """Whether a sentence is the row of a table."""
    return _ROW.match(text) is not None


def sentence_features(
    ticket: str,
    sentences: Sequence[str],
    relevance: Sequence[Sequence[float]],
    found: Sequence[bool],
    rows: Sequence[bool],
) -> list[SentenceFeatures]:
    """Of each of the ``sentences`` of a section; ``relevance`` has a row for each thing asked, a column a sentence.

    ``found`` tells of each whether its passage was, ``rows`` whether it is one of a table out of which none was chosen.
    """
    asked = content_stems(ticket)
    stems = [content_stems(sentence) for sentence in sentences]
    rarity = {stem: log((len(stems) + 1) / sum(stem in own for own in stems)) for stem in set().union(*stems)}
    near = [max(column) for column in zip(*relevance, strict=True)]
    mean = sum(near) / len(near) if near else 0.0
    behind = [max(column) for column in zip(*([one - max(row) for one in row] for row in relevance), strict=True)]
    return [
        SentenceFeatures(
            stands_out=near[i] - mean,
            nearest=behind[i],
            found=float(found[i]),
            rare=sum(rarity[stem] for stem in stems[i] & asked),
            length=log(1 + len(sentence.split())),
            introduces=float(sentence.rstrip().endswith(":")),
            row=float(rows[i]),
        )
        for i, sentence in enumerate(sentences)
    ]


def answer_value(features: SentenceFeatures) -> float:
    """The worth of showing a sentence, 0 to 1, by the probability that it is part of the answer."""
    total = BIAS + sum(getattr(WEIGHTS, name) * getattr(features, name) for name in SentenceFeatures.__slots__)
    return float((1 / (1 + exp(-total))) ** SHARPNESS)


class Relevance:
    """Scores texts against the things that a ticket asks."""

    def __init__(self, embedder: Embedder) -> None:
        """Compare meanings with ``embedder``."""
        self._embedder = embedder

    def score(self, queries: tuple[str, ...], texts: Sequence[str]) -> list[list[float]]:
        """One row for each thing asked (``parts_of(queries)``), one column a text; 0 to 1.2."""
        parts = parts_of(queries)
        asked = self._embedder.embed_queries([queries[0], *parts])
        found = self._embedder.embed(texts)
        whole = cosines(asked[0], found)
        named = find_codes(queries[0]).union(*(find_codes(part) for part in parts))
        codes = [find_codes(text) for text in texts]
        return [
            [
                _with_codes(PART * max(0.0, near) + WHOLE * max(0.0, far) + WORDS * coverage(part, text), named, own)
                for near, far, text, own in zip(cosines(vector, found), whole, texts, codes, strict=True)
            ]
            for part, vector in zip(parts, asked[1:], strict=True)
        ]


def _with_codes(score: float, named: set[str], own: set[str]) -> float:
    if named & own:
        return score + SAME_CODE
    return score * OTHER_CODE if named and own else score
