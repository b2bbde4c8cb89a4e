"""Why a draft was edited, read from the differences between it and the text that was sent."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from citewell.governance.text.words import words
from citewell.learning.edits.alignment import Alignment, align, without_marker
from citewell.learning.edits.changes import Change, ChangeKind, find_changes, house_sentences, literal_forms
from citewell.learning.edits.pairs import Edit
from citewell.pipeline.generation.citations import strip_marks

FACT: Final = "fact"
POLICY: Final = "policy"
MISSING_STEP: Final = "missing_step"
LENGTH: Final = "length"
TONE: Final = "tone"
LABELS: Final = (FACT, POLICY, MISSING_STEP, LENGTH, TONE)
"""In the order in which they are given."""

SHORTER, LONGER = 0.7, 1.4
"""Words of the final text's body over the draft's beyond which its length was changed."""
LEAST_WORDS = 6
"""Fewer words more or less are no change of length."""

_POLICY = re.compile(
    r"""\b(?:polic(?:y|ies)|terms|conditions|guarantee[ds]?|warrant(?:y|ies)|liab(?:le|ility)|legal(?:ly)?|gdpr|consent
    |eligib(?:le|ility)|entitled|exceptions?|(?:not|only)\s+(?:allowed|permitted)|prohibited|compliance|regulations?
    |verify\s+your\s+identity|supervisor|confidential|promised?|goodwill|waive[ds]?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_STEP = re.compile(
    r"""^(?:please\s+|(?:and\s+)?then,?\s+|next,?\s+|first(?:ly)?,?\s+|finally,?\s+|after\s+that,?\s+|now\s+|simply\s+|just\s+
    |you\s+(?:can|will\s+need\s+to|need\s+to|have\s+to|should)\s+)*
    (?:open|click|go|select|choose|press|enter|restart|check|sign|log|update|install|uninstall|download|upload|send|tap
    |turn|switch|plug|unplug|remove|add|attach|fill|scroll|visit|navigate|save|confirm|reset|set|type|copy|paste|try|wait
    |close|create|delete|disable|enable|connect|disconnect|hold|make\s+sure|take|put|keep|bring|pick|note|print|return|call|reply|contact|use)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_STEP = re.compile(r"^(?:before|once|after|when|as\s+soon\s+as)\b[^,]{3,80},\s*", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•])\s+")


def labels_of(alignment: Alignment, changes: Collection[Change]) -> tuple[str, ...]:
    """Labels of one edit, in the order of ``LABELS``; none where nothing but citation marks and spaces differ."""
    found = {label for change in changes for label in change_labels(alignment, change)}
    before = " ".join(sentence.text for sentence in alignment.draft)
    if _length_changed(alignment, before):
        found.add(LENGTH)
    if _wording_changed(alignment, changes):
        found.add(TONE)
    return tuple(label for label in LABELS if label in found)


def change_labels(alignment: Alignment, change: Change) -> tuple[str, ...]:
    """The labels of one change of content."""
    said = " ".join(alignment.draft[i].text for i in change.sources)
    text = change.piece.text if change.piece is not None else ""
    if change.kind is ChangeKind.REMOVED:
        if _POLICY.search(said):
            return (POLICY,)
        return (FACT,) if literal_forms(said) else (LENGTH,)
    if change.kind is ChangeKind.CHANGED:
        policy = bool(_POLICY.search(text)) != bool(_POLICY.search(said))
        return (
            (POLICY, FACT)
            if policy and literal_forms(text) != literal_forms(said)
            else ((POLICY,) if policy else (FACT,))
        )
    if _POLICY.search(text):
        return (POLICY,)
    return (MISSING_STEP,) if is_step(text) else (FACT,)


def is_step(sentence: str) -> bool:
    """Whether a sentence tells the customer to do something."""
    plain = without_marker(sentence)
    return bool(_ITEM.match(sentence) or _STEP.match(plain) or _STEP.match(_BEFORE_STEP.sub("", plain)))


def _length_changed(alignment: Alignment, before: str) -> bool:
    """Whether what stands for the draft's sentences, and what was added as content, is much shorter or longer."""
    body = " ".join(piece.text for piece in alignment.pieces if piece.sources)
    old, new = len(words(before)), len(words(body))
    if abs(old - new) < LEAST_WORDS or not old:
        return False
    return not SHORTER <= new / old <= LONGER


def _wording_changed(alignment: Alignment, changes: Collection[Change]) -> bool:
    """Whether anything differs beside the content: words, punctuation, greeting, closing, order, lines."""
    content = {change.piece for change in changes if change.piece is not None}
    for piece in alignment.pieces:
        if piece not in content and _plain(piece.text) != _plain(alignment.said(piece)):
            return True
    gone = {i for change in changes for i in change.sources}
    kept = [i for piece in alignment.pieces for i in piece.sources]
    return any(i not in gone for i in alignment.dropped) or kept != sorted(kept)


def _plain(text: str) -> str:
    return " ".join(strip_marks(text).split())


def reasons_of_edits(edits: Sequence[Edit]) -> dict[str, tuple[str, ...]]:
    """Labels of each edit that changed something, by draft: the agent's own of ``LABELS``, else what is found."""
    changed = [edit for edit in edits if not edit.unchanged]
    house = house_sentences((edit.shown, edit.final) for edit in changed)
    found: dict[str, tuple[str, ...]] = {}
    for edit in changed:
        own: tuple[str, ...] = tuple(label for label in LABELS if label in edit.labels)
        if not own:
            alignment = align(edit.shown, edit.final)
            own = labels_of(alignment, find_changes(alignment, house))
        found[edit.draft_id] = own
    return found
