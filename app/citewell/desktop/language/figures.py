"""Numbers, shares, dates and times as the window's language writes them (``QLocale``)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from citewell.desktop.language.words import spoken, tr


def written(value: float) -> str:
    """A whole number with its groups: 12,345."""
    return spoken().toString(round(value))


def decimal(value: float, digits: int = 1) -> str:
    """A number with so many digits after the point: 1.5."""
    return spoken().toString(float(value), "f", digits)


def figure(value: float, digits: int = 6) -> str:
    """A number with so many digits that count, without zeros at its end: 0.125."""
    return spoken().toString(float(value), "g", digits)


def signed(value: float) -> str:
    """A whole number with its sign: +5."""
    rounded = round(value)
    return f"+{written(rounded)}" if rounded >= 0 else written(rounded)


def percent(share: float, digits: int = 0) -> str:
    """A share of one in percent: 92%."""
    return tr("{number}%", number=decimal(100 * share, digits))


def day(when: date) -> str:
    """A date: 1 Feb 2026."""
    return spoken().toString(QDate(when.year, when.month, when.day), tr("d MMM yyyy"))


def clock(then: datetime, *, seconds: bool = False) -> str:
    """The time of a day: 09:30, or 09:30:15."""
    return spoken().toString(QTime(then.hour, then.minute, then.second), "HH:mm:ss" if seconds else "HH:mm")


def listed(parts: Sequence[str]) -> str:
    """Parts as one says them: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])


def either(parts: Sequence[str]) -> str:
    """Parts of which one holds: a, b or c."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{some} or {last}", some=", ".join(parts[:-1]), last=parts[-1])


def language_name(language: QLocale.Language) -> str:
    """What a language is called in the window's language."""
    names: Mapping[QLocale.Language, str] = {
        QLocale.Language.English: tr("English"),
        QLocale.Language.German: tr("German"),
        QLocale.Language.French: tr("French"),
        QLocale.Language.Spanish: tr("Spanish"),
        QLocale.Language.Italian: tr("Italian"),
        QLocale.Language.Dutch: tr("Dutch"),
        QLocale.Language.Polish: tr("Polish"),
        QLocale.Language.Portuguese: tr("Portuguese"),
    }
    return names.get(language, QLocale.languageToString(language))
