"""One line of a source's list of documents: what it says in each column, in what order, and which state it is in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum

from citewell.desktop.language.figures import day, written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import ACCESS_WORDS, age, moment
from citewell.domain.documents import Access, DocumentEntry, PastVersion


class DocumentState(Enum):
    """Whether a document can support an answer today, as a word and its tone."""

    QUARANTINED = (Msg("Not indexed"), "bad")
    PAST = (Msg("Past version"), "muted")
    EXPIRED = (Msg("Expired"), "warn")
    LATER = (Msg("Not yet valid"), "warn")
    SUPERSEDED = (Msg("Superseded"), "warn")
    VALID = (Msg("Valid"), "good")

    @property
    def word(self) -> str:
        """What it is called."""
        return tr(self.value[0])

    @property
    def tone(self) -> str:
        """Name of its colour."""
        return self.value[1]


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    TITLE = 1
    STATE = 2
    VALID = 3
    VERSION = 4
    AUDIENCE = 5
    ACCESS = 6
    PASSAGES = 7
    UPDATED = 8


HEADINGS = (
    Msg("Document"),
    Msg("Title"),
    Msg("State"),
    Msg("Valid"),
    Msg("Version"),
    Msg("Region, product"),
    Msg("Access"),
    Msg("Passages"),
    Msg("Updated"),
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, or a file that could not be read, which has a ``reason`` and no ``entry``.

    ``keys`` order the rows of each column; ``search`` is what a filter looks in, in lower case.
    """

    path: str
    state: DocumentState
    cells: tuple[str, ...]
    keys: tuple[str | int, ...]
    search: str
    entry: DocumentEntry | None = None
    reason: str = ""

    @property
    def file(self) -> str:
        """The path of its file: a past version is listed under the path with its version."""
        if self.entry is not None and self.entry.retired:
            return self.path.removesuffix(f"@{self.entry.metadata.version}")
        return self.path

    @property
    def needs_attention(self) -> bool:
        """Whether its metadata, or the file itself, could not be used."""
        return self.entry is None or bool(self.entry.problems)

    @property
    def confidential(self) -> bool:
        """Whether it is never quoted in a reply."""
        return self.entry is not None and self.entry.metadata.access is Access.CONFIDENTIAL


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a file beside its line in the list: fields that are set here, and its earlier versions."""

    override: Mapping[str, str]
    history: Sequence[PastVersion]


def document_rows(
    entries: Sequence[DocumentEntry], quarantined: Mapping[str, str], today: date
) -> tuple[DocumentRow, ...]:
    """The lines of a source, those first that could not be read. ``quarantined`` maps path to reason."""
    refused = [_refused(path, in_window(reason)) for path, reason in quarantined.items()]
    return (*refused, *(_indexed(entry, today) for entry in entries))


def state_of(entry: DocumentEntry, today: date) -> DocumentState:
    """The state of an indexed document on a day."""
    start, end = entry.metadata.effective_from, entry.metadata.effective_to
    if end is not None and end < today:
        return DocumentState.PAST if entry.retired else DocumentState.EXPIRED
    if start is not None and start > today:
        return DocumentState.LATER
    return DocumentState.SUPERSEDED if entry.superseded else DocumentState.VALID


def period(start: date | None, end: date | None) -> str:
    """From when to when a document holds, short: 1 Feb 2026 - 31 Dec 2026; empty where it does not say."""
    if start and end:
        return f"{day(start)} – {day(end)}"
    if start:
        return tr("from {day}", day=day(start))
    return tr("until {day}", day=day(end)) if end else ""


def _refused(path: str, reason: str) -> DocumentRow:
    state = DocumentState.QUARANTINED
    cells = (path, reason, state.word, *[""] * (len(Column) - 3))
    keys: tuple[str | int, ...] = (path.casefold(), reason.casefold(), 0, "", "", "", "", 0, "")
    return DocumentRow(path, state, cells, keys, f"{path} {reason} {state.word}".casefold(), reason=reason)


def _indexed(entry: DocumentEntry, today: date) -> DocumentRow:
    metadata = entry.metadata
    state = state_of(entry, today)
    word = f"{state.word}, {trn('{n} problem', '{n} problems', len(entry.problems))}" if entry.problems else state.word
    audience = " · ".join(part for part in (", ".join(metadata.regions), metadata.product) if part)
    access = tr(ACCESS_WORDS[metadata.access])
    cells = (
        entry.path,
        metadata.title,
        word,
        period(metadata.effective_from, metadata.effective_to),
        metadata.version,
        audience,
        access,
        written(entry.passages),
        age(entry.modified_at),
    )
    start, end = (text.isoformat() if text else "" for text in (metadata.effective_from, metadata.effective_to))
    keys = (
        entry.path.casefold(),
        metadata.title.casefold(),
        2 * list(DocumentState).index(state) + (not entry.problems),
        f"{start or '0000'} {end or '9999'}",
        metadata.version.casefold(),
        audience.casefold(),
        access,
        entry.passages,
        entry.modified_at,
    )
    said = (*cells[:6], access, metadata.key, metadata.owner, metadata.language, *metadata.supersedes, *entry.problems)
    return DocumentRow(entry.path, state, cells, keys, " ".join(said).casefold(), entry)


def row_tip(row: DocumentRow, column: Column) -> str:
    """What pointing at a cell says: what does not fit in it."""
    if row.entry is None:
        return row.reason
    if column is Column.STATE:
        return "\n".join(map(in_window, row.entry.problems))
    if column is Column.UPDATED:
        return tr(
            "Updated {updated}\nIndexed {indexed}",
            updated=moment(row.entry.modified_at),
            indexed=moment(row.entry.indexed_at),
        )
    return row.cells[column]
