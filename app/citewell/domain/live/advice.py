"""What the approach advisor counts on a home: figures of drafts, documents and golden tickets, without any text."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft's first citation stands; ``document`` is empty where nothing is cited.

    ``document`` is the path below its source's root, ``#entry`` with it for a row; ``product`` is the ticket's.
    """

    product: str
    document: str
    heading: str

    @property
    def path(self) -> str:
        """The document's file."""
        return self.document.partition("#")[0]

    @property
    def entry(self) -> str:
        """The row or entry inside the file; empty for a text."""
        return self.document.partition("#")[2]


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """How many drafts cite a place first, and how many of them each decision was made for."""

    place: Place
    drafts: int
    answers: int = 0
    refusals: int = 0
    escalations: int = 0


@dataclass(frozen=True, slots=True)
class LevelUse:
    """Drafts of one assist level; ``sent`` tells of each judged one, oldest first, when and whether it was used.

    Used is what was accepted or edited; what was rejected or handed over was not.
    """

    level: str
    drafts: int
    sent: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class ModeSpeed:
    """Median milliseconds, and mean tokens read and written, of the drafts of one mode."""

    mode: str
    drafts: int
    median_ms: float
    tokens: float


@dataclass(frozen=True, slots=True)
class DocumentHistory:
    """How documents changed: ``replaced`` maps the path of each changed one to the times (UTC, ISO 8601), oldest first.

    ``since`` is when the first source was added (empty: nothing is indexed), ``languages`` counts documents.
    """

    documents: int
    since: str
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceVersion:
    """What stood at a place of a document once, or stands there now."""

    place: Place
    text: str
    current: bool
