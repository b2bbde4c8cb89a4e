"""Fields of a golden ticket, each read with its type; what is wrong is noted with its line and how to mend it."""

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from citewell.domain.drafts import GivenPassage
from citewell.evaluation.scores.style_rules import EACH_RULES, NUMBER_RULES, RULES, StyleRule
from citewell.governance.yaml_positions import Located, Path, Problems

Word = TypeVar("Word", bound=StrEnum)
_QUOTE_IT = "Put the text in quotes."
_NEAR = 0.75
"""How alike an unknown field must be to a known one to be taken for a slip of the pen."""


class Fields:
    """The fields of one mapping of a file; ``path`` is where it stands."""

    def __init__(self, where: Located, path: Path, value: Mapping[str, object], problems: Problems) -> None:
        """Read ``value``; note mistakes in ``problems``."""
        self._where = where
        self._path = path
        self._value = value
        self.problems = problems

    def wrong(self, name: str, message: str) -> None:
        """Note that a field is wrong."""
        self.problems.add(self._where.line((*self._path, name)), message)

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        return self._value.get(name) is not None

    def only(self, known: Collection[str], *, strict: bool = False) -> None:
        """Note fields that look like a misspelt one of ``known``; where ``strict``, all others too."""
        for name in map(str, self._value):
            near = difflib.get_close_matches(name, known, 1, _NEAR)
            if name in known or not (near or strict):
                continue
            meant = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."
            self.wrong(name, f"unknown field '{name}'. {meant}")

    def text(self, name: str, *, required: bool = False) -> str:
        """A text; a number counts as one. Empty where it is missing or wrong."""
        value = self._value.get(name)
        if value is None:
            if required:
                self.wrong(name, f"'{name}' is missing. Add it.")
            return ""
        text = _as_text(value)
        if text is None:
            self.wrong(name, f"'{name}' must be a text, not {_kind(value)}. {_QUOTE_IT}")
            return ""
        if required and not text.strip():
            self.wrong(name, f"'{name}' is empty. Write a text.")
        return text

    def flag(self, name: str) -> bool:
        """True or false; false where it is missing."""
        value = self._value.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, f"'{name}' must be true or false, not {_kind(value)}.")
            return False
        return value

    def day(self, name: str) -> date | None:
        """A date like 2026-02-28."""
        value = self._value.get(name)
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.wrong(name, f"'{name}' must be a date like 2026-02-28, not '{value}'.")
            return None

    def word(self, name: str, kind: type[Word], default: Word) -> Word:
        """One word of a choice."""
        found = self.words(name, kind) if self.has(name) else ()
        return found[0] if found else default

    def words(self, name: str, kind: type[Word]) -> tuple[Word, ...]:
        """One word of a choice, or a list of them."""
        found = []
        for text in self.texts(name):
            try:
                found.append(kind(text))
            except ValueError:
                self.wrong(name, f"'{name}' must be one of {', '.join(kind)}, not '{text}'.")
        return tuple(found)

    def texts(self, name: str) -> tuple[str, ...]:
        """A text or a list of texts."""
        value = self._value.get(name)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        found = [_as_text(item) for item in items]
        for number, (item, text) in enumerate(zip(items, found, strict=True)):
            if text is None or not text.strip():
                self._wrong_item(name, number, item)
        return tuple(text for text in found if text is not None and text.strip())

    def _wrong_item(self, name: str, number: int, item: object) -> None:
        what = "an empty text" if isinstance(item, str) else _kind(item)
        line = self._where.line((*self._path, name, number))
        self.problems.add(line, f"'{name}' must hold texts, not {what}. {_QUOTE_IT}")

    def alternatives(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of texts, or of lists of texts of which any will do."""
        value = self._value.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.wrong(name, f"'{name}' must be a list, not {_kind(value)}. Write [\"...\"], or [] for none.")
            return ()
        found = []
        for number, item in enumerate(value):
            texts = [_as_text(one) for one in (item if isinstance(item, list) else [item])]
            if not texts or any(text is None or not text.strip() for text in texts):
                self._wrong_item(name, number, item)
            else:
                found.append(tuple(text for text in texts if text is not None))
        return tuple(found)

    def passages(self, name: str) -> tuple[GivenPassage, ...] | None:
        """Passages that replace retrieval: a list of objects with ``id``, ``title`` and ``text``."""
        value = self._value.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(name, f"'{name}' must be a list of objects with id, title and text.")
            return None
        found = []
        for number, item in enumerate(value):
            own = Fields(self._where, (*self._path, name, number), item, self.problems)
            own.only({"id", "title", "text"})
            found.append(
                GivenPassage(own.text("id", required=True), own.text("title"), own.text("text", required=True))
            )
        ids = [passage.id for passage in found]
        if len(set(ids)) < len(ids):
            self.wrong(name, f"two of the '{name}' have the same id. Give each one its own.")
        return tuple(found)

    def mapping(self, name: str, *, required: bool = False) -> "Fields | None":
        """Fields inside a field."""
        value = self._value.get(name)
        if value is None and not required:
            return None
        if not isinstance(value, dict):
            said = "is missing. Add it" if value is None else f"must hold fields, not {_kind(value)}"
            self.wrong(name, f"'{name}' {said}.")
            return None
        return Fields(self._where, (*self._path, name), value, self.problems)

    def style(self, name: str = "style") -> tuple[StyleRule, ...]:
        """Style rules."""
        own = self.mapping(name)
        if own is None:
            return ()
        own.only(RULES, strict=True)
        rules: list[StyleRule] = []
        for kind in RULES:
            if not own.has(kind):
                continue
            values = own.texts(kind)
            if kind in NUMBER_RULES and not (len(values) == 1 and values[0].isdecimal() and int(values[0]) > 0):
                own.wrong(kind, f"'{kind}' must be a whole number from 1.")
                continue
            if kind == "matches":
                values = own.patterns(kind, values)
            rules += [StyleRule(kind, (value,)) for value in values] if kind in EACH_RULES else []
            rules += [StyleRule(kind, values)] if kind not in EACH_RULES and values else []
        return tuple(rules)

    def patterns(self, name: str, values: Collection[str]) -> tuple[str, ...]:
        """Those of ``values`` that are regular expressions; the others are noted."""
        good = []
        for value in values:
            try:
                re.compile(value)
            except re.error as error:
                self.wrong(name, f"'{value}' is no regular expression: {error}.")
            else:
                good.append(value)
        return tuple(good)


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()  # JSON can hold half characters, nothing else can
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.isoformat() if isinstance(value, date) else None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return f"{'yes or true' if value else 'no or false'}"
    names = {dict: "fields", list: "a list", type(None): "nothing"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else "a text")
