"""Rows of tokens as the reranker reads them: training cuts texts by the same functions."""

from collections.abc import Sequence

START, END, PAD = 101, 102, 0
MAX_CHARACTERS = 4000
"""Of a text; more than any cut leaves over."""
TICKET_TOKENS, TICKET_HEAD = 192, 64
"""Of a ticket that is too long, its first ``TICKET_HEAD`` tokens are read and its last ones."""
PASSAGE_TOKENS = 224
TEXTS, TEXT_TOKENS = 3, 104
"""Passages that are read as one with the ticket, and tokens of each."""
WHOLE_TOKENS = 384
"""Of a ticket that is read alone, half of them from its start."""
ANSWERS, TOLD, ROUTES, RISK = 0, 1, slice(2, 6), 6
"""Columns of the logits: a passage answers; a sentence is part of the answer (learned, not read: it costs more than it
tells); answer, clarify, refuse, escalate; a person must answer."""


def pair_of(ticket: Sequence[int], passage: Sequence[int]) -> list[int]:
    """``[CLS] ticket [SEP] passage [SEP]``, each cut to its length."""
    return [START, *_cut(ticket), END, *passage[:PASSAGE_TOKENS], END]


def texts_of(ticket: Sequence[int], passages: Sequence[Sequence[int]]) -> list[int]:
    """``[CLS] ticket [SEP] passage [SEP] passage [SEP] ...``, each cut to its length."""
    row = [START, *_cut(ticket), END]
    for passage in passages[:TEXTS]:
        row += [*passage[:TEXT_TOKENS], END]
    return row


def whole_of(ticket: Sequence[int]) -> list[int]:
    """``[CLS] ticket [SEP] [SEP]``, cut to its length."""
    return [START, *_cut(ticket, WHOLE_TOKENS, WHOLE_TOKENS // 2), END, END]


def _cut(ticket: Sequence[int], most: int = TICKET_TOKENS, head: int = TICKET_HEAD) -> list[int]:
    """The first ``head`` tokens and the last ones of a ticket that is longer than ``most``."""
    return list(ticket) if len(ticket) <= most else [*ticket[:head], *ticket[head - most :]]
