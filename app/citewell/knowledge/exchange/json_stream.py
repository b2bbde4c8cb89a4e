"""Streaming reader of JSON exports: records one by one out of a file of any size, in bounded memory.

Two layouts are told apart by the first value: JSON lines (one object a line), and one document, in which lists may be
wrapped in objects. A value of the document up to ``MAX_WHOLE`` characters is parsed as a whole; a larger one is walked
into, item by item.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from citewell.domain.errors import BadInputError
from citewell.knowledge.exchange.values import CutExportError, Record

MAX_WHOLE = 8 << 20
"""Characters of the largest record, and of the largest document that is held in memory."""
CHUNK = 1 << 18
_MAX_DEPTH = 8
"""Objects and lists around the records."""
_SPACE = " \t\r\n\ufeff"
_DECODER = json.JSONDecoder()

Knows = Callable[[Record], bool]
"""Whether an object is a record, and no wrapper around records."""


@dataclass(slots=True)
class Reading:
    """What was noticed on the way: lines that are no JSON, and objects that are no known record."""

    problems: list[str]
    others: int = 0
    count: int = 0


class _Incomplete(Exception):  # noqa: N818  no error: the value goes on behind what was read so far
    """The value at hand is not whole within the limit."""


def read_json_records(path: Path, encoding: str, knows: Knows, reading: Reading) -> Iterator[Record]:
    """The records of a JSON export in order.

    Raises ``CutExportError`` where it ends in the middle, ``BadInputError`` where it is no JSON.
    """
    with path.open(encoding=encoding, newline="") as file:
        lines = _is_lines(file)
        file.seek(0)
        found = _of_lines(file, path, knows, reading) if lines else _of_document(file, path, knows, reading)
        for record in found:
            reading.count += 1
            yield record


def _is_lines(file: TextIO) -> bool:
    """Whether the first line that is not blank is a whole object, and there is more than one such line."""
    first = ""
    while not first.strip(_SPACE):
        first = file.readline(MAX_WHOLE)
        if not first:
            return False
    if not first.lstrip(_SPACE).startswith("{"):
        return False
    try:
        json.loads(first.strip(_SPACE))
    except (ValueError, RecursionError):
        return False
    return True


def _of_lines(file: TextIO, path: Path, knows: Knows, reading: Reading) -> Iterator[Record]:
    """Records of JSON lines; a bad line is reported, unless it is the last and was never finished."""
    number = 0
    while line := file.readline(4 * MAX_WHOLE):
        number += 1
        text = line.strip(_SPACE)
        if not text:
            continue
        try:
            value = json.loads(text)
        except RecursionError:
            reading.problems.append(f"line {number} is nested too deep; it is left out")
            continue
        except ValueError as error:
            if not line.endswith("\n"):
                raise _cut(path, reading) from error
            reading.problems.append(f"line {number} is not JSON ({_reason(error)}); it is left out")
            continue
        yield from _walk(value, knows, reading, _MAX_DEPTH)


def _of_document(file: TextIO, path: Path, knows: Knows, reading: Reading) -> Iterator[Record]:
    source = _Buffer(file)
    if not source.peek():
        raise BadInputError(f"{path} is empty. Nothing was imported.")
    try:
        while source.peek():
            yield from _values(source, knows, reading, _MAX_DEPTH)
    except _Incomplete as error:
        raise _cut(path, reading) from error
    except RecursionError as error:
        raise BadInputError(f"{path} is nested too deep to be an export. Nothing was imported.") from error
    except ValueError as error:
        raise BadInputError(
            f"{path} is not JSON ({_reason(error)}, line {source.line()}, behind record {reading.count}). "
            "Export it again. Nothing was imported."
        ) from error


def _cut(path: Path, reading: Reading) -> CutExportError:
    return CutExportError(
        f"{path} is cut off in the middle: it ends inside of what comes behind record {reading.count}."
    )


def _reason(error: ValueError) -> str:
    return getattr(error, "msg", str(error))


def _values(source: "_Buffer", knows: Knows, reading: Reading, depth: int, *, listed: bool = False) -> Iterator[Record]:
    """The records in the value that begins at the place of ``source``; with ``listed`` it is an item of a list.

    Where the file ends inside of it, a wrapper is walked into for the sake of what is whole, and an item is given up.
    """
    first = source.peek()
    if first == "[" and depth:
        source.skip()
        yield from _items(source, knows, reading, depth)
        return
    value, whole = source.value(patient=not listed)
    if whole:
        yield from _walk(value, knows, reading, depth)
    elif first == "{" and depth:
        source.skip()
        while source.after_comma("}"):
            source.key()
            yield from _values(source, knows, reading, depth - 1, listed=listed)
    else:
        raise _Incomplete


def _items(source: "_Buffer", knows: Knows, reading: Reading, depth: int) -> Iterator[Record]:
    while source.after_comma("]"):
        yield from _values(source, knows, reading, depth - 1, listed=True)


def _walk(value: Any, knows: Knows, reading: Reading, depth: int) -> Iterator[Record]:  # noqa: ANN401  parsed JSON
    """The records in a parsed value: itself, or those in the lists and objects that it wraps."""
    if isinstance(value, dict):
        if knows(value):
            yield value
            return
        inner = [item for item in value.values() if isinstance(item, dict | list)]
        reading.others += not inner
    else:
        inner = value if isinstance(value, list) else []
    for item in inner if depth else ():
        yield from _walk(item, knows, reading, depth - 1)


class _Buffer:
    """The part of the file that is in memory, and the place in it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._lines = 1

    def line(self) -> int:
        """The number of the line at the place."""
        return self._lines + self._text.count("\n", 0, self._at)

    def peek(self) -> str:
        """The next character that is no space; empty at the end of the file."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Pass the character that was looked at."""
        self._at += 1

    def after_comma(self, end: str) -> bool:
        """Pass a comma, or the ``end`` of the list or object; whether there is another item."""
        character = self.peek()
        if character == ",":
            self.skip()
            character = self.peek()
        if not character:
            raise _Incomplete
        if character == end:
            self.skip()
        return character != end

    def key(self) -> None:
        """Pass a name and its colon."""
        name, whole = self.value()
        if not whole or not self.peek():
            raise _Incomplete
        if not isinstance(name, str) or self.peek() != ":":
            raise ValueError("a name and a colon are missing")
        self.skip()
        if not self.peek():
            raise _Incomplete

    def value(self, *, patient: bool = False) -> tuple[Any, bool]:
        """The value at the place, which then stands behind it; or ``(None, False)`` where it is not whole in reach.

        Raises ``ValueError`` where it is no JSON, ``_Incomplete`` where the file ends first, unless ``patient``.
        """
        wanted = CHUNK
        while True:
            at_end = not self._fill(wanted)
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except ValueError as error:
                broken = getattr(error, "pos", len(self._text))
                if at_end and patient and isinstance(self._ended(error), _Incomplete):
                    return None, False
                if at_end:
                    raise self._ended(error) from error
                if self._is_broken(broken) and wanted >= 4 * CHUNK:
                    raise
            else:
                if end < len(self._text) or at_end or isinstance(value, str | list | dict):
                    self._at = end
                    return value, True
            if wanted >= MAX_WHOLE:
                return None, False
            wanted *= 4

    def _is_broken(self, position: int) -> bool:
        """Whether JSON is wrong far from the end of what is in memory, so that no more text can mend it."""
        return position + CHUNK < len(self._text) and self._text[position] != '"'

    def _ended(self, error: ValueError) -> Exception:
        """A value that the end of the file cuts off is incomplete; one that is wrong before it is no JSON."""
        text, at = self._text.rstrip(_SPACE), getattr(error, "pos", 0)
        if "Unterminated" in str(error) or at >= len(text):
            return _Incomplete()
        begun = len(text) - at < 8 and not set(text[at + 1 :]) & set('{}[]",')  # a number, a word, or an escape
        return _Incomplete() if begun else error

    def _fill(self, wanted: int) -> bool:
        """Have ``wanted`` characters from the place on; whether the file may hold more."""
        while len(self._text) - self._at < wanted:
            if not self._more():
                return False
        return True

    def _more(self) -> bool:
        chunk = self._file.read(CHUNK)
        if not chunk:
            return False
        self._lines += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + chunk
        self._at = 0
        return True
