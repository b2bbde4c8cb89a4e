"""How large a run is: batches, seconds of its stages, and how much of everything is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from training.reader.workers import worker_count

Kind = Literal["pair", "sentence", "route", "risk"]
TAUGHT: Final = "taught.xz"
KEPT: Final = Path(__file__).with_name("taught") / TAUGHT
"""What a teacher gave, in the repository."""
EVERYTHING: Final = 1_000_000_000
OUTPUTS: Final = 7
"""Numbers of a text, in the columns of `citewell.models.encoders.rows`."""
SECONDS: Final = 560.0
"""Of a whole run: an accelerator is lent for ten minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Tokens are of one batch, padding counted. A stage ends with its seconds, or its steps where they are fewer."""

    teacher_tokens: int = 26_000
    scored_tokens: int = 90_000
    student_tokens: int = 40_000
    read_tokens: int = 200_000
    """Of batches that the student only reads."""
    written_rows: int = 640
    """Questions that are written at once."""

    teacher_seconds: float = 185.0
    bank_seconds: float = 60.0
    held_seconds: float = 60.0
    """Of scoring what is held out, and the same again of deciding on it."""
    writing_seconds: float = 60.0
    written_seconds: float = 50.0
    """Of scoring candidates of the questions that were written."""
    routed_seconds: float = 25.0

    turns: tuple[Kind, ...] = (*("pair",) * 4, "route", *("pair",) * 3, "route", "risk")
    """The kinds of the student's batches, which follow each other; sentences where they are asked for."""
    batches: int = 1
    """Of a step."""
    group: int = 8
    """Passages of a ticket that are told apart; of a question one fewer."""
    of_gold: int = 2
    """Of these, others of the document that answers, at most."""
    given_share: float = 0.6
    written_per_ranked: float = 1.3
    """In a round of pairs: of the tickets with passages, and written questions for each of the bank."""
    times_tickets: int = 2
    """How often a ticket comes in a round of decisions."""
    frozen: tuple[str, ...] = ("words",)
    """Beginnings of the names of parameters that do not learn."""
    dropout: float = 0.1
    rate: float = 1.0
    """Of the student's rates, which are those to begin from MiniLM."""
    averaged: float = 0.3
    """Share of the student's training, at its end, whose weights are averaged."""
    workers: int = field(default_factory=worker_count)
    """Processes that make batches."""

    teacher_layers: int | None = None
    teacher_steps: int = EVERYTHING
    student_steps: int = EVERYTHING
    learnt: int = EVERYTHING
    given: int = EVERYTHING
    held: int = EVERYTHING
    asked: int = EVERYTHING
    """Prompts for questions."""
    words: int | None = None
    """Of a written question, at most, in tokens; by its kind where that is not set."""


FULL: Final = Scale()
"""One H100, under ten minutes."""
PROCESSOR: Final = Scale(
    student_tokens=4000,
    batches=4,
    group=6,
    given_share=0.15,
    written_per_ranked=0.15,
    times_tickets=1,
    frozen=("words", "positions", "embedded", "layers.0.", "layers.1."),
    dropout=0.0,
    averaged=0.45,
    workers=1,
)
"""Two cores, an hour, from a student that has learnt before."""
SMOKE: Final = Scale(
    teacher_tokens=1500,
    scored_tokens=3000,
    student_tokens=3000,
    read_tokens=6000,
    written_rows=8,
    teacher_layers=1,
    teacher_steps=11,
    student_steps=20,
    learnt=120,
    given=20,
    held=30,
    asked=24,
    words=12,
)
"""Shows on a processor, in minutes, that everything runs; learns nothing."""
