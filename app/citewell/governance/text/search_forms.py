"""Forms of words for a full-text index whose tokenizer splits at spaces and knows English endings.

Scripts without spaces become overlapping pairs of characters (bigrams). Of the long words of German, Dutch and Nordic
texts, which are compounds, the reversed word is indexed as well: ``Lieferadresse`` is then found by ``Adresse``, as
what a word ends with is what its reversal begins with.
"""

import re
import unicodedata
from collections.abc import Iterator

from citewell.governance.text.languages import UNKNOWN, language_of

COMPOUNDING = frozenset({"de", "nl", "da", "sv", "no", "nb", "nn", "fi", "is"})
"""Languages (ISO 639-1) that write compounds as one word."""
REVERSED = "zqx"
"""What a reversed word begins with: no word of a language does."""
LEAST_COMPOUND, LEAST_PART, LEAST_STEM = 8, 4, 3
"""Letters of a compound, of each of its parts, and of a part without its ending."""
MOST_LETTERS = 60
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f\u3041-\u3096\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]+"
)
"""Thai, Lao, Khmer, Burmese, Japanese, Chinese, and Korean, where endings stick to words."""
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(?:ern|en|er|es|em|e|n|s)\Z")
_LINKS = ("", "s", "es", "n", "en", "er", "e", "-")
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("aa", "å"))


def searchable(text: str) -> str:
    """``text`` composed (NFC), with ``ss`` for ``ß``, and with bigrams where words have no spaces between them."""
    text = unicodedata.normalize("NFC", text).replace("ß", "ss").replace("ẞ", "SS")
    return _UNSPACED.sub(lambda run: f" {' '.join(_bigrams(run[0]))} ", text)


def indexed(text: str, language: str = "") -> str:
    """``searchable`` text with the reversals of its compounds, where ``language`` (or the text's own) has any."""
    form = searchable(text)
    if (language.partition("-")[0].lower() or language_of(text)) not in COMPOUNDING:
        return form
    return " ".join((form, *_reversals(form)))


def compounds_in(language: str) -> bool:
    """Whether words of a query may be parts of compounds: not where it is in a language that has none."""
    return language in COMPOUNDING or language == UNKNOWN


def reversal(word: str) -> str:
    """What the reversals of the compounds that end with ``word`` begin with; empty for a word that is too short."""
    stem = _stem(word)
    return f"{REVERSED}{_plain(stem)[::-1]}" if len(word) >= LEAST_PART and len(stem) >= LEAST_STEM else ""


def variants(word: str) -> set[str]:
    """Other spellings of a word in small letters: ``groesse`` for ``grösse``, and the other way round."""
    found = {word}
    for plain, umlaut in _UMLAUTS:
        found |= {one.replace(plain, umlaut) for one in found} | {one.replace(umlaut, plain) for one in found}
    return found - {word}


def splits(word: str) -> Iterator[tuple[str, str]]:
    """The two parts that a compound may consist of, without what links them."""
    if len(word) < LEAST_COMPOUND:
        return
    for at in range(LEAST_PART, len(word) - LEAST_PART + 1):
        for link in _LINKS:
            if word[:at].endswith(link) and at - len(link) >= LEAST_PART:
                yield word[: at - len(link)], word[at:]


def _bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _reversals(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if LEAST_COMPOUND <= len(word) <= MOST_LETTERS:
            yield f"{REVERSED}{_plain(_stem(word))[::-1]}"


def _stem(word: str) -> str:
    return _ENDING.sub("", word.lower())


def _plain(word: str) -> str:
    """Without marks on letters: the tokenizer takes them away, too, but a prefix must begin alike."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
