"""Which regions a rule's region holds: the EU its members, a country its states."""

EU = frozenset("""AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK""".split())
_UNIONS = {"EU": EU, "EEA": EU | {"EU", "IS", "LI", "NO"}}
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
}


def applies_in(regions: tuple[str, ...], region: str) -> bool:
    """Whether something for ``regions`` (none: everywhere) holds in ``region``; nowhere in particular holds none."""
    if not regions:
        return True
    own = _code(region)
    return bool(own) and any(_holds(_code(one), own) for one in regions)


def _holds(wide: str, own: str) -> bool:
    return own == wide or own.startswith(f"{wide}-") or own.partition("-")[0] in _UNIONS.get(wide, ())


def _code(region: str) -> str:
    plain = " ".join(region.upper().replace("_", "-").split())
    return _NAMES.get(plain, plain)
