"""Runs of Word documents that no reader sees or is to read: hidden, too small, white on white, struck out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from citewell.knowledge.loaders.archive import Element
from citewell.knowledge.loaders.office.docx_styles import VALUE, W, is_on
from citewell.knowledge.loaders.office.numbering import to_int

_LEAST_SIZE = 4
"""Half points: what is smaller than two points cannot be read."""
_WHITE = "FFFFFF"
_NO_FILL = {"", "auto", _WHITE}
_ON_OTHER_GROUND = frozenset(f"{W}{name}" for name in ("tc", "txbxContent"))
"""Cells and text boxes have a ground of their own: white text may be seen there."""
_DEEPEST = 20
_RAISED = {"superscript": "^", "subscript": "_"}


@dataclass(slots=True)
class HiddenRuns:
    """Says whether a run is seen, by its own properties and by those of its styles."""

    styles: Mapping[str, Element] = field(default_factory=dict)
    coloured: bool = False
    """Whether the pages have a background of their own."""

    @classmethod
    def read(cls, styles: Element | None, document: Element) -> "HiddenRuns":
        """Out of ``styles.xml`` and the document."""
        found = [] if styles is None else styles.iterchildren(f"{W}style")
        return cls({one.get(f"{W}styleId", ""): one for one in found}, document.find(f"{W}background") is not None)

    def is_hidden(self, run: Element) -> bool:
        """Whether a ``w:r`` is not seen, or struck out."""
        paragraph = next(run.iterancestors(f"{W}p"), None)
        properties = None if paragraph is None else paragraph.find(f"{W}pPr")
        ranked = [
            run.find(f"{W}rPr"),
            *self._styles(run.find(f"{W}rPr"), "rStyle"),
            *self._styles(properties, "pStyle"),
        ]
        holders = [one for one in ranked if one is not None]
        for name in ("vanish", "strike", "dstrike"):
            if is_on(next((one for one in holders if one.find(f"{W}{name}") is not None), None), name):
                return True
        if 0 < to_int(_first(holders, "sz"), _LEAST_SIZE) < _LEAST_SIZE:
            return True
        return _first(holders, "color").upper() == _WHITE and not self._has_ground(run, holders, properties)

    def raised_mark(self, run: Element) -> str:
        """``^`` for a superscript, ``_`` for a subscript."""
        own = run.find(f"{W}rPr")
        holders = [one for one in (own, *self._styles(own, "rStyle")) if one is not None]
        return _RAISED.get(_first(holders, "vertAlign"), "")

    def _has_ground(self, run: Element, holders: list[Element], properties: Element | None) -> bool:
        if self.coloured or any(one.tag in _ON_OTHER_GROUND for one in run.iterancestors()):
            return True
        if any(one.find(f"{W}highlight") is not None for one in holders):
            return True
        around = [one for one in (properties, *self._styles(properties, "pStyle", "pPr")) if one is not None]
        shades = [shade for one in (*holders, *around) if (shade := one.find(f"{W}shd")) is not None]
        return any(shade.get(f"{W}fill", "") not in _NO_FILL or shade.get(f"{W}themeFill") for shade in shades)

    def _styles(self, properties: Element | None, kind: str, wanted: str = "rPr") -> Iterator[Element | None]:
        """The properties ``wanted`` of the named style and of those it is based on."""
        named = None if properties is None else properties.find(f"{W}{kind}")
        for _ in range(_DEEPEST):
            style = None if named is None else self.styles.get(named.get(VALUE, ""))
            if style is None:
                return
            yield style.find(f"{W}{wanted}")
            named = style.find(f"{W}basedOn")


def _first(holders: list[Element], name: str) -> str:
    """The value of a property where it is set first."""
    return next((found.get(VALUE, "") for one in holders if (found := one.find(f"{W}{name}")) is not None), "")
