"""Tabs of an HTML page: the text of each panel begins with the label of its tab, and the row of tabs goes."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

from citewell.knowledge.loaders.text.parts import clean

_LEAST = 2
"""Tabs of a row; a single one says nothing of its panel."""
_ROWS = (
    ".nav-tabs", ".nav-pills", ".tabs", ".tab-list", ".tablist", ".tab-nav", ".tabs-nav", ".tab-links", ".tab-buttons",
    ".tab-menu", ".tab", ".tab-labels", ".tabbed-labels", ".tab-headers", ".tabs-header", "#tabs > ul", ".tabs > ul",
)  # fmt: skip
"""Classes of rows of tabs on pages that give them no role."""
_NAMES_PANEL = ("aria-controls", "href", "data-target", "data-bs-target", "data-tab", "data-tab-target", "data-id")
_QUOTED = re.compile(r"""["']#?([\w:.-]+)["']""")
_PANELS = re.compile(r"(?:^|[-_])(?:tab|pane|panel|tabbed)", re.IGNORECASE)


def label_tabs(soup: BeautifulSoup) -> None:
    """Move the label of each tab to the beginning of its panel, where every tab of a row has one."""
    for row in soup.select('[role="tablist"]'):
        tabs: list[Tag] = list(row.select('[role="tab"]'))
        _label(soup, row, tabs, _named(soup, tabs) or _following(row, len(tabs)))
    for row in soup.select(", ".join(_ROWS)):
        tabs = [
            tag for tag in row.find_all(["a", "button", "label", "li"]) if tag.find(["a", "button", "label"]) is None
        ]
        _label(soup, row, tabs, _named(soup, tabs) or _beside(row))


def _label(soup: BeautifulSoup, row: Tag, tabs: Sequence[Tag], panels: Sequence[Tag]) -> None:
    if len(tabs) < _LEAST or len(panels) < len(tabs) or any(row in panel.parents for panel in panels):
        return
    for tab, panel in zip(tabs, panels, strict=False):
        label = soup.new_tag("p")
        label.string = f"{clean(tab.get_text(' '))}:"
        panel.insert(0, label)
    row.decompose()


def _named(soup: BeautifulSoup, tabs: Sequence[Tag]) -> list[Tag]:
    """The panels that tabs name; none where one of them names none, or what it names stands elsewhere on the page."""
    panels = [panel for panel in (_panel(soup, tab) for tab in tabs) if panel is not None]
    alike = len({id(panel.parent) for panel in panels}) == 1 and len({id(panel) for panel in panels}) == len(tabs)
    return panels if alike else []


def _panel(soup: BeautifulSoup, tab: Tag) -> Tag | None:
    names = [str(tab.get(name, "")).removeprefix("#") for name in _NAMES_PANEL]
    for name in filter(None, (*names, *_QUOTED.findall(str(tab.get("onclick", ""))))):
        panel = soup.find(id=name)
        if isinstance(panel, Tag) and panel.name in {"div", "section", "article", "li"}:
            return panel
    return None


def _following(row: Tag, count: int) -> list[Tag]:
    """Panels in the order in which they follow."""
    return row.find_all_next(lambda tag: tag.get("role") == "tabpanel", limit=count)


def _beside(row: Tag) -> list[Tag]:
    """Panels in the element behind a row of tabs, whose class says that it holds them."""
    holder = row.find_next_sibling()
    if holder is None or not any(_PANELS.search(name) for name in holder.get_attribute_list("class") if name):
        return []
    return holder.find_all(lambda tag: tag.name not in {"input", "label"}, recursive=False)
