"""The extracted text of a file of entries, as it grows: lines, their blocks, and a unique name for each entry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from citewell.domain.documents import Block, ExtractedDocument, Metadata
from citewell.governance.text.invisible import visible

MAX_ROWS = 200_000
"""Rows or entries of one file that are read."""
MAX_CELLS = 3_000_000
"""Filled cells of one file that are read."""
MAX_ENTRY_NAME = 64
"""Characters of an entry's name."""
MAX_CODES = 64
"""Codes of one entry."""
_SHOWN_PROBLEMS = 5

_UNUSABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(slots=True)
class EntryText:
    """Lines of text with their blocks. ``text[block.start:block.end]`` is exactly the line that was added."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    position: int = 0

    def line(
        self, text: str, *, level: int = 0, entry: str = "", codes: Sequence[str] = (), table: tuple[str, ...] = ()
    ) -> None:
        """Add one block on its own line."""
        self._append(text)
        self.blocks.append(
            Block(
                self.position,
                self.position + len(text),
                text,
                level,
                entry=entry,
                codes=tuple(codes[:MAX_CODES]),
                table=table,
            )
        )
        self.position += len(text) + 1

    def gap(self) -> None:
        """Add an empty line, unless there is nothing before it."""
        if self.parts:
            self._append("")
            self.position += 1

    def document(self, inner: ExtractedDocument, *, under: int, entry: str, codes: Sequence[str]) -> None:
        """Add the text and blocks of a whole document as part of an entry, its headings below level ``under``."""
        self._append(inner.text)
        for block in inner.blocks:
            level = min(6, block.level + under) if block.level else 0
            self.blocks.append(
                replace(
                    block,
                    start=block.start + self.position,
                    end=block.end + self.position,
                    level=level,
                    entry=entry,
                    codes=tuple(codes[:MAX_CODES]),
                )
            )
        self.position += len(inner.text) + 1

    def extracted(self, title: str, problems: Sequence[str] = ()) -> ExtractedDocument:
        """The document that was put together."""
        return ExtractedDocument("\n".join(self.parts), tuple(self.blocks), Metadata(title=title), tuple(problems))

    def _append(self, text: str) -> None:
        self.parts.append(text)


@dataclass(slots=True)
class EntryNames:
    """Gives each entry of a file a name of its own."""

    taken: set[str] = field(default_factory=set)
    copies: dict[str, int] = field(default_factory=dict)

    def unique(self, wanted: str) -> str:
        """``wanted``, or where another entry has it ``wanted (2)`` and so on."""
        name = wanted
        while name in self.taken:
            self.copies[wanted] = self.copies.get(wanted, 1) + 1
            name = f"{wanted} ({self.copies[wanted]})"
        self.taken.add(name)
        return name


@dataclass(slots=True)
class Budget:
    """How many rows and filled cells of a file may still be read."""

    rows: int = MAX_ROWS
    cells: int = MAX_CELLS
    taken: int = 0
    exceeded: bool = False

    def take(self, cells: int) -> bool:
        """Whether one more row of so many cells may be read."""
        self.exceeded = self.exceeded or self.rows < 1 or self.cells < cells
        if self.exceeded:
            return False
        self.rows -= 1
        self.cells -= cells
        self.taken += 1
        return True

    def problems(self) -> tuple[str, ...]:
        """What to tell where the file holds more."""
        if not self.exceeded:
            return ()
        return (f"only the first {self.taken:,} rows are indexed; split the file to index the rest",)


def clean_cell(text: str) -> str:
    """One line of text, single spaces, without control characters and halves of characters."""
    if not text.isprintable():
        text = _UNUSABLE.sub("", visible(text))
    return " ".join(text.split())


def listed(problems: Sequence[str], what: str) -> tuple[str, ...]:
    """The first problems, and how many more of them there are."""
    shown = tuple(problems[:_SHOWN_PROBLEMS])
    more = len(problems) - len(shown)
    return (*shown, f"{more:,} more {what}") if more else shown
