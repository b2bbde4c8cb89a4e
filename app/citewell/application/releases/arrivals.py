"""The release folder: a share or a stick where releases arrive. Looked into again and again, and read where new.

Files count by name, size and time of change: what was read well is not read again before it changes, or before another
release is in force. A full release is not read at all where the delta beside it can be taken and is shorter, with those
that lead to it: its list of files alone may be tens of megabytes. What cannot be taken (half copied, signed by a
stranger) is looked at each time: that may change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from citewell.application.releases.applying import Looked
from citewell.application.releases.contents import SUFFIX
from citewell.application.releases.deltas import DELTA_SUFFIX
from citewell.domain.errors import BadInputError
from citewell.domain.releases import InForce, Standing

LOOK_SECONDS = 15.0
"""Between two looks: a release is seen well within a minute of its arrival."""
Stamp = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one look found: a release to take, or words about why there is none (both empty: nothing new)."""

    path: Path | None = None
    number: int = 0
    problems: tuple[str, ...] = ()
    held: int = 0
    """The number of a release that lies there and that somebody went back from."""


@dataclass(slots=True)
class ReleaseFolder:
    """Looks into ``folder`` with ``look`` (``Releases.look``); ``in_force`` is ``ReleaseStore.in_force``."""

    folder: Path
    look: Callable[[Path], Looked]
    in_force: Callable[[], InForce]
    _read: dict[Stamp, Looked] = field(default_factory=dict)
    _known: InForce = field(default_factory=InForce)
    _told: frozenset[str] = frozenset()
    _refused: set[Stamp] = field(default_factory=set)

    def arrived(self) -> Arrival:
        """The newest release that is to be taken, and problems not told before; a bad file is a problem, no error.

        Raises ``BadInputError`` where it is not known which release is in force, and ``StorageError``.
        """
        stamps = self._stamps()
        if stamps is None:
            return self._tell(Arrival(problems=(f"The release folder {self.folder} is not there at the moment.",)))
        now = self.in_force()
        if now != self._known:
            self._known, self._read, self._refused = now, {}, set()
        problems: list[str] = []
        read: dict[Stamp, Looked] = {}
        sizes = {name: size for name, size, _changed in stamps}
        shorter: set[str] = set()
        for stamp in stamps:
            if stamp in self._refused or stamp[0] in shorter:
                continue
            try:
                read[stamp] = self._read.get(stamp) or self.look(self.folder / stamp[0])
            except BadInputError as error:
                problems.append(str(error))
                continue
            full = Path(stamp[0]).with_suffix(SUFFIX).name
            if _shorter(read[stamp], sizes, full):
                shorter.add(full)
        usable = {one.number for one in read.values() if not one.lacks}
        problems += [one.lacks for one in read.values() if one.standing is Standing.NEW and one.number not in usable]
        self._read = {stamp: one for stamp, one in read.items() if not one.lacks}
        found = list(self._read.values())
        problems += twins(found)
        newest = max((one for one in found if one.number not in _doubled(found)), key=_preferred, default=None)
        if newest is None or newest.standing not in {Standing.NEW, Standing.HELD}:
            return self._tell(Arrival(problems=tuple(problems)))
        if newest.standing is Standing.HELD:
            return self._tell(Arrival(problems=tuple(problems), held=newest.number))
        return self._tell(Arrival(newest.bundle.path, newest.number, tuple(problems)))

    def refuse(self, path: Path) -> None:
        """Do not find ``path`` again before it changes: it was tried, and cannot be used."""
        self._refused |= {stamp for stamp in self._stamps() or () if stamp[0] == path.name}

    def _stamps(self) -> list[Stamp] | None:
        try:
            taken = {SUFFIX, DELTA_SUFFIX}  # a delta comes before the full release of its name
            paths = sorted(path for path in self.folder.iterdir() if path.suffix in taken and path.is_file())
            return [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
        except OSError:
            return None

    def _tell(self, arrival: Arrival) -> Arrival:
        """Each problem once, until it is gone and comes back."""
        fresh = tuple(problem for problem in arrival.problems if problem not in self._told)
        self._told = frozenset(arrival.problems)
        return Arrival(arrival.path, arrival.number, fresh, arrival.held)


def _shorter(looked: Looked, sizes: Mapping[str, int], full: str) -> bool:
    """Whether a delta can be taken, and is no longer than its full release with all those before it."""
    if looked.bundle.path.suffix != DELTA_SUFFIX or looked.lacks:
        return False
    names = [bundle.path.name for bundle in (*looked.before, looked.bundle)]
    return full in sizes and sum(sizes.get(name, 0) for name in names) <= sizes[full]


def twins(found: list[Looked]) -> list[str]:
    """Words about releases of one number with different content; neither is taken."""
    said = []
    for number in sorted(_doubled(found)):
        names = sorted(one.bundle.path.name for one in found if one.number == number)
        said.append(
            f"There are two releases {number} with different content: {' and '.join(names)}. Neither is used. Ask "
            "which one is right; its lead signs it again, with a higher number."
        )
    return said


def _doubled(found: list[Looked]) -> set[int]:
    digests: dict[int, set[str]] = {}
    for one in found:
        digests.setdefault(one.number, set()).add(one.digest)
    return {number for number, digests_of in digests.items() if len(digests_of) > 1}


def _preferred(looked: Looked) -> tuple[int, bool]:
    """The highest number; of its two files the full one, which was only read where the delta is no shorter."""
    return looked.number, looked.bundle.path.suffix == SUFFIX
