"""Texts as the teacher reads them: a ticket with a passage or its first ones, a passage to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from training.reader.items import PAIR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tokenizers import Tokenizer

    from training.reader.items import Asked, Passage, Span

TICKET, PASSAGE, ANSWERS, DECISION = "Ticket:\n", "\n\nPassage:\n", "\n\nAnswers?", "\n\nDecision:"
ASKING: Final = "Passage:\n"
KINDS: Final = (PAIR, "answer", "refuse", "clarify")
"""What can be asked about a passage: a question or ticket that it answers, one that it does not, one left open."""
ASKS: Final = {kind: f"\n\nA customer asks ({kind}):\n" for kind in KINDS}
NUMBERED: Final = tuple(f"\n\n[{number}] " for number in (1, 2, 3))
MARKS: Final = ("«", "»")
"""Around the part of a passage that is asked for."""
FIXED: Final = (TICKET, PASSAGE, ANSWERS, DECISION, ASKING, *ASKS.values(), *NUMBERED, *MARKS)
TICKET_TOKENS, TICKET_HEAD = 220, 90
"""Of a ticket that is too long, its first `TICKET_HEAD` tokens are read and its last ones."""
PASSAGE_TOKENS, ROUTED_TOKENS, ASKED_TOKENS = 230, 170, 260
"""Of a passage: beside a ticket, as one of three, to ask about."""
WRITTEN_TOKENS, WRITTEN_HEAD = 160, 80
"""Of a ticket to learn to write."""


def cut(tokens: list[int], most: int, head: int) -> list[int]:
    """Tokens of a text that is too long: the first `head` and the last ones."""
    return tokens if len(tokens) <= most else tokens[:head] + tokens[head - most :]


def marked(text: str, spans: Sequence[Span]) -> str:
    """`text` with `spans` in guillemets."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + MARKS[0] + text[start:end] + MARKS[1] + text[end:]
    return text


class Forms:
    """The rows of tokens of the teacher; `kept` are the words of the tokenizer that it has, in order."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        kept: Sequence[int],
        end: int,
        passages: Iterable[Passage],
        asked: Iterable[Asked],
    ) -> None:
        """Read all passages and tickets once."""
        self.end = end
        self._tokenizer, self._kept = tokenizer, kept
        self._new = {old: new for new, old in enumerate(kept)}
        self._passages = self.encode([one.text for one in passages])
        self.tickets = self.encode([one.ticket for one in asked])
        """By `Asked.number`."""
        self._fixed = dict(zip(FIXED, self.encode(FIXED), strict=True))

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text's tokens; what the teacher has no word for is left out."""
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [[self._new[one] for one in row.ids if one in self._new] for row in found]

    def decode(self, rows: Sequence[Sequence[int]]) -> list[str]:
        """The inverse."""
        texts: list[str] = self._tokenizer.decode_batch([[self._kept[one] for one in row] for row in rows])
        return texts

    def rank(self, ticket: list[int], passage: int) -> list[int]:
        """A ticket with a passage, which answers or does not."""
        fixed = self._fixed
        read = self._passages[passage][:PASSAGE_TOKENS]
        return fixed[TICKET] + cut(ticket, TICKET_TOKENS, TICKET_HEAD) + fixed[PASSAGE] + read + fixed[ANSWERS]

    def route(self, ticket: list[int], passages: Sequence[int]) -> list[int]:
        """A ticket with its first passages, to decide by."""
        row = self._fixed[TICKET] + cut(ticket, TICKET_TOKENS, TICKET_HEAD)
        for number, passage in zip(NUMBERED, passages, strict=False):
            row = row + self._fixed[number] + self._passages[passage][:ROUTED_TOKENS]
        return row + self._fixed[DECISION]

    def ask(self, kind: str, passage: list[int]) -> list[int]:
        """A passage, by its tokens with marks, to ask something about."""
        return self._fixed[ASKING] + passage[:ASKED_TOKENS] + self._fixed[ASKS[kind]]

    def written(self, ticket: list[int]) -> list[int]:
        """A ticket as an answer to that."""
        return [*cut(ticket, WRITTEN_TOKENS, WRITTEN_HEAD), self.end]
