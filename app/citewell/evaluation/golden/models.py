"""Models of the fields of golden tickets, as ``docs/golden-tickets.md`` describes them."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from citewell.domain.drafts import Decision, GivenPassage, Level, Ticket
from citewell.evaluation.golden.golden import Expectation
from citewell.evaluation.scores.style_rules import EACH_RULES, RULES, StyleRule
from citewell.governance.written import (
    Alternatives,
    Day,
    FilledText,
    Flag,
    Text,
    Texts,
    Written,
    every,
    listed,
    needed,
    word_of,
    wrong,
)


class Passage(Written):
    """A passage that replaces retrieval."""

    id: FilledText
    title: Text = ""
    text: FilledText


def _objects(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise wrong(f"'{info.field_name}' must be a list of objects with id, title and text.")
    return value


def _unlike(passages: tuple[Passage, ...], info: ValidationInfo) -> tuple[Passage, ...]:
    if len({passage.id for passage in passages}) < len(passages):
        raise wrong(f"two of the '{info.field_name}' have the same id. Give each one its own.")
    return passages


def _pattern(text: str, name: str) -> None:
    del name
    try:
        re.compile(text)
    except re.error as error:
        raise wrong(f"'{text}' is no regular expression: {error}.") from None


def _counted(value: object, info: ValidationInfo) -> tuple[str, ...]:
    text = str(value[0] if isinstance(value, list) and len(value) == 1 else value)
    if isinstance(value, bool) or not text.isdecimal() or int(text) < 1:
        raise wrong(f"'{info.field_name}' must be a whole number from 1.")
    return (text,)


Count = Annotated[tuple[str, ...], BeforeValidator(_counted)]


class Style(Written):
    """Style rules: a field is one of ``RULES``."""

    strict_names: ClassVar[bool] = True
    starts_with: Texts = ()
    ends_with: Texts = ()
    contains: Texts = ()
    never: Texts = ()
    matches: Annotated[tuple[Annotated[str, every(_pattern)], ...], BeforeValidator(listed)] = ()
    max_words: Count = ()
    min_words: Count = ()
    max_sentences: Count = ()

    @property
    def rules(self) -> tuple[StyleRule, ...]:
        """Each text of a rule of ``EACH_RULES`` is a rule of its own; of the others, any will do."""
        rules: list[StyleRule] = []
        for kind in RULES:
            values = getattr(self, kind)
            rules += [StyleRule(kind, (value,)) for value in values] if kind in EACH_RULES else []
            rules += [StyleRule(kind, values)] if kind not in EACH_RULES and values else []
        return tuple(rules)


class Expected(Written):
    """What a good draft does."""

    decision: Annotated[
        tuple[Annotated[Decision, word_of(Decision)], ...],
        BeforeValidator(listed),
        needed(f"one of {', '.join(Decision)}"),
    ] = Field(default=None, validate_default=True)
    documents: Texts = ()
    all_documents: Flag = False
    facts: Alternatives = ()
    forbidden: Alternatives = ()
    style: Style = Style()

    @property
    def expectation(self) -> Expectation:
        """As values, without the style."""
        return Expectation(
            decisions=tuple(dict.fromkeys(self.decision)),
            documents=self.documents,
            all_documents=self.all_documents,
            facts=self.facts,
            forbidden=self.forbidden,
        )


class TicketForm(Written):
    """The fields beside the text of a ticket."""

    customer: Text = ""
    product: Text = ""
    region: Text = ""
    as_of: Day | None = None


class Golden(TicketForm):
    """One golden ticket."""

    id: FilledText
    ticket: FilledText
    note: Text = ""
    level: Annotated[Level, word_of(Level)] = Level.REPLY
    passages: Annotated[tuple[Passage, ...], AfterValidator(_unlike), BeforeValidator(_objects)] | None = None
    expect: Expected
    comment: Any = None

    @property
    def asked(self) -> Ticket:
        """The ticket as a value."""
        given = None if self.passages is None else tuple(GivenPassage(p.id, p.title, p.text) for p in self.passages)
        return Ticket(
            self.ticket,
            customer=self.customer,
            product=self.product,
            region=self.region,
            as_of=self.as_of,
            note=self.note,
            level=self.level,
            passages=given,
        )


class GoldenHead(Written):
    """What holds for a whole file: the first line of JSONL."""

    version: Any = None
    style: Style = Style()
    comment: Any = None


class GoldenYaml(GoldenHead):
    """A file in YAML; its tickets are read one by one."""

    tickets: Any = None


class SharedLine(Written):
    """One line of shared tickets."""

    id: FilledText
    kb: FilledText
    ticket: FilledText
    fields: TicketForm = TicketForm()
    decision: Annotated[Decision, word_of(Decision)]
    gold_documents: Texts = ()
    gold_quotes: Any = None
    reply: Any = None
    must_state: Alternatives = ()
    must_not_state: Texts = ()
    kind: FilledText
    note: Any = None
