"""Small groups go together: none that is told apart is smaller than the least size (primary suppression).

What is merged must not come out again by subtracting the others from the total (complementary suppression): where all
small groups together are still small, the smallest of the others joins them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from citewell.domain.rollups import COUNTS, OTHER, Dimension


@dataclass(slots=True)
class Tally:
    """The counts of one group that is being added up, and which laptops they are from."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    laptops: set[str] = field(default_factory=set)

    def add(self, counts: Mapping[str, int], laptops: Iterable[str] = ()) -> None:
        """Add counts."""
        for name, number in counts.items():
            self.counts[name] += number
        self.laptops |= set(laptops)

    @property
    def drafts(self) -> int:
        """How many drafts are in it."""
        return self.counts["drafts"]


Tallies = dict[tuple[Dimension, str], Tally]


def merge_small(tallies: Tallies, small: Callable[[Tally], bool]) -> Tallies:
    """The groups with those that are ``small`` in ``other``; a dimension that is small as a whole is left out."""
    merged: Tallies = {}
    for dimension in Dimension:
        names = [name for kind, name in tallies if kind is dimension]
        named = {name: tallies[dimension, name] for name in names}
        other = named.pop(OTHER, Tally())
        for name in [name for name, tally in named.items() if small(tally)]:
            tally = named.pop(name)
            other.add(tally.counts, tally.laptops)
        while named and other.drafts and small(other):
            tally = named.pop(min(named, key=lambda name: (named[name].drafts, name)))
            other.add(tally.counts, tally.laptops)
        if other.drafts and not small(other):
            named[OTHER] = other
        merged |= {(dimension, name): tally for name, tally in named.items()}
    return merged
