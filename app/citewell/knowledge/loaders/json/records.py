"""Where the entries lie in a JSON value: lists, mappings by id, categories of these."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from citewell.governance.literals.identifiers import is_identifier
from citewell.knowledge.loaders.text.entries import clean_cell
from citewell.knowledge.loaders.text.field_names import plain_name

Json: TypeAlias = "dict[str, Json] | list[Json] | str | bool | None"
"""A JSON value whose numbers are strings."""
Recogniser: TypeAlias = "Callable[[Mapping[str, Json]], object]"
"""Tells an object that is a question with an answer (not ``None``) from others."""

_NAMES = ("category", "name", "title", "section", "topic", "group", "label", "heading")
_MAX_DEPTH = 30
_MAX_FIELDS = 2000
"""Fields of one object that are shown."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry: its fields, its number in the file, the key it stands under, and the categories around it."""

    value: "dict[str, Json]"
    number: int
    key: str = ""
    category: tuple[str, ...] = ()


def records_of(value: Json, recognise: Recogniser) -> Iterator[Record]:
    """The entries of ``value`` in order, numbered from 1."""
    for number, (record, key, category) in enumerate(_walk(value, (), recognise), 1):
        yield Record(record, number, key, category)


def records_of_lines(values: "list[tuple[int, Json]]", recognise: Recogniser) -> Iterator[Record]:
    """The entries of a file with a value a line, with the numbers of their lines."""
    if not any(is_object(value) for _, value in values):
        yield from records_of([value for _, value in values], recognise)
        return
    for number, value in values:
        for record, key, category in _walk_list([value], (), recognise):
            yield Record(record, number, key, category)


def is_object(value: Json) -> TypeGuard["dict[str, Json]"]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def scalar_text(value: Json) -> str:
    """A string, number or truth value as text; empty for anything else."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def flatten(value: "Mapping[str, Json]", left_out: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Names and texts of all fields that hold something; nested names are joined by dots (``address.city``)."""
    fields: list[tuple[str, str]] = []
    for name, item in value.items():
        if name not in left_out:
            _flatten(clean_cell(name), item, fields, _MAX_DEPTH)
    return fields[:_MAX_FIELDS]


def _flatten(name: str, value: Json, fields: list[tuple[str, str]], depth: int) -> None:
    if is_object(value) and depth:
        for key, item in value.items():
            _flatten(f"{name}.{clean_cell(key)}" if name else clean_cell(key), item, fields, depth - 1)
        return
    text = _one_line(value, depth)
    if text:
        fields.append((name, text))


def _one_line(value: Json, depth: int) -> str:
    if depth <= 0:
        return ""
    if isinstance(value, list):
        texts = [_one_line(item, depth - 1) for item in value]
        return (" | " if any(map(is_object, value)) else ", ").join(filter(None, texts))
    if is_object(value):
        texts = [f"{clean_cell(key)}: {text}" for key, item in value.items() if (text := _one_line(item, depth - 1))]
        return ", ".join(texts)
    return clean_cell(scalar_text(value))


Found: TypeAlias = "tuple[dict[str, Json], str, tuple[str, ...]]"


def _walk(value: Json, category: tuple[str, ...], recognise: Recogniser) -> Iterator[Found]:
    if isinstance(value, list):
        yield from _walk_list(value, category, recognise)
    elif not is_object(value):
        if scalar_text(value):
            yield {"": value}, "", category
    elif recognise(value) is not None and not _inner_lists(value, recognise):
        yield value, "", category
    else:
        yield from _walk_object(value, category, recognise)


def _walk_list(items: "list[Json]", category: tuple[str, ...], recognise: Recogniser) -> Iterator[Found]:
    header = _header(items)
    if header is not None:
        for row in items[1:]:
            cells = row if isinstance(row, list) else [row]
            yield dict(zip(header, cells, strict=False)), "", category
        return
    for item in items:
        if not is_object(item):
            yield {"": item}, "", category
            continue
        inner = _inner_lists(item, recognise)
        if not inner:
            yield item, "", category
            continue
        below = (*category, name) if (name := _own_name(item)) else category
        for key in inner:
            yield from _walk(item[key], below, recognise)


def _header(items: "list[Json]") -> list[str] | None:
    """Names of columns where a list holds rows as lists, the first of them names."""
    if len(items) < 2 or not all(isinstance(item, list) for item in items):
        return None
    first = items[0]
    names = [clean_cell(scalar_text(cell)) for cell in first] if isinstance(first, list) else []
    return names if names and all(names) and len(set(names)) == len(names) else None


def _inner_lists(item: "dict[str, Json]", recognise: Recogniser) -> list[str]:
    """Fields that hold a list of questions with answers, or of categories of them: then the object is a category."""
    return [key for key, value in item.items() if _holds_faqs(value, recognise, 4)]


def _holds_faqs(value: Json, recognise: Recogniser, depth: int) -> bool:
    if not depth or not isinstance(value, list):
        return False
    objects = [item for item in value if is_object(item)]
    if not objects or len(objects) < len(value):
        return False
    if all("question" in map(plain_name, item) or "q" in item for item in objects[:20]):
        return any(recognise(item) is not None for item in objects[:20])
    if any(str(item.get("@type", "")).casefold() == "question" for item in objects[:20]):
        return True
    return any(_holds_faqs(inner, recognise, depth - 1) for item in objects[:20] for inner in item.values())


def _own_name(item: "dict[str, Json]") -> str:
    known = {plain_name(key): value for key, value in item.items()}
    return next((text for name in _NAMES if (text := clean_cell(scalar_text(known.get(name))))), "")


def _walk_object(value: "dict[str, Json]", category: tuple[str, ...], recognise: Recogniser) -> Iterator[Found]:
    """The entries of an object that is none itself: a wrapper, a mapping by id or category, or one single record."""
    lists = [key for key, item in value.items() if isinstance(item, list) and any(map(is_object, item))]
    objects = [key for key, item in value.items() if is_object(item)]
    if lists:
        for key in lists:
            yield from _walk(value[key], (*category, clean_cell(key)) if len(lists) > 1 else category, recognise)
        notes = {key: item for key, item in value.items() if key not in lists and _is_note(key, item)}
        if notes:
            yield notes, "", category
    elif objects and 2 * len(objects) >= len(value):
        yield from _walk_mapping(value, category, recognise)
    elif not objects and _is_mapping(value):
        yield from _pairs(value, category)
    elif value:
        yield value, "", category


def _walk_mapping(value: "dict[str, Json]", category: tuple[str, ...], recognise: Recogniser) -> Iterator[Found]:
    """Entries under their ids, or categories under their names."""
    rest = {key: item for key, item in value.items() if not is_object(item)}
    if rest:
        yield rest, "", category
    for key, item in value.items():
        if not is_object(item):
            continue
        inner = any(isinstance(field, dict) or _has_objects(field) for field in item.values())
        if recognise(item) is None and len(category) < _MAX_DEPTH and (inner or _is_mapping(item)):
            yield from _walk_object(item, (*category, clean_cell(key)), recognise)
        else:
            yield item, clean_cell(key), category


def _pairs(value: "dict[str, Json]", category: tuple[str, ...]) -> Iterator[Found]:
    """A mapping from questions to answers, or from names to what they mean."""
    for key, item in value.items():
        if _asks(key):
            yield {"question": key, "answer": item}, "", category
        else:
            yield {"": item}, clean_cell(key), category


def _has_objects(value: Json) -> bool:
    return isinstance(value, list) and any(map(is_object, value))


def _is_mapping(value: "dict[str, Json]") -> bool:
    """Whether the names are data (``E-17``, ``How do I pay?``) rather than names of fields (``unit_price``)."""
    if any(_has_objects(item) or is_object(item) for item in value.values()):
        return False
    data = sum(_asks(key) or is_identifier(key.strip()) for key in value)
    return 2 * data > len(value)


def _asks(name: str) -> bool:
    """Whether a name is a question or a phrase, as no field's name is."""
    return name.rstrip().endswith(("?", "？", "؟")) or len(name.split()) > 3


def _is_note(name: str, value: Json) -> bool:
    """Whether a field beside the list of entries tells a reader something: a text, or an object."""
    if name.startswith("@") or plain_name(name) in _NAMES:
        return False
    return is_object(value) or " " in scalar_text(value).strip()
