"""What a text gives away of confidential documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from citewell.domain.documents import Access

RULE = "confidential_text"
"""The rule of findings about text that stands in confidential documents."""


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage that a text may have been copied from."""

    passage_id: int
    document_id: int
    document: str
    title: str
    text: str


class SourceSearch(Protocol):
    """Finds where a text may have been copied from."""

    def has_confidential(self) -> bool:
        """Whether any document is confidential."""
        ...

    def holders(self, phrases: Sequence[str], limit: int) -> dict[str, list[int]]:
        """The passages that hold each of these words or phrases.

        Of phrases that more than ``limit`` hold the first ones, of such words none.
        """
        ...

    def access_of(self, passage_ids: Sequence[int]) -> dict[int, Access]:
        """The access class of each passage."""
        ...

    def load(self, passage_ids: Sequence[int]) -> list[SourcePassage]:
        """The passages, in any order."""
        ...

    def holding(self, literal: str, access: Access) -> SourcePassage | None:
        """A passage of ``access`` in which a code or address stands."""
        ...


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A stretch of a text (``start:end``) that stands in a confidential document and in no public one."""

    start: int
    end: int
    passage: SourcePassage
    score: float = 0.0
