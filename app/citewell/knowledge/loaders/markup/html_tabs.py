"""Tabs of an HTML page: the text of each panel begins with the label of its tab, and the row of tabs goes."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from citewell.knowledge.loaders.text.parts import clean

_LEAST = 2
"""Tabs of a row; a single one says nothing of its panel."""


def label_tabs(soup: BeautifulSoup) -> None:
    """Move the label of each tab to the beginning of its panel, where every tab of a row has one."""
    for row in soup.select('[role="tablist"]'):
        tabs = row.select('[role="tab"]')
        panels = list(_panels(soup, row, tabs))
        if len(tabs) < _LEAST or len(panels) < len(tabs):
            continue
        for tab, panel in zip(tabs, panels, strict=False):
            label = soup.new_tag("p")
            label.string = f"{clean(tab.get_text(' '))}:"
            panel.insert(0, label)
        row.decompose()


def _panels(soup: BeautifulSoup, row: Tag, tabs: list[Tag]) -> Iterator[Tag]:
    """The panels of tabs: as they name them, else in the order in which they follow."""
    named = [soup.find(id=str(tab.get("aria-controls") or tab.get("href", "")).removeprefix("#")) for tab in tabs]
    if all(isinstance(panel, Tag) for panel in named):
        yield from (panel for panel in named if isinstance(panel, Tag))
        return
    yield from row.find_all_next(lambda tag: tag.get("role") == "tabpanel", limit=len(tabs))
