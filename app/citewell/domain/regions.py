"""Regions that hold others (ISO 3166-1 alpha-2 codes): what is said for the EU holds in its member states."""

from types import MappingProxyType

_EU = frozenset("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split())
_MEMBERS = MappingProxyType(
    {
        "EU": _EU,
        "EEA": _EU | {"EU", "IS", "LI", "NO"},
        "DACH": frozenset({"DE", "AT", "CH"}),
        "BENELUX": frozenset({"BE", "NL", "LU"}),
    }
)
_SAME = MappingProxyType({"UK": "GB", "GB": "UK", "EL": "GR", "GR": "EL"})


def covering(region: str) -> tuple[str, ...]:
    """The region itself and those that hold it, in upper case: ``DE`` is covered by DE, EU, EEA and DACH.

    A part of a country (``DE-BY``) is covered by it. What holds in a member alone does not hold in the whole.
    """
    whole = region.strip().upper()
    country = whole.split("-", maxsplit=1)[0]
    names = [whole, country, *(_SAME[name] for name in (whole, country) if name in _SAME)]
    names += [name for name, members in _MEMBERS.items() if members & set(names)]
    return tuple(dict.fromkeys(names))
