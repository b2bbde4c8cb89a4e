"""Fields of files that people write, as types for pydantic models: every mistake says how to mend it.

All mistakes of a value are told at once. Importing this imports pydantic, so that readers of files import it when there
is a file to read.
"""

import difflib
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, LiteralString, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from citewell.governance.yaml_positions import Located, Path, Problems

QUOTE_IT = "Put the text in quotes."
_NEAR = 0.75
"""How alike an unknown field must be to a known one to be taken for a slip of the pen."""


_NAME = "name"
"""The type of errors that are told at the name of a field, not at its value."""


def wrong(message: str, kind: LiteralString = "value") -> PydanticCustomError:
    """A mistake, to be raised by a validator."""
    return PydanticCustomError(kind, "{message}", {"message": message})


class Written(BaseModel):
    """A mapping of a file. A field without a value counts as missing; one that looks misspelt is a mistake."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    strict_names: ClassVar[bool] = False
    """Whether every unknown field is a mistake."""
    noun: ClassVar[str] = ""
    of_noun: ClassVar[frozenset[str]] = frozenset()
    """Fields of all kinds of the ``noun`` that this is one of."""

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, value: object, read: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(value, dict):
            raise wrong(f"'{info.field_name}' must hold fields, not {kind_of(value)}.")
        found = []
        try:
            made = read({str(name): own for name, own in value.items() if own is not None})
        except ValidationError as error:
            found = [detail(one["loc"], _message(one), one["type"]) for one in error.errors(include_url=False)]
        found += [detail((name,), message, _NAME) for name, message in cls._unknown(value)]
        if found:
            raise ValidationError.from_exception_data(cls.__name__, found)
        return made

    @classmethod
    def _unknown(cls, value: dict[object, object]) -> list[tuple[str, str]]:
        found = []
        for name in map(str, value):
            near = difflib.get_close_matches(name, cls.model_fields, 1, _NEAR)
            if name in cls.of_noun and name not in cls.model_fields:
                found.append((name, f"'{name}' does not belong to this kind of {cls.noun}. Remove it."))
            elif name not in cls.model_fields and (near or cls.strict_names):
                meant = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(cls.model_fields)}."
                found.append((name, f"unknown field '{name}'. {meant}"))
        return found


W = TypeVar("W", bound=Written)


def read_written(model: type[W], where: Located, path: Path, problems: Problems) -> W | None:
    """The value at ``path`` as a ``model``; ``None`` where something is wrong with it, which is noted with its line."""
    value: Any = where.value
    for part in path:
        value = value[part]
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            problems.add(where.place((*path, *one["loc"]), name=one["type"] == _NAME), one["msg"])
        return None


def detail(loc: tuple[int | str, ...], message: str, kind: str = "value") -> InitErrorDetails:
    """A mistake in a part of a value, for a validator that tells several at once."""
    return InitErrorDetails(type=wrong(message, _NAME if kind == _NAME else "value"), loc=loc, input=None)


def _message(error: Any) -> str:  # noqa: ANN401  an item of ``ValidationError.errors``
    return f"'{error['loc'][-1]}' is missing. Add it." if error["type"] == "missing" else str(error["msg"])


def as_text(value: object) -> str | None:
    """A text as it is, a number or date as it is written; ``None`` for anything else."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()  # JSON can hold half characters, nothing else can
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.isoformat() if isinstance(value, date) else None


def kind_of(value: object) -> str:
    """What a value is, in words."""
    if isinstance(value, bool):
        return f"{'yes or true' if value else 'no or false'}"
    names = {dict: "fields", list: "a list", type(None): "nothing"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else "a text")


def listed(value: object) -> list[object]:
    """A list as it is, one value as a list of it."""
    return value if isinstance(value, list) else [value]


def _text(value: object, info: ValidationInfo) -> str:
    text = as_text(value)
    if text is None:
        raise wrong(f"'{info.field_name}' must be a text, not {kind_of(value)}. {QUOTE_IT}")
    return text


def _filled(text: str, info: ValidationInfo) -> str:
    if not text.strip():
        raise wrong(f"'{info.field_name}' is empty. Write a text.")
    return text


def _item(value: object, info: ValidationInfo) -> str:
    text = as_text(value)
    if text is None or not text.strip():
        what = "an empty text" if isinstance(value, str) else kind_of(value)
        raise wrong(f"'{info.field_name}' must hold texts, not {what}. {QUOTE_IT}")
    return text


def _wordings(value: object, info: ValidationInfo) -> tuple[str, ...]:
    if value == []:
        raise wrong(f"'{info.field_name}' must hold texts, not a list. {QUOTE_IT}")
    return tuple(_item(one, info) for one in listed(value))


def _list(value: object, info: ValidationInfo) -> list[object]:
    if not isinstance(value, list):
        raise wrong(f"'{info.field_name}' must be a list, not {kind_of(value)}. Write [\"...\"], or [] for none.")
    return value


def _flag(value: object, info: ValidationInfo) -> bool:
    if not isinstance(value, bool):
        raise wrong(f"'{info.field_name}' must be true or false, not {kind_of(value)}.")
    return value


def _day(value: object, info: ValidationInfo) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise wrong(f"'{info.field_name}' must be a date like 2026-02-28, not '{value}'.") from None


def word_of(kind: type[StrEnum]) -> BeforeValidator:
    """One word of a choice."""

    def check(value: object, info: ValidationInfo) -> StrEnum:
        text = _text(value, info)
        try:
            return kind(text)
        except ValueError:
            raise wrong(f"'{info.field_name}' must be one of {', '.join(kind)}, not '{text}'.") from None

    return BeforeValidator(check)


def needed(add: str) -> BeforeValidator:
    """For a field whose default is ``None`` and is validated: that it is missing, and what to add."""

    def check(value: object, info: ValidationInfo) -> object:
        if value is None:
            raise wrong(f"'{info.field_name}' is missing. Add {add}.")
        return value

    return BeforeValidator(check)


def every(check: Callable[[str, str], None]) -> BeforeValidator:
    """One text of a list, which ``check`` is called with, and the name of the field; it raises what is ``wrong``."""

    def checked(value: object, info: ValidationInfo) -> str:
        text = _item(value, info)
        check(text, info.field_name or "")
        return text

    return BeforeValidator(checked)


Text = Annotated[str, BeforeValidator(_text)]
FilledText = Annotated[Text, AfterValidator(_filled)]
Texts = Annotated[tuple[Annotated[str, BeforeValidator(_item)], ...], BeforeValidator(listed)]
"""A text or a list of texts."""
Alternatives = Annotated[tuple[Annotated[tuple[str, ...], BeforeValidator(_wordings)], ...], BeforeValidator(_list)]
"""A list of texts, or of lists of texts of which any will do."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]
