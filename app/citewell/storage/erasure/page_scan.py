"""Page scan: phrases are looked for in the raw pages of a database, whatever SQLite makes of them.

Memory is bounded: some pages at a time. A text that is too long for its page goes on in a chain of overflow pages, each
of which starts with the number of the next; so a phrase that lies over such a border is looked for in both sides
joined. Page and cell layouts are those of https://www.sqlite.org/fileformat2.html, sections 1.5 to 1.7.
"""

from collections.abc import Iterator, Sequence

from citewell.storage.db.page_file import PageFile

PAGES_AT_ONCE = 256
_LEAF_TABLE, _LEAF_INDEX, _INTERIOR_INDEX = 0x0D, 0x0A, 0x02
"""Kinds of b-tree pages whose cells hold content."""
_FILE_HEADER = 100
"""Bytes before the b-tree header of the first page."""
_NUMBER = 4
"""Bytes of a page's number where one points to another."""


def find_in_pages(pages: PageFile, phrases: Sequence[str]) -> tuple[str, ...]:
    """The phrases that stand in a page, or over the border of one and its overflow page. Raises apsw's errors."""
    missing = {phrase: phrase.encode() for phrase in phrases}
    reach = max((len(wanted) for wanted in missing.values()), default=1) - 1
    for first in range(1, pages.count + 1, PAGES_AT_ONCE):
        read = _Read(pages, first)
        borders = b"\0".join(before[-reach:] + read.start_of(after, reach) for before, after in read.borders())
        for phrase in [phrase for phrase, wanted in missing.items() if wanted in read.data or wanted in borders]:
            del missing[phrase]
        if not missing:
            break
    return tuple(phrase for phrase in phrases if phrase not in missing)


class _Read:
    """Some pages in a row."""

    def __init__(self, pages: PageFile, first: int) -> None:
        self._pages, self._first = pages, first
        self._count = min(PAGES_AT_ONCE, pages.count + 1 - first)
        self.data = pages.read(first, self._count)

    def borders(self) -> Iterator[tuple[bytes, int]]:
        """What stands before a border, and the number of the overflow page where it goes on."""
        size = self._pages.page_size
        for index in range(self._count):
            page = self.data[index * size : index * size + self._pages.usable]
            for before, after in _borders_of(page, _FILE_HEADER if self._first + index == 1 else 0):
                if 1 < after <= self._pages.count:
                    yield before, after

    def start_of(self, number: int, length: int) -> bytes:
        """The first bytes of the content of an overflow page."""
        index = number - self._first
        if 0 <= index < self._count:
            start = index * self._pages.page_size + _NUMBER
            return self.data[start : start + length]
        return self._pages.read(number)[_NUMBER : _NUMBER + length]


def _borders_of(page: bytes, header: int) -> Iterator[tuple[bytes, int]]:
    kind = page[header]
    if kind in {_LEAF_TABLE, _LEAF_INDEX, _INTERIOR_INDEX}:
        yield from _cells(page, header, kind)
    else:  # an overflow page, or one that was
        yield page[_NUMBER:], int.from_bytes(page[:_NUMBER])


def _cells(page: bytes, header: int, kind: int) -> Iterator[tuple[bytes, int]]:
    """Of each cell whose content goes on elsewhere: what of it stands here, and where it goes on."""
    usable = len(page)
    least = (usable - 12) * 32 // 255 - 23
    most = usable - 35 if kind == _LEAF_TABLE else (usable - 12) * 64 // 255 - 23
    pointers = header + (12 if kind == _INTERIOR_INDEX else 8)
    count = int.from_bytes(page[header + 3 : header + 5])
    for at in range(pointers, min(pointers + 2 * count, usable - 1), 2):
        start = int.from_bytes(page[at : at + 2]) + (_NUMBER if kind == _INTERIOR_INDEX else 0)
        if start >= usable or page[start] < 0x80:  # under 128 bytes: whole
            continue
        length, start = _varint(page, start)
        if length <= most:
            continue
        if kind == _LEAF_TABLE:
            start = _varint(page, start)[1]
        here = least + (length - least) % (usable - _NUMBER)
        end = start + (here if here <= most else least)
        yield page[start:end], int.from_bytes(page[end : end + _NUMBER])


def _varint(page: bytes, start: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for at in range(start, min(start + 8, len(page))):
        value = value << 7 | page[at] & 0x7F
        if page[at] < 0x80:
            return value, at + 1
    return value << 8 | int.from_bytes(page[start + 8 : start + 9]), start + 9
