"""What the columns of a table are: their names, which of them names the rows, and which hold identifiers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from citewell.governance.literals.identifiers import CURRENCIES, identifiers, is_identifier, number_of
from citewell.knowledge.loaders.text.entries import MAX_ENTRY_NAME

Row = tuple[int, list[str]]
"""Number of a row in its file (from 1), and its cells."""

_LEADING_ROWS = 20
"""Rows in which a header is looked for."""
_SAMPLE = 1000
"""Rows that tell what a column holds."""
_MAX_HEADER = 80
"""Characters of a column's name."""
_MISSING = 0.1
_FEW_MISSING = 2
"""Share of the rows, or so many of them, in which a column of identifiers may be empty: exports end in totals."""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zß-öø-ÿ]+|[^\W\dA-Z_a-z]+|№|#")
_KEYS = _words(
    "id ids uuid guid key code sku no nr num number numero número nummer ref reference referenz ean gtin upc isbn asin "
    "mpn iban vin imei slug identifier kennung # № "
    "order bestellung commande pedido invoice rechnung ticket case rma item article artikel part product produkt model "
    "modell serial tracking parcel shipment booking buchung reservation contract coupon voucher gutschein promo error "
    "fehler"
)
_NO_KEY = _words(
    "phone telephone telefon tel mobile cell handy fax house room page line zip postal post postcode plz country land "
    "currency währung language sprache area dial dialling of von"
)
_MEASURES = _words(
    "price preis prix precio cost kosten amount betrag montant total sum summe subtotal qty quantity menge stock "
    "bestand balance saldo rate fee gebühr weight gewicht volume count anzahl score rating percent vat mwst tax steuer "
    "salary revenue umsatz discount rabatt limit points punkte capacity mileage population size width height length "
    "depth year jahr month monat day tag date datum time zeit hour value wert units pieces available verfügbar "
    "reserved sold min max average"
)
_NUMBER = r"[-+]?\(?\d[\d.,'’   ]*\)?"
_SYMBOL = rf"(?:[€$£¥₹%‰]|{CURRENCIES})"
_CODED = re.compile(r"(?=.*[^\W\d_])\S+")
_DIGIT = re.compile(r"\d")
_INTEGER = re.compile(r"\d+")
_MEASURED = re.compile(rf"{_NUMBER}|{_NUMBER}\s?{_SYMBOL}|{_SYMBOL}\s?{_NUMBER}")
_MOMENT = re.compile(
    r"\d{4}[-./]\d\d?[-./]\d\d?(?:[T ]\d\d?:\d\d.*)?"
    r"|\d\d?[-./]\d\d?[-./]\d{2,4}(?:,? \d\d?:\d\d.*)?|\d\d?:\d\d(?::\d\d)?"
)
_TRUTH = re.compile(r"true|false|yes|no|ja|nein|y|n", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+")
_SENTENCE = re.compile(r"[.!?…]\s*$")
_NOTE = re.compile(
    r"(?:notes?|n\.?b\.?|remarks?|sources?|legend|disclaimer|hinweise?|anmerkung(?:en)?|bemerkung(?:en)?|quellen?"
    r"|stand|legende|remarques?|notas?|nota bene|fuentes?|observaciones|observações|fontes?|fonti|opmerking(?:en)?"
    r"|bron|noter?|bemærk|obs|kilder?|källor?|anm|uwaga|uwagi|źródło)\s*[:.]|[*†‡¹²³]+\)?\s*\S",
    re.IGNORECASE,
)
"""How a note below a table begins."""
_UNIT = re.compile(
    rf"[\[(]?(?:{_SYMBOL}|[munkcdM]?[gm]|[µmcdhk]?l|t|kg|lbs?|oz|inch|in|ft|[kcm]?m[²³23]|sqm|qm|h|hrs?|hours?|min|minutes?|s|sec"
    r"|days?|tage?|weeks?|wochen?|months?|monate?|years?|jahre?|stunden?|[kMG]?W(?:h|p)?|k?V|m?A|Ah|[°º][CF]|[kMGT]B|[kMG]bit/s"
    r"|pcs\.?|pieces?|units?|stk\.?|stück|n|no\.|-|–)(?:\s?(?:/|per|pro)\s?\w+)?[\])]?",
    re.IGNORECASE,
)
"""A cell that holds nothing but a unit."""
_LEAST_UNITS = 2
"""Units in a row from which on it belongs to the header."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, whether the name says that it identifies rows, and whether its values are measures."""

    name: str
    named_key: bool
    measure: bool
    numbers_name: bool
    """Whether whole numbers of four or five digits in it are identifiers."""
    coded: bool
    """Whether its values are codes of letters and digits."""
    counts: bool
    """Whether its values are whole numbers."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table reads: rows before the header, columns, rows below it, and the columns whose values name rows."""

    leading: list[Row]
    columns: tuple[Column, ...]
    body: list[Row]
    key: tuple[int, ...] = ()
    notes: tuple[Row, ...] = ()
    """Rows below the table that are about all of it."""


def lay_out(
    rows: list[Row],
    header: Sequence[str] | None = None,
    key: tuple[int, ...] = (),
    grouped: frozenset[int] = frozenset(),
) -> Layout:
    """Find header and key of ``rows``, none of which is empty, unless they are given.

    A header in a row of ``grouped`` goes on in the row below it.
    """
    start = end = 0
    if header is None:
        start, end = _header_rows(rows, grouped)
        header = _column_names([cells for _, cells in rows[start:end]])
    above = [cells for _, cells in rows[start:end]]
    last = end + _rows_before_notes(rows[end:], sum(map(bool, header)))
    body = [row for row in rows[end:last] if row[1] not in above]
    width = max((len(cells) for _, cells in body), default=0)
    names = [*header, *[""] * (width - len(header))]
    sample = body[:_SAMPLE]
    columns = tuple(_column(name, [_cell(cells, i) for _, cells in sample]) for i, name in enumerate(names))
    return Layout(rows[:start], columns, body, key or _find_key(columns, body), tuple(rows[last:]))


def _rows_before_notes(rows: Sequence[Row], columns: int) -> int:
    """How many of the rows below a header come before the notes that end a table of several named columns.

    A note fills the first column alone; an empty row parts it from the table, or it begins or ends as notes do, and so
    do the lines below it count. One that is cut at its commas may fill more, where it begins as one.
    """
    size = at = len(rows)
    while at > 1 and columns > 1:
        cells, before = rows[at - 1][1], rows[at - 2][0]
        begins = _NOTE.match(cells[0]) is not None and " " in cells[0]
        alone = bool(cells[0]) and len(cells) == 1
        if not alone and not (begins and all(cells) and len(cells) <= columns):
            break
        at -= 1
        ends = len(cells[0].split()) > 2 and _SENTENCE.search(cells[0]) is not None
        if begins or ends or (rows[at][0] > before + 1 and " " in cells[0]):
            size = at
    return size


def cell_codes(column: Column, cell: str) -> tuple[str, ...]:
    """The identifiers in one cell, as written."""
    if len(cell) > MAX_ENTRY_NAME or column.measure:
        return ()
    if column.named_key:
        names = len(cell) > 1 and (len(words := cell.split()) == 1 or (len(words) < 5 and _DIGIT.search(cell)))
        whole = (cell, *number_of(cell)) if names else ()
        return tuple(dict.fromkeys((*whole, *identifiers(cell))))
    if _INTEGER.fullmatch(cell):
        names = len(cell) > 5 or (len(cell) > 3 and (column.numbers_name or cell.startswith("0")))
        return (cell,) if names else ()
    return () if not _DIGIT.search(cell) or _MOMENT.fullmatch(cell) else identifiers(cell)


def field_codes(name: str, text: str) -> tuple[str, ...]:
    """The identifiers in a single named value, as written."""
    column = _column(name, [text])
    return () if _INTEGER.fullmatch(text) and not column.named_key else cell_codes(column, text)


def key_of(cells: Sequence[str], key: tuple[int, ...]) -> str:
    """The name of a row by its key columns, empty where one of them has no value."""
    parts = [_cell(cells, i) for i in key]
    return "/".join(parts) if parts and all(parts) else ""


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _header_rows(rows: list[Row], grouped: frozenset[int]) -> tuple[int, int]:
    """From and to which row the header goes (equal for none): the first row as full as the others, of names alone.

    Lines about the whole table may stand above it: they are emptier than its rows, or parted from it by an empty row.
    """
    filled = [sum(map(bool, cells)) for _, cells in rows[: 5 * _LEADING_ROWS]]
    usual = median_low(filled[1:] or filled or [0])
    last = min(_LEADING_ROWS, len(rows) - 1)
    i = 0
    while i < last:
        part = next((k for k in range(i + 1, last) if rows[k][0] > rows[k - 1][0] + 1), None)
        if filled[i] > usual / 2 and (filled[i] > 1 or usual == 1):
            end = _end_of_header(rows, i, grouped)
            if part is not None and filled[part] > filled[i] and _begins_table(rows, part, grouped):
                i = part
                continue
            if _begins_table(rows, i, grouped):
                return i, end
            if filled[i] >= usual:
                if part is None:
                    return 0, 0
                i = part
                continue
        i += 1
    return 0, 0


def _end_of_header(rows: list[Row], start: int, grouped: frozenset[int]) -> int:
    """Behind the header that begins at ``start``: it goes on below cells that span columns, and in a row of units."""
    end = start + 2 if rows[start][0] in grouped and start + 2 < len(rows) else start + 1
    units = [cell for cell in rows[end][1] if cell] if end + 1 < len(rows) else []
    return end + 1 if len(units) >= _LEAST_UNITS and all(map(_UNIT.fullmatch, units)) else end


def _begins_table(rows: list[Row], start: int, grouped: frozenset[int]) -> bool:
    cells = rows[start][1]
    end = _end_of_header(rows, start, grouped)
    return _is_header(cells, [other for _, other in rows[end : end + _SAMPLE] if other != cells])


def _is_header(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    names = [(i, cell) for i, cell in enumerate(cells) if cell]
    if all(_YEAR.fullmatch(name) for _, name in names):
        return False
    columns = [[_cell(row, i) for row in below] for i, _ in names]
    repeated = sum(name in values for (_, name), values in zip(names, columns, strict=True))
    return 2 * repeated < len(names) and all(
        _is_name(name, values) for (_, name), values in zip(names, columns, strict=True)
    )


def _is_name(name: str, values: Sequence[str]) -> bool:
    """Whether ``name`` reads as the name of a column of ``values``, not as one more of them."""
    if len(name) > _MAX_HEADER or (_SENTENCE.search(name) and len(name.split()) > 2):
        return False
    if _MEASURED.fullmatch(name) or _MOMENT.fullmatch(name):
        return bool(_YEAR.fullmatch(name)) and not any(_YEAR.fullmatch(value) for value in values)
    if _ADDRESS.fullmatch(name) or (_TRUTH.fullmatch(name) and any(_TRUTH.fullmatch(value) for value in values)):
        return False
    return not _DIGIT.search(name) or all(_shape(name) != _shape(value) for value in values[:20])


def _shape(cell: str) -> str:
    """How a cell is written: ``A-9`` for ``ORD-10023``."""
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "A", cell))


def _column_names(rows: Sequence[Sequence[str]]) -> list[str]:
    """Names of columns, out of one row or two; one that comes again gets a number."""
    seen: Counter[str] = Counter()
    names = []
    for i in range(max(map(len, rows), default=0)):
        name = " ".join(dict.fromkeys(filter(None, (_cell(cells, i) for cells in rows))))
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return names


def _column(name: str, values: list[str]) -> Column:
    present = [value for value in values if value]
    words = [word.casefold() for word in _WORD.findall(re.sub(r"\([^)]*\)", " ", name))]
    named_key = _names_key(words)
    moments = sum(bool(_MOMENT.fullmatch(value)) for value in present)
    measured = sum(bool(_MEASURED.fullmatch(value)) and not _INTEGER.fullmatch(value) for value in present)
    measure = not named_key and (
        bool(words and _MEASURES.intersection(words)) or 2 * (moments + measured) > max(1, len(present))
    )
    alike = len({len(value) for value in present}) == 1 and len(set(present)) == len(present)
    return Column(
        name,
        named_key,
        measure,
        numbers_name=alike and not all(map(_YEAR.fullmatch, present)),
        coded=bool(present) and all(_CODED.fullmatch(value) and is_identifier(value) for value in present),
        counts=bool(present) and all(map(_INTEGER.fullmatch, present)),
    )


def _names_key(words: list[str]) -> bool:
    if not words or _NO_KEY.intersection(words):
        return False
    return words[-1] in _KEYS or words[-1].endswith(("nummer", "number", "nr"))


def _find_key(columns: Sequence[Column], body: list[Row]) -> tuple[int, ...]:
    """The column that names the rows: one named like a key, else the first whose values are all there and unique."""
    for i, column in enumerate(columns):
        allowed = max(min(_FEW_MISSING, len(body) // 2), int(_MISSING * len(body)))
        if column.named_key and _is_key(body, i, allowed):
            return (i,)
    others = [i for i, column in enumerate(columns) if not column.named_key and not _is_amount(column, body, i)]
    others.sort(key=lambda i: not columns[i].coded)
    return next(((i,) for i in others if (i == 0 or not columns[i].counts) and _is_key(body, i, 0)), ())


def _is_amount(column: Column, body: list[Row], index: int) -> bool:
    """Whether a column's values measure; a date, too, can be what names the rows, as in a list of rates."""
    return column.measure and not all(_MOMENT.fullmatch(_cell(cells, index)) for _, cells in body[:_SAMPLE])


def _is_key(body: list[Row], index: int, missing: int) -> bool:
    """Whether a column's values are short and unique, with at most ``missing`` of them not there."""
    seen: set[str] = set()
    for _, cells in body:
        value = _cell(cells, index)
        if not value:
            missing -= 1
        if missing < 0 or value in seen or len(value) > MAX_ENTRY_NAME:
            return False
        if value:
            seen.add(value)
    return bool(seen)
