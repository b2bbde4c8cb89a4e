"""Regions that hold others (ISO 3166-1 alpha-2 codes): the EU its members, a country its states."""

from collections.abc import Set as AbstractSet

EU = frozenset("""AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK""".split())
_UNIONS = {
    "EU": EU,
    "EEA": EU | {"EU", "IS", "LI", "NO"},
    "DACH": frozenset({"DE", "AT", "CH"}),
    "BENELUX": frozenset({"BE", "NL", "LU"}),
}
_NAMES = {
    "EUROPE": "EU",
    "EUROPEAN UNION": "EU",
    "GERMANY": "DE",
    "DEUTSCHLAND": "DE",
    "AUSTRIA": "AT",
    "FRANCE": "FR",
    "SPAIN": "ES",
    "ITALY": "IT",
    "IRELAND": "IE",
    "NETHERLANDS": "NL",
    "POLAND": "PL",
    "USA": "US",
    "UNITED STATES": "US",
    "UK": "GB",
    "UNITED KINGDOM": "GB",
    "EL": "GR",
}


def applies_in(regions: tuple[str, ...], region: str) -> bool:
    """Whether something for ``regions`` (none: everywhere) holds in ``region``; nowhere in particular holds none."""
    if not regions:
        return True
    own = _code(region)
    return bool(own) and any(_holds(_code(one), own) for one in regions)


def named(region: str) -> tuple[str, ...]:
    """The region itself and the country it lies in, in capitals, as codes and as names.

    ``DE-BY`` is named by DE-BY, DE, GERMANY and DEUTSCHLAND.
    """
    own = _code(region)
    return _with_names({own, own.partition("-")[0]}) if own else ()


def unions_over(region: str) -> dict[str, tuple[str, ...]]:
    """The unions that hold a region, by their codes and names, each with its members.

    What is said for a union holds in the region, but where members of the union are listed beside it: then these are
    meant. What holds in a member alone does not hold in the whole.
    """
    own = _code(region)
    holding = [union for union in _UNIONS if own and union != own and _holds(union, own)]
    return {name: _with_names(_UNIONS[union] - {"EU"}) for union in holding for name in _with_names({union})}


def _with_names(codes: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(sorted(codes | {name for name, code in _NAMES.items() if code in codes}))


def _holds(wide: str, own: str) -> bool:
    return own == wide or own.startswith(f"{wide}-") or own.partition("-")[0] in _UNIONS.get(wide, ())


def _code(region: str) -> str:
    plain = " ".join(region.upper().replace("_", "-").split())
    return _NAMES.get(plain, plain)
