"""Personal data that the words before it announce: account numbers, passports, dates of birth, passwords."""
# ruff: noqa: E501  patterns read best in one line

import re
from collections.abc import Iterator

from citewell.domain.personal import PersonalSpan

_IS = r"(?:\s*(?:numbers?|numer|num|no|nos|nr|nummer|nbr|ids?|code|digits?|is|are|was|as|for\s+this|of\s+mine|=|:|\#|-|–|\(|\)|\.|,(?=\s*(?:it|is))|it['’]?s|ist|lautet|:))*\s*[\"'“„(]?"
_LAST = r"(?:\s*(?:the\s+)?(?:last|final)\s+(?:four|4)(?:\s+digits?)?\s*(?:of|are|is|:)?)?"
_NUMBER = r"(?P<v>(?:[A-Za-z]{1,4}[- ]?)?\d\w*(?:[ -]\d\w*){0,6}(?:[ -][A-Za-z](?=\W|$))?)"
"""Digits in groups, with up to four letters before them."""
_GROUPS = r"(?P<v>\d[\d]*(?:[ -]\d+){0,6})"
_CODE = r"(?P<v>(?=[A-Za-z0-9-]*\d)[A-Za-z0-9][A-Za-z0-9-]{2,24})"
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zä]*"
_DATE = (
    rf"(?P<v>\d{{1,2}}(?:st|nd|rd|th|\.)?[ ./-]+(?:\d{{1,2}}|{_MONTHS})\.?[ ,./-]+\d{{2,4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{6}}|\d{{8}})(?!\d)"
)


def _cue(words: str, value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w){_LAST}{_IS}{value}(?!\w)", re.IGNORECASE)


_CUES: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("NATIONAL_ID", 0.96, _cue(
        r"ssn|social\s+security|social|sin|national\s+(?:id|identity|insurance)(?:\s+card)?|nino|ni\s+number|personal\s+id(?:entity)?|"
        r"id\s+card|tax\s+(?:id|identification)|tin|itin|steuer-?id\w*|sozialversicherungs\w*|personnummer|bsn|dni|nie|nif|codice\s+fiscale|"
        r"pesel|cpf|aadhaa?r|pan\s+card|curp|ahv\w*|nric|hkid|medicare|nhs", _NUMBER)),
    ("PASSPORT", 0.96, _cue(r"passports?|reisepass\w*|passeport|pasaporte|passaporto", _CODE)),
    ("DRIVER_LICENCE", 0.96, _cue(
        r"driver(?:['’]?s)?\s+licen[cs]e|driving\s+licen[cs]e|licen[cs]e\s+(?:number|no)|dl|führerschein\w*|permis\s+de\s+conduire",
        r"(?P<v>(?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9]*(?:[- ]\d[A-Za-z0-9]*){0,5})")),
    ("CARD", 0.93, _cue(r"(?:(?:credit|debit|bank|visa|master|amex|gift|loyalty|payment)\s*)?cards?|credit|debit|kreditkarte\w*", _GROUPS)),
    ("PASSWORD", 0.95, re.compile(
        r"(?<!\w)(?:passwords?|passwd|pwd|passcode|passphrase|passwort|kennwort|mot\s+de\s+passe|contraseña|pin(?:\s+code)?|cvv2?|cvc|otp|"
        r"(?:security|verification|one[- ]time|access|login)\s+(?:code|pin|password))(?!\w)"
        r"(?:\s*(?:number|no\.?|is|was|are|=|:|ist|lautet|es|est))+\s*[\"'“„]?(?P<v>(?=\S*[\d!@#$%^&*_+=])\S{3,40}?|[A-Za-z]+ \d{2,8}|\d{3,8})(?=[\"'”.,;:!?)]*(?:\s|$))",
        re.IGNORECASE)),
    ("PASSWORD", 0.9, re.compile(r"(?<!\w)(?:pin|cvv2?|cvc|otp|passcode)\s+(?P<v>\d{3,8})(?!\w)", re.IGNORECASE)),
    ("ACCOUNT", 0.94, _cue(
        r"(?:bank|checking|savings?|current|customer|client|user|member|loyalty|target|destination|utility|my|patient|student|employee)?\s*"
        r"(?:account|acct|acc|a/c|ac|customer|client|member(?:ship)?|patient|subscriber|frequent\s+fl[iy]er|konto|kunden\w*|customer-?id|compte|cuenta)"
        r"(?:\s*(?:number|no\.?|nr\.?|num|id|\#|nummer|ending(?:\s+in)?|last\s+(?:four|4)(?:\s+digits?)?))?", _NUMBER)),
    ("ACCOUNT", 0.94, _cue(r"routing(?:\s+number)?|sort\s+code|blz|bankleitzahl|ifsc(?:\s+code)?|aba", _CODE)),
    ("POLICY", 0.94, _cue(r"(?:insurance\s+)?policy(?:\s*(?:number|no\.?|id))|policy|polic[ey]n?nummer|versicherungs(?:schein)?nummer", _NUMBER)),
    ("CLAIM", 0.94, _cue(r"claims?\s*(?:number|no\.?|id|ref\w*)|claim|schadens?nummer", _NUMBER)),
    ("BOOKING", 0.94, _cue(
        r"(?:booking|reservation|confirmation|flight)\s*(?:confirmation|reference|ref|number|no\.?|code|id|locator)+|booking|confirmation|pnr|record\s+locator",
        r"(?P<v>(?=[\w ]*\d)(?:[A-Za-z]{1,3}\s?\d{2,6}|[A-Za-z0-9]{5,8}|(?:[A-Za-z]{1,2} \d{1,3} ?){2,3}[A-Za-z]?))")),
    ("DATE_OF_BIRTH", 0.97, re.compile(
        rf"(?<!\w)(?:date\s+of\s+birth|birth\s*date|birthday|dob|d\.o\.b\.?|born(?:\s+on)?|geburtsdatum|geboren(?:\s+am)?|geb\.|né[e]?\s+le|fecha\s+de\s+nacimiento|nacid[oa]\s+el)(?!\w)"
        rf"(?:[^\w\n]|\b(?:is|was|it['’]?s|on|the|are|ist)\b){{0,12}}{_DATE}", re.IGNORECASE)),
    ("USERNAME", 0.95, re.compile(
        r"(?<!\w)(?:user\s?names?|user\s?id|login\s+(?:name|id)|benutzername|screen\s?name|nickname|skype\s+(?:id|name))"
        r"(?:\s*(?:is|was|are|=|:|ist))+\s*[\"'“„@]?(?P<v>[\w][\w.@#+-]{2,40}(?<![.]))", re.IGNORECASE)),
    ("PLATE", 0.93, re.compile(
        r"(?<!\w)(?:(?:licen[cs]e|number|registration|vehicle|car|reg(?:istration)?)\s*(?:plates?|number|no\.?|reg\w*)|plates?|kennzeichen|vin|plaque|matr[ií]cula)(?!\w)"
        r"(?:\s*(?:number|no\.?|is|was|of|=|:|ist))*\s*(?P<v>(?=[A-Za-z0-9 -]*\d)[A-ZÄÖÜ0-9]{1,4}(?:[ -]?[A-Z0-9]{1,7}){0,3}|[A-HJ-NPR-Z0-9]{17})(?!\w)")),
    ("ZIP", 0.9, re.compile(
        r"(?<!\w)(?:zip(?:\s?code)?|post(?:al)?\s?code|pin\s?code|plz|postleitzahl|code\s+postal|cap)(?!\w)(?:\s*(?:is|was|to|:|=|-|number|no\.?))*\s*"
        r"(?P<v>[A-Za-z]{0,2}\d[\w]{2,6}(?:[ -]\d\w{1,3})?|[A-Za-z]{1,2}\d\w? ?\d[A-Za-z]{2})(?!\w)", re.IGNORECASE)),
    ("VAT_ID", 0.95, re.compile(
        r"(?<!\w)(?:vat|ust-?id\w*|tva|iva|gstin?|ein|tax\s+number|steuernummer)(?!\w)(?:[ -]*(?:id|number|no\.?|nr\.?|is|:|=))*\s*(?P<v>(?:[A-Z]{2})?[\dA-Z](?:[ ./-]?\d){7,13}[A-Z\d]{0,3})(?!\w)",
        re.IGNORECASE)),
)  # fmt: skip
_STOP_WORDS = frozenset(
    """a about already am an and are as at be been but by can changed correct did does ending expired failed for from has have
    he how i if in incorrect invalid is isnt it its just last locked blocked me missing must my name need no not of off on or
    our over page per same screen than that the then there these they this to too under up was we were what when where will
    with within without working works wrong you your yes ok and number field does doesnt""".split()
)
_UNIT_AFTER = re.compile(
    r"\s*(?:[%€$£]|(?:days?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|eur|euros?|usd|dollars?|gbp|pounds?|percent|times|items?|"
    r"people|users?|gb|mb|st|nd|rd|th|am|pm|tage?n?|wochen?|monate?n?|jahre?n?|stunden?)\b)",
    re.IGNORECASE,
)
_LEAST_DIGITS = {"CARD": 4, "ACCOUNT": 3, "POLICY": 3, "CLAIM": 3, "NATIONAL_ID": 3, "BOOKING": 1}


def find_cued(text: str) -> Iterator[PersonalSpan]:
    """Everything in ``text`` that the words before it say is personal."""
    for name, score, pattern in _CUES:
        for match in pattern.finditer(text):
            start, end = match.span("v")
            if _is_plausible(name, match["v"], text[end : end + 12]):
                yield PersonalSpan(start, end, name, score)


def _is_plausible(name: str, value: str, after: str) -> bool:
    words = re.findall(r"[^\W\d_]+", value.lower())
    if name == "USERNAME":
        return value.lower().strip(".") not in _STOP_WORDS
    if name == "PASSWORD":
        return not words or words[0] not in _STOP_WORDS
    digits = sum(c.isdigit() for c in value)
    if digits < _LEAST_DIGITS.get(name, 1) or _STOP_WORDS.intersection(word for word in words if len(word) > 1):
        return False
    return digits >= 6 or _UNIT_AFTER.match(after) is None


_BARE = re.compile(r"(?<![\w.,$€£#/-])\d{9,19}(?!\w|[.,]\d|[%€$£-])")
_THING = (
    r"(?:orders?|invoices?|track(?:ing|\s*(?:&|and)\s*trace)|tickets?|cases?|items?|products?|model|serial|sku|error|parcels?|packages?|shipments?|deliver(?:y|ies)"
    r"|consignment|article|return|rma|waybill|awb|ean|isbn|imei|meid|iccid|upc|gtin|asin|barcode|part|firmware|build"
    r"|fedex|ups|usps|dhl|dpd|gls|hermes|evri|royal\s+mail|postnord|colissimo|chronopost|correos"
    r"|bestell\w*|auftrags?\w*|rechnung\w*|sendung\w*|paket\w*|serien\w*|artikel\w*|geräte\w*|zending\w*|pakket\w*|factuur\w*|volg(?:code|nummer)"
    r"|(?:num[ée]ro\s+de\s+)?(?:commande|suivi|facture|colis|s[ée]rie)|(?:n[úu]mero\s+de\s+)?(?:pedido|seguimiento|rastreo|factura|env[íi]o|serie)"
    r"|(?:numero\s+di\s+)?(?:ordine|spedizione|tracciamento|fattura|serie)|encomenda|rastreamento|fatura|forsendelse\w*|ordre\w*|paczk\w*|przesy[łl]k\w*|zam[óo]wieni\w*)"
)
_BETWEEN = r"[\s:#=(\[\"'“„«*–-]*"
_NAMES_A_THING = re.compile(
    rf"(?<!\w){_THING}{_BETWEEN}(?:(?:number|nummer|numer|num[ée]ro|n[úu]mero|(?:no|nr|ref|num)\.?|ids?|code|c[óo]digo|is|was|with|the|reference|ist|lautet|est|es|è|hat|die|der){_BETWEEN}){{0,4}}$",
    re.IGNORECASE,
)
_THING_BEHIND = re.compile(
    rf"\W{{1,3}}(?:(?:is|was|as|ist|est|es|è|my|the|our|your|an?|is\s+not\s+a\s+card|die|meine?|mon|le|mi|el)\s+){{0,3}}{_THING}(?!\w)",
    re.IGNORECASE,
)
"""Behind a number in brackets or as a statement: ``6129 (tracking number)``, ``6129 is my parcel``."""
_CARD_BETWEEN = re.compile(
    r"(?<!\w)(?:cards?|visa|master\s?card|amex|karte\w*|carte|tarjeta|carta|account|konto|phone)\W", re.IGNORECASE
)
NEAR = 60
"""Characters beside a number in which what it is the number of is looked for."""


def names_thing_beside(text: str, start: int, end: int) -> bool:
    """Whether the words beside a number (``start:end``) say that it is of a parcel, an order, a device or the like."""
    before = text[max(0, start - NEAR) : start]
    if _NAMES_A_THING.search(before):
        return True
    behind = _THING_BEHIND.match(text[end : end + NEAR])
    return behind is not None and _CARD_BETWEEN.search(before) is None


def find_bare_numbers(text: str) -> Iterator[PersonalSpan]:
    """Long numbers that nothing announces: of a person, an account or a phone more often than not.

    Numbers that a word before them says are of a thing (an order, an error) are looked up, and stay.
    """
    for match in _BARE.finditer(text):
        if not names_thing_beside(text, match.start(), match.end()):
            yield PersonalSpan(match.start(), match.end(), "ACCOUNT", 0.3)
