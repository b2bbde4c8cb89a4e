"""Give each statement of a model's draft the citation that backs it best.

A small model writes better than it cites. Where the passages it cites do not back a sentence and another one does, the
mark is set right; where none does, the sentence stays as it is and the policy checker stops the draft.
"""

import re
from collections.abc import Mapping, Sequence

from citewell.domain.drafts import Citation
from citewell.governance.text.courtesy import courtesy_lines, is_courtesy
from citewell.governance.text.sentences import split_sentences
from citewell.pipeline.checks.groundedness import SUPPORTED, SupportScorer
from citewell.pipeline.generation.citations import CitedSentence, read_sentences, strip_marks

_UNFINISHED = re.compile(r"[\w,;(-]$")


def finish(text: str) -> str:
    """A model's text without a last sentence that was cut off, a sentence that repeats, and marks between sentences."""
    kept: list[str] = []
    end = 0
    plain = text.strip()
    signed = {span[1] for span in courtesy_lines(plain)}
    for start, stop in split_sentences(plain):
        sentence = strip_marks(plain[start:stop]).strip()
        if sentence in kept or (stop == len(plain) and stop not in signed and _UNFINISHED.search(sentence)):
            break
        kept.append(sentence)
        end = stop
    return plain[:end].rstrip()


def attribute(text: str, evidence: Sequence[Citation], support: SupportScorer, allowed: str = "") -> tuple[str, int]:
    """``text`` with the mark of every statement at the passage that backs it best, and how many marks changed.

    Literals of ``allowed`` (the ticket) may be used too. Other passages are read only for the statements that their own
    do not back. Raises ``ModelError``.
    """
    sentences = read_sentences(text)
    statements = [s for s in sentences if s.cites or not is_courtesy(s.text)]
    if not statements or not evidence:
        return text, 0
    texts = {citation.n: f"{citation.place}\n{citation.text}" for citation in evidence}
    scores = _Scores(support, texts, allowed)
    scores.read([(sentence.text, n) for sentence in statements for n in sentence.cites])
    weak = [sentence for sentence in statements if not _backing(sentence, scores)]
    scores.read([(sentence.text, n) for sentence in weak for n in texts])
    parts: list[str] = []
    position = changed = 0
    for sentence in statements:
        cites = _backing(sentence, scores) or _best(sentence, scores, texts)
        if cites == sentence.cites:
            continue
        changed += 1
        parts += [text[position : sentence.start], _marked(text[sentence.start : sentence.end], cites)]
        position = sentence.end
    return "".join([*parts, text[position:]]), changed


class _Scores:
    """The support of statements by single passages, as far as they were read."""

    def __init__(self, support: SupportScorer, texts: Mapping[int, str], allowed: str) -> None:
        self._support = support
        self._texts = texts
        self._allowed = allowed
        self._known: dict[tuple[str, int], float] = {}

    def read(self, pairs: Sequence[tuple[str, int]]) -> None:
        """Score statements against passages (by number), all at once."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known and pair[1] in self._texts]
        passages = [[self._texts[n]] for _, n in new]
        found = self._support.score([text for text, _ in new], passages, self._allowed)
        self._known |= dict(zip(new, found, strict=True))

    def of(self, sentence: CitedSentence, n: int) -> float:
        return self._known.get((sentence.text, n), 0.0)


def _backing(sentence: CitedSentence, scores: _Scores) -> tuple[int, ...]:
    """Those of a statement's own citations that back it."""
    return tuple(n for n in sentence.cites if scores.of(sentence, n) >= SUPPORTED)


def _best(sentence: CitedSentence, scores: _Scores, texts: Mapping[int, str]) -> tuple[int, ...]:
    """The best citation, if it is good enough, else the statement's own ones."""
    best = max(texts, key=lambda n: (scores.of(sentence, n), -n))
    return (best,) if scores.of(sentence, best) >= SUPPORTED else sentence.cites


def _marked(sentence: str, cites: Sequence[int]) -> str:
    """A sentence with these marks, before its full stop."""
    body = strip_marks(sentence).rstrip()
    stop = body[-1] if body[-1:] in {".", "!", "?"} else ""
    marks = "".join(f"[{n}]" for n in cites)
    return f"{body[: len(body) - len(stop)].rstrip()} {marks}{stop}"
