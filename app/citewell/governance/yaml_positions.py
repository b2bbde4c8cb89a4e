"""YAML and JSONL that people write, with the place of every field, so that a mistake can be pointed at.

A file is bounded in size, depth and aliases before anything is built from it: a short one can stand for a billion
values by its aliases, or for endless ones.
"""

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_PROBLEMS = 200
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]
"""Where a value stands: field names and positions from the top."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file. Its message says how to mend it; ``line`` and ``column`` count from 1."""

    file: str
    line: int
    message: str
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Problems:
    """The mistakes found in one file so far, at most ``MAX_PROBLEMS``."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, at: yaml.Node | int, message: str) -> None:
        """Note one more, at a node or a line."""
        if len(self.found) >= MAX_PROBLEMS:
            return
        line, column = (at, 1) if isinstance(at, int) else (at.start_mark.line + 1, at.start_mark.column + 1)
        self.found.append(Problem(self.file, line, message, column))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that a file may hold. ``noun`` is what messages call it, ``aliases`` how many ``*name`` it may use.

    ``values`` counts those that an alias repeats each time.
    """

    noun: str
    size: int
    values: int
    depth: int = 8
    aliases: int = 50


@dataclass(frozen=True, slots=True)
class Located:
    """A value as it was read, and where each field of it stands: ``names`` are the nodes of their names.

    ``values`` are the nodes of what they hold; it is empty where mistakes are told at the name. Lines count from 1.
    """

    value: object
    names: Mapping[Path, yaml.Node] = field(default_factory=dict)
    values: Mapping[Path, yaml.Node] = field(default_factory=dict)
    first_line: int = 1

    def place(self, path: Path, *, name: bool = False) -> yaml.Node | int:
        """Where a mistake in a field is told, or in its ``name``; that of the nearest one around it that is known."""
        known = self.names if name or not self.values else self.values
        while path and path not in known:
            path = path[:-1]
        return known.get(path, self.first_line)


def compose(text: str, bounds: Bounds, problems: Problems) -> yaml.Node | None:
    """The root node of the one document of ``text``; ``None`` where it cannot be read, or holds nothing."""
    size = len(text.encode(errors="replace"))
    if size > bounds.size:
        problems.add(
            1, f"the file has {size:,} bytes; the most is {bounds.size:,}. Split it into several {bounds.noun}s."
        )
        return None
    try:
        if not _is_bounded(text, bounds, problems):
            return None
        node: yaml.Node | None = yaml.compose(text, _LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        _note(error, problems)
        return None
    return node if node is None or _count(node, bounds, problems) else None


def _note(error: Exception, problems: Problems) -> None:
    """Note what a parser says of a text that is no YAML, where it says it."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        message = f"not YAML: {what}. Check the indentation; texts with ':' or '#' need quotes."
        problems.add(mark.line + 1 if mark else 1, message)
    else:
        problems.add(1, f"not YAML: {str(error).splitlines()[0]}. Save the file as plain UTF-8 text.")


def _is_bounded(text: str, bounds: Bounds, problems: Problems) -> bool:
    """Whether the events of the file stay within depth and aliases: seen before any node is made."""
    depth = aliases = documents = 0
    for number, event in enumerate(yaml.parse(text, _LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        aliases += isinstance(event, yaml.AliasEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        wrong = ""
        if depth > bounds.depth:
            wrong = (
                f"lists and fields are nested more than {bounds.depth} deep. A {bounds.noun} needs no more than five."
            )
        elif aliases > bounds.aliases:
            wrong = f"more than {bounds.aliases} aliases (*name). Write the values out."
        elif documents > 1:
            wrong = "a second document begins here ('---'). Put it into a file of its own."
        elif number > 2 * bounds.values:
            wrong = f"more than {bounds.values:,} values. Split the file into several {bounds.noun}s."
        if wrong:
            problems.add(event.start_mark.line + 1 if event.start_mark else 1, wrong)
            return False
    return True


def _count(root: yaml.Node, bounds: Bounds, problems: Problems) -> bool:
    """Whether the file stays small with its aliases written out."""
    left = bounds.values
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        left -= 1
        if left < 0 or depth > bounds.depth:
            problems.add(node, "aliases (*name) make this file too large or endless. Write the values out.")
            return False
        if isinstance(node, yaml.SequenceNode):
            waiting += [(item, depth + 1) for item in node.value]
        elif isinstance(node, yaml.MappingNode):
            waiting += [(item, depth + 1) for pair in node.value for item in pair]
    return True


def read_yaml(text: str, bounds: Bounds, problems: Problems) -> Located | None:
    """The one document of a YAML text as plain values; ``None`` where it cannot be read."""
    known = len(problems.found)
    node = compose(text, bounds, problems)
    if len(problems.found) > known:
        return None
    names: dict[Path, yaml.Node] = {}
    if node is not None:
        _walk(node, (), names, {}, problems)
    try:
        return Located(yaml.load(text, _LOADER), names)  # noqa: S506  a safe loader, see above
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # such as a date that there is not
        _note(error, problems)
        return None


def read_texts(node: yaml.Node, problems: Problems) -> Located:
    """A document with every value as it is written: no type is guessed, and mistakes are told where a value stands."""
    names: dict[Path, yaml.Node] = {}
    values: dict[Path, yaml.Node] = {}
    _walk(node, (), names, values, problems)
    return Located(_texts(node), names, values)


def _texts(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {_name(key): _texts(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_texts(item) for item in node.value]
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _name(key: yaml.Node) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else ""


def _walk(
    node: yaml.Node, path: Path, names: dict[Path, yaml.Node], values: dict[Path, yaml.Node], problems: Problems
) -> None:
    names[path] = values[path] = node
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*path, number), names, values, problems)
    elif isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            own = (*path, _name(key))
            if own in names:
                problems.add(key, f"'{_name(key)}' stands here twice. Keep one of them.")
            _walk(item, own, names, values, problems)
            names[own] = key


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
        yield Located(value, first_line=number)


def _once(twice: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice += sorted({name for name in names if names.count(name) > 1})
    return found
