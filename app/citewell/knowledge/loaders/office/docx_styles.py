"""Styles and list numbers of Word documents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from citewell.knowledge.loaders.archive import Element
from citewell.knowledge.loaders.office.numbering import BULLET, OFFICE_FORMATS, format_number, to_int

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{W}val"
_HEADING = re.compile(r"heading ([1-9])")
_PLACE = re.compile(r"%([1-9])")
_MAX_LEVEL = 6
_BODY = 9
"""The outline level of what is no heading."""
_LEVELS = 9


def is_on(properties: Element | None, name: str) -> bool:
    """Whether an on-or-off property is there and not switched off."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(VALUE, "1") not in {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's style with all it inherits; ``name`` is the built-in, English one, lower case.

    ``level`` is 1 to 6 for headings, else 0; ``list_id`` is empty where the style is no list.
    """

    id: str = ""
    name: str = ""
    level: int = 0
    list_id: str = ""
    list_level: int | None = None


_PLAIN = Style()


@dataclass(slots=True)
class Styles:
    """The paragraph styles by id; built-in ones keep their English name in every language."""

    elements: Mapping[str, Element]
    default: str = ""
    known: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> "Styles":
        """Out of ``styles.xml``; without one, the usual ids of headings are known all the same."""
        elements: dict[str, Element] = {}
        default = ""
        for element in () if root is None else root.iterchildren(f"{W}style"):
            if element.get(f"{W}type", "paragraph") == "paragraph":
                elements[element.get(f"{W}styleId", "")] = element
                if element.get(f"{W}default") in {"1", "true", "on"}:
                    default = element.get(f"{W}styleId", "")
        return cls(elements, default)

    def of(self, properties: Element | None) -> Style:
        """The style of a paragraph with these properties, with the outline level that it sets itself."""
        named = None if properties is None else properties.find(f"{W}pStyle")
        style = self._resolve(self.default if named is None else named.get(VALUE, ""))
        own = None if properties is None else properties.find(f"{W}outlineLvl")
        if own is None:
            return style
        return Style(style.id, style.name, _outline(own), style.list_id, style.list_level)

    def _resolve(self, style_id: str) -> Style:
        if style_id not in self.known:
            self.known[style_id] = _PLAIN  # ends a circle of styles
            self.known[style_id] = self._inherit(style_id)
        return self.known[style_id]

    def _inherit(self, style_id: str) -> Style:
        element = self.elements.get(style_id)
        if element is None:
            return _named(Style(style_id, re.sub(r"(?<=[a-z])(?=\d$)", " ", style_id.lower())))
        name = element.find(f"{W}name")
        parent = element.find(f"{W}basedOn")
        base = _PLAIN if parent is None else self._resolve(parent.get(VALUE, ""))
        numbering = element.find(f"{W}pPr/{W}numPr")
        list_id, list_level = _list(numbering)
        style = Style(
            style_id,
            base.name if base.name == "title" else "" if name is None else name.get(VALUE, "").lower(),
            base.level,
            base.list_id if list_id is None else list_id,
            base.list_level if list_level is None else list_level,
        )
        own = element.find(f"{W}pPr/{W}outlineLvl")
        return _named(style, None if own is None else _outline(own))


def _named(style: Style, level: int | None = None) -> Style:
    """A built-in heading says its level in its name; others say it, or inherit it."""
    match = _HEADING.fullmatch(style.name)
    level = min(int(match[1]), _MAX_LEVEL) if match else style.level if level is None else level
    return Style(style.id, style.name, level, style.list_id, style.list_level)


def _outline(element: Element) -> int:
    level = to_int(element.get(VALUE), _BODY)
    return min(level + 1, _MAX_LEVEL) if 0 <= level < _BODY else 0


def _list(numbering: Element | None) -> tuple[str | None, int | None]:
    """List and level of a ``numPr``; ``None`` for what it leaves open. List ``0`` takes a paragraph out of its list."""
    if numbering is None:
        return None, None
    list_id, level = (numbering.find(f"{W}{name}") for name in ("numId", "ilvl"))
    return (
        None if list_id is None else list_id.get(VALUE, ""),
        None if level is None else min(max(to_int(level.get(VALUE)), 0), _LEVELS - 1),
    )


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    restarts: bool
    style: str

    @classmethod
    def read(cls, element: Element) -> "_Level":
        def value(name: str, default: str) -> str:
            found = element.find(f"{W}{name}")
            return default if found is None else str(found.get(VALUE, default))

        return cls(
            to_int(value("start", "0")),
            value("numFmt", "decimal"),
            value("lvlText", ""),
            value("lvlRestart", "1") != "0",
            value("pStyle", ""),
        )


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs belong to: the definition that it shares with others, and where it differs."""

    definition: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists by id. Counts as Word does: lists of one definition go on where another of them ended."""

    lists: Mapping[str, _List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, root: Element | None) -> "Numbering":
        """Out of ``numbering.xml``."""
        if root is None:
            return cls({})
        definitions = _definitions(root)
        lists: dict[str, _List] = {}
        for element in root.iterchildren(f"{W}num"):
            named = element.find(f"{W}abstractNumId")
            definition = "" if named is None else named.get(VALUE, "")
            overrides = list(element.iterchildren(f"{W}lvlOverride"))
            levels = {**definitions.get(definition, {}), **_levels(overrides)}
            starts = {
                to_int(override.get(f"{W}ilvl")): to_int(start.get(VALUE))
                for override in overrides
                for start in override.iterchildren(f"{W}startOverride")
            }
            lists[element.get(f"{W}numId", "")] = _List(definition, levels, starts)
        return cls(lists)

    def mark(self, properties: Element | None, style: Style) -> str:
        """What stands before a paragraph, such as ``3. `` or ``- ``; empty where it is in no list. Counts it."""
        own_id, own_level = _list(None if properties is None else properties.find(f"{W}numPr"))
        list_id = style.list_id if own_id is None else own_id
        numbers = self.lists.get(list_id)
        if numbers is None:
            return ""
        level = own_level
        if level is None:
            level = next((at for at, one in numbers.levels.items() if one.style == style.id), style.list_level) or 0
        return self._count(list_id, numbers, level)

    def _count(self, list_id: str, numbers: _List, level: int) -> str:
        form = numbers.levels.get(level)
        if form is None:
            return ""
        counts = self.counts.setdefault(numbers.definition, {})
        if level in numbers.starts and (list_id, level) not in self.begun:
            self.begun.add((list_id, level))
            counts[level] = numbers.starts[level]
        else:
            counts[level] = counts.get(level, form.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            if deeper not in numbers.levels or numbers.levels[deeper].restarts:
                del counts[deeper]
        return _shown(numbers, counts, form)


def _shown(numbers: _List, counts: Mapping[int, int], form: _Level) -> str:
    if form.kind == "bullet":
        return BULLET
    if form.kind == "none":
        return ""

    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = numbers.levels.get(at, form)
        return format_number(counts.get(at, level.start), OFFICE_FORMATS.get(level.kind, "1"))

    text = _PLACE.sub(place, form.text).strip()
    return f"{text} " if text else ""


def _definitions(root: Element) -> dict[str, dict[int, _Level]]:
    """The levels of each abstract list; one that only names a list style has those of the list that defines it."""
    elements = {one.get(f"{W}abstractNumId", ""): one for one in root.iterchildren(f"{W}abstractNum")}
    found = {key: _levels([element]) for key, element in elements.items()}
    owners = {_link(element, "styleLink"): found[key] for key, element in elements.items()}
    return {key: found[key] or owners.get(_link(element, "numStyleLink"), {}) for key, element in elements.items()}


def _link(element: Element, name: str) -> str | None:
    link = element.find(f"{W}{name}")
    return None if link is None else str(link.get(VALUE))


def _levels(parents: list[Element]) -> dict[int, _Level]:
    return {
        to_int(element.get(f"{W}ilvl")): _Level.read(element)
        for parent in parents
        for element in parent.iterchildren(f"{W}lvl")
    }
