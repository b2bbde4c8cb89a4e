"""Ports: what the pipeline and the knowledge side ask of the world, each one verb and one data type.

A vector is ``dimensions`` float32 numbers, little-endian, as bytes: as SQLite stores and the model host sends them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from citewell.domain.documents import (
    Access,
    DocumentEntry,
    DocumentView,
    ExtractedDocument,
    Filters,
    Forgotten,
    Hit,
    Passage,
    PastVersion,
    Source,
)
from citewell.domain.drafts import LogEntry, LogPage
from citewell.domain.errors import UnreadableFileError
from citewell.domain.logged import LoggedDraft, LoggedOutcome
from citewell.domain.personal import PersonalSpan, PersonalValue, WordUse
from citewell.domain.progress import CancelToken

Vector = bytes


class Embedder(Protocol):
    """Turns texts into unit vectors, so that a dot product is a cosine."""

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        ...

    @property
    def identity(self) -> str:
        """Names the model: vectors of different ones cannot be compared."""
        ...

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts``, passages that may be found, in order. Raises ``ModelError``."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` that look for passages: some models tell the two apart. Raises ``ModelError``."""
        ...

    def interact(self, query: str, passages: Sequence[str]) -> list[float] | None:
        """How near ``query`` is to each passage, token by token: -1 to 1, in order.

        ``None`` where the model has not learned to compare so. Raises ``ModelError``.
        """
        ...


@dataclass(frozen=True, slots=True)
class RouteScore:
    """What a ticket and its first passages, read as one text, ask for: probabilities that add up to 1."""

    answer: float
    clarify: float
    refuse: float
    escalate: float


class Reranker(Protocol):
    """Reads ticket and passage together."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The probability that each passage answers something its ticket asks, in order. Raises ``ModelError``."""
        ...

    def route(self, ticket: str, passages: Sequence[str]) -> RouteScore | None:
        """Read ``ticket`` with its first passages; ``None`` where the model cannot. Raises ``ModelError``."""
        ...

    def risk(self, ticket: str) -> float | None:
        """The log odds that a person must answer ``ticket``; ``None`` as above. Raises ``ModelError``."""
        ...


class RiskClassifier(Protocol):
    """Reads a whole ticket and tells whether a person must answer it."""

    def risk(self, tickets: Sequence[str]) -> list[float]:
        """The probability, 0 to 1, that a person must answer each ticket, in order. Raises ``ModelError``."""
        ...


class Verifier(Protocol):
    """Reads a claim beside a few sentences of a passage."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The probability, 0 to 1, that each claim follows from its sentences, in order. Raises ``ModelError``."""
        ...


class NameFinder(Protocol):
    """Finds names, addresses and bare numbers of people in tickets."""

    def find(self, texts: Sequence[str]) -> list[list[PersonalSpan]]:
        """The spans in each of ``texts``. Raises ``ModelError``."""
        ...


class WordUses(Protocol):
    """How the company's own documents use words."""

    def look_up(self, words: Collection[str]) -> tuple[Mapping[str, WordUse], int]:
        """The use of each of ``words``, whatever its case, by the word in small letters; and the number of documents.

        Raises ``StorageError``.
        """
        ...


class TextMasker(Protocol):
    """Masks what is written about a ticket that was masked before."""

    def mask_more(
        self, text: str, values: Sequence[PersonalValue], public: str = ""
    ) -> tuple[str, tuple[PersonalValue, ...]]:
        """``text`` with placeholders, and all values then known; what stands in ``public`` is no personal data."""
        ...


class PassageSearch(Protocol):
    """Ranked candidates out of the index; filters are applied before ranking."""

    def search_words(self, query: str, filters: Filters, limit: int) -> list[tuple[int, float]]:
        """Passage ids with their BM25 score (0 and up), best first."""
        ...

    def search_meaning(self, vector: Vector, filters: Filters, limit: int) -> list[tuple[int, float]]:
        """Passage ids with their cosine to ``vector``, nearest first."""
        ...

    def find_codes(self, codes: Sequence[str], filters: Filters, limit: int) -> dict[str, list[int]]:
        """Passage ids of the rows that hold each of these normalised codes; none where there are over ``limit``."""
        ...

    def document_frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each of these words occurs, in any of its forms."""
        ...

    def neighbours(self, passage_id: int) -> tuple[int | None, int | None]:
        """The passages before and after this one in its document."""
        ...

    def load_hits(self, passage_ids: Sequence[int], filters: Filters) -> list[Hit]:
        """The passages with their documents' metadata, in the order asked for; unknown ids are left out."""
        ...

    def load_vectors(self, passage_ids: Sequence[int]) -> dict[int, Vector]:
        """The stored vectors of passages."""
        ...

    def load_document_vectors(self, passage_ids: Sequence[int]) -> dict[int, tuple[int, Vector]]:
        """For each passage its document's id, and the mean direction of all vectors of that document."""
        ...

    def totals(self) -> tuple[int, int]:
        """Documents and passages in the index."""
        ...


@dataclass(frozen=True, slots=True)
class FileState:
    """What the index knows of one file: enough to tell whether it changed.

    ``fingerprint`` stands for what is said of the file elsewhere: sidecar, folder defaults, the user's own fields.
    """

    size: int
    mtime_ns: int
    content_hash: str
    indexed_ns: int
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is quarantined. ``state`` is how it was when it was read; ``None``: it could not be read yet."""

    reason: str
    state: FileState | None = None


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """One file ready to be stored: its document, passages and one vector for each of them."""

    path: str
    state: FileState
    document: ExtractedDocument
    passages: tuple[Passage, ...]
    hashes: tuple[str, ...]
    vectors: tuple[Vector, ...]


class Index(Protocol):
    """The writing side of the index: every call is one transaction."""

    def open_source(self, root: str, access: Access | None) -> int:
        """Find or add the source with this root and return its id; ``access`` (if given) becomes its class."""
        ...

    def use_embedder(self, identity: str, dimensions: int) -> None:
        """Note whose vectors the index holds. Where they are another's, they go, and every file counts as changed."""
        ...

    def file_states(self, source_id: int) -> dict[str, FileState]:
        """Every indexed file of a source by path relative to its root."""
        ...

    def known_vectors(self, hashes: Sequence[str]) -> dict[str, Vector]:
        """Vectors already stored for these passage hashes."""
        ...

    def store_files(self, source_id: int, files: Sequence[IndexedFile]) -> None:
        """Add or replace files with all that is derived from them.

        A version that is replaced by one that takes effect later stays, until then.
        """
        ...

    def touch_file(self, source_id: int, path: str, state: FileState) -> None:
        """Note that a file was looked at and has not changed."""
        ...

    def move_file(self, source_id: int, path: str, new_path: str, state: FileState) -> None:
        """Note that a file has another name now."""
        ...

    def remove_files(self, source_id: int, paths: Sequence[str]) -> None:
        """Remove files with all that came from them."""
        ...

    def refusals(self, source_id: int) -> dict[str, Refusal]:
        """The quarantine list of a source by path."""
        ...

    def quarantine(self, source_id: int, refusals: Mapping[str, Refusal]) -> None:
        """Replace the quarantine list of a source."""
        ...

    def finish_source(self, source_id: int) -> int:
        """Note that a run over the source ended; return the number of its passages."""
        ...

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""
        ...

    def documents(self, source_id: int, as_of: date | None = None) -> list[DocumentEntry]:
        """Every document of a source by path, past versions after the present one.

        Superseded is what another document takes the place of that holds on ``as_of``, today by default.
        """
        ...

    def overrides(self, source_id: int) -> dict[str, dict[str, str]]:
        """Fields that the user set, by path of the file: names and texts as in front matter."""
        ...

    def override(self, source_id: int, path: str, fields: Mapping[str, str]) -> None:
        """Keep fields that the user set for a file; an empty mapping takes them back. The next run applies them."""
        ...

    def history(self, source_id: int, path: str) -> list[PastVersion]:
        """What stood in a file before, newest first."""
        ...

    def forget(self, source_id: int) -> Forgotten:
        """Remove a source and everything derived from it, and look for what is left of its text."""
        ...

    def document(self, document_id: int) -> DocumentView:
        """One document, to show a citation in its place. Raises ``BadInputError`` where it is gone."""
        ...


class DraftLog(Protocol):
    """The append-only edit log. A call that returned is on disk."""

    def record_draft(self, draft: LoggedDraft) -> None:
        """Append a draft."""
        ...

    def record_outcome(self, outcome: LoggedOutcome) -> None:
        """Append an outcome and its override, in one transaction.

        Raises ``BadInputError`` for a draft that is not in the log.
        """
        ...

    def entries(self) -> Iterator[LogEntry]:
        """Every draft with its outcomes, oldest first."""
        ...

    def page(self, limit: int, *, before: int | None = None, words: str = "") -> LogPage:
        """At most ``limit`` drafts, the newest first, from ``LogPage.next`` of the page before on.

        With ``words``, those that hold all of them, in any case, in ticket, draft, sent text or personal values. As
        only a stretch of the log is searched in one call, such a page may be short, even empty, and not the last one.
        """
        ...

    def count(self) -> int:
        """How many drafts there are."""
        ...


Extraction = tuple[ExtractedDocument, tuple[Passage, ...]]
"""What is read out of one file: its document, and the passages that it was cut into."""


class Reader(Protocol):
    """Turns files into documents and passages; a hostile file costs nothing but itself."""

    def read(self, data: bytes, path: str) -> Extraction:
        """Read one file; ``path`` tells its kind. Raises ``UnreadableFileError`` and ``ProcessError``."""
        ...

    def read_many(
        self, files: Iterable[tuple[bytes, str]], cancel: CancelToken | None = None
    ) -> Iterator[Extraction | UnreadableFileError]:
        """Read ``files`` (bytes, path), some ahead of what is asked for; the results come in their order.

        Raises ``ProcessError`` and ``CancelledError``.
        """
        ...


Lock = Callable[[], AbstractContextManager[object]]
"""Takes the one-writer lock of a home. Raises ``HomeBusyError``."""
