"""Check digits of numbers that name people, accounts and cards. All take digits and letters without separators.

Sources: ISO/IEC 7812-1 (Luhn), ISO 13616 and ISO 7064 (IBAN), and the issuing states' own rules.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

_VERHOEFF_D = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_P = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_CODICE_ODD = dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True)) | dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)
_HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY"

_IBANS = """
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18
    FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
    LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27
    ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
"""
IBAN_LENGTHS: Mapping[str, int] = MappingProxyType({part[:2]: int(part[2:]) for part in _IBANS.split()})
"""Characters of an IBAN by country (SWIFT IBAN registry)."""


def luhn(digits: str) -> bool:
    """Whether the last digit is right by the Luhn formula."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        value = int(c) * (1 + i % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban(text: str) -> bool:
    """Whether country, length and check digits of an IBAN (capitals) are right."""
    if IBAN_LENGTHS.get(text[:2]) != len(text):
        return False
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def verhoeff(digits: str) -> bool:
    """Whether the last digit is right by Verhoeff's scheme (Aadhaar)."""
    at = 0
    for i, c in enumerate(reversed(digits)):
        at = int(_VERHOEFF_D[at][int(_VERHOEFF_P[i % 8][int(c)])])
    return at == 0


def weighted(digits: str, weights: tuple[int, ...], modulus: int) -> int:
    """The sum of the digits, each times its weight, modulo ``modulus``."""
    return sum(int(c) * w for c, w in zip(digits, weights, strict=False)) % modulus


def us_ssn(digits: str) -> bool:
    """A US social security number: no area 000 or 666, no group 00, no serial 0000; or a taxpayer number (9xx)."""
    return len(digits) == 9 and digits[:3] not in {"000", "666"} and digits[3:5] != "00" and digits[5:] != "0000"


def de_tax(digits: str) -> bool:
    """A German tax identification number: eleven digits, ISO 7064 MOD 11,10."""
    if len(digits) != 11 or digits[0] == "0":
        return False
    product = 10
    for c in digits[:10]:
        total = (int(c) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def fr_nir(text: str) -> bool:
    """A French social security number: 13 characters and 2 check digits, modulo 97; Corsica's letters count."""
    number = text[:13].replace("2A", "19").replace("2B", "18")
    return len(text) == 15 and (number + text[13:]).isdigit() and 97 - int(number) % 97 == int(text[13:])


def es_dni(text: str) -> bool:
    """A Spanish DNI or NIE: the letter follows from the number modulo 23."""
    number = text[:-1].replace("X", "0", 1).replace("Y", "1", 1).replace("Z", "2", 1)
    return len(text) == 9 and number.isdigit() and _DNI[int(number) % 23] == text[-1]


def it_codice(text: str) -> bool:
    """An Italian codice fiscale: sixteen characters, the last a check letter."""
    if len(text) != 16:
        return False
    odd = sum(_CODICE_ODD[c] for c in text[:15:2])
    even = sum(int(c) if c.isdigit() else ord(c) - 65 for c in text[1:15:2])
    return chr(65 + (odd + even) % 26) == text[15]


def nl_bsn(digits: str) -> bool:
    """A Dutch citizen service number: the test of eleven."""
    return len(digits) == 9 and weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), 11) == 0


def be_number(digits: str) -> bool:
    """A Belgian national number: modulo 97, with a 2 in front for births since 2000."""
    return len(digits) == 11 and int(digits[9:]) in {97 - int(lead + digits[:9]) % 97 for lead in ("", "2")}


def pl_pesel(digits: str) -> bool:
    """A Polish PESEL."""
    return len(digits) == 11 and weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), 10) == 0


def se_number(digits: str) -> bool:
    """A Swedish personal number, ten digits or twelve: Luhn over the last ten, a month and a day in front."""
    ten = digits[-10:]
    return len(digits) in {10, 12} and luhn(ten) and 1 <= int(ten[2:4]) <= 12 and 1 <= int(ten[4:6]) % 60 <= 31


def fi_hetu(text: str) -> bool:
    """A Finnish personal identity code, such as ``131052-308T``, without its sign."""
    number = text[:9]
    return len(text) == 10 and number.isdigit() and _HETU[int(number) % 31] == text[9]


def no_number(digits: str) -> bool:
    """A Norwegian birth number: two check digits modulo 11."""
    if len(digits) != 11:
        return False
    first = weighted(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), 11)
    return first == 0 and weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), 11) == 0


def br_cpf(digits: str) -> bool:
    """A Brazilian CPF: two check digits."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    first = weighted(digits[:9], (10, 9, 8, 7, 6, 5, 4, 3, 2), 11)
    second = weighted(digits[:10], (11, 10, 9, 8, 7, 6, 5, 4, 3, 2), 11)
    return digits[9:] == f"{(11 - first) % 11 % 10}{(11 - second) % 11 % 10}"


def aadhaar(digits: str) -> bool:
    """An Indian Aadhaar number."""
    return len(digits) == 12 and digits[0] not in "01" and verhoeff(digits)


def ch_ahv(digits: str) -> bool:
    """A Swiss AHV number: thirteen digits from 756, an EAN-13 check digit."""
    return len(digits) == 13 and digits[:3] == "756" and weighted(digits, (1, 3) * 6 + (1,), 10) == 0


NATIONAL: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "us": us_ssn, "de": de_tax, "fr": fr_nir, "es": es_dni, "it": it_codice, "nl": nl_bsn, "be": be_number,
        "pl": pl_pesel, "se": se_number, "fi": fi_hetu, "no": no_number, "br": br_cpf, "in": aadhaar, "ch": ch_ahv,
    }
)  # fmt: skip
