"""The parts of a section that a letter shows: sentences next to each other in which what is asked is spoken of most."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

RUN_WORDS = 130
"""Words of one contiguous part that is shown; a procedure may have ``MAX_WORDS``, so that it stays whole."""
MAX_WORDS, MAX_PARTS = 170, 4
"""Words of all parts, where the document answers at several places, and how many there are at most."""
LEAST_LEFT = 15
"""Words that must be left for another part."""
AGAIN = 0.6
"""Another part has a sentence with this share of the best one's value."""
TELLING = 0.65
"""A sentence with more than this share of the best one's value makes the part around it longer."""
COMPLETED = 0.8
"""A procedure of which a part was chosen is shown whole where a step has this share of the best one's value."""
BEGINS = 0.1
"""What beginning where a paragraph or list begins is worth."""

ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+")
_STEP = re.compile(r"^\s*(\d{1,3})[.)]\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a passage, or a block of ``code`` with its lines; ``passage`` and ``line`` count from 0.

    ``meant``: a row that was chosen out of its table, whose others the ticket does not mean.
    """

    passage: int
    line: int
    text: str
    code: bool = False
    meant: bool = False

    @property
    def words(self) -> int:
        """How many it has."""
        return len(self.text.split())

    @property
    def number(self) -> int | None:
        """Of a step of a procedure."""
        step = _STEP.match(self.text)
        return int(step[1]) if step else None

    def same_line(self, other: "Unit") -> bool:
        """Whether both stand on one line of a passage."""
        return (self.passage, self.line) == (other.passage, other.line)


def parts_within(units: Sequence[Unit], values: Mapping[Unit, float], most: int) -> list[Unit]:
    """The parts of a section in which what is asked is spoken of most, in the document's order, of ``most`` words.

    A procedure is whole or left out.
    """
    if _size(units) <= min(RUN_WORDS, most):
        return list(units)
    best = max(values[unit] for unit in units)
    least = TELLING * best
    chosen: list[list[Unit]] = []
    gaps, left = [list(units)], most
    while gaps and left >= LEAST_LEFT and len(chosen) < MAX_PARTS:
        gap = max(gaps, key=lambda rest: max(values[unit] for unit in rest))
        nearest = max(gap, key=lambda unit: values[unit])
        if chosen and (values[nearest] < AGAIN * best or nearest.words > left):
            break
        first, last = _run(
            gap,
            gap.index(nearest),
            left if nearest.number is not None or chosen else min(RUN_WORDS, most),
            values,
            least,
        )
        chosen.append(gap[first:last])
        left -= _size(chosen[-1])
        gaps.remove(gap)
        gaps += [rest for rest in (gap[:first], gap[last:]) if rest]
    runs = _with_whole_procedures([unit for run in chosen for unit in run], units, values)
    parts = [_with_lead_in(run, units) for run in runs]
    return list(dict.fromkeys(unit for part in parts for unit in part))


def _with_whole_procedures(
    chosen: Sequence[Unit], units: Sequence[Unit], values: Mapping[Unit, float]
) -> list[list[Unit]]:
    """What was chosen, in runs of neighbours; half a procedure misleads, so that it is whole or left out.

    One of more than ``MAX_WORDS`` stays as it is.
    """
    kept, best = set(chosen), max(values[unit] for unit in units)
    for procedure in _procedures(units):
        part = kept.intersection(procedure)
        if not part or _size(procedure) > MAX_WORDS:
            continue
        if part == kept or max(values[unit] for unit in part) >= COMPLETED * best:
            kept.update(procedure)
        else:
            kept -= part
    runs: list[list[Unit]] = [[]]
    for unit in units:
        if unit in kept:
            runs[-1].append(unit)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _procedures(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Numbered steps that follow each other, with the sentences on their lines."""
    procedure: list[Unit] = []
    for unit in units:
        if procedure and not _belongs(unit, procedure):
            yield procedure
            procedure = []
        if procedure or unit.number is not None:
            procedure.append(unit)
    if procedure:
        yield procedure


def _belongs(unit: Unit, procedure: Sequence[Unit]) -> bool:
    """Whether a unit is the next step, or goes on in the line of the last one."""
    if unit.number is None:
        return unit.same_line(procedure[-1])
    return unit.number == 1 + max(one.number for one in procedure if one.number is not None)


def _run(units: Sequence[Unit], nearest: int, most: int, values: Mapping[Unit, float], least: float) -> tuple[int, int]:
    """The range around a unit, of at most ``most`` words, with the highest sum of values less ``least`` each."""
    best, chosen = float("-inf"), (nearest, nearest + 1)
    for first in range(nearest + 1):
        words, value = 0, BEGINS * least if _begins(units[first], units) else 0.0
        for last in range(first, len(units)):
            words += units[last].words
            value += values[units[last]] - least
            if words > most and last > nearest:
                break
            if last >= nearest and value > best and (words <= most or first == last):
                best, chosen = value, (first, last + 1)
    return chosen


def _size(units: Sequence[Unit]) -> int:
    return sum(unit.words for unit in units)


def _begins(unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether a reply can begin with a unit: not inside a procedure or a line."""
    at = units.index(unit)
    before = units[at - 1] if at else None
    if unit.number is not None:
        return unit.number == 1
    return before is None or not before.same_line(unit)


def _with_lead_in(run: list[Unit], units: Sequence[Unit]) -> list[Unit]:
    """``run`` with the line that introduces its list, where it begins inside one."""
    if not ITEM.match(run[0].text):
        return run
    for unit in reversed(units[: units.index(run[0])]):
        if unit.text.rstrip().endswith(":"):
            return [unit, *run]
        if not ITEM.match(unit.text):
            break
    return run
