"""YAML of a pack as nodes with lines: bounded in size, depth and aliases before anything is built from it."""

from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_BYTES = 512 * 1024
MAX_DEPTH = 8
MAX_NODES = 30_000
"""Values of a file, those that an alias repeats counted each time."""
MAX_ALIASES = 50
MAX_PROBLEMS = 200
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a pack. Its message says how to mend it; ``line`` and ``column`` count from 1."""

    file: str
    line: int
    message: str
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Problems:
    """The mistakes found in one file so far."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, node: yaml.Node | None, message: str, line: int = 1) -> None:
        """Note one more, at ``node`` or at ``line``."""
        if len(self.found) >= MAX_PROBLEMS:
            return
        mark = None if node is None else node.start_mark
        self.found.append(Problem(self.file, mark.line + 1 if mark else line, message, mark.column + 1 if mark else 1))


def compose_pack(text: str, problems: Problems) -> yaml.Node | None:
    """The root node of the one document of ``text``; ``None`` where it cannot be read."""
    size = len(text.encode(errors="replace"))
    if size > MAX_BYTES:
        problems.add(None, f"the file has {size:,} bytes; the most is {MAX_BYTES:,}. Split it into several packs.")
        return None
    try:
        if not _is_bounded(text, problems):
            return None
        node = yaml.compose(text, _LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        message = f"not YAML: {what}. Check the indentation; texts with ':' or '#' need quotes."
        problems.add(None, message, mark.line + 1 if mark else 1)
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.add(None, f"not YAML: {str(error).splitlines()[0]}. Save the file as plain UTF-8 text.")
        return None
    if node is None:
        problems.add(None, "the file is empty. Begin with 'pack:', 'version:' and 'name:'.")
        return None
    return node if _count(node, problems) else None


def _is_bounded(text: str, problems: Problems) -> bool:
    """Whether the events of the file stay within depth and aliases: seen before any node is made."""
    depth = aliases = documents = 0
    for number, event in enumerate(yaml.parse(text, _LOADER)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        aliases += isinstance(event, yaml.AliasEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        wrong = ""
        if depth > MAX_DEPTH:
            wrong = f"lists and fields are nested more than {MAX_DEPTH} deep. A pack needs no more than five."
        elif aliases > MAX_ALIASES:
            wrong = f"more than {MAX_ALIASES} aliases (*name). Write the values out."
        elif documents > 1:
            wrong = "a second document begins here ('---'). Put it into a file of its own."
        elif number > 2 * MAX_NODES:
            wrong = f"more than {MAX_NODES:,} values. Split the file into several packs."
        if wrong:
            problems.add(None, wrong, line)
            return False
    return True


def _count(root: yaml.Node, problems: Problems) -> bool:
    """Whether the file stays small with its aliases written out."""
    left = MAX_NODES
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        left -= 1
        if left < 0 or depth > MAX_DEPTH:
            problems.add(node, "aliases (*name) make this file too large or endless. Write the values out.")
            return False
        if isinstance(node, yaml.SequenceNode):
            waiting += [(item, depth + 1) for item in node.value]
        elif isinstance(node, yaml.MappingNode):
            waiting += [(item, depth + 1) for pair in node.value for item in pair]
    return True
