"""JSON and JSON lines: questions with their answers, articles, and records of any other kind."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from citewell.domain.documents import PLACE_JOINT, ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.governance.literals.identifiers import identifiers
from citewell.knowledge.decoding import decode
from citewell.knowledge.loaders.json.records import (
    Json,
    Record,
    flatten,
    is_object,
    records_of,
    records_of_lines,
    scalar_text,
)
from citewell.knowledge.loaders.markup.html import load_html
from citewell.knowledge.loaders.markup.markdown import load_markdown
from citewell.knowledge.loaders.markup.plain_text import load_text
from citewell.knowledge.loaders.tables.columns import field_codes
from citewell.knowledge.loaders.tables.table import Table, read_rows, write_table
from citewell.knowledge.loaders.text.entries import (
    MAX_CELLS,
    MAX_ENTRY_NAME,
    Budget,
    EntryNames,
    EntryText,
    clean_cell,
    listed,
)
from citewell.knowledge.loaders.text.field_names import ANSWERS, QUESTIONS, plain_name
from citewell.knowledge.loaders.text.grid import row_text

Faq: TypeAlias = tuple[str, tuple[str, ...], str]
"""A question, its other wordings, and the answer."""

_TITLES = ("title", "name", "heading", "headline", "subject", "summary", "titel", "titre", "titulo", "label")
_BODIES = ("body", "text", "content", "contents", "markdown", "html", "articlebody", "description", "completion")
_IDS = ("id", "@id", "uuid", "guid", "key", "slug", "number", "ref", "code", "sku")
_LEFT_OUT = frozenset({"@type", "@context", "type", "lang", "language", "locale"})
_HTML = re.compile(r"<(?:p|br|div|ul|ol|li|a|b|i|em|strong|span|h[1-6]|table|img|pre|code)\b[^>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} |^\s*(?:[-*+]|\d+[.)]) |^(?:```|~~~|> |\|.*\|)|\*\*|__\S|`\S|\]\(|!\[", re.MULTILINE)
_MAX_COLUMNS = 2000
_KEY = "\0"
"""Column of the keys that records stand under; no field has this name, and it shows as none."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n")
_MAX_OTHER_WORDINGS = 50


def load_json(data: bytes, title: str) -> ExtractedDocument:
    """A ``.json`` file: a list of objects, an object that holds one, entries by id, or categories of these.

    A question becomes a heading, its answer the text below it. Raises ``UnreadableFileError``.
    """
    text = decode(data)
    try:
        value = _parse(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return _load_lines(text, title)
        raise UnreadableFileError(
            f"not JSON (line {error.lineno}, column {error.colno}: {error.msg}); mend it and index it again"
        ) from error
    except RecursionError as error:
        raise UnreadableFileError("its elements are nested too deep") from error
    return _document(value, title)


def load_json_lines(data: bytes, title: str) -> ExtractedDocument:
    """A ``.jsonl`` or ``.ndjson`` file: an entry a line. Lines that are not JSON are reported, the rest is read.

    Raises ``UnreadableFileError`` where no line is JSON.
    """
    return _load_lines(decode(data), title)


def _load_lines(text: str, title: str) -> ExtractedDocument:
    values: list[tuple[int, Json]] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values.append((number, _parse(line)))
        except json.JSONDecodeError as error:
            problems.append(f"line {number} is not JSON ({error.msg}); it is left out")
        except RecursionError:
            problems.append(f"line {number} is nested too deep; it is left out")
    if not values or (problems and len(values) < len(problems)):
        return _one_value(text, title, values, problems)
    return _written(records_of_lines(values, _faq), title, listed(problems, "lines are not JSON"))


def _one_value(text: str, title: str, values: list[tuple[int, Json]], problems: list[str]) -> ExtractedDocument:
    """A file in which few lines are JSON may be one value over many lines."""
    try:
        return _document(_parse(text), title)
    except (json.JSONDecodeError, RecursionError) as error:
        if not values:
            raise UnreadableFileError("no line of it is JSON; mend it and index it again") from error
    return _written(records_of_lines(values, _faq), title, listed(problems, "lines are not JSON"))


def _parse(text: str) -> Json:
    """JSON with numbers as they are written; not-a-number and infinity are no values."""
    value: Json = json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: None)
    return value


def _document(value: Json, title: str) -> ExtractedDocument:
    named = title
    if isinstance(value, dict):
        own = next((item for key, item in value.items() if plain_name(key) == "title"), None)
        holds_lists = any(isinstance(item, list | dict) for item in value.values())
        if isinstance(own, str) and holds_lists:
            named = clean_cell(own) or title
    return _written(records_of(value, _faq), named, ())


def _written(records: Iterator[Record], title: str, problems: tuple[str, ...]) -> ExtractedDocument:
    writer = _Writer()
    for record in records:
        if not writer.budget.take(max(1, len(record.value))):
            break
        writer.add(record)
    writer.flush()
    if not writer.text.blocks:
        raise UnreadableFileError("the file holds no entries")
    return writer.text.extracted(title, (*problems, *writer.budget.problems()))


@dataclass(slots=True)
class _Writer:
    """Writes entries in order; records that are no question with an answer are gathered as rows of one table."""

    text: EntryText = field(default_factory=EntryText)
    names: EntryNames = field(default_factory=EntryNames)
    budget: Budget = field(default_factory=Budget)
    category: tuple[str, ...] = ()
    waiting: list[Record] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Write one record, below the heading of its category."""
        if record.category != self.category:
            self.flush()
            self.category = record.category
            if record.category:
                self.text.gap()
                self.text.line(PLACE_JOINT.join(record.category), level=1)
        found = _faq(record.value)
        if found is None:
            if self.waiting and not (record.key or self.waiting[0].value.keys() & record.value.keys()):
                self.flush()  # records of another kind are another table
            self.waiting.append(record)
        else:
            self.flush()
            self._write_faq(record, found)

    def flush(self) -> None:
        """Write the records that wait as rows; those with ever new fields as several tables."""
        columns: dict[str, int] = {}
        rows: list[tuple[int, list[str]]] = []
        cells = 0
        for record in self.waiting:
            row = _row(record, columns)
            rows.append((record.number, row))
            cells += len(row)
            if len(columns) > _MAX_COLUMNS or cells > MAX_CELLS:
                self._write_rows(columns, rows)
                columns, rows, cells = {}, [], 0
        self._write_rows(columns, rows)
        self.waiting = []

    def _write_rows(self, columns: dict[str, int], rows: list[tuple[int, list[str]]]) -> None:
        table = Table(read_rows(rows, Budget(cells=2 * MAX_CELLS)), header=[clean_cell(name) for name in columns])
        if table.rows:
            write_table(self.text, self.names, table)

    def _write_faq(self, record: Record, found: Faq) -> None:
        question, others, answer = found
        entry = self.names.unique(_entry(record))
        rest = flatten(record.value, _rest(record.value))
        own = [code for text in (entry, question, *others) for code in identifiers(text)]
        codes = tuple(dict.fromkeys([*own, *(code for name, text in rest for code in field_codes(name, text))]))
        self.text.gap()
        if question:
            self.text.line(question, level=2, entry=entry, codes=codes)
        if others:
            self.text.line(" / ".join(others[:_MAX_OTHER_WORDINGS]), entry=entry, codes=codes)
        if answer:
            self.text.document(_answer_document(answer), under=2, entry=entry, codes=codes)
        if rest:
            line = row_text([name for name, _ in rest], [text for _, text in rest])
            self.text.line(line, entry=entry, codes=codes)


def _row(record: Record, columns: dict[str, int]) -> list[str]:
    """The cells of a record; ``columns`` maps names to places and grows with each new name."""
    row = [""] * len(columns)
    for name, text in (*([(_KEY, record.key)] if record.key else []), *flatten(record.value)):
        at = columns.setdefault(name, len(columns))
        row.extend([""] * (at + 1 - len(row)))
        row[at] = text
    return row


def _entry(record: Record) -> str:
    """An entry's own id, else the name under which it stands, else its number."""
    own = _first(record.value, _IDS)
    if own is None:
        own = next((name for name in record.value if re.fullmatch(r"\w+[_-]?id", name, re.IGNORECASE)), None)
    wanted = clean_cell(scalar_text(record.value[own])) if own is not None else ""
    wanted = wanted or record.key
    return wanted if 0 < len(wanted) <= 4 * MAX_ENTRY_NAME else str(record.number)


def _faq(value: Mapping[str, Json]) -> Faq | None:
    """Question and answer, or title and text, of an object that holds them."""
    question, answer = _faq_keys(value)
    if answer is None:
        return None
    wordings = _wordings(value[question]) if question is not None else ()
    text = _answer(value[answer])
    if not text or (question is not None and not wordings):
        return ("", (), text) if text and question is not None else None
    return (wordings[0] if wordings else "", wordings[1:], text)


def _faq_keys(value: Mapping[str, Json]) -> tuple[str | None, str | None]:
    """Names of the fields with the question and the answer; the second is ``None`` for an object of another kind."""
    question, answer = _first(value, QUESTIONS), _first(value, ANSWERS)
    if question is not None:
        return question, answer or _first(value, _BODIES)
    title, body = _first(value, _TITLES), _first(value, _BODIES)
    if answer is not None and title is not None:
        return title, answer
    if body is None or (title is None and plain_name(body) == "description"):
        return None, None
    return title, body


def _rest(value: Mapping[str, Json]) -> frozenset[str]:
    """Names of the fields that an entry's heading and answer already show, and of those that say nothing."""
    shown = {name for name in _faq_keys(value) if name is not None}
    own = _first(value, _IDS)
    return frozenset({*shown, *([own] if own else []), *(name for name in value if plain_name(name) in _LEFT_OUT)})


def _first(value: Mapping[str, Json], names: tuple[str, ...]) -> str | None:
    """The field of ``value`` whose name comes first among ``names``."""
    known = {plain_name(name): name for name in reversed(list(value)) if value[name] not in (None, "", [])}
    return next((known[name] for name in names if name in known), None)


def _wordings(value: Json) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    texts = (clean_cell(_plain(_answer(item))) for item in items)
    return tuple(dict.fromkeys(text for text in texts if text))


def _plain(text: str) -> str:
    return load_html(text, "").text if _HTML.search(text) else text


def _answer(value: Json) -> str:
    """The text of an answer: itself, the parts of a list, or the text of an object."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_answer, value)))
    if is_object(value):
        inner = _first(value, (*_BODIES, *ANSWERS))
        return _answer(value[inner]) if inner is not None else "; ".join(f"{n}: {t}" for n, t in flatten(value))
    return _usable(scalar_text(value)).strip()


def _usable(text: str) -> str:
    """Text without halves of characters, with plain line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode()


def _answer_document(answer: str) -> ExtractedDocument:
    if _HTML.search(answer):
        return load_html(answer, "")
    if _MARKDOWN.search(answer) and not _FRONT_MATTER.match(answer):
        return load_markdown(answer, "")
    return load_text(answer, "")
