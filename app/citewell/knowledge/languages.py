"""The language of a text, by its letters."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE_CHARACTERS = 2000
LEAST_LETTERS = 40
"""Letters (as UTF-8 bytes, since a Chinese character says as much as three Latin letters) that can be judged."""
LEAST_PROBABILITY = 0.9
MACROLANGUAGES = (
    frozenset({"zh", "yue", "wuu"}),
    frozenset({"hr", "bs", "sr"}),
    frozenset({"id", "ms"}),
    frozenset({"no", "nn"}),
)
"""Languages that share a code of their own in ISO 639-3: doubt between them is no doubt about the text."""


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the beginning of ``text``; empty where that is too short or unclear."""
    sample = text[:SAMPLE_CHARACTERS]
    if len("".join(filter(str.isalpha, sample)).encode(errors="replace")) < LEAST_LETTERS:
        return ""
    try:
        ranked = _identifier().rank(sample)
    except OSError:  # it unpacks itself into the temporary folder, which may be full; a language is no reason to fail
        return ""
    code = str(ranked[0][0])
    alike = next((group for group in MACROLANGUAGES if code in group), frozenset({code}))
    probability = sum(share for other, share in ranked if other in alike)
    return code if probability >= LEAST_PROBABILITY and len(code) == 2 else ""


@cache
def _identifier() -> "LanguageIdentifier":
    """The classifier: loaded when first needed, since it takes about half a second and 90 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  see above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
