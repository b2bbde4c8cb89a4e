"""Mends of findings: an edit that takes away what a finding is about, for the agent to choose.

A mend is checked like any edit: a citation that does not back its sentence is found again at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from citewell.domain.documents import Access
from citewell.domain.drafts import Citation, Finding, Severity
from citewell.governance.text.words import content_stems

UNCITED = frozenset({"uncited_sentence", "unsupported_sentence"})
LEAST_SHARE = 0.6
"""Share of a sentence's content words that a passage must hold for its citation to be offered."""
LEAST_STEMS = 3
_ENDS = ".!?…"


class MendKind(StrEnum):
    """What a mend does: it cites a passage, or takes the words out."""

    CITE = "cite"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Mend:
    """``start`` to ``end`` of the text become ``text``. ``n`` is the citation that is added."""

    kind: MendKind
    start: int
    end: int
    text: str = ""
    n: int = 0


def mend_of(finding: Finding, text: str, evidence: Sequence[Citation]) -> Mend | None:
    """The mend of ``finding`` in ``text``; ``None`` where it is about no place in it, or only informs."""
    if finding.severity is Severity.INFO or not 0 <= finding.start < finding.end <= len(text):
        return None
    if finding.rule in UNCITED:
        n = _best(text[finding.start : finding.end], evidence)
        if n:
            return _cite(finding, text, n)
    if finding.end - finding.start >= len(text.strip()):
        return None  # nothing would be left
    return Mend(MendKind.REMOVE, *_with_space(text, finding.start, finding.end))


def _best(sentence: str, evidence: Sequence[Citation]) -> int:
    """The citation that holds most of the sentence's content words; 0 where none holds enough, or it is cited."""
    stems = set(content_stems(sentence))
    if len(stems) < LEAST_STEMS:
        return 0
    shares = [
        (len(stems & set(content_stems(one.text))) / len(stems), -one.n)
        for one in evidence
        if one.access is Access.PUBLIC and f"[{one.n}]" not in sentence
    ]
    share, n = max(shares, default=(0.0, 0))
    return -n if share >= LEAST_SHARE else 0


def _cite(finding: Finding, text: str, n: int) -> Mend:
    """Put the mark before the sentence's last stop, as drafts have it."""
    end = finding.end
    while end > finding.start and text[end - 1].isspace():
        end -= 1
    at = end - 1 if text[end - 1] in _ENDS else end
    return Mend(MendKind.CITE, at, at, f" [{n}]", n)


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the space after a sentence along, or, at the end of a line, the one before it."""
    while end < len(text) and text[end] == " ":
        end += 1
    if end == len(text) or text[end] == "\n":
        while start and text[start - 1] == " ":
            start -= 1
    return start, end
