"""The serialiser: frozen dataclasses to JSON objects and back, by pydantic's ``TypeAdapter``.

The adapter of a class is built when it is first asked for and then kept, and pydantic is imported with the first one:
a command that neither stores nor reads anything pays for neither.
"""

import functools
import json
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Record = dict[str, Any]
"""A JSON object as ``json.loads`` gives it: texts, numbers, lists, objects, ``None``."""
T = TypeVar("T")


def to_record(value: object, kind: type | None = None) -> Record:
    """``value``, a dataclass, as a JSON object with its fields in order; as a ``kind`` where that is a base of it."""
    record: Record = _adapter(kind or type(value)).dump_python(value, mode="json")
    return record


def from_record(kind: type[T], record: object) -> T:
    """The value of a JSON object: lists become tuples, words enums, ISO 8601 texts dates. Unknown fields are ignored.

    Raises ``ValueError`` where a field is missing or of another type. It names the field without its value, which may
    be the text of a ticket.
    """
    from pydantic import ValidationError  # noqa: PLC0415  see the module's docstring

    try:
        value: T = _adapter(kind).validate_python(record)  # type: ignore[arg-type]  # a class is hashable
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, wrong["loc"])) or "it"
        raise ValueError(f"{place}: {wrong['msg']}") from None
    return value


def prepare(*kinds: type) -> None:
    """Build the adapters of these classes now, on this thread: some take a tenth of a second."""
    for kind in kinds:
        _adapter(kind)


def record_of(value: object) -> Record:
    """``value`` as commands print it and as the log keeps it: in its printed form where it has one, else as it is."""
    from citewell.records.printed import FORMS  # noqa: PLC0415  pydantic, see the module's docstring

    form = FORMS.get(type(value))
    if form is None:
        return to_record(value)
    return form.model_validate(value).model_dump(mode="json")


def compact_json(value: object) -> str:
    """A JSON value as text without spaces, as database columns hold it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@functools.cache
def _adapter(kind: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # noqa: PLC0415  see the module's docstring

    return TypeAdapter(kind)
