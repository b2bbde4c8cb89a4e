"""What a rule can be about: marks, contractions, spelling, lists; and texts as tokens with their places."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(r"<[A-Z]+(?:_\d+)?>|\w+(?:['’-]\w+)*|[^\w\s]")
_EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55"


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's words and marks with where they start and end in it."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a text holds or does not; ``name`` is what it holds, in the plural."""

    name: str
    test: Callable[[str], bool]


def tokens(text: str) -> Tokens:
    """Words, marks and placeholders of ``text``; quotes and dashes as they are typed on a keyboard."""
    found = list(_TOKEN.finditer(text))
    return Tokens(
        text,
        tuple(match[0].replace("’", "'") for match in found),
        tuple(match.start() for match in found),
        tuple(match.end() for match in found),
    )


def _pattern(name: str, pattern: str, flags: int = re.IGNORECASE) -> Feature:
    compiled = re.compile(pattern, flags)
    return Feature(name, lambda text: compiled.search(text) is not None)


# Words whose ending tells where English is spelled; stems are those of customer support, endings do the rest.
_STEMS_ISE = (
    "organ|real|recogn|author|customi?|cancell?|apolog|final|personal|optim|synchron|initial|normal|special|util|summar|"
    "minim|maxim|prioriti?|categor|emphas|capital|standard|anonym|digit|custom|priorit|memor|modern|monet|visual"
)
_AMERICAN = (
    rf"\b(?:(?:un|re)?(?:{_STEMS_ISE})iz(?:e[drs]?|ing|ations?)|analyz\w+|(?:col|fav|hon|behavi|lab|neighb|harb|flav|hum)or"
    r"(?:s|ed|ing|ite|ites|able|s)?|(?:cent|theat|fib|lit|met)er(?:s|ed)?|cancel(?:ed|ing)|travel(?:ed|ing|er|ers)|label(?:ed|ing)"
    r"|licenses?|catalogs?|gray|checks?\s+\(bank\)|dialogs?|fulfill(?:s|ment)?|enroll(?:s|ment)?|judgment|jewelry|defense)\b"
)
_BRITISH = (
    rf"\b(?:(?:un|re)?(?:{_STEMS_ISE})is(?:e[drs]?|ing|ations?)|analys(?:e|ed|ing)|(?:col|fav|hon|behavi|lab|neighb|harb|flav|hum)"
    r"our(?:s|ed|ing|ite|ites|able)?|(?:cent|theat|fib|lit|met)re(?:s|d)?|cancell(?:ed|ing)|travell(?:ed|ing|er|ers)"
    r"|labell(?:ed|ing)|licences?|catalogues?|grey|cheques?|dialogues?|fulfil(?:s|ment)?|enrol(?:s|ment)?|judgement"
    r"|jewellery|defence)\b"
)
_CONTRACTION = (
    r"\b(?:\w+n['’]t|(?:i|you|we|they|he|she|it|that|there|what|who|here|how|where)['’](?:re|ve|ll|d|m|s)|let['’]s)\b"
)

FEATURES: tuple[Feature, ...] = (
    _pattern("exclamation marks", "!"),
    _pattern("question marks", r"\?"),
    _pattern("dashes", r"(?:\s[-–—]\s|—)"),
    _pattern("semicolons", ";"),
    _pattern("dots of omission", r"…|\.\.\."),
    _pattern("brackets", r"\("),
    _pattern("ampersands", "&"),
    _pattern("emoji", f"[{_EMOJI}]|[:;]-?[)D]"),
    _pattern("words in capitals", r"\b(?:NOT|VERY|PLEASE|NEVER|ALWAYS|MUST|ONLY|ALL|ANY|IMPORTANT|FREE|NO)\b", 0),
    _pattern("contractions", _CONTRACTION),
    _pattern("American spellings", _AMERICAN),
    _pattern("British spellings", _BRITISH),
    _pattern("bullet points", r"^\s*[-*•]\s+\S", re.MULTILINE),
    _pattern("numbered steps", r"^\s*\d{1,2}[.)]\s+\S", re.MULTILINE),
    _pattern("apologies", r"\b(?:sorry|apologi[sz]e|apologies|regret)\b"),
    _pattern("thanks", r"\b(?:thanks?|thank\s+you|grateful|appreciate)\b"),
    _pattern("'please'", r"\bplease\b"),
    _pattern("'I'", r"\bI(?:['’](?:m|ve|ll|d))?\b", 0),
)
