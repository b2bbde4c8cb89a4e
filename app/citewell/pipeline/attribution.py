"""Give each statement of a model's draft the citation that backs it best.

A small model writes better than it cites. Where the passages it cites do not back a sentence and another one does, the
mark is set right; where none does, the sentence stays as it is and the policy checker stops the draft.
"""

import re
from collections.abc import Sequence

from citewell.domain.drafts import Citation
from citewell.governance.courtesy import courtesy_lines, is_courtesy
from citewell.governance.sentences import split_sentences
from citewell.pipeline.citations import CitedSentence, read_sentences, strip_marks
from citewell.pipeline.support import SUPPORTED, SupportScorer

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


def attribute(text: str, evidence: Sequence[Citation], support: SupportScorer) -> tuple[str, int]:
    """``text`` with the mark of every statement at the passage that backs it best, and how many marks changed."""
    sentences = read_sentences(text)
    statements = [s for s in sentences if s.cites or not is_courtesy(s.text)]
    if not statements or not evidence:
        return text, 0
    claims = [sentence.text for sentence in statements for _ in evidence]
    passages = [[f"{citation.place}\n{citation.text}"] for _ in statements for citation in evidence]
    scores = support.score(claims, passages)
    parts: list[str] = []
    position = changed = 0
    for i, sentence in enumerate(statements):
        own = scores[i * len(evidence) : (i + 1) * len(evidence)]
        cites = _best(sentence, own, evidence)
        if cites == sentence.cites:
            continue
        changed += 1
        parts += [text[position : sentence.start], _marked(text[sentence.start : sentence.end], cites)]
        position = sentence.end
    return "".join([*parts, text[position:]]), changed


def _best(sentence: CitedSentence, scores: Sequence[float], evidence: Sequence[Citation]) -> tuple[int, ...]:
    """The citations a statement should have: its own where they back it, else the best one, if any is good enough."""
    by_number = {citation.n: score for citation, score in zip(evidence, scores, strict=True)}
    backing = tuple(n for n in sentence.cites if by_number.get(n, 0.0) >= SUPPORTED)
    if backing:
        return backing
    best = max(by_number, key=lambda n: (by_number[n], -n))
    return (best,) if by_number[best] >= SUPPORTED else sentence.cites


def _marked(sentence: str, cites: Sequence[int]) -> str:
    """A sentence with these marks, before its full stop."""
    body = strip_marks(sentence).rstrip()
    stop = body[-1] if body[-1:] in {".", "!", "?"} else ""
    marks = "".join(f"[{n}]" for n in cites)
    return f"{body[: len(body) - len(stop)].rstrip()} {marks}{stop}"
