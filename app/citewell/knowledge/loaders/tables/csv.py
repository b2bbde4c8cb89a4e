"""Comma-separated values and their kin, as programs and people write them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.decoding import decode
from citewell.knowledge.loaders.tables.table import Table, read_rows, table_document
from citewell.knowledge.loaders.text.entries import Budget

_DELIMITERS = "\t;|,"
"""Where two fit equally well, the earlier one: commas also stand inside numbers and sentences."""
_SAMPLE_ROWS = 200
_LEAST_FIT = 0.6
"""Share of the rows below which titles and notes around a table are looked for."""
_CLOSE_FIT = 0.9
"""Share of the rows between titles and notes that have the usual number of cells: prose has commas, too."""
_LEAST_ROWS = 3
"""Rows of a table with titles and notes around it, its header among them."""
_SAMPLE_CHARACTERS = 200_000
_MAX_CELL = 1_000_000
"""Characters of one cell."""
_RUNAWAY_LINES = 200
"""Lines in one cell that no person wrote: a quotation mark was never closed."""
_END = "\x1e"
"""A record of its own after the last line, unless an open quotation mark swallows it."""
_DECLARED = re.compile(r'\A"?sep=(.)"?\n', re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GUESSED = (
    "not UTF-8; read as Windows-1252 (Western European): where letters look wrong, save it as UTF-8 and index it again"
)
_UNCLOSED = "a quotation mark is never closed; quotation marks are read as plain characters"


def load_csv(data: bytes, title: str) -> ExtractedDocument:
    """Each row of a ``.csv`` or ``.tsv`` file is an entry. The first row counts as row 1.

    Raises ``UnreadableFileError``.
    """
    text, problems = _decode(data)
    declared = _DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    delimiter = declared[1] if declared else _sniff(text)
    budget = Budget()
    try:
        quoted = not _is_runaway(text, delimiter)
        rows = read_rows(enumerate(_records(text, delimiter, quoted=quoted), 1 + bool(declared)), budget)
    except csv.Error as error:
        raise UnreadableFileError(f"not a table that can be read: {error}") from error
    if not quoted:
        problems.append(_UNCLOSED)
    return table_document([Table(rows)], title, problems=[*problems, *budget.problems()])


def _decode(data: bytes) -> tuple[str, list[str]]:
    """The text; Excel still writes many a file in the Windows code page, and then that is told as a problem."""
    try:
        return decode(data), []
    except UnreadableFileError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            text = "\0"
        if _NO_TEXT.search(text):
            raise
    return text.replace("\r\n", "\n").replace("\r", "\n"), [_GUESSED]


def _records(text: str, delimiter: str, *, quoted: bool = True) -> Iterator[list[str]]:
    csv.field_size_limit(_MAX_CELL)
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        skipinitialspace=delimiter != "\t",
    )


def _is_runaway(text: str, delimiter: str) -> bool:
    """Whether some cell swallows line after line, or a quoted cell goes on to the end of the file."""
    if '"' not in text:
        return False
    record: list[str] = []
    try:
        for record in _records(f"{text}\n{_END}", delimiter):
            if any(cell.count("\n") > _RUNAWAY_LINES for cell in record):
                return True
    except csv.Error:
        return True
    return record != [_END]


def _sniff(text: str) -> str:
    """The delimiter that cuts the first rows into the same number of cells, the more cells the better."""
    sample = text[:_SAMPLE_CHARACTERS]
    scores = {delimiter: _fit(sample, delimiter) for delimiter in _DELIMITERS}
    if max(scores.values()) < (_LEAST_FIT, 2):
        scores = {one: max(score, _fit(sample, one, around=True)) for one, score in scores.items()}
    others = [delimiter for delimiter in _DELIMITERS if delimiter != "," and scores[delimiter] >= (0.9, 2)]
    if others:
        scores[","] = _fit(_DECIMAL_COMMA.sub("", sample), ",")
    return max(_DELIMITERS, key=lambda delimiter: scores[delimiter])


def _fit(sample: str, delimiter: str, *, around: bool = False) -> tuple[float, int]:
    """Share of the rows (rounded) that have the usual number of cells, and that number; nothing for one cell a row.

    ``around``: lines of one cell above and below the rows, such as titles and notes, do not count.
    """
    try:
        widths = [len(record) for record in islice(_records(sample, delimiter), _SAMPLE_ROWS) if record]
    except csv.Error:
        return 0.0, 0
    if around:
        wide = [i for i, width in enumerate(widths) if width > 1]
        widths = widths[wide[0] : wide[-1] + 1] if len(wide) >= _LEAST_ROWS else [1]
    if not widths:
        return 0.0, 0
    width, rows = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    fits = width > 1 and (not around or rows >= _CLOSE_FIT * len(widths))
    return (round(rows / len(widths), 1), width) if fits else (0.0, 1)
