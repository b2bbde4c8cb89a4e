"""Ticket and passage as one row of tokens; the product cuts in the same way (`citewell.models.encoders.reranker`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

START, END, PAD = 101, 102, 0
TICKET_TOKENS: Final = 96
TICKET_HEAD: Final = 32
"""Of a ticket that is too long, the tokens kept from its start; the others come from its end."""
PASSAGE_TOKENS: Final = 128


class Encoder:
    """Tokenises and cuts."""

    def __init__(self, path: Path) -> None:
        """Load `tokenizer.json`."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text's tokens without start and end."""
        return [found.ids for found in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]


def join(ticket: Sequence[int], passage: Sequence[int]) -> list[int]:
    """`[CLS] ticket [SEP] passage [SEP]`, each cut to its length."""
    if len(ticket) > TICKET_TOKENS:
        ticket = [*ticket[:TICKET_HEAD], *ticket[TICKET_HEAD - TICKET_TOKENS :]]
    return [START, *ticket, END, *passage[:PASSAGE_TOKENS], END]
