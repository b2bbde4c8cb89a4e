"""What a policy pack holds: values only. ``docs/policy-packs.md`` describes the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from citewell.domain.drafts import Severity


class RuleKind(StrEnum):
    """What a rule asks of a reply."""

    FORBID = "forbid"
    DISCLAIMER = "disclaimer"
    LIMIT = "limit"
    STRUCTURE = "structure"


class Measure(StrEnum):
    """What a limit counts."""

    EXCLAMATION_MARKS = "exclamation_marks"
    QUESTION_MARKS = "question_marks"
    CAPITAL_WORDS = "capital_words"
    WORDS = "words"
    SENTENCE_WORDS = "sentence_words"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a reply or ticket may touch. ``words`` are phrases, ``unless`` what they may stand in."""

    id: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over replies. Which fields count depends on ``kind``; texts are by language (ISO 639-1).

    ``quotable``: a cited sentence may say it where its passage does.
    """

    id: str
    pack: str
    kind: RuleKind
    severity: Severity
    message: str
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    instead: str = ""
    quotable: bool = False
    text: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    measure: Measure | None = None
    most: int = 0
    first: tuple[str, ...] = ()
    then: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As findings name it: pack/rule."""
        return f"{self.pack}/{self.id}"


@dataclass(frozen=True, slots=True)
class Risk:
    """A topic of tickets that a person must answer. ``holding`` is the reply until then, by language.

    ``words`` are phrases that settle it, ``examples`` sentences that mean it, ``unless`` phrases that ``words`` may
    stand in without meaning it; ``nearness`` is the least cosine to an example, 0 to 1.
    """

    id: str
    pack: str
    name: str
    to: str
    holding: Mapping[str, str]
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    nearness: float = 0.72

    @property
    def full_name(self) -> str:
        """As findings name it: pack/risk."""
        return f"{self.pack}/{self.id}"


@dataclass(frozen=True, slots=True)
class Wording:
    """Fixed words by language: the reply where nothing is known, what stands before a question, and the letter form.

    ``greeting`` may hold ``{name}`` for the customer's name, ``sign_off`` ``{agent}`` for that of who sends it.
    """

    refusal: Mapping[str, str] = field(default_factory=dict)
    clarify_opening: Mapping[str, str] = field(default_factory=dict)
    greeting: Mapping[str, str] = field(default_factory=dict)
    sign_off: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HouseVoice:
    """How the house writes, for who edits a draft: its tone, what it does and does not do, sentences before and after.

    ``examples`` are pairs: the plain sentences, and the same in the voice of the house.
    """

    notes: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """One file. ``regions`` and ``languages`` hold for every rule and risk of it that names none of its own.

    ``off`` are ids of rules and risks of earlier packs that are not in force.
    """

    id: str
    version: str
    name: str
    file: str
    sha256: str
    languages: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    rules: tuple[Rule, ...] = ()
    risks: tuple[Risk, ...] = ()
    wording: Wording = field(default_factory=Wording)
    voice: HouseVoice = field(default_factory=HouseVoice)
    off: tuple[str, ...] = ()
    shipped: bool = False


def voice_parts(voice: HouseVoice) -> list[tuple[str, tuple[str, ...]]]:
    """How the house writes, as titles with their lines; only what is said."""
    examples = tuple(f"{plain} → {house}" for plain, house in voice.examples)
    parts = [("Tone", voice.notes), ("Do", voice.do), ("Do not", voice.dont), ("Plain → in our voice", examples)]
    return [(title, tuple(map(_on_one_line, lines))) for title, lines in parts if lines]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def text_for(texts: Mapping[str, str], language: str) -> str:
    """The text in ``language``, else in English, else the first; empty where there is none."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
