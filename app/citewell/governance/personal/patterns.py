"""Personal data that its own form gives away: addresses on the net, cards, bank accounts, numbers of the state.

The shapes follow Microsoft Presidio's recognisers (MIT), checked where there is a check digit.
"""
# ruff: noqa: E501  patterns read best in one line

import ipaddress
import re
from collections.abc import Callable, Iterator

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal import checksums

SURE, LIKELY = 1.0, 0.9

EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'-]{1,64}(?<![.'])\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?![\w@])"
    r"|(?<![\w.+-])[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\{at\}|\sat\s)\s?[\w-]{1,63}"
    r"(?:\s?(?:\(dot\)|\[dot\]|\sdot\s|\.)\s?(?:com|org|net|edu|info|biz|io|co|uk|de|fr|es|it|nl|in|eu|us|ca|au|ch|at|be|pl|br)\b){1,2}",
    re.IGNORECASE,
)
_SPELLED_EMAIL = re.compile(
    r"(?<!\w)(?:(?!(?:my|is|email|mail|id|and|the|to|e|as|at|on|its|address|no|number)\b)[a-z][\w.]{0,40}\s)?(?:\d{1,6}\s)?[\w.]{0,40}"
    r"(?:gmail|yahoo|hotmail|outlook|rediffmail|icloud|protonmail|ymail|googlemail|gmx|aol)\s?\.?(?:com|org|net|in|co\s?in|co\s?uk|de|fr|es|it)(?!\w)",
    re.IGNORECASE,
)
"""As people write it who leave the marks out: ``kim 35 gmailcom``."""
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
_CARD = re.compile(r"(?<![\w-])(?<!\d[.,])\d(?:[ -]?\d){11,18}(?![\w]|[.,]\d)")
_CARD_GROUPS = re.compile(r"(?<![\w-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -])\d{6}\2\d{5})(?![\w-])")
_SSN = re.compile(r"(?<![\w-])(?!000|666)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])")
_NINO = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)")
_IPV4 = re.compile(r"(?<!version )(?<!Version )(?<!release )(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?!\w|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?:%\w+)?(?![\w:])")
_MAC = re.compile(
    r"(?<![\w:.-])(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![\w:-])|(?<!\w)(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}(?!\w)"
)
_URL = re.compile(r"(?:(?:https?|ftp)://|(?<![\w.@])www\.)[^\s<>\"'“”]+", re.IGNORECASE)
_URL_OF_SOMEBODY = re.compile(
    r"://[^/@\s]+@|[?&;#](?:user|usr|uid|userid|user_id|email|mail|name|phone|token|auth|key|session|sid|customer|account|login)[\w-]*="
    r"|/(?:users?|profiles?|u|members?|people|in|account|accounts|customers?)/[^/\s]{2,}|/~\w|%40|@"
    r"|[/.](?:facebook|instagram|twitter|x|tiktok|linkedin|t|vk|snapchat|pinterest|wa)\.(?:com|me)/[^/\s]{2,}",
    re.IGNORECASE,
)
_URL_CUE = re.compile(
    r"(?:\b(?:my|our|her|his|personal|own)\b[^.\n]{0,24}\b(?:web ?site|site|blog|home ?page|portfolio|profile|page|channel)\b[^.\n]{0,12}"
    r"|\b(?:website|homepage|portfolio|blog|profile)\s*:\s*|\b(?:posted|uploaded|shared)\b[^.\n]{0,30}\b(?:photo|picture|video|post|story)\b[^.\n]{0,10})$",
    re.IGNORECASE,
)
_CRYPTO = re.compile(
    r"(?<!\w)(?:bc1[02-9ac-hj-np-z]{25,62}|[13][1-9A-HJ-NP-Za-km-z]{26,34}|0x[0-9A-Fa-f]{40}|[LM][1-9A-HJ-NP-Za-km-z]{26,33}"
    r"|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93})(?!\w)"
)
_BIC_CUE = re.compile(
    r"\b(?i:(?:BIC|SWIFT)(?:\s*(?:code|number|no\.?))?\s*(?:is|:|=|-)?)\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?!\w)",
)
_NATIONAL = (
    ("it", re.compile(r"(?<!\w)[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?!\w)", re.IGNORECASE)),
    ("es", re.compile(r"(?<!\w)(?:\d{8}|[XYZ]\d{7})[ -]?[A-Z](?!\w)", re.IGNORECASE)),
    ("fi", re.compile(r"(?<!\w)\d{6}[-+A-FU-Y]\d{3}[0-9A-Y](?!\w)")),
    ("fr", re.compile(r"(?<!\w)[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d(?!\w)")),
    ("ch", re.compile(r"(?<!\w)756[. ]?\d{4}[. ]?\d{4}[. ]?\d\d(?!\w)")),
    ("br", re.compile(r"(?<![\w.])\d{3}\.\d{3}\.\d{3}-\d\d(?!\w)")),
    ("in", re.compile(r"(?<!\w)[2-9]\d{3} \d{4} \d{4}(?![\w]| \d)")),
    ("se", re.compile(r"(?<![\w-])(?:19|20)?\d{6}[-+]\d{4}(?![\w-])")),
    ("be", re.compile(r"(?<!\w)\d\d\.\d\d\.\d\d-\d{3}\.\d\d(?!\w)")),
)
"""Numbers of the state that stand out without a word that announces them; the others need one (``cues``)."""
_PAN = re.compile(r"(?<!\w)[A-Z]{3}[ABCFGHLJPTK][A-Z]\d{4}[A-Z](?!\w)")
_CURP = re.compile(r"(?<!\w)[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d(?!\w)")
_MRZ = re.compile(r"(?<!\w)P<[A-Z]{3}[A-Z<]{39}")


def find_patterns(text: str) -> Iterator[PersonalSpan]:
    """Everything in ``text`` that is personal data by its form alone."""
    yield from _urls(text)
    text = without_urls(text)
    yield from _all(EMAIL, "EMAIL", text)
    yield from _all(_SPELLED_EMAIL, "EMAIL", text, score=LIKELY)
    yield from _checked(_IBAN, "IBAN", text, _is_iban)
    yield from _checked(_CARD, "CARD", text, _is_card)
    yield from _all(_CARD_GROUPS, "CARD", text, score=LIKELY)
    yield from find_numbers_of_state(text)
    yield from _all(_PAN, "NATIONAL_ID", text)
    yield from _checked(_IPV4, "IP", text, _is_address)
    yield from _checked(_IPV6, "IP", text, _is_address)
    yield from _all(_MAC, "MAC", text)
    yield from _all(_CRYPTO, "CRYPTO", text)
    for match in _BIC_CUE.finditer(text):
        yield PersonalSpan(match.start(1), match.end(1), "BANK_CODE")


def find_numbers_of_state(text: str) -> Iterator[PersonalSpan]:
    """Social security numbers and the like that stand out without a word that announces them."""
    yield from _all(_SSN, "NATIONAL_ID", text)
    yield from _all(_NINO, "NATIONAL_ID", text)
    yield from _all(_CURP, "NATIONAL_ID", text)
    yield from _all(_MRZ, "PASSPORT", text)
    for country, pattern in _NATIONAL:
        yield from _checked(pattern, "NATIONAL_ID", text, _by(country))


def without_urls(text: str) -> str:
    """``text`` with the addresses of pages blanked out: digits in them are no cards and phones."""
    return _URL.sub(lambda match: " " * len(match[0]), text)


def _all(pattern: re.Pattern[str], name: str, text: str, score: float = SURE) -> Iterator[PersonalSpan]:
    for match in pattern.finditer(text):
        yield PersonalSpan(match.start(), match.end(), name, score)


def _checked(pattern: re.Pattern[str], name: str, text: str, holds: Callable[[str], bool]) -> Iterator[PersonalSpan]:
    for match in pattern.finditer(text):
        if holds(match[0]):
            yield PersonalSpan(match.start(), match.end(), name)


def compact(text: str) -> str:
    """Letters and digits alone, in capitals."""
    return "".join(c for c in text.upper() if c.isalnum() and c.isascii())


def _by(country: str) -> Callable[[str], bool]:
    check = checksums.NATIONAL[country]
    return lambda text: check(compact(text) if country != "fi" else compact(text[:6] + text[7:]))


def _is_iban(text: str) -> bool:
    """Right by its check digits; a wrong digit in a well-formed one is somebody's account all the same."""
    code = compact(text)
    return checksums.iban(code) or checksums.IBAN_LENGTHS.get(code[:2]) == len(code)


def _is_card(text: str) -> bool:
    digits = compact(text)
    return digits[0] != "0" and checksums.luhn(digits) and len(set(digits)) > 1


def _is_address(text: str) -> bool:
    try:
        address = ipaddress.ip_interface(text.partition("%")[0])
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast or text.startswith("255.255."))


def _urls(text: str) -> Iterator[PersonalSpan]:
    """Addresses of pages that lead to a person: with a log-in or a profile in them, or said to be somebody's own."""
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:!?)]}…")
        own = _URL_CUE.search(text[max(0, match.start() - 80) : match.start()])
        if own or _URL_OF_SOMEBODY.search(url):
            yield PersonalSpan(match.start(), match.start() + len(url), "URL")
