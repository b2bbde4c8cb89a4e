"""Styles and list numbers of OpenDocument files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from citewell.knowledge.loaders.archive import Element
from citewell.knowledge.loaders.office.numbering import BULLET, format_number, to_int

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MAX_HEADING = 6
_MAX_CHAIN = 50
_MAX_LEVEL = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered; bullets have no ``kind``."""

    kind: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    is_bullet: bool = True

    @classmethod
    def read(cls, element: Element) -> "_Level":
        return cls(
            element.get(f"{STYLE}num-format", ""),
            element.get(f"{STYLE}num-prefix", ""),
            element.get(f"{STYLE}num-suffix", ""),
            to_int(element.get(f"{TEXT}start-value"), 1),
            to_int(element.get(f"{TEXT}display-levels"), 1),
            element.tag in {f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"},
        )


_Levels = Mapping[int, _Level]
_BULLETS: _Levels = {}


@dataclass(slots=True)
class Styles:
    """What is defined in ``styles.xml`` and, for one document, in ``content.xml``."""

    styles: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, _Levels] = field(default_factory=dict)
    outline: _Levels = field(default_factory=dict)

    @classmethod
    def read(cls, common: Element | None, content: Element) -> "Styles":
        """``common`` is the root of ``styles.xml``; the automatic styles in it are those of page headers."""
        found = cls()
        groups = [] if common is None else common.findall(f"{OFFICE}styles")
        for group in (*groups, *content.findall(f"{OFFICE}automatic-styles")):
            for element in group:
                found._add(element)
        return found

    def _add(self, element: Element) -> None:
        name = element.get(f"{STYLE}name", "")
        if element.tag == f"{STYLE}style":
            self.styles[name] = element
        elif element.tag == f"{TEXT}list-style":
            self.lists[name] = _levels(element)
        elif element.tag == f"{TEXT}outline-style":
            self.outline = _levels(element)

    def is_title(self, name: str) -> bool:
        """Whether a paragraph of this style is the title of the document."""
        parents = (element.get(f"{STYLE}parent-style-name") for element in self._chain(name))
        return name == "Title" or "Title" in parents

    def heading_level(self, name: str) -> int:
        """1 to 6 where paragraphs of this style belong to the outline, else 0."""
        level = to_int(self._inherited(name, f"{STYLE}default-outline-level"))
        return min(max(level, 0), _MAX_HEADING)

    def list_style(self, name: str) -> str:
        """The list style of a paragraph style, or empty."""
        return self._inherited(name, f"{STYLE}list-style-name")

    def is_hidden(self, name: str) -> bool:
        """Whether a slide, or a run of characters, of this style is not shown, or struck out."""
        element = self.styles.get(name)
        if element is None:
            return False
        return any(
            child.get(f"{PRESENTATION}visibility") == "hidden"
            or child.get(f"{TEXT}display") == "none"
            or child.get(f"{STYLE}text-line-through-style", "none") != "none"
            for child in element
        )

    def raised_mark(self, name: str) -> str:
        """``^`` for a style of superscripts, ``_`` for one of subscripts; empty for others."""
        element = self.styles.get(name)
        places = () if element is None else (child.get(f"{STYLE}text-position", "") for child in element)
        place = next((place.split() for place in places if place.strip()), ["0%"])[0].rstrip("%")
        if place in {"super", "sub"}:
            return "^" if place == "super" else "_"
        height = to_int(place.split(".")[0])
        return "^" if height > 0 else "_" if height < 0 else ""

    def _inherited(self, name: str, attribute: str) -> str:
        values = (element.get(attribute) for element in self._chain(name))
        return next((value for value in values if value is not None), "")

    def _chain(self, name: str) -> Iterable[Element]:
        for _ in range(_MAX_CHAIN):
            element = self.styles.get(name)
            if element is None:
                return
            yield element
            name = element.get(f"{STYLE}parent-style-name", "")


def _levels(element: Element) -> dict[int, _Level]:
    return {to_int(child.get(f"{TEXT}level")): _Level.read(child) for child in element}


@dataclass(slots=True)
class OpenList:
    """A list that is being read: its style, its level from 1, and the last number of each level."""

    style: str
    level: int
    counts: dict[int, int]
    mark: str = ""
    """What stands before the next paragraph, once."""


@dataclass(slots=True)
class Numbering:
    """Counts list items and headings."""

    styles: Styles
    by_style: dict[str, dict[int, int]] = field(default_factory=dict)
    by_id: dict[str, dict[int, int]] = field(default_factory=dict)
    headings: dict[int, int] = field(default_factory=dict)

    def open(self, element: Element, outer: OpenList | None) -> OpenList:
        """Begin a list inside ``outer``, or go on with one that ended."""
        style = element.get(f"{TEXT}style-name", "")
        if outer is not None:
            return OpenList(style or outer.style, outer.level + 1, outer.counts)
        style = style or self._style_of_paragraph(element)
        counts: dict[int, int] = {}
        if element.get(f"{TEXT}continue-list"):
            counts = self.by_id.get(element.get(f"{TEXT}continue-list"), counts)
        elif element.get(f"{TEXT}continue-numbering") == "true":
            counts = self.by_style.get(style, counts)
        self.by_style[style] = counts
        if element.get(_XML_ID):
            self.by_id[element.get(_XML_ID)] = counts
        return OpenList(style, 1, counts)

    def _style_of_paragraph(self, element: Element) -> str:
        paragraph = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
        return "" if paragraph is None else self.styles.list_style(paragraph.get(f"{TEXT}style-name", ""))

    def item(self, element: Element, within: OpenList) -> None:
        """Count an item; a list header, or an item that only holds a further list, has no number."""
        first = next(iter(element), None)
        if element.tag != f"{TEXT}list-item" or first is None or first.tag == f"{TEXT}list":
            within.mark = ""
            return
        levels = self.styles.lists.get(within.style, _BULLETS)
        within.mark = _count(levels, within.counts, within.level, element.get(f"{TEXT}start-value"))

    def heading(self, element: Element, level: int) -> str:
        """The number before a heading, or empty."""
        if element.get(f"{TEXT}is-list-header") == "true" or level not in self.styles.outline:
            return ""
        start = element.get(f"{TEXT}start-value") if element.get(f"{TEXT}restart-numbering") == "true" else None
        return _count(self.styles.outline, self.headings, level, start)


def _count(levels: _Levels, counts: dict[int, int], level: int, start: str | None) -> str:
    form = levels.get(level, _Level())
    default = counts.get(level, form.start - 1) + 1
    counts[level] = default if start is None else to_int(start, default)
    for deeper in [at for at in counts if at > level]:
        del counts[deeper]
    if form.is_bullet:
        return BULLET
    if not form.kind:
        return ""
    first = max(level - min(form.shown, _MAX_LEVEL) + 1, 1)
    numbers = (_number(levels, counts, at) for at in range(first, level + 1))
    return f"{form.prefix}{'.'.join(numbers)}{form.suffix}".strip() + " "


def _number(levels: _Levels, counts: Mapping[int, int], level: int) -> str:
    form = levels.get(level, _Level())
    return format_number(counts.get(level, form.start), form.kind)
