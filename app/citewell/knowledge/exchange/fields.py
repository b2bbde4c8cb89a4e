"""Fields of records: identifiers, times, attachments and words, whatever type a program gives them."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from citewell.knowledge.exchange.values import Attachment, Record
from citewell.knowledge.exchange.written import words_of_html, words_of_plain
from citewell.knowledge.loaders.text.parts import clean, encodable

_MILLISECONDS = 100_000_000_000
"""Unix times from here on are in milliseconds: in seconds it is the year 5138."""
_FORMATS = ("%Y-%m-%d %H:%M:%S %Z", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%d.%m.%Y %H:%M")
_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}")
_HTML = re.compile(r"<(?:p|br|div|span|a|ul|ol|li|table|b|i|em|strong|blockquote|html|body)\b[^>]*>", re.IGNORECASE)


def text_of(record: Record, *names: str) -> str:
    """The first of the fields that holds something, as text."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return encodable(value).strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def line_of(record: Record, *names: str) -> str:
    """The first of the fields that holds something, on one line."""
    return clean(text_of(record, *names))


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list, or of a mapping by id; none for anything else."""
    items: Iterable[object] = ()
    if isinstance(value, list):
        items = value
    elif isinstance(value, Mapping):
        items = value.values()
    return [item for item in items if isinstance(item, dict)]


def object_of(record: Record, name: str) -> dict[str, Any]:
    """The object in a field; an empty one where there is none."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def truth(value: object) -> bool | None:
    """A truth value, also where it is written as a word or number; ``None`` where nothing is said."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if value is not None else ""
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(word)


def time_of(record: Record, *names: str) -> str:
    """The first field that holds a time, as ISO 8601 in UTC with seconds; a time without a zone is taken as UTC."""
    return next((time for name in names if (time := _time(record.get(name)))), "")


def _time(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    text = str(value).strip()
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        seconds = float(text)
        seconds = seconds / 1000 if seconds >= _MILLISECONDS else seconds
        return written_time(datetime.fromtimestamp(seconds, UTC))
    try:
        return written_time(datetime.fromisoformat(text))
    except ValueError:
        pass
    for form in _FORMATS:
        try:
            return written_time(datetime.strptime(text, form).replace(tzinfo=UTC))
        except ValueError:
            continue
    return ""


def written_time(moment: datetime) -> str:
    """In UTC with seconds; empty where the year is out of reach."""
    try:
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return ""


def attachments_of(record: Record, names: Iterable[str] = ("attachments",)) -> tuple[Attachment, ...]:
    """The files listed in the fields, by the names that programs use for name, kind and size."""
    found = []
    for name in names:
        for item in objects(record.get(name)):
            title = line_of(item, "file_name", "filename", "fileName", "name") or _named_by(item) or "attachment"
            said = object_of(item, "preferences")  # Zammad's
            kind = line_of(item, "content_type", "mimeType", "mime_type") or line_of(said, "Content-Type", "Mime-Type")
            kind = kind.partition(";")[0] or line_of(item, "type", "file_type")
            size = item.get("size", item.get("file_size", item.get("filesize")))
            length = int(str(size)) if str(size).isdecimal() else None
            found.append(Attachment(title[:200], kind[:100], length))
    return tuple(found)


def _named_by(item: Record) -> str:
    """The name of a file by its address (Chatwoot's), else its kind."""
    name = line_of(item, "data_url").partition("?")[0].rpartition("/")[2]
    plain = _ESCAPE.sub(lambda match: bytes.fromhex(match[0].decode()[1:]), name.encode())
    return plain.decode(errors="replace") or line_of(item, "fallback_title", "file_type")


def tags_of(value: object) -> tuple[str, ...]:
    """Tags as texts, from a list of texts or of objects with a name."""
    items = value if isinstance(value, list) else []
    named = [line_of(item, "name", "tag") if isinstance(item, dict) else clean(str(item)) for item in items]
    return tuple(name for name in named if name)


def words(record: Record, *, plain: tuple[str, ...] = (), html: tuple[str, ...] = ()) -> str:
    """What somebody wrote in a message, of a field with plain text where there is one, else of one with HTML."""
    text = text_of(record, *plain)
    if text:
        return words_of_html(text) if _HTML.search(text) else words_of_plain(text)
    text = text_of(record, *html)
    return words_of_html(text) if _HTML.search(text) else words_of_plain(text)
