"""What the verifier learns from: a claim, the window it is read beside, and whether the window supports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpora.claims.articles import Span


@dataclass(frozen=True, slots=True)
class Pair:
    """One example. `wrong` spans the characters of `claim` that the window does not support; `None`: not known."""

    claim: str
    window: str
    supported: bool
    source: str
    group: str
    """The unit that is held out: a document, an article."""
    wrong: tuple[Span, ...] | None = None
