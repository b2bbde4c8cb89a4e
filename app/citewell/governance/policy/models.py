"""Models of the fields of a policy pack, as ``docs/policy-packs.md`` describes them.

Every field may be left out, since a pack need not write again what it changes of an earlier one; what is missing in the
end is told by the reader of the pack.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo

from citewell.domain.drafts import Severity
from citewell.governance.policy.letter import SLOTS
from citewell.governance.policy.packs import Measure, Rule, RuleKind
from citewell.governance.policy.phrases import PhraseError, parse_phrase
from citewell.governance.written import QUOTE_IT, Written, detail, kind_of, word_of, wrong

MAX_TEXT = 2_000
MAX_LIST = 600
MAX_EXAMPLES = 20
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_REGION = re.compile(r"[A-Za-z][A-Za-z -]{1,29}")


def _mistake(value: object, name: str | None) -> str:
    """What is wrong with a value that must be a text; empty where nothing is."""
    if not isinstance(value, str):
        return f"'{name}' must be a text, not {kind_of(value)}. {QUOTE_IT}"
    if not value.strip():
        return f"'{name}' is empty. Write a text, or remove it."
    return f"'{name}' has {len(value):,} characters; the most is {MAX_TEXT:,}." if len(value) > MAX_TEXT else ""


def _text(value: object, info: ValidationInfo) -> object:
    said = _mistake(value, info.field_name)
    if said:
        raise wrong(said)
    return value


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise wrong(f"'{text[:40]}' is no id: use up to 60 small letters, digits and hyphens.")
    return text


def _flag(text: str, info: ValidationInfo) -> str:
    if text.lower() not in {"true", "false"}:
        raise wrong(f"'{info.field_name}' must be true or false, not '{text[:40]}'.")
    return text.lower()


def _number(least: float, most: float) -> Callable[[str, ValidationInfo], float]:
    def check(text: str, info: ValidationInfo) -> float:
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise wrong(f"'{info.field_name}' must be a number from {least:g} to {most:g}, not '{text[:40]}'.")
        return number

    return check


def _items(value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """A text, the items of a list, or of lists by language one after the other, each with where it stands."""
    lists = value if isinstance(value, dict) else {"": value}
    for language, one in lists.items():
        place = (language,) if language else ()
        if isinstance(one, list):
            yield from (((*place, number), item) for number, item in enumerate(one))
        else:
            yield place, one


def _texts(mistake: Callable[[str], str]) -> BeforeValidator:
    """Texts without repetition; ``mistake`` says what is wrong with one of them."""

    def check(value: object, info: ValidationInfo) -> tuple[str, ...]:
        name, items = info.field_name, list(_items(value))
        found = [
            detail((str(language),), f"'{name}' is a list, or lists by language such as 'en:'.", "name")
            for language in (value if isinstance(value, dict) else ())
            if not _LANGUAGE.fullmatch(str(language))
        ]
        if len(items) > MAX_LIST:
            found.append(detail((), f"'{name}' has {len(items)} items; the most is {MAX_LIST}."))
        for place, item in items[:MAX_LIST]:
            said = _mistake(item, name) or mistake(str(item).strip())
            if said:
                found.append(detail(place, said))
        if found:
            raise ValidationError.from_exception_data(str(name), found)
        return tuple(dict.fromkeys(str(item).strip() for _, item in items))

    return BeforeValidator(check)


def _phrase(text: str) -> str:
    try:
        parse_phrase(text)
    except PhraseError as error:
        return f"'{text[:60]}' cannot be looked for: it {error}."
    return ""


def _language(text: str) -> str:
    return "" if _LANGUAGE.fullmatch(text) else f"'{text[:40]}' is no language: use codes such as en, de, fr."


def _region(text: str) -> str:
    return "" if _REGION.fullmatch(text) else f"'{text[:40]}' is no region: use codes such as EU, DE, US, US-CA."


def _by_language(value: object, info: ValidationInfo) -> dict[str, str]:
    name = info.field_name
    texts = {"en": value} if isinstance(value, str) else value
    if not isinstance(texts, dict):
        raise wrong(f"'{name}' must hold a text for each language, such as 'en: ...', not {kind_of(value)}.")
    found = []
    for language, text in texts.items():
        place = (language,) if isinstance(value, dict) else ()
        if not _LANGUAGE.fullmatch(language):
            found.append(detail(place, _language(language), "name"))
        said = _mistake(text, language) if text is not None else f"'{language}' is missing. Add it."
        if said:
            found.append(detail(place, said))
    if found:
        raise ValidationError.from_exception_data(str(name), found)
    return {language: text.strip() for language, text in texts.items()}


def _letter(texts: Mapping[str, str], info: ValidationInfo) -> Mapping[str, str]:
    for text in texts.values():
        for slot in re.findall(r"\{[^}]*\}?", text):
            if slot not in SLOTS:
                raise wrong(f"'{info.field_name}' may hold {' and '.join(SLOTS)}, not '{slot[:40]}'.")
    return texts


def _examples(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, list) or len(value) > MAX_EXAMPLES:
        raise wrong(f"'{info.field_name}' must be a list of at most {MAX_EXAMPLES}, each with 'plain' and 'house'.")
    return value


Text = Annotated[str, BeforeValidator(_text)]
Stripped = Annotated[Text, AfterValidator(str.strip)]
Id = Annotated[Text, AfterValidator(_id)]
Flag = Annotated[bool, BeforeValidator(_flag), BeforeValidator(_text)]
Texts = Annotated[tuple[str, ...], _texts(lambda _: "")]
Phrases = Annotated[tuple[str, ...], _texts(_phrase)]
Languages = Annotated[tuple[str, ...], _texts(_language)]
Regions = Annotated[tuple[str, ...], _texts(_region)]
ByLanguage = Annotated[Mapping[str, str], BeforeValidator(_by_language)]
Letter = Annotated[ByLanguage, AfterValidator(_letter)]


class Part(Written):
    """A topic, rule or risk."""

    strict_names: ClassVar[bool] = True
    id: Id
    comment: Any = None


class TopicFields(Part):
    """What a topic may say."""

    words: Phrases = ()
    unless: Phrases = ()


class RiskFields(Part):
    """What a risk may say."""

    name: Text = ""
    to: Text = ""
    holding: ByLanguage = Field(default_factory=dict)
    words: Phrases = ()
    examples: Texts = ()
    unless: Phrases = ()
    regions: Regions = ()
    nearness: Annotated[float, BeforeValidator(_number(0.3, 1.0)), BeforeValidator(_text)] = 0


class RuleFields(Part):
    """What every kind of rule may say."""

    noun: ClassVar[str] = "rule"
    of_noun: ClassVar[frozenset[str]] = frozenset(field.name for field in fields(Rule)) - {"pack"}
    kind: Annotated[RuleKind, word_of(RuleKind)] | None = None
    severity: Annotated[Severity, word_of(Severity)] | None = None
    message: Stripped = ""
    regions: Regions = ()
    languages: Languages = ()
    topics: Texts = ()


class ForbidFields(RuleFields):
    """A phrase that may not be said."""

    words: Phrases = ()
    unless: Phrases = ()
    instead: Stripped = ""
    quotable: Flag = False


class DisclaimerFields(RuleFields):
    """A text that a topic needs."""

    text: ByLanguage = Field(default_factory=dict)
    accept: Phrases = ()


class LimitFields(RuleFields):
    """A most."""

    measure: Annotated[Measure, word_of(Measure)] | None = None
    most: Annotated[int, AfterValidator(round), BeforeValidator(_number(0, 5_000)), BeforeValidator(_text)] = 0


class StructureFields(RuleFields):
    """What a reply says first, and after."""

    first: Phrases = ()
    then: Phrases = ()


KINDS: Mapping[RuleKind, type[RuleFields]] = {
    RuleKind.FORBID: ForbidFields,
    RuleKind.DISCLAIMER: DisclaimerFields,
    RuleKind.LIMIT: LimitFields,
    RuleKind.STRUCTURE: StructureFields,
}


class WordingFields(Written):
    """Fixed words."""

    strict_names: ClassVar[bool] = True
    refusal: ByLanguage = Field(default_factory=dict)
    clarify_opening: ByLanguage = Field(default_factory=dict)
    greeting: Letter = Field(default_factory=dict)
    sign_off: Letter = Field(default_factory=dict)


class ExampleFields(Written):
    """Sentences before and after."""

    strict_names: ClassVar[bool] = True
    plain: Stripped
    house: Stripped


class VoiceFields(Written):
    """How the house writes."""

    strict_names: ClassVar[bool] = True
    notes: Texts = ()
    do: Texts = ()
    dont: Texts = ()
    examples: Annotated[tuple[ExampleFields, ...], BeforeValidator(_examples)] = ()


class PackFields(Written):
    """A whole pack; its topics, rules and risks are read one by one."""

    strict_names: ClassVar[bool] = True
    pack: Id
    version: Text
    name: Text
    comment: Any = None
    languages: Languages = ()
    regions: Regions = ()
    topics: Any = None
    rules: Any = None
    risks: Any = None
    wording: WordingFields = WordingFields()
    voice: VoiceFields = VoiceFields()
    off: Texts = ()
