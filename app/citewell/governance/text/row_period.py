"""The days on which a row of a table holds, where columns of it say so."""

import re
from datetime import date

_FROM = frozenset(("valid from", "effective from", "gültig ab", "gültig von", "valable du", "válido desde"))
_TO = frozenset(
    (
        *("valid to", "valid until", "valid till", "valid through", "effective to", "expires", "expires on", "expiry"),
        *("expiry date", "expiration date", "gültig bis", "valable jusqu au", "válido hasta"),
    )
)
"""Names of columns as a whole: in ``price valid until`` it is only the price that ends."""
_NOT_NAME = re.compile(r"[\W_]+")
_DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ].*)?"),
    re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})"),
)
"""The two orders that cannot be mistaken for one another."""


def row_holds(text: str, day: date) -> bool:
    """Whether a row, written ``Column: value; Column: value``, holds on ``day``; the first and last day count."""
    for part in text.split("; "):
        name, _, value = part.partition(": ")
        plain = _NOT_NAME.sub(" ", name).strip().casefold()
        if plain in _FROM and (begins := _day(value.strip())) is not None and begins > day:
            return False
        if plain in _TO and (ends := _day(value.strip())) is not None and ends < day:
            return False
    return True


def _day(text: str) -> date | None:
    found = next((match for pattern in _DAYS if (match := pattern.fullmatch(text))), None)
    try:
        return date(*(int(found[name]) for name in ("year", "month", "day"))) if found else None
    except ValueError:
        return None
