"""Documents by letters of their names, for the palette of the window."""

from dataclasses import dataclass

from citewell.storage.db.database import Database
from citewell.storage.index.document_names import documents_named


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that can be opened: its row in the index, what it is called, and where it lies."""

    id: int
    title: str
    path: str


def find_documents(database: Database, letters: str, limit: int) -> tuple[NamedDocument, ...]:
    """At most ``limit`` documents in whose title or path ``letters`` stand in order. Raises ``StorageError``."""
    return tuple(NamedDocument(*row) for row in documents_named(database, letters, limit))
