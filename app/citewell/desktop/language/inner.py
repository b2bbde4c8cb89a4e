"""Messages of the inner layers in the window's language, found by the template that they were made of.

Inner layers word their messages once, in English, for the command line and for JSON. Here each is taken apart by its
template and put together in the window's language. A field's name says what stands in it: ``n`` a number, ``p`` a
share in percent, ``w`` words that are looked up themselves; all others stay as they are, such as names and quotes.
"""

import re
from functools import cache

from citewell.desktop.language.figures import percent
from citewell.desktop.language.inner_advice import ADVICE
from citewell.desktop.language.inner_drafting import DRAFTING
from citewell.desktop.language.inner_files import FILES
from citewell.desktop.language.inner_settings import SETTINGS
from citewell.desktop.language.words import Msg, is_english, spoken, tr

TEMPLATES: tuple[Msg, ...] = (*DRAFTING, *FILES, *SETTINGS, *ADVICE)
_FIELD = re.compile(r"\{(\w+)\}")
_KINDS = {"n": r"-?\d[\d,]*(?:\.\d+)?", "p": r"\d+%"}
_SENTENCES = re.compile(r"(?<=[.!?;])\s+(?=\S)")


def inner_words(message: str) -> str:
    """``message`` in the window's language: as a whole, else sentence by sentence; English where it is not known."""
    if is_english() or not message:
        return message
    whole = _found(message)
    if whole is not None:
        return whole
    parts = _SENTENCES.split(message)
    return message if len(parts) == 1 else " ".join(_found(part) or part for part in parts)


def _found(message: str) -> str | None:
    plain = tr(message)
    if plain != message:
        return plain
    for pattern, template in _patterns():
        match = pattern.fullmatch(message)
        if match is not None:
            return tr(template, **{name: _value(name, text) for name, text in match.groupdict().items()})
    return None


def _value(name: str, text: str) -> str:
    kind = name.rstrip("0123456789")
    if kind == "n":
        whole, _, rest = text.replace(",", "").partition(".")
        return spoken().toString(float(f"{whole}.{rest}"), "f", len(rest)) if rest else spoken().toString(int(whole))
    if kind == "p":
        return percent(int(text.removesuffix("%")) / 100)
    return inner_words(text) if kind == "w" else text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Msg], ...]:
    """Those with fields, the longest fixed text first: it says most surely what a message is."""
    found = [one for one in TEMPLATES if _FIELD.search(one.english)]
    found.sort(key=lambda one: -len(_FIELD.sub("", one.english)))
    return tuple((re.compile(_pattern(one.english), re.DOTALL), one) for one in found)


def _pattern(template: str) -> str:
    parts = _FIELD.split(template)
    fixed, names = parts[::2], parts[1::2]
    fields = [f"(?P<{name}>{_KINDS.get(name.rstrip('0123456789'), '.+?')})" for name in names]
    return "".join(re.escape(text) + field for text, field in zip(fixed, [*fields, ""], strict=True))
