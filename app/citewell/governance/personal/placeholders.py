"""Typed placeholders with a number for each distinct value, such as ``<PERSON_1>``, and what they stand for.

Masking can be undone exactly: a placeholder that a text already holds is never used for a value, and a value gets the
same placeholder wherever it stands exactly so.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from citewell.domain.personal import PersonalSpan, PersonalValue

PLACEHOLDER = re.compile(r"<([A-Z]+(?:_[A-Z]+)*)_(\d{1,6})>")
LEAST_LOOSE = 3
"""Letters or digits that a value must have to be masked wherever it stands."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""Thai, Lao, Japanese and Chinese, which have no spaces, and Korean, which writes particles behind a name."""
_PREFIXING = re.compile(r"[\u05d0-\u05ea\u0621-\u06d3]")


class Placeholders:
    """The placeholders of one ticket and of the draft that answers it."""

    def __init__(self, values: Iterable[PersonalValue] = ()) -> None:
        """Go on with ``values``."""
        self._by_value: dict[tuple[str, str], str] = {}
        self._values: dict[str, PersonalValue] = {}
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        for value in values:
            self._by_value[value.kind, value.value] = value.placeholder
            self._values[value.placeholder] = value

    @property
    def values(self) -> tuple[PersonalValue, ...]:
        """What each placeholder stands for, in the order they were made."""
        return tuple(self._values.values())

    def reserve(self, text: str) -> None:
        """Leave out the placeholders that ``text`` holds as such."""
        self._taken.update(match[0] for match in PLACEHOLDER.finditer(text))

    def mask(self, text: str, spans: Sequence[PersonalSpan]) -> str:
        """``text`` with ``spans`` (in order, without overlaps) replaced."""
        self.reserve(text)
        parts, last = [], 0
        for span in spans:
            parts += [text[last : span.start], self._placeholder(span.type, text[span.start : span.end])]
            last = span.end
        return "".join([*parts, text[last:]])

    def _placeholder(self, kind: str, value: str) -> str:
        known = self._by_value.get((kind, value))
        if known is not None:
            return known
        while True:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            placeholder = f"<{kind}_{number}>"
            if placeholder not in self._taken and placeholder not in self._values:
                break
        self._by_value[kind, value] = placeholder
        self._values[placeholder] = PersonalValue(placeholder, kind, value)
        return placeholder

    def mask_known(self, text: str) -> str:
        """``text`` with every value that is known already replaced where it stands as a word of its own."""
        return mask_known(text, self.values)

    def mask_in_prompt(self, text: str) -> str:
        """``text`` with every value replaced, however short and however its words are spaced: for a model to read."""
        by_words = {" ".join(value.value.split()): value.placeholder for value in self.values}
        if not by_words:
            return text
        longest = sorted(by_words, key=len, reverse=True)
        pattern = "|".join((PLACEHOLDER.pattern, *(_standing(value, r"\s+") for value in longest)))
        return re.sub(pattern, lambda match: by_words.get(" ".join(match[0].split()), match[0]), text)

    def unmask(self, text: str) -> str:
        """``text`` with every known placeholder replaced by its value."""
        return unmask(text, self.values)


def unmask(text: str, values: Iterable[PersonalValue]) -> str:
    """``text`` with the placeholders of ``values`` replaced by what they stand for; others stay."""
    by_placeholder = {value.placeholder: value.value for value in values}
    return PLACEHOLDER.sub(lambda match: by_placeholder.get(match[0], match[0]), text)


def unmask_record(value: object, values: Sequence[PersonalValue]) -> object:
    """``value`` (as read from JSON) with the placeholders in every string of it filled in."""
    return _mapped(value, lambda text: unmask(text, values)) if values else value


def mask_known(text: str, values: Iterable[PersonalValue]) -> str:
    """``text`` with the values of ``values`` replaced by their placeholders wherever they stand as whole words.

    Placeholders in ``text`` stay as they are. Values too short to be told from other words are left.
    """
    known = {value.value: value.placeholder for value in values if is_telling(value.value)}
    if not known:
        return text
    longest = sorted(known, key=len, reverse=True)
    pattern = "|".join((PLACEHOLDER.pattern, *map(_standing, longest)))
    return re.sub(pattern, lambda match: known.get(match[0], match[0]), text)


def _standing(value: str, blank: str = "\\ ") -> str:
    """The pattern of ``value`` where it stands as words of its own; ``blank`` is that of a space.

    Scripts without spaces have no such bounds, and Arabic and Hebrew write a preposition before a name as one with it.
    """
    form = blank.join(re.escape(word) for word in value.split(" "))
    before = "" if _UNSPACED.match(value[:1]) and len(value) > 1 else r"(?<!\w)"
    if _PREFIXING.match(value[:1]):
        before = r"(?:(?<!\w)|(?<=(?<!\w)[ولبفמלבושה]))"
    behind = "" if _UNSPACED.match(value[-1:]) and len(value) > 1 else r"(?!\w)"
    return f"{before}{form}{behind}"


def is_telling(value: str) -> bool:
    """Whether a value can be told from other words wherever it stands: not a short word in small letters."""
    letters = sum(2 if _UNSPACED.match(c) else c.isalnum() for c in value)
    return letters >= LEAST_LOOSE and (letters >= 6 or not value.islower() or any(c.isdigit() for c in value))


def mask_known_record(value: object, values: Sequence[PersonalValue], kept: Iterable[str] = ()) -> object:
    """``value`` (as read from JSON) with known values masked in every string, but under the keys ``kept``."""
    return _mapped(value, lambda text: mask_known(text, values), frozenset(kept)) if values else value


def _mapped(value: object, change: Callable[[str], str], kept: frozenset[str] = frozenset()) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return [_mapped(item, change, kept) for item in value]
    if isinstance(value, dict):
        return {key: item if key in kept else _mapped(item, change, kept) for key, item in value.items()}
    return value
