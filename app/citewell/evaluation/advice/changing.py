"""Changing things: places of documents whose figures, dates, prices, codes or links differ between versions."""

from collections import defaultdict
from collections.abc import Iterable

from citewell.domain.live.advice import Place, PlaceVersion
from citewell.governance.literals.extraction import find_literals


def changing_places(versions: Iterable[PlaceVersion]) -> frozenset[Place]:
    """Places where a version that is known held a literal which the present one does not hold."""
    now: defaultdict[Place, set[str]] = defaultdict(set)
    then: defaultdict[Place, set[str]] = defaultdict(set)
    for version in versions:
        (now if version.current else then)[version.place].update(one.normal for one in find_literals(version.text))
    return frozenset(place for place, past in then.items() if past - now[place])
