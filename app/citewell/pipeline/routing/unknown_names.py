"""Names that a question asks about and no passage knows: "does it work with X?" is no matter of Y."""

import re
from collections.abc import Sequence

from citewell.domain.documents import Hit
from citewell.governance.text.words import is_english
from citewell.pipeline.intake.query import parts_of

MIN_LETTERS = 4
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december christmas easter english""".split()
)


def unknown_names(queries: tuple[str, ...], hits: Sequence[Hit]) -> tuple[str, ...]:
    """Capitalised words inside an English ticket's questions that stand in none of the passages or their titles."""
    if not is_english(queries[0]):
        return ()  # elsewhere nouns may have capitals, or no word has
    known = " ".join(f"{hit.place} {hit.text} {hit.document}" for hit in hits).casefold()
    found: dict[str, None] = {}
    for question in (part for part in parts_of(queries) if part.rstrip().endswith("?")):
        for sentence in re.split(r"(?<=[.!?:,])\s+", question):
            for word in _WORD.findall(sentence)[1:]:
                plain = re.sub(r"['’]s$", "", word)
                if len(plain) >= MIN_LETTERS and plain[0].isupper() and plain.casefold() not in _CALENDAR:
                    found.setdefault(plain)
    return tuple(name for name in found if name.casefold() not in known)
