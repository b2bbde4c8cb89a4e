"""The judge: ticket and passage read together. Runs in the child process.

``join`` cut the tokens that the model was trained with, too.
"""

from collections.abc import Sequence

from citewell.models.encoders.cross_encoder import END, START, OnnxPairs, load_pairs

TICKET_TOKENS, TICKET_HEAD = 96, 32
"""Of a ticket that is too long, its first ``TICKET_HEAD`` tokens are read and its last ones."""
PASSAGE_TOKENS = 128
OUTPUTS = 2
"""Answers, and needs asking back."""


def load_reranker(settings: dict[str, object]) -> OnnxPairs:
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    return load_pairs(settings, "judge", join, OUTPUTS)


def join(ticket: Sequence[int], passage: Sequence[int]) -> list[int]:
    """``[CLS] ticket [SEP] passage [SEP]``, each cut to its length."""
    if len(ticket) > TICKET_TOKENS:
        ticket = [*ticket[:TICKET_HEAD], *ticket[TICKET_HEAD - TICKET_TOKENS :]]
    return [START, *ticket, END, *passage[:PASSAGE_TOKENS], END]
