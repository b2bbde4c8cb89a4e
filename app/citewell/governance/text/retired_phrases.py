"""Phrases that the team no longer says: texts with one are rewritten where a replacement is given, else dropped."""

import re
from collections.abc import Sequence
from functools import partial

from citewell.domain.errors import BadInputError
from citewell.domain.learning import RetiredPhrase

ARROW = "=>"
LONGEST = 200


def parse_phrase(text: str) -> RetiredPhrase:
    """Read ``old`` or ``old => new``. Raises ``BadInputError`` for one without words."""
    old, _, new = text.partition(ARROW)
    phrase, replacement = " ".join(old.split()), " ".join(new.split())
    if not any(c.isalnum() for c in phrase) or len(phrase) > LONGEST:
        raise BadInputError(
            f"'{text[:80]}' is no phrase to retire. Give the words, such as \"Dear valued customer\", or "
            '"old words => new words".'
        )
    if replacement and holds(replacement, RetiredPhrase(phrase)):
        raise BadInputError(f"The replacement '{replacement}' holds the phrase '{phrase}' itself. Give other words.")
    return RetiredPhrase(phrase, replacement)


def holds(text: str, phrase: RetiredPhrase) -> bool:
    """Whether ``text`` says ``phrase``, however it is spaced, quoted or capitalised."""
    return _pattern(phrase).search(text) is not None


def without_retired(text: str, phrases: Sequence[RetiredPhrase]) -> str | None:
    """``text`` with retired phrases replaced; ``None`` where one has no replacement."""
    for phrase in phrases:
        if not holds(text, phrase):
            continue
        if not phrase.replacement:
            return None
        text = _pattern(phrase).sub(partial(_replaced, phrase.replacement), text)
    return None if any(holds(text, phrase) for phrase in phrases) else text


def _replaced(new: str, match: re.Match[str]) -> str:
    return _as_written(match[0], new)


def _as_written(old: str, new: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _pattern(phrase: RetiredPhrase) -> re.Pattern[str]:
    escaped = r"\s+".join(re.escape(word) for word in phrase.phrase.split())
    escaped = re.sub(r"['’]", "['’]", escaped)
    return re.compile(rf"(?<!\w){escaped}(?!\w)", re.IGNORECASE)
