"""Identifiers: order numbers, SKUs, error codes and the like, by which a row of a table is found exactly.

Two ways of writing one identifier meet in its normal form: ``#ORD-10023``, ``ord 10023`` and ``ord10023``.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator

MAX_IDENTIFIERS = 64
"""Candidates taken from one ticket, first come first."""

MAX_CHARACTERS = 50_000
"""Of a ticket, in which they are looked for."""

_JOINER = r"[-‐‑‒–—−_/.:+]"
_TOKEN = re.compile(rf"[^\W_]+(?:{_JOINER}{{1,2}}[^\W_]+)*")
_PARTS = re.compile(r"[/.:+]")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d+")
_CUE_WORDS = (
    "no|nr|num|number|numbers|nummer|numero|número|numéro|nº|n°|№|code|codes|id|ids|ref|reference|referenz|key|sku|skus|"
    "ord|order|orders|bestellung|commande|pedido|ordine|inv|invoice|rechnung|facture|factura|fattura|"
    "ticket|case|rma|return|item|article|artikel|part|product|model|serial|tracking|parcel|shipment|booking|"
    "reservation|contract|policy|account|customer|error|err|fehler|fault|coupon|voucher|promo|gutschein"
)
_CUE = re.compile(rf"(?:{_CUE_WORDS})(?:ids?|no|nr)?|[^\W\d_]+(?:nummer|nr|number|code)", re.IGNORECASE)
_CUED_GROUPS = re.compile(
    rf"(?:#|\b(?:{_CUE_WORDS})\b\.?)[\s:#=]*(\d{{1,4}}(?: \d{{2,4}}){{1,5}})(?!\w)", re.IGNORECASE
)
_IBAN_LIKE = re.compile(r"\b[A-Za-z]{2}\d{2}(?: [A-Za-z0-9]{4}){2,7}(?: [A-Za-z0-9]{1,4})?\b")
_SUFFIXED = re.compile(r"(?<![\w.,-])\d{4,} [A-HJ-Z](?!\w)")
_PREFIX = re.compile(r"([^\W\d_]+)\W*(\d.*)", re.DOTALL)
_NUMBERED = re.compile(r"[^\W\d_]+[\W_]*(\d{4,})")
_HEX = re.compile(r"0x([0-9a-f]{4,})", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z]{4,32}(?:[-_][A-Z]{2,32})*|[A-Z]{2,32}(?:[-_][A-Z]{2,32})+")

CURRENCIES = (
    "EUR|USD|GBP|CHF|AUD|CAD|NZD|JPY|CNY|INR|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|BRL|MXN|ARS|CLP|COP|ZAR|SGD|HKD|TWD|"
    "KRW|THB|MYR|IDR|PHP|TRY|ILS|AED|SAR|EGP|NGN|KES|UAH|RUB"
)
"""Alternatives of a regular expression: the codes (ISO 4217) that stand beside amounts."""

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d\d)"
_NO_IDENTIFIER = re.compile(
    rf"""
    (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                                                     # e-mail address
  | \b{_YEAR}[-./]{_MONTH}[-./]{_DAY}(?:T?[ ]?\d\d?:\d\d(?::\d\d(?:\.\d+)?)?Z?)?(?![\w-])   # 2026-05-31, with a time
  | (?<![\w./-]){_DAY}[-./]{_MONTH}[-./](?:{_YEAR}|\d\d)(?![\w/-])                          # 31.05.2026
  | (?<![\w./-]){_MONTH}[-/]{_DAY}[-/](?:{_YEAR}|\d\d)(?![\w/-])                            # 5/31/26
  | (?<![\w:.-])\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?![\w:-])                     # 14:30
  | (?<![\w.-])[-+]?(?:[€$£¥₹]|(?:{CURRENCIES})\s)\s?\d[\d.,]*                              # € 1,200.50
  | (?<![\w.,-])\d[\d.,]*\s?(?:[€$£¥₹%‰]|(?:{CURRENCIES}|euros?|dollars?|pounds?|per\ ?cent|Prozent)\b)
  | (?<![\w.,-])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\w-])                                   # 1,299 or 1,299.00
  | (?<![\w.,-])\d+[.,]\d{{1,2}}(?![\w.,-]) | (?<![\w.,-])\d{{1,3}}(?:\.\d{{3}})+,\d\d(?![\w-])  # 12.50; 1.299,00
  | (?<![\w.-])(?:\+\d|\(0?\d+\)|0\d+\s)[\d\s()/.-]{{5,}}\d(?![\w-])                        # +49 30 123 45 67
  | (?<![\w.-])\d{{3}}[-.\s]\d{{3}}[-.\s]\d{{4}}(?![\w-])                                   # 555-123-4567
    """,
    re.VERBOSE,
)
_QUANTITY = re.compile(
    r"\d+(?:[.,]\d+)?(?:st|nd|rd|th|x|k|m|[kmgt]i?b|[kmg]bps|ms|s|sec|min|mins|h|hr|hrs|hours?|d|days?|weeks?|months?|"
    r"years?|am|pm|px|[kmg]?wh?|v|a|mm|cm|m|km|mg|g|kg|lbs?|oz|ft|in|ml|l|°?c|[kmg]?hz|m?ah|pcs|stk|%)",
    re.IGNORECASE,
)


def normalise_code(text: str) -> str:
    """The normal form of an identifier: letters and digits alone, without case.

    >>> normalise_code("#ORD–10023 ")
    'ord10023'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in plain if c.isalnum())


def identifiers(text: str) -> tuple[str, ...]:
    """What in a short text, such as a table's cell, can name a row, as written and in order.

    Letters and digits in one word (``ORD-10023``, ``0x80070005``), four digits or more, digits joined by dashes.
    Dates, times, amounts, phone numbers, quantities with their unit and years are none. ``ORD-10023`` names its number
    ``10023`` too, since that is how people cite it.
    """
    found: dict[str, None] = {}
    for token, _ in _tokens(text):
        parts = _PARTS.split(token)
        if len(parts) > 1 and all(map(is_identifier, parts)):
            parts = [token, *parts]
        elif is_identifier(token):
            parts = [token]
        else:
            continue
        found.update(dict.fromkeys(code for part in parts for code in (part, *number_of(part))))
    return tuple(found)


def is_identifier(token: str) -> bool:
    """Whether a word is written like an identifier."""
    digits = _DIGITS.findall(token)
    if not digits or _QUANTITY.fullmatch(token):
        return False
    if _LETTER.search(token):
        return True
    if len(digits) == 1:
        return len(token) >= 4 and not re.fullmatch(_YEAR, token)
    return sum(map(len, digits)) >= 5 and not re.fullmatch(rf"{_YEAR}[-–/]{_YEAR}", token)


def number_of(code: str) -> tuple[str, ...]:
    """The number of four digits or more by which a code with a prefix is also known: ``10023`` of ``ORD-10023``."""
    match = _NUMBERED.fullmatch(code) or _HEX.fullmatch(code)
    return (match[1],) if match else ()


def find_identifiers(ticket: str) -> tuple[str, ...]:
    """Normal forms of what in a customer's message may be an identifier, in order, the most specific first at a place.

    Only candidates: a look-up decides. A number of fewer than four digits, or a word of capitals alone, counts where
    the words before it announce it (``order no. 17``, ``#17``, ``code SUMMER``). At most ``MAX_IDENTIFIERS``.
    """
    found: dict[str, None] = {}
    for candidate in _candidates(ticket[:MAX_CHARACTERS]):
        code = normalise_code(candidate)
        if len(code) > 1 or code.isdigit():
            found[code] = None
        if len(found) >= MAX_IDENTIFIERS:
            break
    return tuple(found)


def most_specific(found: tuple[str, ...]) -> tuple[str, ...]:
    """Of the codes that a look-up found, those that are no part of a longer one: ``ord10023``, not ``10023`` too."""
    return tuple(code for code in found if not any(code != other and code in other for other in found))


def _candidates(ticket: str) -> Iterator[str]:
    spaced = deque(sorted(_spaced(ticket)))
    shouted = sum(c.isupper() for c in ticket) > sum(c.islower() for c in ticket)
    end = 0
    for token, start in _tokens(ticket):
        while spaced and spaced[0][0] <= start:
            _, end, code = spaced.popleft()
            yield code
        if start >= end or len(token) >= 4:
            yield from _written(token, ticket[max(0, start - 24) : start], shouted=shouted)


def _spaced(ticket: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of codes written in groups: IBANs, announced numbers (``order 10 023``), ``4711 B``."""
    for pattern in (_IBAN_LIKE, _CUED_GROUPS, _SUFFIXED):
        for match in pattern.finditer(ticket):
            group = match.lastindex or 0
            yield match.start(group), match.end(group), match[group]


def _written(token: str, before: str, *, shouted: bool) -> Iterator[str]:
    """What one word of a ticket may name, with the 24 characters before it."""
    word = _word_before(before)
    cued = before.endswith("#") or bool(word and _CUE.fullmatch(word))
    if not any(c.isdigit() for c in token):
        if _CAPITALS.fullmatch(token) and (cued or not shouted or "_" in token):
            yield token
        return
    named = is_identifier(token) or (cued and not _QUANTITY.fullmatch(token))
    if word and token[0].isdigit() and (named or (len(word) <= 4 and word.isupper())):
        if len(word) <= 5:
            yield word + token
        named = named or len(token) > 3
    if not named:
        return
    yield token
    prefix = _PREFIX.fullmatch(token)
    if prefix and _CUE.fullmatch(prefix[1]):
        yield prefix[2]
    if _PARTS.search(token):
        yield from (part for part in _PARTS.split(token) if is_identifier(part))


def _word_before(before: str) -> str:
    """The word before a token, past ``:``, ``#``, ``is`` and the like: ``order`` of ``order no. #``."""
    match = re.search(r"([^\W\d_]+)\.?[\s:#=(\"'“„]*(?:\b(?:is|was|ist|es|est)\b[\s:#\"'“„]*)?$", before)
    return match[1] if match else ""


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Words of letters and digits, joined ones whole, with where they start; dates, amounts and such are left out."""
    text = _NO_IDENTIFIER.sub(lambda match: " " * len(match[0]), text)
    for match in _TOKEN.finditer(text):
        yield match[0], match.start()
