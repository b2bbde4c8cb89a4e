"""Ports: what the pipeline and the knowledge side ask of the world, each one verb and one data type.

A vector is ``dimensions`` float32 numbers, little-endian, as bytes: as SQLite stores and the model host sends them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from citewell.domain.documents import Access, DocumentView, ExtractedDocument, Filters, Hit, Passage, Source
from citewell.domain.drafts import Draft, LogEntry, ModelUse, Outcome, Ticket
from citewell.domain.progress import CancelToken

Vector = bytes


class Embedder(Protocol):
    """Turns texts into unit vectors, so that a dot product is a cosine."""

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        ...

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` in order. Raises ``ModelError``."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a prompt: ``role`` is system, user or assistant."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What to write. ``citable`` are the numbers of the passages that may be cited as ``[n]``."""

    messages: tuple[Message, ...]
    citable: tuple[int, ...]
    max_tokens: int = 220
    max_sentences: int = 4
    """Stop after so many, or where one repeats; 0 for no such rule."""
    prefix: str = ""
    """Text the answer starts with."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of generated text. The last one has ``done`` set and the counts filled."""

    text: str
    done: bool = False
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Generator(Protocol):
    """A language model."""

    @property
    def use(self) -> ModelUse:
        """Which model this is."""
        ...

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer may take together."""
        ...

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text. Raises ``ModelError``."""
        ...

    def generate(self, request: GenerationRequest, cancel: CancelToken) -> Iterator[Token]:
        """Stream the answer. Raises ``ModelError`` and ``CancelledError``."""
        ...


class PassageSearch(Protocol):
    """Ranked candidates out of the index; filters are applied before ranking."""

    def search_words(self, query: str, filters: Filters, limit: int) -> list[int]:
        """Passage ids, best BM25 first."""
        ...

    def search_meaning(self, vector: Vector, filters: Filters, limit: int) -> list[tuple[int, float]]:
        """Passage ids with their cosine to ``vector``, nearest first."""
        ...

    def load_hits(self, passage_ids: Sequence[int], filters: Filters) -> list[Hit]:
        """The passages with their documents' metadata, in the order asked for; unknown ids are left out."""
        ...

    def load_vectors(self, passage_ids: Sequence[int]) -> dict[int, Vector]:
        """The stored vectors of passages."""
        ...

    def totals(self) -> tuple[int, int]:
        """Documents and passages in the index."""
        ...


@dataclass(frozen=True, slots=True)
class FileState:
    """What the index knows of one file: enough to tell whether it changed."""

    size: int
    mtime_ns: int
    content_hash: str
    indexed_ns: int


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

    def file_states(self, source_id: int) -> dict[str, FileState]:
        """Every indexed file of a source by path relative to its root."""
        ...

    def known_vectors(self, hashes: Sequence[str]) -> dict[str, Vector]:
        """Vectors already stored for these passage hashes."""
        ...

    def store_file(self, source_id: int, file: IndexedFile) -> None:
        """Add or replace one file with all that is derived from it."""
        ...

    def touch_file(self, source_id: int, path: str, state: FileState) -> None:
        """Note that a file was looked at and has not changed."""
        ...

    def remove_files(self, source_id: int, paths: Sequence[str]) -> None:
        """Remove files with all that came from them."""
        ...

    def quarantine(self, source_id: int, reasons: Mapping[str, str]) -> None:
        """Replace the quarantine list of a source: path to reason."""
        ...

    def finish_source(self, source_id: int) -> int:
        """Note that a run over the source ended; return the number of its passages."""
        ...

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""
        ...

    def forget(self, source_id: int) -> int:
        """Remove a source and everything derived from it; return the number of documents removed."""
        ...

    def document(self, document_id: int) -> DocumentView:
        """One document, to show a citation in its place. Raises ``BadInputError`` where it is gone."""
        ...


class DraftLog(Protocol):
    """The append-only edit log. A call that returned is on disk."""

    def record_draft(self, ticket: Ticket, draft: Draft) -> None:
        """Append a draft."""
        ...

    def record_outcome(self, outcome: Outcome) -> None:
        """Append an outcome. Raises ``BadInputError`` for a draft that is not in the log."""
        ...

    def entries(self) -> Iterator[LogEntry]:
        """Every draft with its outcomes, oldest first."""
        ...


Reader = Callable[[Path, str], ExtractedDocument]
"""Reads one file (absolute path, path relative to its root). Raises ``UnreadableFileError``."""

Lock = Callable[[], AbstractContextManager[object]]
"""Takes the one-writer lock of a home. Raises ``HomeBusyError``."""
