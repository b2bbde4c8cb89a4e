"""Reasons of an edit, proposed from the difference between a draft and the text that is to be sent.

They are the labels that learning reads from the log where an agent gave none (``learning.edits.reasons``).
"""

from citewell.learning.edits.alignment import align
from citewell.learning.edits.changes import find_changes
from citewell.learning.edits.reasons import LABELS, labels_of

__all__ = ["LABELS", "propose_reasons"]


def propose_reasons(shown: str, final: str) -> tuple[str, ...]:
    """Labels for the edit that made ``final`` out of ``shown``; none where nothing but marks and spaces differ."""
    if shown.strip() == final.strip():
        return ()
    alignment = align(shown, final)
    return labels_of(alignment, find_changes(alignment))
