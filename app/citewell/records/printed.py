"""The printed forms of values, where the fixed contract of ``--json`` differs from their fields.

A form names the fields that are printed, in their order, and reads them from the attributes of the value: empty texts
become null, headings one text, and measured numbers are rounded.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field

from citewell.domain import documents, drafts
from citewell.domain.documents import PLACE_JOINT
from citewell.domain.live import topics


def _rounded(digits: int) -> BeforeValidator:
    return BeforeValidator(lambda number: None if number is None else round(number, digits))


def _objects(*names: str) -> BeforeValidator:
    """The pairs of a list or of a mapping as objects with these two fields."""

    def objects(pairs: Any) -> list[dict[str, Any]]:  # noqa: ANN401  an attribute of a value
        items = pairs.items() if isinstance(pairs, Mapping) else pairs
        return [dict(zip(names, pair, strict=True)) for pair in items]

    return BeforeValidator(objects)


OrNull = Annotated[str | None, BeforeValidator(lambda text: text or None)]
Heading = Annotated[str, BeforeValidator(PLACE_JOINT.join)]
Share = Annotated[float, _rounded(4)]
Milliseconds = Annotated[float, _rounded(1)]


class Form(BaseModel):
    """Reads the attributes of a value."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class SentenceForm(Form):
    """A sentence of a draft."""

    text: str
    cites: tuple[int, ...]
    support: Share
    supported: bool
    factual: bool
    start: int
    end: int


class CitationForm(Form):
    """A citation as drafts carry it."""

    n: int
    document: str
    title: str
    heading: Heading
    version: OrNull
    page: int | None
    start: int
    end: int
    quote: str
    access: documents.Access
    effective_from: date | None
    effective_to: date | None
    modified_at: OrNull
    superseded: bool
    url: OrNull


class FindingForm(Form):
    """A finding of the policy checker."""

    rule: str
    severity: drafts.Severity
    message: str
    start: int
    end: int


class TraceForm(Form):
    """One stage of a draft."""

    stage: str
    ms: Milliseconds
    note: str


class ModelForm(Form):
    """The model that wrote a draft."""

    base: str
    style: OrNull
    file: str
    sha256: str
    unproven: bool


class TimingsForm(Form):
    """Milliseconds and tokens of a draft."""

    first_token_ms: Annotated[float | None, _rounded(1)]
    total_ms: Milliseconds
    prompt_tokens: int
    completion_tokens: int


class RanksForm(Form):
    """Ranks of a search result."""

    words: int | None
    meaning: int | None


class HitForm(Form):
    """One result of ``citewell search --json``: its ``text`` is the quote."""

    document: str
    title: str
    heading: Heading
    version: OrNull
    page: int | None
    start: int
    end: int
    text: str = Field(validation_alias="quote")
    score: Annotated[float, _rounded(6)]
    ranks: RanksForm
    access: documents.Access
    superseded: bool
    effective_from: date | None
    effective_to: date | None
    modified_at: OrNull
    exact: bool
    url: OrNull


class ConflictForm(Form):
    """Two passages that disagree."""

    passages: tuple[int, int]
    texts: tuple[str, str]
    reason: str


class DraftForm(Form):
    """``citewell draft --json``."""

    id: str
    decision: drafts.Decision
    text: str
    sentences: tuple[SentenceForm, ...]
    citations: tuple[CitationForm, ...]
    confidence: Share
    findings: tuple[FindingForm, ...]
    trace: tuple[TraceForm, ...]
    model: ModelForm
    prompt_version: str
    timings: TimingsForm
    near_misses: tuple[HitForm, ...]
    conflicts: tuple[ConflictForm, ...]
    unstyled: OrNull


class SearchForm(Form):
    """``citewell search --json``; ``conflicts`` number the results from 1."""

    results: tuple[HitForm, ...]
    conflicts: tuple[ConflictForm, ...]
    ms: Annotated[float, _rounded(2)]


class IndexForm(Form):
    """``citewell index --json``."""

    added: int
    updated: int
    unchanged: int
    removed: int
    passages: int
    quarantined: Annotated[list[dict[str, str]], _objects("path", "reason")]
    seconds: Annotated[float, _rounded(3)]


class SourceForm(Form):
    """One line of ``citewell sources --json``."""

    path: str = Field(validation_alias="root")
    access: documents.Access
    documents: int
    passages: int
    indexed_at: OrNull
    quarantined: Annotated[list[dict[str, str]], _objects("path", "reason")]
    problems: Annotated[list[dict[str, Any]], _objects("path", "problems")]


def _one_of(yes: str, no: str) -> BeforeValidator:
    """A word for each of two states."""
    return BeforeValidator(lambda state: yes if state else no)


class AccuracyForm(Form):
    """How often topics were told right; ``by`` says who says what is right."""

    right: int
    tickets: int
    by: Annotated[str, _one_of("people", "named groups")] = Field(validation_alias="judged")


class LevelForm(Form):
    """One assist level of a topic; ``low`` and ``high`` bound the share taken with little editing."""

    level: drafts.Level
    open: bool = Field(validation_alias=AliasPath("state", "open"))
    by: Annotated[str, _one_of("hand", "measure")] = Field(validation_alias=AliasPath("state", "by_hand"))
    good: int = Field(validation_alias=AliasPath("measured", "good"))
    drafts: int = Field(validation_alias=AliasPath("measured", "drafts"))
    low: Share
    high: Share
    missing: int


class TopicForm(Form):
    """One topic of ``citewell topics --json``."""

    name: str = Field(validation_alias=AliasPath("topic", "name"))
    tickets: int = Field(validation_alias=AliasPath("topic", "tickets"))
    examples: int = Field(validation_alias=AliasPath("topic", "examples"))
    offered: drafts.Level
    levels: tuple[LevelForm, ...]
    accuracy: AccuracyForm | None


class TopicsForm(Form):
    """``citewell topics --json``."""

    topics: tuple[TopicForm, ...]
    without_topic: int
    accuracy: AccuracyForm | None
    judged: int


class GapForm(Form):
    """One gap of ``citewell gaps --json``."""

    question: str
    tickets: int
    refused: int
    first: str
    last: str
    topic: OrNull
    examples: tuple[str, ...]
    article: Annotated[list[dict[str, Any]], _objects("sentence", "letters")]
    letters: int
    drafts: tuple[str, ...]


FORMS: Mapping[type, type[Form]] = MappingProxyType(
    {
        drafts.Draft: DraftForm,
        drafts.Citation: CitationForm,
        drafts.Finding: FindingForm,
        drafts.SearchResult: SearchForm,
        documents.IndexReport: IndexForm,
        documents.Source: SourceForm,
        topics.TopicsOverview: TopicsForm,
        topics.TopicStanding: TopicForm,
        topics.LevelStanding: LevelForm,
        topics.Gap: GapForm,
    }
)
"""The printed form of each class that has one."""
