"""Whether a text states a fact, and whether it keeps the facts of a reference answer.

Literals are compared by their normal forms (``fourteen days`` = ``14 days``, ``EUR 150`` = ``€150``), words without
case, hyphens or the mark-up of citations.
"""

import re
import unicodedata

from citewell.governance.literals.extraction import find_literals
from citewell.governance.text.courtesy import is_courtesy
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems, is_negated
from citewell.pipeline.generation.citations import strip_marks

KEPT_WORDS = 0.5
"""Share of the words that only the reference brings which a draft must hold."""
SHORT = 2
"""Sentences of a reference of which every literal must be kept; of a longer one half of them."""

_HYPHENS = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
_ANSWER = re.compile(
    r"^\s*(?:q|question|frage)\s*:\s*(?P<q>.+?)\s+(?:a|answer|antwort)\s*:\s*(?P<a>.+)$", re.IGNORECASE | re.DOTALL
)


def states(text: str, fact: str) -> bool:
    """Whether ``text`` states ``fact``: its words in order, not as a part of another word or number.

    A word may have an ending of up to two letters (``Admin`` in ``Admins``).
    """
    return _holds(text, fact, inflected=True)


def says(text: str, words: str) -> bool:
    """Whether ``text`` says these very words, not as a part of another word."""
    return _holds(text, words, inflected=False)


def is_worded(text: str, wording: str) -> bool:
    """Whether ``wording`` is a part of ``text``: without case, marks, backslashes, and kinds of quotes and spaces.

    It may begin and end inside a word (``tag`` in ``tagging``), but not between digits (``5%`` in ``15%`` or ``1.5%``).
    """
    wanted = _letters(wording)
    if not wanted:
        return False
    before = r"(?<!\d)(?<!\d[.,])" if wanted[0].isdigit() else ""
    after = r"(?!\d)" if wanted[-1].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, _letters(strip_marks(text))) is not None


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).replace("\\", "")
    return " ".join(plain.lower().split())


def _holds(text: str, wanted: str, *, inflected: bool) -> bool:
    plain = strip_marks(text)
    for form in (_plain, _normal):
        pattern = _pattern(form(wanted), inflected=inflected)
        if pattern is not None and pattern.search(form(plain)):
            return True
    return False


def _pattern(wanted: str, *, inflected: bool) -> re.Pattern[str] | None:
    if not wanted:
        return None
    before = r"(?<!\w)(?<!\d[.,:])" if wanted[0].isdigit() else r"(?<!\w)" if wanted[0].isalnum() else ""
    after = ""
    if wanted[-1].isdigit():
        after = r"(?!\w)(?![.,:]\d)"
    elif wanted[-1].isalnum():
        after = r"(?!\w{3})(?!\w{0,2}\d)" if inflected else r"(?!\w)"
    return re.compile(before + re.escape(wanted) + after)


def _plain(text: str) -> str:
    return " ".join(_HYPHENS.sub(" ", text.translate(_QUOTES).casefold()).split())


def _normal(text: str) -> str:
    """``_plain`` with every literal in its normal form."""
    parts: list[str] = []
    position = 0
    for literal in find_literals(text):
        if literal.start >= position:
            parts += [text[position : literal.start], literal.normal]
            position = literal.end
    return _plain("".join([*parts, text[position:]]))


def answer_part(passage: str) -> str:
    """The answer of a passage of the form ``Q: ... A: ...``; other passages as they are."""
    match = _ANSWER.match(passage)
    return match["a"].strip() if match else passage


def keeps(text: str, answer: str, asked: str = "", about: str = "") -> bool:
    """Whether ``text`` keeps the facts of ``answer``.

    It must hold the literals of the answer (half of them where it is longer than two sentences), half of the content
    words that are new, and say yes or no alike where it is one sentence. New is what stands neither in ``asked``, the
    question, nor in ``about``, the titles; where nothing is, what stands not in the titles.
    """
    own = _statements(answer)
    joined = " ".join(own)
    stems = content_stems(joined)
    named = stems - content_stems(about)
    words = named - content_stems(asked) or named or stems
    literals = {literal.normal for literal in find_literals(joined)}
    plain = strip_marks(text)
    stated = {literal.normal for literal in find_literals(plain)}
    if not words or len(literals & stated) < (len(literals) if len(own) <= SHORT else len(literals) / 2):
        return False
    if len(words & content_stems(plain)) < KEPT_WORDS * len(words):
        return False
    return len(own) > 1 or _agrees(plain, joined)


def _agrees(text: str, answer: str) -> bool:
    """Whether the sentence of ``text`` that comes nearest to ``answer`` is negated where ``answer`` is."""
    wanted = content_stems(answer)
    sentences = _statements(text) or [text]
    nearest = max(sentences, key=lambda sentence: len(wanted & content_stems(sentence)))
    return is_negated(nearest) == is_negated(answer)


def brings_facts(answer: str) -> bool:
    """Whether ``answer`` states anything: 'Yes.' and 'Shall I book it?' alone do not."""
    return bool(content_stems(" ".join(_statements(answer))))


def _statements(text: str) -> list[str]:
    sentences = [text[start:end] for start, end in split_sentences(text)]
    return [sentence for sentence in sentences if not is_courtesy(sentence)]
