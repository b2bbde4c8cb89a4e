"""Passages that are made to be found: mostly questions about one thing without answers, or the same words repeated."""

import re
from itertools import pairwise

from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems

MANY_QUESTIONS, MOSTLY = 5, 2 / 3
SAME = 1 / 2
"""Share of a question's content words that stand in most of the others, too, where all ask about one thing."""
MANY_WORDS, FEW_PAIRS = 60, 0.2
"""Of a text of so many words, so small a share of pairs of neighbours differs: tables and code repeat less."""
_WORD = re.compile(r"[^\W_]+")


def is_stuffed(text: str) -> bool:
    """Whether a passage is made to be found. Tables and lists of different questions are not."""
    sentences = split_sentences(text)
    asked = [text[start:end] for start, end in sentences if text[end - 1] in "?？" and text[end : end + 1] != ":"]
    if len(asked) >= MANY_QUESTIONS and len(asked) >= MOSTLY * len(sentences) and _ask_the_same(asked):
        return True
    words = _WORD.findall(text.lower())
    return len(words) >= MANY_WORDS and len(set(pairwise(words))) < FEW_PAIRS * len(words)


def _ask_the_same(questions: list[str]) -> bool:
    asked = [stems for stems in map(content_stems, questions) if stems]
    common = {stem for stems in asked for stem in stems if sum(stem in one for one in asked) >= MOSTLY * len(asked)}
    return bool(asked) and sum(len(stems & common) / len(stems) for stems in asked) >= SAME * len(asked)
