"""YAML and JSONL with the line of every field, so that a mistake can be pointed at; duplicate fields are mistakes."""

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Where a value stands: field names and positions from the top."""
DEPTH = 6


@dataclass(frozen=True, slots=True)
class Located:
    """A value as it was read, and the line (from 1) of each of its fields."""

    value: object
    lines: Mapping[Path, int]
    first_line: int = 1

    def line(self, path: Path) -> int:
        """The line of a field, or of the nearest one around it that is known."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.first_line)


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file. Its message says how to mend it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Problems:
    """The mistakes found in one file so far."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """Note one more."""
        self.found.append(Problem(self.file, line, message))


def read_yaml(text: str, problems: Problems) -> Located | None:
    """The one document of a YAML text; ``None`` where it cannot be read."""
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        problems.add(mark.line + 1 if mark else 1, f"not YAML: {what}. Texts with ':' or '#' need quotes.")
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.add(1, f"not YAML: {error}")
        return None
    lines: dict[Path, int] = {}
    if node is not None:
        _walk(node, (), lines, problems)
    return Located(value, lines)


def _walk(node: yaml.Node, path: Path, lines: dict[Path, int], problems: Problems) -> None:
    lines[path] = node.start_mark.line + 1
    if len(path) >= DEPTH:
        return
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*path, number), lines, problems)
    elif isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            own = (*path, str(key.value))
            if own in lines:
                problems.add(key.start_mark.line + 1, f"'{key.value}' stands here twice. Keep one of them.")
            _walk(item, own, lines, problems)
            lines[own] = key.start_mark.line + 1


def read_jsonl(text: str, problems: Problems) -> Iterator[Located]:
    """The objects of a JSONL text, one a line; lines that cannot be read are noted and left out."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        twice: list[str] = []
        try:
            value = json.loads(line, object_pairs_hook=functools.partial(_once, twice))
        except (ValueError, RecursionError) as error:
            problems.add(number, f"not JSON: {error}. Each line must be one JSON object.")
            continue
        for name in twice:
            problems.add(number, f"'{name}' stands here twice. Keep one of them.")
        yield Located(value, {}, number)


def _once(twice: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice += sorted({name for name in names if names.count(name) > 1})
    return found
