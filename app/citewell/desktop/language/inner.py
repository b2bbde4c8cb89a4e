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
    for part, template in _with_fields():
        match = _pattern(template.english).fullmatch(message) if part in message else None
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
def _with_fields() -> tuple[tuple[str, Msg], ...]:
    """Templates with fields, each behind the longest part that its messages hold.

    The longest fixed text comes first: it says most surely what a message is.
    """
    found = [one for one in TEMPLATES if _FIELD.search(one.english)]
    found.sort(key=lambda one: -len(_FIELD.sub("", one.english)))
    return tuple((max(_FIELD.split(one.english)[::2], key=len), one) for one in found)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Compiled when a message holds the longest fixed part of the template, and then kept."""
    split = _FIELD.split(template)
    fixed, names = split[::2], split[1::2]
    fields = [f"(?P<{name}>{_KINDS.get(name.rstrip('0123456789'), '.+?')})" for name in names]
    parts = (re.escape(text) + field for text, field in zip(fixed, [*fields, ""], strict=True))
    return re.compile("".join(parts), re.DOTALL)
