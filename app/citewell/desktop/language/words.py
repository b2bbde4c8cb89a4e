"""Message catalogue look-up by source text: ``tr`` for a text, ``trn`` for a plural, ``Msg`` for one that waits.

The English text is the key. Qt's translators hold the other languages (``choice.use``), so nothing is kept here. A
constant of a module is a ``Msg``: it is no ``str``, so a type checker finds where its translation was forgotten.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

CONTEXT = "window"
"""Of every message in the catalogue."""


@dataclass(frozen=True, slots=True)
class Msg:
    """A text that is declared before it is known in which language it is shown.

    ``sense`` tells two apart that are the same word in English only, such as ``Draft``: the noun, and what a button
    does.
    """

    english: str
    sense: str = ""


def tr(text: str | Msg, /, **fields: object) -> str:
    """``text`` in the window's language, with ``{fields}`` filled in; the English one where there is no other."""
    source, sense = (text.english, text.sense) if isinstance(text, Msg) else (text, "")
    found = QCoreApplication.translate(CONTEXT, source, sense) if source else ""
    return found.format(**fields) if fields else found


def trn(one: str, several: str, n: int, /, **fields: object) -> str:
    """``one`` or ``several`` by the plural rule of the window's language, with ``{n}`` written as a number."""
    english = one if n == 1 else several
    found = english if is_english() else QCoreApplication.translate(CONTEXT, several, "", n)
    return found.format(n=spoken().toString(n), **fields)


def spoken() -> QLocale:
    """The locale of the window's language; British English until one is chosen on a system without a language."""
    default = QLocale()
    return QLocale("en_GB") if default.language() == QLocale.Language.C else default


def is_english() -> bool:
    """Whether the window speaks the language of the source texts."""
    return spoken().language() == QLocale.Language.English


def inside(text: str) -> str:
    """A text as it stands inside a sentence: with a small first letter in English, as it is elsewhere."""
    return text[:1].lower() + text[1:] if is_english() else text
