"""The language of a short text, by its most common words alone; for what a full detector would be too heavy."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.governance.text.words import words

UNKNOWN = "und"
_COMMON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        code: frozenset(common.split())
        for code, common in (
            ("en", "the and is my to i you of for it not with have on can please how what this was order"),
            ("de", "der die das und ich ist nicht mit wie kann bitte meine mein für ein eine habe zu auf von"),
            ("fr", "le la les et je est pas avec comment mon ma pour une un vous de des ne bonjour sur"),
            ("es", "el la los y es no con cómo mi para una un por que de hola mis está tengo quiero"),
            ("it", "il la che di e non con come mio mia per una un sono ho ciao grazie del è vorrei"),
            ("nl", "de het een en ik is niet met hoe mijn voor van op kan graag heb te dat bestelling"),
            ("pt", "o a os e é não com como meu minha para uma um que de do da por olá quero"),
        )
    }
)
LEAST_SHARE = 0.1
MAX_WORDS = 400


def language_of(text: str) -> str:
    """ISO 639-1 code of a text of a few words or more, ``UNKNOWN`` where too few common words of any occur."""
    found = words(text[: MAX_WORDS * 20])[:MAX_WORDS]
    counts = {code: sum(word in common for word in found) for code, common in _COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if found and counts[best] >= max(1, LEAST_SHARE * len(found)) else UNKNOWN
