"""How a ticket and passages are put together: what separates them, and how much of each is read."""

from collections.abc import Sequence
from dataclasses import dataclass

Tokens = list[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are put together: numbers of tokens that say what ends, and how many tokens are read of each text."""

    begin: tuple[int, ...]
    ticket_end: int
    sentence_end: int
    passage_end: int
    ticket: int
    place: int
    passage: int
    together: int
    """Passages that are read behind each other."""


def cut_ticket(tokens: Sequence[int], reading: Reading) -> Tokens:
    """The start and the end of a ticket that is too long: two thirds and one."""
    most = reading.ticket
    return list(tokens) if len(tokens) <= most else [*tokens[: most * 2 // 3], *tokens[-(most // 3) :]]


def passage_tokens(place: Sequence[int], sentences: Sequence[Sequence[int]], reading: Reading) -> tuple[Tokens, Tokens]:
    """The tokens of a passage, and where in them each sentence ends; sentences that no longer fit are left out."""
    tokens = list(place[: reading.place])
    ends: Tokens = []
    for sentence in sentences:
        if len(tokens) + len(sentence) + 1 > reading.passage:
            break
        tokens += [*sentence, reading.sentence_end]
        ends.append(len(tokens) - 1)
    return [*tokens, reading.passage_end], ends


def place_line(place: str) -> str:
    """The line before a passage that says where it stands."""
    return f"\n\n{place.strip()}:\n" if place.strip() else "\n\n\n"
