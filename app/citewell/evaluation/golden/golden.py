"""Golden tickets: a ticket and what a good draft of it does. See ``docs/golden-tickets.md`` for the file formats."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from citewell.domain.digests import sha256_hex
from citewell.domain.drafts import Decision, Ticket
from citewell.evaluation.scores.style_rules import StyleRule
from citewell.records.values import record_of

Fact = tuple[str, ...]
"""Ways to put one fact; any of them will do."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Answers that people gave; a draft keeps the facts of the ticket where it keeps those of one of them.

    ``asked`` is the question and ``about`` the titles of its passages: repeating them is no answer.
    """

    answers: tuple[str, ...]
    asked: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a good draft does. Any of ``decisions`` is right; the first one is the label it is counted under."""

    decisions: tuple[Decision, ...]
    documents: tuple[str, ...] = ()
    all_documents: bool = False
    facts: tuple[Fact, ...] = ()
    forbidden: tuple[Fact, ...] = ()
    reference: Reference | None = None
    style: tuple[StyleRule, ...] = ()
    as_worded: bool = False
    """Facts also count where one of their wordings is a part of the text, wherever a word begins or ends."""

    @property
    def must_answer(self) -> bool:
        """Whether nothing but an answer is right."""
        return self.decisions == (Decision.ANSWER,)


@dataclass(frozen=True, slots=True)
class GoldenTicket:
    """One golden ticket. ``id`` is unique in a run; ``file`` is the name of the file it stands in.

    ``kb`` names the knowledge base that it asks, empty for the index of the home; ``kind`` is what it is like.
    """

    id: str
    ticket: Ticket
    expect: Expectation
    file: str = ""
    kb: str = ""
    kind: str = ""

    @property
    def digest(self) -> str:
        """Changes where the ticket or what is expected of it changes: results are compared only where it is the same.

        Style rules are left out, since a team may add some between two runs.
        """
        expect = self.expect
        reference = expect.reference or Reference(())
        parts = [
            {**record_of(self.ticket), "mode": None},
            expect.decisions,
            expect.documents,
            expect.all_documents,
            expect.facts,
            expect.forbidden,
            reference.answers,
            *([self.kb, self.kind, expect.as_worded] if self.kb else []),
        ]
        return sha256_hex(json.dumps(parts))[:16]


@dataclass(frozen=True, slots=True)
class GoldenFile:
    """One file of golden tickets as it was read."""

    path: str
    sha256: str
    tickets: tuple[GoldenTicket, ...] = field(default=())


def sample(tickets: Sequence[GoldenTicket], limit: int | None) -> tuple[GoldenTicket, ...]:
    """At most ``limit`` tickets, the same ones each time, in their order; a larger limit only adds to a smaller one."""
    if limit is None or len(tickets) <= limit:
        return tuple(tickets)
    ranked = sorted(tickets, key=lambda golden: sha256_hex(golden.id))
    chosen = {golden.id for golden in ranked[:limit]}
    return tuple(golden for golden in tickets if golden.id in chosen)
