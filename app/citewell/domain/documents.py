"""Documents as Citewell sees them: metadata, blocks of extracted text, passages, filters, hits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Access(StrEnum):
    """Who may see a source: anybody, or the company's own people only."""

    PUBLIC = "public"
    CONFIDENTIAL = "confidential"


PLACE_JOINT = " › "
"""Between the title of a document and the headings above a passage."""
ROW_JOINT = "; "
"""Between the cells of a table's row."""


class Use(StrEnum):
    """What a document is for: its facts are cited, or it is an example of how the company writes and never cited."""

    FACTS = ""
    STYLE = "style"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. Dates are inclusive; ``None`` and empty mean 'not restricted'."""

    title: str = ""
    key: str = ""
    """Stable id that ``supersedes`` of a newer version names; the path where the document gives none."""
    version: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    regions: tuple[str, ...] = ()
    product: str = ""
    language: str = ""
    access: Access = Access.PUBLIC
    owner: str = ""
    supersedes: tuple[str, ...] = ()
    url: str = ""
    """Where customers may read the document on the web (http or https)."""
    use_as: Use = Use.FACTS


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row, heading or code block of a document.

    ``start`` and ``end`` are character offsets into the extracted text; ``text`` is what a reader sees of that
    slice (markup removed). ``level`` is 1 to 6 for headings, else 0. ``entry`` names the row or entry of a file that
    holds many (unique in the file; the document is then ``path#entry``), and ``codes`` are the identifiers in it.
    ``under`` are labels that hold for it besides the headings, such as that of a tab; the outer ones come first.
    ``table`` is what stands above a table's row and is needed to read it: its caption, and its header row where the
    slice does not repeat the names of the columns. ``row`` says that it is such a row: cells parted by ``; ``, each
    after its column's name and ``: `` where there is one.
    """

    start: int
    end: int
    text: str
    level: int = 0
    page: int | None = None
    entry: str = ""
    codes: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Where characters ``start:end`` of the extracted text stand on a page (counted from 1).

    The rectangle is in points from the page's top left corner, as shown (rotation applied).
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """The text of one file, its blocks in order, and its metadata. ``problems`` are fields that were not usable.

    ``boxes`` are the lines of a document that has pages, in the order of the text. ``detected_language`` was told from
    the text, where the document does not say it.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    problems: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    detected_language: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is retrieved and cited. Offsets are characters into the document's extracted text.

    ``entry`` and ``codes`` are those of the row or entry that it holds, see ``Block``.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    text: str
    page: int | None = None
    entry: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be retrieved, applied in SQL before anything is ranked.

    ``access`` is the most confidential class that may appear; ``None`` for all classes. ``only`` leaves every other
    class out.
    """

    as_of: date
    region: str = ""
    product: str = ""
    access: Access | None = None
    only: Access | None = None


@dataclass(frozen=True, slots=True)
class Ranks:
    """1-based rank of a passage among the candidates by words (BM25) and by meaning (cosine); ``None``: not there."""

    words: int | None = None
    meaning: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One retrieved passage with all that a citation needs.

    ``document`` is the path below the source's root, with ``#entry`` for a row or entry inside a file. ``quote`` is
    exactly the slice ``start:end`` of the extracted text; ``text`` is the same as a reader sees it. ``modified_at`` is
    when the file was last written: for a table, the time of its export. ``score`` orders the hits of one search;
    ``similarity`` is the cosine to the query, -1 to 1.
    """

    passage_id: int
    document_id: int
    document: str
    title: str
    heading: tuple[str, ...]
    text: str
    quote: str
    start: int
    end: int
    page: int | None = None
    version: str = ""
    access: Access = Access.PUBLIC
    effective_from: date | None = None
    effective_to: date | None = None
    superseded: bool = False
    indexed_at: str = ""
    modified_at: str = ""
    language: str = ""
    regions: tuple[str, ...] = ()
    product: str = ""
    url: str = ""
    exact: bool = False
    """Found by a code of the ticket, in the row that the code names."""
    score: float = 0.0
    similarity: float = 0.0
    ranks: Ranks = field(default_factory=Ranks)
    nearness: float | None = None
    """How near it is to the ticket, token by token, -1 to 1; ``None`` where it was not compared so."""
    answers: float | None = None
    """The judge's probability that it answers something that is asked; ``None`` where it was not judged."""

    @property
    def place(self) -> str:
        """Where the passage stands: its document's title and its headings."""
        return PLACE_JOINT.join(part for part in (self.title, *self.heading) if part)


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or file that the user added, with what is in it. ``quarantined`` maps path to reason."""

    id: int
    root: str
    access: Access
    documents: int
    passages: int
    indexed_at: str
    quarantined: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one run over a source changed. Counts are files, ``passages`` those now in the source."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    quarantined: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document's extracted text and lines, for showing a citation in its place.

    ``file`` is where the document lies, and ``content_hash`` the sha256 of the file that was indexed.
    """

    document: str
    title: str
    text: str
    version: str
    access: Access
    effective_from: date | None = None
    effective_to: date | None = None
    file: str = ""
    content_hash: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document in the list of a source. ``retired`` marks a past version, kept for questions as of then."""

    id: int
    path: str
    metadata: Metadata
    passages: int
    modified_at: str
    indexed_at: str
    problems: tuple[str, ...] = ()
    retired: bool = False
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class PastVersion:
    """What stood in a file before: its metadata then, the sha256 of the file, when it was indexed and replaced."""

    path: str
    title: str
    version: str
    effective_from: date | None
    effective_to: date | None
    content_hash: str
    indexed_at: str
    replaced_at: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed, and the proof: database pages scanned afterwards, and phrases of the source still found.

    ``drafts`` lost the words of the source out of their evidence; ``held`` kept them, under a legal hold.
    """

    documents: int
    passages: int
    pages: int
    phrases: int
    found: tuple[str, ...] = ()
    drafts: int = 0
    held: tuple[str, ...] = ()
