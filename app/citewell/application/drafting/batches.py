"""Batches: one JSON object a line in, one out, in order; a bad line answers with its error, and the rest goes on."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from citewell.domain.documents import Filters
from citewell.domain.drafts import AttachedFile, GivenPassage, Level, Mode, Ticket
from citewell.domain.errors import BadInputError, CancelledError, UserError

logger = logging.getLogger(__name__)

NAMED_ONLY = "the export names it only"
"""Of an attachment that did not come with its ticket."""

Line = Mapping[str, object]
Answer = Callable[[Line], dict[str, object]]
Word = TypeVar("Word", Mode, Level)


def answer_lines(lines: Iterable[bytes], answer: Answer) -> Iterator[dict[str, object]]:
    """The answer to each line that is not blank, with the line's ``id``. Raises ``CancelledError``."""
    for text in lines:
        if text.strip():
            yield _answer(text, answer)


def _answer(text: bytes, answer: Answer) -> dict[str, object]:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {error}"}
    if not isinstance(line, dict):
        return {"id": None, "error": "a line must be a JSON object"}
    identity = line.get("id")
    try:
        return {**answer(line), "id": identity}
    except UserError as error:
        return {"id": identity, "error": str(error)}
    except CancelledError:
        raise
    except Exception as error:  # one bad line does not end the others
        logger.exception("unexpected error in a line of a batch")
        return {"id": identity, "error": f"Citewell made a mistake ({type(error).__name__})."}


def text_field(line: Line, name: str, default: str | None = None) -> str:
    """A string field. Raises ``BadInputError`` where it is missing or no string."""
    value = line.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise BadInputError(f"'{name}' must be a string")
    return value.encode(errors="replace").decode()  # JSON can hold half characters, nothing else can


def date_field(line: Line, name: str) -> date | None:
    """A date field like 2026-02-28, or ``None``. Raises ``BadInputError``."""
    text = text_field(line, name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInputError(f"'{name}' must be a date like 2026-02-28, not '{text}'") from error


def count_field(line: Line, name: str, default: int) -> int:
    """A whole number from 1 to 100. Raises ``BadInputError``."""
    value = line.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 100:
        raise BadInputError(f"'{name}' must be a whole number from 1 to 100")
    return value


def search_of(line: Line, filters: Filters, k: int) -> tuple[str, Filters, int]:
    """Query, filters and number of passages of one line of ``search --batch``; ``filters`` and ``k`` where it has none.

    Raises ``BadInputError``.
    """
    own = replace(
        filters,
        as_of=date_field(line, "as_of") or filters.as_of,
        region=text_field(line, "region", filters.region),
        product=text_field(line, "product", filters.product),
    )
    return text_field(line, "query"), own, count_field(line, "k", k)


def ticket_of(line: Line) -> Ticket:
    """The ticket of one line of ``draft --batch``. Raises ``BadInputError``."""
    return Ticket(
        text=text_field(line, "ticket"),
        region=text_field(line, "region", ""),
        product=text_field(line, "product", ""),
        as_of=date_field(line, "as_of"),
        note=text_field(line, "note", ""),
        mode=_word(Mode, line, "mode", Mode.HYBRID),
        level=_word(Level, line, "level", Level.REPLY),
        passages=_passages(line.get("passages")),
        attached=_attached(line.get("attachments")),
    )


def claim_of(line: Line) -> tuple[str, tuple[GivenPassage, ...]]:
    """Claim and passages of one line of ``verify --batch``. Raises ``BadInputError``."""
    claim = text_field(line, "claim")
    passages = _passages(line.get("passages"))
    if not claim.strip():
        raise BadInputError("'claim' must not be empty")
    if passages is None:
        raise BadInputError("'passages' must be a list of objects with id, title and text")
    return claim, passages


def _word(kind: type[Word], line: Line, name: str, default: Word) -> Word:
    text = text_field(line, name, default.value)
    try:
        return kind(text)
    except ValueError as error:
        raise BadInputError(f"'{name}' must be one of {', '.join(kind)}, not '{text}'") from error


def _attached(value: object) -> tuple[AttachedFile, ...]:
    """The attachments of an imported ticket; of one that an export names only, it is said that it was not read."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadInputError("'attachments' must be a list of objects with name and text")
    files = (AttachedFile(*(text_field(item, name, "") for name in ("name", "text", "problem"))) for item in value)
    return tuple(file if file.text.strip() or file.problem else replace(file, problem=NAMED_ONLY) for file in files)


def _passages(value: object) -> tuple[GivenPassage, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise BadInputError("'passages' must be a list of objects with id, title and text")
    passages = []
    for item in value:
        if not isinstance(item, dict):
            raise BadInputError("'passages' must be a list of objects with id, title and text")
        passages.append(GivenPassage(text_field(item, "id"), text_field(item, "title", ""), text_field(item, "text")))
    return tuple(passages)
