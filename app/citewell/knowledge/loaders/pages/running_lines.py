"""Running headers, footers and page numbers: lines in the margins that repeat from page to page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import NamedTuple

from citewell.knowledge.loaders.pages.layout import Row

_MARGIN = 0.12
"""Share of the page's height at its head and at its foot in which running lines stand."""
_MOST = 0.4
"""Share of the pages: left and right pages may each have their own line."""
_LEAST = 3
_LARGE = 1.2
_NUMBER = re.compile(r"\d{1,5}")
_ROMAN = re.compile(r"(?=.)(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of one column. A clockwise turn by ``turns`` quarters brings their frames to the page as shown.

    ``width`` and ``height`` are those of the page before that turn.
    """

    rows: tuple[Row, ...]
    turns: int = 0
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page. ``pictured``: something other than text stands on it; ``height`` is in points."""

    number: int
    height: float = 0.0
    regions: tuple[Region, ...] = field(default=())
    pictured: bool = False
    damaged: bool = False
    read_by_ocr: bool = False


class _Key(NamedTuple):
    """What repeats: a text, in which ``#`` stands for a number that counts along with the pages from ``offset``."""

    foot: bool
    text: str
    offset: int | None = None


def without_running_lines(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats in the margins of most of them; what is set large stays where it comes first."""
    sizes = [row.size for page in pages for region in page.regions for row in region.rows]
    if len(pages) < 2 or not sizes:
        return list(pages)
    places: dict[_Key, list[int]] = {}
    for page in pages:
        for key in {key for row in _marginal(page) for key in _keys(row, page)}:
            places.setdefault(key, []).append(page.number)
    repeated = {key for key, numbers in places.items() if _repeats(key, numbers, len(pages))}
    large = _LARGE * median(sizes)
    seen: set[_Key] = set()
    return [_without(page, repeated, seen, large) for page in pages] if repeated else list(pages)


def _repeats(key: _Key, numbers: Sequence[int], pages: int) -> bool:
    """Whether a line comes on most pages, or on every or every other page of a stretch, such as a chapter."""
    least = _LEAST if key.offset is None else min(_LEAST, pages)
    if len(numbers) >= max(least, _MOST * pages):
        return True
    starts = range(len(numbers) - _LEAST + 1)
    return any(numbers[i + _LEAST - 1] - numbers[i] <= 2 * (_LEAST - 1) for i in starts)


def _without(page: Page, repeated: set[_Key], seen: set[_Key], large: float) -> Page:
    running = {id(row) for row in _marginal(page) if _is_running(row, page, repeated, seen, large)}
    if not running:
        return page
    kept = (
        replace(region, rows=tuple(row for row in region.rows if id(row) not in running)) for region in page.regions
    )
    regions = tuple(region for region in kept if region.rows)
    return replace(page, regions=regions) if regions or page.pictured else page


def _is_running(row: Row, page: Page, repeated: set[_Key], seen: set[_Key], large: float) -> bool:
    keys = [key for key in _keys(row, page) if key in repeated]
    if any(key.offset is not None and (key.text == "#" or not row.bold) for key in keys) and row.size < large:
        return True
    plain = [key for key in keys if key.offset is None]
    if not plain:
        return False
    first = plain[0] not in seen
    seen.update(plain)
    return not (first and (row.size >= large or row.tabular))


def _marginal(page: Page) -> Iterator[Row]:
    for region in page.regions:
        if region.turns == 0:
            yield from (row for row in region.rows if not _MARGIN < _place(row, page) < 1 - _MARGIN)


def _place(row: Row, page: Page) -> float:
    return (row.frame.top + row.frame.bottom) / 2 / max(page.height, 1.0)


def _keys(row: Row, page: Page) -> Iterator[_Key]:
    foot = _place(row, page) > 0.5
    yield _Key(foot, row.text)
    for number in _NUMBER.finditer(row.text):
        text = f"{row.text[: number.start()]}#{row.text[number.end() :]}".strip()
        yield _Key(foot, text, int(number[0]) - page.number)
    if _ROMAN.fullmatch(row.text):
        yield _Key(foot, "#", _roman(row.text) - page.number)


def _roman(text: str) -> int:
    digits = [_ROMAN_DIGITS[digit] for digit in text.lower()]
    return sum(
        -digit if digit < following else digit for digit, following in zip(digits, [*digits[1:], 0], strict=True)
    )
