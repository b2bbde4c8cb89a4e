"""Names of things, such as products: told from names of persons by how the company's documents use their words."""

import re
from collections.abc import Collection, Iterable, Mapping

from citewell.domain.personal import WordUse

IN_TITLES, IN_TEXTS, IN_BOTH = 2, 3, 2
"""Documents that must hold the name of a thing in a title or heading, or in their text, or (beside one title) there."""
SHARE, MOST_TEXTS = 0.05, 100
"""In a larger index that share of its documents' texts must hold it, up to so many: some tell of a Mr Smith."""
MOSTLY_CAPITAL = 0.9
"""Share of its places that are written with a capital: bill, grace, mark and will are words, too."""
ALONE = 0.4
"""Share of these that have no other name beside them: a full name is a person's."""
FEW_ADDRESSED = 0.1
_WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?")
_NEAR = 30
"""Characters before and behind a word in which another name beside it is looked for."""
_BEFORE = re.compile(r"(?:\A|(\S)\s+)([^\W\d_][\w'’-]*)[^\S\n]\Z")
"""The word before, and the character that ends what stands before that."""
_SMALL = re.compile(r"\b[^\W\d_A-Z]+\b")
_AFTER = re.compile(r"[^\S\n]([^\W\d_]+)")
_ADDRESSED = re.compile(
    r"\b(?:dr|mr|mrs|ms|miss|mx|prof|professor|sir|herrn?|frau|mme|mlle|monsieur|madame|señora?)\.?\s+\Z", re.IGNORECASE
)
_STOPS = '.!?:;…>•|*-–—"“”„('


def words_of(name: str) -> list[str]:
    """The words of a name, without an ``'s`` behind them."""
    return [word for word in _WORD.findall(name) if word != "s"]


def names_thing(name: str, uses: Mapping[str, WordUse], documents: int) -> bool:
    """Whether every word of ``name`` with a capital names a thing, and the others are ordinary words of the documents.

    ``uses`` holds the use of each word, in small letters, in an index of ``documents``.
    """
    found = [(word, uses.get(word.lower(), WordUse())) for word in words_of(name)]
    things = [word for word, use in found if is_thing(use, documents)]
    return bool(things) and all(word in things or (word.islower() and use.small > 0) for word, use in found)


def is_thing(use: WordUse, documents: int) -> bool:
    """Whether a word that is used so in an index of ``documents`` is the name of a thing."""
    titled = use.titles >= IN_TITLES or (use.titles and use.texts >= IN_BOTH)
    known = titled or use.texts >= max(IN_TEXTS, min(MOST_TEXTS, SHARE * documents))
    as_name = use.capital >= MOSTLY_CAPITAL * (use.capital + use.small)
    of_person = use.alone < ALONE * use.capital or use.addressed > FEW_ADDRESSED * use.capital
    return bool(known) and as_name and not of_person


def count_uses(word: str, documents: Iterable[tuple[Iterable[str], Iterable[str]]]) -> WordUse:
    """The use of ``word`` in ``documents``, each its titles and headings, and its texts; links are left out."""
    documents = [(list(headings), list(parts)) for headings, parts in documents]
    ordinary = {small for _, parts in documents for text in parts for small in _SMALL.findall(text)}
    pattern = re.compile(rf"(?<![\w@./:\\-]){re.escape(word)}(?=['’]s\b|(?![\w@/\\-]|\.\w))", re.IGNORECASE)
    titles = texts = capital = alone = addressed = small = 0
    for headings, parts in documents:
        titles += any(not match[0].islower() for heading in headings for match in pattern.finditer(heading))
        before = capital
        for text in parts:
            for match in pattern.finditer(text):
                if match[0].islower():
                    small += 1
                    continue
                left = text[max(0, match.start() - _NEAR) : match.start()]
                capital += 1
                addressed += _ADDRESSED.search(left) is not None
                alone += not (_precedes_name(text, match.end(), ordinary) or _follows_name(left, ordinary))
        texts += capital > before
    return WordUse(titles, texts, capital, alone, addressed, small)


def _precedes_name(text: str, end: int, ordinary: Collection[str]) -> bool:
    """Whether a word with a capital comes next that is no ordinary one, such as ``Home`` in ``Tessaly Home``."""
    after = _AFTER.match(text, end)
    return after is not None and after[1][0].isupper() and after[1].lower() not in ordinary


def _follows_name(left: str, ordinary: Collection[str]) -> bool:
    """Whether the last word of ``left`` has a capital, which no beginning of a sentence gave to an ordinary word."""
    before = _BEFORE.search(left)
    if before is None or not before[2][0].isupper():
        return False
    return (before[1] or ".") not in _STOPS or before[2].lower() not in ordinary
