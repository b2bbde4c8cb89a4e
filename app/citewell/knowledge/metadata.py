"""Fields that describe a document, out of YAML, TOML or JSON: front matter, sidecar files, folder defaults, the window.

A field that is no use is reported and left out, never fatal; what might have kept a document in stays confidential.
"""

import calendar
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType

import yaml

from citewell.domain.documents import Access, Metadata, Use
from citewell.knowledge.exchange.addresses import web_address

MAX_LENGTH = 64 * 1024
"""Characters, or bytes of a file. No description of a document is longer; what is, is not parsed."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "id": "key",
        "version": "version",
        "effective_from": "effective_from",
        "effective_to": "effective_to",
        "region": "regions",
        "product": "product",
        "language": "language",
        "access": "access",
        "owner": "owner",
        "supersedes": "supersedes",
        "url": "url",
        "use_as": "use_as",
    }
)
"""Name of a field as it is written, to its attribute of ``Metadata``."""

_ACCESS = re.compile(
    r"""(?:^|[{,])[^\w\n]{0,20}access[^\w\n]{0,20}?[:=][ \t"']{0,20}([^"',}\n]*)""", re.MULTILINE | re.IGNORECASE
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2})(?:[T ].*)?)?")
_EVERYWHERE = {"global", "all", "worldwide", "any"}
_NOTHING = {"", "~", "null"}
_PLURALS = {"regions": "region"}


class Fault(Enum):
    """What is wrong with one field."""

    NOT_ONE_VALUE = "not one value"
    NOT_A_DATE = "not a date"
    ENDS_BEFORE_START = "ends before start"
    NO_ACCESS_CLASS = "no access class"


@dataclass(frozen=True, slots=True)
class Described:
    """What one place says of a document.

    ``stated`` names the attributes of ``metadata`` that it speaks of, which may be to say 'not restricted'.
    ``problems`` are for people; ``faults`` say the same of single fields, by their names as they are written.
    """

    metadata: Metadata = field(default_factory=Metadata)
    stated: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()
    faults: Mapping[str, Fault] = field(default_factory=dict)


class _Pairs(list[tuple[str, object]]):
    """A mapping as it is written: in order, with what is there twice."""


class _Loader(yaml.BaseLoader):
    """Makes strings, lists and ``_Pairs``: no type is guessed, no object is built, and an alias costs nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> _Pairs:  # type: ignore[override]  # noqa: ARG002, FBT001, FBT002
        """The pairs of a mapping."""
        pairs = _Pairs()
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(problem="a field's name must be a word")
            pairs.append((name.value, self.construct_object(value, deep=True)))
        return pairs


def read_yaml(text: str, name: str = "it") -> Described | None:
    """What a YAML text says; ``None`` where it is a text like any other and no list of fields.

    ``name`` is what problems call the whole.
    """
    if len(text) > MAX_LENGTH:
        return _unusable(text, f"{name} is longer than {MAX_LENGTH // 1024} kB")
    try:
        values = yaml.load(text, Loader=_Loader)  # noqa: S506  builds nothing but strings, lists and pairs
    except RecursionError:
        return _unusable(text, f"{name} is nested too deep")
    except yaml.YAMLError as error:
        return _unusable(text, f"{name} is not YAML: {getattr(error, 'problem', '') or 'it has a forbidden character'}")
    return None if isinstance(values, str) and values.strip() else _described(values, text, name)


def read_json(text: str, name: str = "it") -> Described:
    """What a JSON text says. Numbers stay as written. ``name`` is what problems call the whole."""
    if len(text) > MAX_LENGTH:
        return _unusable(text, f"{name} is longer than {MAX_LENGTH // 1024} kB")
    try:
        values = json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        return _unusable(text, f"{name} is nested too deep")
    except ValueError as error:
        return _unusable(text, f"{name} is not JSON: {getattr(error, 'msg', error)}")
    return _described(values, text, name)


def read_toml(text: str, name: str = "it") -> Described:
    """What a TOML text says; tables in it are no fields. ``name`` is what problems call the whole."""
    if len(text) > MAX_LENGTH:
        return _unusable(text, f"{name} is longer than {MAX_LENGTH // 1024} kB")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        return _unusable(text, f"{name} is nested too deep")
    except ValueError as error:
        return _unusable(text, f"{name} is not TOML: {error}")
    return read_fields((key, _as_written(value)) for key, value in values.items() if not isinstance(value, dict))


def _as_written(value: object) -> object:
    """A TOML value as YAML would give it: strings, and lists of strings."""
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    return value if isinstance(value, str) else str(value)


def _described(values: object, text: str, name: str) -> Described:
    if not values:
        return Described()
    if not isinstance(values, _Pairs):
        return _unusable(text, f"{name} is not a list of fields")
    return read_fields(values)


def _unusable(text: str, problem: str) -> Described:
    """No field can be read, but what names an access class other than public keeps its documents confidential."""
    named = [found[1].strip().lower() for found in _ACCESS.finditer(text[:MAX_LENGTH])]
    if all(name == Access.PUBLIC for name in named):
        return Described(problems=(problem,))
    return confidential(problem)


def confidential(problem: str) -> Described:
    """What cannot be read and may have said that its documents are confidential."""
    return Described(
        Metadata(access=Access.CONFIDENTIAL), frozenset({"access"}), (f"{problem}; it is kept confidential",)
    )


def read_fields(pairs: Iterable[tuple[str, object]], *, empty_counts: bool = False) -> Described:
    """Read fields by name; values are strings, lists of strings, or ``None``.

    Names are taken in any case, with spaces or hyphens for ``_``; unknown ones are ignored. An empty value says
    nothing, unless ``empty_counts``: then it says 'not restricted'.
    """
    reader = _Reader(_by_name(pairs))
    regions, everywhere = reader.regions()
    start, end = reader.dates()
    metadata = Metadata(
        title=reader.text("title"),
        key=reader.text("id"),
        version=reader.text("version"),
        effective_from=start,
        effective_to=end,
        regions=regions,
        product=reader.text("product"),
        language=reader.text("language"),
        access=reader.access(),
        owner=reader.text("owner"),
        supersedes=reader.texts("supersedes"),
        url=reader.url(),
        use_as=reader.use(),
    )
    stated = {attribute for name, attribute in FIELDS.items() if getattr(metadata, attribute) and name in reader.values}
    if everywhere:
        stated.add("regions")
    if empty_counts:
        stated |= {FIELDS[name] for name, value in reader.values.items() if _is_empty(value)}
    return Described(metadata, frozenset(stated), tuple(reader.problems), reader.faults)


def _by_name(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """The known fields. One that is there twice gets a value that is none."""
    values: dict[str, object] = {}
    for name, value in pairs:
        known = re.sub(r"[\s-]+", "_", name.strip().lower())
        known = _PLURALS.get(known, known)
        if known in FIELDS:
            values[known] = _Twice() if known in values else value
    return values


class _Twice:
    """Stands for the values of a field that is there more than once."""


def _is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and value.strip().lower() in _NOTHING)


class _Reader:
    """Takes fields out of ``values`` and collects what is wrong with them in ``problems`` and ``faults``."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values
        self.problems: list[str] = []
        self.faults: dict[str, Fault] = {}

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if _is_empty(value):
            return ""
        if isinstance(value, str):
            return _clean(value)
        self._refuse(name, "must be one value")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        if _is_empty(value):
            return ()
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self._refuse(name, "must be a value or a list of values")
            return ()
        return tuple(_clean(item) for item in items if item.strip())

    def url(self) -> str:
        """An address of the web; anything else, such as ``javascript:``, is refused."""
        text = self.text("url")
        if text and not web_address(text):
            self.problems.append(f"url '{text[:40]}' is not an address like https://example.com/page; it is ignored")
        return web_address(text)

    def use(self) -> Use:
        text = self.text("use_as").lower()
        if text not in {"", "facts", Use.STYLE}:
            self.problems.append(f"use_as '{text[:40]}' is neither facts nor style; it is ignored")
        return Use.STYLE if text == Use.STYLE else Use.FACTS

    def regions(self) -> tuple[tuple[str, ...], bool]:
        """The regions, and whether the document is said to be for all of them."""
        named = self.texts("region")
        regions = tuple(region for region in named if region.lower() not in _EVERYWHERE)
        return regions, bool(named) and not regions

    def dates(self) -> tuple[date | None, date | None]:
        start, end = self._date("effective_from"), self._date("effective_to", last=True)
        if start and end and end < start:
            self.problems.append(f"effective_to {end} is before effective_from {start}; both are ignored")
            self.faults["effective_to"] = Fault.ENDS_BEFORE_START
            return None, None
        return start, end

    def _date(self, name: str, *, last: bool = False) -> date | None:
        """A day; of a month or year alone its first or ``last`` one."""
        text = self.text(name)
        match = _DATE.fullmatch(text)
        try:
            if match:
                year, month = int(match[1]), int(match[2] or (12 if last else 1))
                final = calendar.monthrange(year, month)[1] if last else 1
                return date(year, month, int(match[3] or final))
        except ValueError:  # there is no such day
            pass
        if text:
            self.problems.append(f"{name} '{text[:40]}' is not a date like 2026-02-28; it is ignored")
            self.faults[name] = Fault.NOT_A_DATE
        return None

    def access(self) -> Access:
        """The class named; what is no class counts as confidential, the safe side."""
        value = self.values.get("access")
        if _is_empty(value):
            return Access.PUBLIC
        text = _clean(value).lower() if isinstance(value, str) else ""
        if text in set(Access):
            return Access(text)
        shown = f" '{text[:40]}'" if text else ""
        self.problems.append(f"access{shown} is neither public nor confidential; it is kept confidential")
        self.faults["access"] = Fault.NO_ACCESS_CLASS
        return Access.CONFIDENTIAL

    def _refuse(self, name: str, wanted: str) -> None:
        twice = isinstance(self.values[name], _Twice)
        self.problems.append(f"{name} {'is there more than once' if twice else wanted}; it is ignored")
        self.faults[name] = Fault.NOT_ONE_VALUE


def _clean(value: str) -> str:
    """``value`` without the half characters that escapes can make and no database takes."""
    return value.encode("utf-8", "replace").decode().strip()
