"""What of an HTML page no reader sees: hidden by an attribute or by a style of its own.

Rules of style sheets are not read. What a control of the page opens, such as an answer below its question, is seen.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

_STYLED = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0*)?%?|"
    r"font-size\s*:\s*(?:0?\.\d+|0|1(?:\.\d*)?(?=\s*p[xt]))\s*(?:px|pt|%)?)\s*(?:!important\s*)?(?:;|$)|"
    r"(?:^|;)\s*font-size\s*:\s*0(?:\.0*)?\s*(?:r?em)\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_COLOUR, _GROUND = (
    re.compile(rf"(?:^|;)\s*{name}\s*:\s*([#\w]+)", re.IGNORECASE) for name in ("color", r"background(?:-color)?")
)
_OPENERS = ("aria-controls", "data-target", "data-bs-target", "href")


def hidden_elements(soup: BeautifulSoup) -> Iterator[Tag]:
    """The elements that are not shown, outer ones first. They may be taken out while this runs."""
    opened = set(_opened(soup))
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed and str(tag.get("id", "")) not in opened:
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
    for tag in soup.find_all(["a", "button", "summary", "div", "span", "h2", "h3", "h4", "h5", "h6", "dt"]):
        for name in _OPENERS:
            value = str(tag.get(name, ""))
            if value.startswith("#") or name == "aria-controls":
                yield from value.replace("#", " ").split()
