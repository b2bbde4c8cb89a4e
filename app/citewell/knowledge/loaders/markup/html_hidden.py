"""What of an HTML page no reader sees: hidden by an attribute or by a style of its own.

Rules of style sheets are not read. What a control of the page opens, such as an answer below its question or the panel
of a tab, is seen: it is named by the control, follows it, or says by its role or class that it is such a panel.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from citewell.knowledge.loaders.markup.html_furniture import names_of

_STYLED = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0*)?%?|"
    r"font-size\s*:\s*(?:0?\.\d+|0|1(?:\.\d*)?(?=\s*p[xt]))\s*(?:px|pt|%)?)\s*(?:!important\s*)?(?:;|$)|"
    r"(?:^|;)\s*font-size\s*:\s*0(?:\.0*)?\s*(?:r?em)\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_COLOUR, _GROUND = (
    re.compile(rf"(?:^|;)\s*{name}\s*:\s*([#\w]+)", re.IGNORECASE) for name in ("color", r"background(?:-color)?")
)
_OPENERS = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "data-mdb-target", "href", "for")
_CONTROLS = ("a", "button", "summary", "div", "span", "h2", "h3", "h4", "h5", "h6", "dt", "li", "label", "p")
_PANEL = re.compile(
    r"(?:^|[-_])(?:accordion|collapse|collapsible|expandable|expander|toggle|tab|faq|disclosure)"
    r"(?:[-_]?(?:panel|pane|content|body|answer|text|item|inner|details|target|collapse))?s?(?:$|[-_])"
    r"|(?:^|[-_])answers?(?:$|[-_])|^tab-?(?:pane|content|panel)|^panel-collapse",
    re.IGNORECASE,
)
_PANELS = re.compile(r"tabs?[-_]?(?:panels|panes|contents?|bod(?:y|ies))", re.IGNORECASE)
"""Classes of what holds the panels of tabs."""
_NO_CONTENT = re.compile(
    r"modal|popup|pop-up|overlay|tooltip|cookie|consent|dropdown|menu|template|placeholder", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_QUESTION = re.compile(r"\?\s*[+\-▾▼▸►›»⌄]?\s*$")


def hidden_elements(soup: BeautifulSoup) -> Iterator[Tag]:
    """The elements that are not shown, outer ones first. They may be taken out while this runs."""
    opened = set(_opened(soup))
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed and str(tag.get("id", "")) not in opened and not _is_panel(tag):
            yield tag


def _is_hidden(tag: Tag) -> bool:
    if tag.name in {"html", "body"}:
        return False
    if tag.get("aria-hidden") == "true" or str(tag.get("hidden", "until-found")).lower() != "until-found":
        return True
    style = str(tag.get("style", ""))
    if not style:
        return False
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    same = colour is not None and ground is not None and colour[1].lower() == ground[1].lower()
    return same or _STYLED.search(style) is not None


def _opened(soup: BeautifulSoup) -> Iterator[str]:
    """The ids of what buttons and links of the page open."""
    for tag in soup.find_all(_CONTROLS):
        for name in _OPENERS:
            value = str(tag.get(name, ""))
            if value.startswith("#") or name in {"aria-controls", "for"}:
                yield from value.replace("#", " ").split()


def _is_panel(tag: Tag) -> bool:
    """Whether a hidden element is what a click opens: a panel by its role or class, or what follows a control."""
    names = " ".join(names_of(tag))
    if tag.name in {"input", "script", "style", "template"} or _NO_CONTENT.search(names):
        return False
    if tag.get("role") == "tabpanel" or any(_PANEL.search(_CAMEL.sub("-", name)) for name in names_of(tag)):
        return True
    if tag.parent is not None and any(_PANELS.fullmatch(_CAMEL.sub("-", name)) for name in names_of(tag.parent)):
        return True
    before = tag.find_previous_sibling()
    if before is None:
        return False
    if before.name in {"button", "summary", "dt", "label"} or _is_control(before):
        return True
    return (
        before.name in {"h2", "h3", "h4", "h5", "h6"}
        and tag.name in {"div", "p", "dd", "section", "ul", "ol"}
        and (before.find(_is_control) is not None or _QUESTION.search(before.get_text()) is not None)
    )


def _is_control(tag: Tag) -> bool:
    named = tag.get("aria-expanded") is not None or tag.get("onclick") is not None or tag.name == "button"
    return named or tag.get("role") in {"button", "tab"} or tag.get("data-toggle") is not None
