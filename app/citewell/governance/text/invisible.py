"""Characters that a reader does not see, or takes for others: removed, or read as what they look like."""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e0fff]"
)
_LOOKS = str.maketrans(
    "аеорсухіјѕԁһԛԝвкмнтАВЕКМНОРСТУХІЈЅαοενικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡıⅼℓ",
    "aeopcyxijsdhqwbkmhtABEKMHOPCTYXIJSaoevikptuxABEZHIKMNOPTYXgill",
)
_LEET = str.maketrans("013457@$", "oieastas")
_MIXED = re.compile(r"(?<![\w@.-])(?=[\w@$]*[a-z])(?=[\w@$]*[013457@$])[a-z013457@$]{4,}(?![\w@])", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\w)(?:\w[ ._*-]){4,}\w(?!\w)")
_LATIN = re.compile(r"[A-Za-z]")


def visible(text: str) -> str:
    """``text`` without characters that show nothing: joiners, direction marks, tags. Emoji and scripts stay."""
    if text.isascii():
        return text
    return _UNSEEN.sub(
        lambda match: match[0] if match[0] in "\u200c\u200d\ufe0f" and _joins(text, match.start()) else "", text
    )


def skeleton(text: str) -> str:
    """``text`` as it looks at a glance, to compare: look-alike letters, spaced-out words, digits for letters mended.

    For patterns only: it is not the text.
    """
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    if not plain.isascii() and len(_LATIN.findall(plain)) * 3 > len(plain):
        plain = plain.translate(_LOOKS)
    plain = _SPACED.sub(lambda run: re.sub(r"[ ._*-]", "", run[0]), plain)
    return " ".join(_MIXED.sub(lambda word: word[0].translate(_LEET), plain).split())


def _joins(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return any(not c.isascii() and not _LATIN.match(c) for c in around)
