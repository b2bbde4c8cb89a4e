"""Named entity recognition by rules, for persons in scripts that the token model did not learn, alphabets first.

A name is told by the words before it (``name_cues``), by capitals, by lists of names and by the endings of family
names. In a text mostly in Latin letters a full name stands out by its script.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal import name_lists
from citewell.governance.personal.ideograph_names import find_ideograph_names
from citewell.governance.personal.name_cues import greets, says_name, says_thing, stands_alone

SURE = 0.96
"""Above what the token model gives to its guesses in these scripts."""
MOST_WORDS = 4
LEAST_STEM = 4
"""Letters that the stem of a given name must have to be one without a cue."""
_FIRST = "\u0370"
"""The first character of the scripts that are looked at."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile(r"[^\W\d_A-Za-z\u00aa-\u024f]")
_SMALL_WORDS = re.compile(r"(?<!\w)[a-zß-ÿ]{2,}(?!\w)")
LEAST_SMALL = 3
"""Words in small Latin letters that make a text one in Latin letters, if up to two thirds of it are not."""
_RUSSIAN_ENDING = re.compile(r"(?:ою|ею|ой|ей|ом|ем|а|я|у|ю|е|ы|и|й|ь|о|є|і|ї)\Z")
_RUSSIAN_FAMILY = re.compile(
    r"(?:[оеє]в|ин|ын|[оеє]в[аоеуы]\w?|ин[аоеуы]\w?|[сц]ьк\w{2,3}|[сц]к(?:ий|ая|ого|ой|ому|ую|им)|енк[оау]|[чщ]ук\w?|[яюа]к|ян\w?|швили|дзе"
    r"|[оеє]вич\w{0,2}|[оеєи]вн[аеыоуі]\w?|ич)\Z"
)
_GREEK_ENDING = re.compile(r"(?:ουσ|οσ|ησ|ασ|ισ|εσ|ου|η|α|ω|ο|υ|ι|ε)\Z")
_GREEK_FAMILY = re.compile(
    r"(?:οπουλο[συ]?|οπουλου|ιδη[σσ]?|ιδου|αδη[σσ]?|αδου|ακη[σσ]?|ακου|ουδη[σσ]?|ογλου|ιτη[σσ]?|λη[σσ]?|εα[σσ]?|ιου|ατο[συ]?|τζη[σσ]?)\Z"
)


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _russian(word: str) -> str:
    return word.lower().replace("ё", "е")


def _greek(word: str) -> str:
    return _without_accents(word).lower().replace("ς", "σ")


@dataclass(frozen=True, slots=True)
class _Cased:
    """An alphabet with capitals: its full names, and how their words are told."""

    name: re.Pattern[str]
    plain: Callable[[str], str]
    ending: re.Pattern[str]
    given: Collection[str]
    family: re.Pattern[str]

    def is_given(self, word: str, least: int = 0) -> bool:
        """Whether ``word`` is a given name in any of its cases."""
        stem = self.ending.sub("", self.plain(word))
        return len(stem) >= least and stem in self.given

    def is_known(self, word: str) -> bool:
        """Whether ``word`` is a given name or ends as family names do."""
        plain = self.plain(word)
        return self.is_given(word) or (len(plain) >= 5 and self.family.search(plain) is not None)


def _cased_pattern(upper: str, lower: str) -> re.Pattern[str]:
    word = rf"(?:{upper}{lower}+(?:['’-]{upper}?{lower}+)*|{upper}\.)"
    return re.compile(rf"(?<!\w){word}(?:[ \u00a0]{word}){{0,5}}(?!\w)")


_CASED = (
    _Cased(
        _cased_pattern("[\u0400-\u042f\u0490]", "[\u0430-\u045f\u0491\u0301]"),
        _russian,
        _RUSSIAN_ENDING,
        name_lists.CYRILLIC,
        _RUSSIAN_FAMILY,
    ),
    _Cased(
        _cased_pattern("[\u0386\u0388-\u038f\u0391-\u03ab]", "[\u0390\u03ac-\u03ce\u0301\u0308]"),
        _greek,
        _GREEK_ENDING,
        name_lists.GREEK,
        _GREEK_FAMILY,
    ),
)


@dataclass(frozen=True, slots=True)
class _Caseless:
    """An alphabet without capitals: its words, names, and what stands before or between these."""

    words: re.Pattern[str]
    given: Collection[str]
    families: Collection[str]
    joined: Collection[str]
    article: str
    prefix: re.Pattern[str]

    def is_given(self, word: str) -> bool:
        """Whether ``word`` is a given name."""
        return word in self.given or word in self.joined

    def is_known(self, word: str) -> bool:
        """Whether ``word`` is a name of any kind, or joins two."""
        bare = word.removeprefix(self.article) if self.article else word
        return self.is_given(word) or word in self.families or bare in self.families or bare in self.given


_CASELESS = (
    _Caseless(
        re.compile(r"[\u0621-\u0652\u066e-\u06d3\u200c]+"),
        name_lists.ARABIC,
        name_lists.ARABIC_FAMILIES,
        frozenset("بن ابن بنت أبو ابو أبي عبد آل الله الدين الرحمن".split()),
        "ال",
        re.compile(r"\A(?:و?[لبف]|و)"),
    ),
    _Caseless(
        re.compile(r"[\u05d0-\u05ea]+(?:['׳״\"’-][\u05d0-\u05ea]+)*['׳]?"),
        name_lists.HEBREW,
        name_lists.HEBREW_FAMILIES,
        frozenset("בן בת בר אבו".split()),
        "",
        re.compile(r"\Aו?[למבשה]|\Aו"),
    ),
)
_IN_ADDRESS = re.compile(
    r"(?:\d[^\S\n]+|(?<!\w)(?:Λεωφ(?:όρος|\.)?|Λ\.|Οδός|Πλατεία|Πλ\.|ул(?:ица|\.)?|вул(?:иця|\.)?|просп(?:ект|\.)?|пр-т|пер\.|бул\.|пл\.)\s*)\Z",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(r",?[^\S\n]+\d{1,4}(?!\w|[.,:]\d)")
_STREET = re.compile(r"(?:Λεωφ\w*\.?|Λ\.|Οδός|Πλατεία|[Уу]лица|[Пп]роспект|[Пп]лощадь|Вулиця)\Z")
_MARKS = re.compile(r"[\u064b-\u0652\u0640\u200c]")
_PHRASES = frozenset("شكرا جزيلا مرحبا السلام عليكم صباح مساء الخير תודה רבה שלום בוקר ערב טוב בבקשה".split())
"""Words of greetings and thanks, which people put into texts of another language."""
_ANY_WORDS = re.compile(r"(?:(?![\u2000-\u206f\u3000-\u3020\uff00-\uff20])[^\x00-\u036f\s])+")
"""Letters with the signs above and below them, as Thai and Devanagari have."""
_OF_WORDS = frozenset({"PERSON", "ADDRESS", "ORGANISATION"})


def find_script_names(text: str) -> Iterator[PersonalSpan]:
    """Names of persons in other scripts than Latin."""
    if text.isascii() or max(text) < _FIRST:
        return
    for start, end in _spans(text, embedded=not _is_foreign(text)):
        yield PersonalSpan(start, end, "PERSON", SURE)


def is_foreign_guess(text: str, span: PersonalSpan) -> bool:
    """Whether a span of the token model lies in a script that it never learned: no more than a guess.

    An address or a name with capitals is worth keeping, a name where the text itself is in Latin letters.
    """
    value = text[span.start : span.end]
    if not _is_foreign(value) or (span.type not in _OF_WORDS and any(c.isdigit() for c in value)):
        return False
    capitals = not any(word[:1].islower() for word in value.split())
    if span.type == "ADDRESS":
        return _is_foreign(text) and not capitals
    return span.type != "PERSON" or _is_foreign(text) or not capitals or says_thing(text, span.start)


def _is_foreign(text: str) -> bool:
    """Whether ``text`` is in another script itself, rather than in Latin letters with some words in another one."""
    latin, other = len(_LATIN.findall(text)), len(_OTHER.findall(text))
    return other > latin and not (2 * latin > other and len(_SMALL_WORDS.findall(text)) >= LEAST_SMALL)


def _spans(text: str, *, embedded: bool) -> Iterator[tuple[int, int]]:
    for alphabet in _CASED:
        for match in alphabet.name.finditer(text):
            yield from _cased_name(text, match, alphabet, embedded=embedded)
    for script in _CASELESS:
        for run in _runs(script.words, text):
            yield from _caseless_names(text, run, script, embedded=embedded)
    yield from find_ideograph_names(text, embedded=embedded)
    if embedded:
        yield from _announced(text)


def _cased_name(text: str, match: re.Match[str], alphabet: _Cased, *, embedded: bool) -> Iterator[tuple[int, int]]:
    """The name that a run of words with capitals is, without the greeting that it begins with."""
    words = [(match.start() + one.start(), match.start() + one.end()) for one in re.finditer(r"\S+", match[0])]
    first = max(
        (i for i, (_, end) in enumerate(words) if says_name(text, end) or greets(text, end)),
        default=-1,
    )
    words = words[first + 1 :][:MOST_WORDS]
    if not words:
        return
    start, end = words[0][0], words[-1][1]
    parts = [text[a:b] for a, b in words]
    if _is_street(text, start, end, parts):
        return
    full = sum(len(part) > 2 for part in parts)
    known = any(alphabet.is_known(part) for part in parts)
    if full >= 2 or (full and len(parts) >= 2):
        is_name = known or says_name(text, start) or (embedded and not says_thing(text, start))
    else:
        given = alphabet.is_given(parts[0], LEAST_STEM)
        near = greets(text, start) and (known or stands_alone(text, start, end))
        is_name = given or near or says_name(text, start)
    if is_name:
        yield start, end


def _is_street(text: str, start: int, end: int, parts: list[str]) -> bool:
    if any(_STREET.match(part) for part in parts) or _IN_ADDRESS.search(text[max(0, start - 12) : start]):
        return True
    return _HOUSE_NUMBER.match(text, end) is not None and not says_name(text, start)


def _runs(words: re.Pattern[str], text: str) -> Iterator[list[tuple[int, int]]]:
    """Words of one script that only blanks stand between."""
    run: list[tuple[int, int]] = []
    for match in words.finditer(text):
        if run and text[run[-1][1] : match.start()] not in {" ", "\u00a0"}:
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _caseless_names(
    text: str, run: list[tuple[int, int]], script: _Caseless, *, embedded: bool
) -> Iterator[tuple[int, int]]:
    plain = [_MARKS.sub("", text[start:end]) for start, end in run]
    phrase = not _PHRASES.isdisjoint(plain)
    foreign = embedded and 2 <= len(run) <= MOST_WORDS and not phrase and not says_thing(text, run[0][0])
    if foreign or (embedded and len(run) <= MOST_WORDS and says_name(text, run[0][0])):
        yield run[0][0], run[-1][1]
        return
    at = 0
    while at < len(run):
        size, shift = _name_at(text, run, plain, at, script)
        if size:
            yield run[at][0] + shift, run[at + size - 1][1]
        at += max(1, size)


def _name_at(text: str, run: list[tuple[int, int]], plain: list[str], at: int, script: _Caseless) -> tuple[int, int]:
    """How many words from ``at`` on are a name, and how many letters before the first belong to a preposition."""
    start, end = run[at]
    shift = 0
    first = plain[at]
    bare = script.prefix.sub("", first)
    if not script.is_given(first) and len(first) == end - start and bare != first and script.is_given(bare):
        first, shift = bare, len(first) - len(bare)
    said = says_name(text, start)
    if not (said or script.is_given(first)):
        return 0, 0
    size = 1
    while at + size < len(run) and size < MOST_WORDS and script.is_known(plain[at + size]):
        size += 1
    lonely = size == 1 and not (said or greets(text, start) or stands_alone(text, start, end))
    return (0, 0) if lonely or plain[at + size - 1] in script.joined else (size, shift)


def _announced(text: str) -> Iterator[tuple[int, int]]:
    """Up to three words of any other script behind a cue, such as Thai or Georgian ones."""
    for run in _runs(_ANY_WORDS, text):
        start, end = run[0][0], run[min(2, len(run) - 1)][1]
        if all(_OTHER.match(text[a]) for a, _ in run) and not _has_capitals(text[start:end]) and says_name(text, start):
            yield start, end


def _has_capitals(value: str) -> bool:
    return value.lower() != value.upper()
