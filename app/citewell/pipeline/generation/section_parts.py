"""The parts of documents that a letter shows: runs of neighbours that say most of what is asked with few words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

MAX_WORDS = 150
"""Words of all parts; one procedure or table may have ``MAX_PROCEDURE``, so that it stays whole."""
MAX_PROCEDURE = 170
ANOTHER = 10
"""What another part costs, in words: it has to be read anew."""
PRICE = 0.002
"""Value that each word has to bring."""

NEVER = float("-inf")

ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+")
_STEP = re.compile(r"^\s*(\d{1,3})[.)]\s+")
_ROW = re.compile(
    r"""^\s*(?:
        [^:;\n]{1,80}:\ [^;\n]*(?:;\ [^:;\n]{1,80}:\ [^;\n]*)+$  # Header: value; Header: value
      | [^:;\n]{1,80};\ [^:;\n]{1,80}:\ .*;\ [^:;\n]{1,80}:\ .*$  # the same where the first column has no header
    ) | ^[^|\n]*\S\s*\|.*\S  # cells with strokes between
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a passage, or a block of ``code`` with its lines; ``passage`` and ``line`` count from 0.

    ``meant``: a row that was chosen out of its table, whose others the ticket does not mean. ``asked``: the question of
    a list of questions that it answers.
    """

    passage: int
    line: int
    text: str
    code: bool = False
    meant: bool = False
    asked: str = ""

    @property
    def told(self) -> str:
        """What it says, with the question that it answers."""
        return f"{self.asked} {self.text}" if self.asked else self.text

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


@dataclass(frozen=True, slots=True)
class _Block:
    """What is shown whole or left out: a sentence, a procedure, a table, or code with the sentence before it."""

    units: tuple[Unit, ...]
    value: float
    begins: bool
    """Whether nothing stands before it in its section."""

    @property
    def words(self) -> int:
        return _size(self.units)

    @property
    def worth(self) -> float:
        """What it brings beyond what its words cost."""
        return self.value - PRICE * self.words


def is_row(text: str) -> bool:
    """Whether a sentence is the row of a table."""
    return _ROW.match(text) is not None


def parts_within(sections: Sequence[Sequence[Unit]], values: Mapping[Unit, float], most: int = MAX_WORDS) -> list[Unit]:
    """The parts of some sections that have the highest sum of values among all of ``most`` words, in their order.

    A procedure is whole or left out, as half a one misleads, and so is a table of which no row is meant; one that is
    longer than ``MAX_PROCEDURE`` is cut like prose.
    """
    blocks = [block for section in sections for block in _blocks(section, values)]
    if not blocks:
        return []
    chosen = _best_runs(blocks, most) or [max(blocks, key=lambda block: max(values[unit] for unit in block.units))]
    longer = [block for block in blocks if most < block.words <= MAX_PROCEDURE]
    best = max(longer, key=lambda block: block.worth, default=None)
    if best and best.worth > sum(block.worth for block in chosen):
        chosen = [best]
    kept = {unit for block in chosen for unit in block.units}
    return list(dict.fromkeys(unit for section in sections for unit in _with_lead_ins(section, kept)))


def _best_runs(blocks: Sequence[_Block], most: int) -> list[_Block]:
    """The blocks of the highest worth in ``most`` words: a knapsack in which each run of neighbours weighs too.

    By dynamic programming: of the first blocks, the worth of the best choice of so many words that shows the last one,
    and of the best that leaves it out.
    """
    room = most + ANOTHER + 1  # the first run is free
    tables: list[tuple[list[float], list[float]]] = [([NEVER] * room, [0.0] * room)]
    for block in blocks:
        shown, left = tables[-1]
        either = [max(pair) for pair in zip(shown, left, strict=True)]
        begun = [NEVER] * min(block.words + ANOTHER, room) + either[: max(0, room - block.words - ANOTHER)]
        begun = [way - PRICE * ANOTHER for way in begun]
        gone_on = [NEVER] * min(block.words, room) + shown[: max(0, room - block.words)]
        ways = begun if block.begins else [max(pair) for pair in zip(begun, gone_on, strict=True)]
        tables.append(([way + block.worth for way in ways], either))
    found: list[_Block] = []
    words, is_shown = room - 1, tables[-1][0][-1] > tables[-1][1][-1]
    for block, (shown, left) in zip(reversed(blocks), reversed(tables[:-1]), strict=True):
        if is_shown:
            found.append(block)
            words -= block.words
            before = words - ANOTHER
            begun_worth = max(shown[before], left[before]) - PRICE * ANOTHER if before >= 0 else NEVER
            if not block.begins and shown[words] >= begun_worth:
                continue
            words = before
        is_shown = shown[words] > left[words]
    return found[::-1]


def _blocks(units: Sequence[Unit], values: Mapping[Unit, float]) -> Iterator[_Block]:
    """What of a section is shown whole, in order: code tells little by itself, and a line that introduces nothing."""
    of = {
        unit: at
        for at, group in enumerate([*_procedures(units), *_tables(units)])
        if _size(group) <= MAX_PROCEDURE
        for unit in group
    }
    own: list[list[Unit]] = []
    for unit in units:
        before = own[-1][-1] if own else None
        if before and (_goes_with(unit, before, own[-1]) or (unit in of and of.get(before) == of[unit])):
            own[-1].append(unit)
        else:
            own.append([unit])
    for at, together in enumerate(own):
        tells = not all(map(introduces, together))
        yield _Block(tuple(together), sum(values[unit] for unit in together) if tells else 0.0, at == 0)


def introduces(unit: Unit) -> bool:
    """Whether a line says nothing without the next one."""
    return unit.text.rstrip().endswith(":") and not unit.code


def _goes_with(unit: Unit, before: Unit, block: Sequence[Unit]) -> bool:
    """Whether a unit says little without the one before it, or the other way round."""
    if (unit.passage, unit.asked) != (before.passage, before.asked) or _size(block) + unit.words > MAX_PROCEDURE:
        return False
    return unit.code or introduces(before)


def _tables(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Rows that follow each other, where the ticket means none more than the others."""
    for is_open, rows in groupby(units, lambda unit: is_row(unit.text) and not unit.meant):
        if is_open:
            yield list(rows)


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


def _size(units: Sequence[Unit]) -> int:
    return sum(unit.words for unit in units)


def _with_lead_ins(units: Sequence[Unit], kept: set[Unit]) -> Iterator[Unit]:
    """Those of ``units`` that are kept; before the first one of a list or below a heading, the line that introduces it.

    That of a list holds for its items, a heading in the text up to the next such line.
    """
    lead_in: Unit | None = None
    of_list = False
    for unit, after in zip(units, [*units[1:], None], strict=True):
        is_item = _is_item(unit)
        if introduces(unit) and not is_item:
            lead_in, of_list = (None if unit in kept else unit), after is not None and _is_item(after)
        elif of_list and not is_item:
            lead_in = None
        if unit in kept:
            if lead_in is not None and lead_in.passage == unit.passage:
                yield lead_in
            yield unit
            lead_in = None


def _is_item(unit: Unit) -> bool:
    return ITEM.match(unit.text) is not None or is_row(unit.text)
