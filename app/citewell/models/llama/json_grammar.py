"""A JSON schema as a rule over tokens: whatever the model would like, its answer is a JSON object of that schema.

For flat objects of strings (``maxLength``, ``minLength``), ``enum`` and booleans, all required, in the schema's order.
Keys and punctuation are not the model's to choose; strings end where they are full, and all that is left ends at once
where the tokens run out, so that an answer is valid wherever it stops. Control characters, backslashes and pieces of
split characters are never written into strings, which keeps them plain.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from citewell.domain.errors import ModelError

Logits = npt.NDArray[np.float32]
Ids = npt.NDArray[np.intp]
Tokenise = Callable[[str], list[int]]

MAX_LENGTH = 200
"""Characters of a string for which the schema states no ``maxLength``."""
MAX_EXPECTED = 24
"""Tokens handed out at once as what comes next."""
_BREAKS = frozenset('"\\\ufffd')


@dataclass(frozen=True, slots=True)
class _Fixed:
    """One of several texts, mostly just one."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """Free text up to a quotation mark."""

    least: int
    most: int
    end: str
    """What follows it, from its quotation mark on."""


_Segment = _Fixed | _Text


def compile_schema(schema: Mapping[str, object]) -> tuple[_Segment, ...]:
    """The parts that an answer is made of, in order. Raises ``ModelError`` for what is not supported."""
    properties = schema.get("properties")
    if schema.get("type") != "object" or not isinstance(properties, Mapping) or not properties:
        raise ModelError("Only a JSON schema of an object with properties can be written.")
    segments: list[_Segment] = []
    opening = "{"
    names = list(properties)
    for i, name in enumerate(names):
        closing = "}" if i == len(names) - 1 else ", "
        opening = f"{opening}{json.dumps(name)}: "
        field = properties[name]
        if not isinstance(field, Mapping):
            raise ModelError(f"The field '{name}' of the schema is not described.")
        opening = _add_field(segments, opening, field, closing)
    if opening:
        segments.append(_Fixed((opening,)))
    return tuple(segments)


def _add_field(segments: list[_Segment], opening: str, field: Mapping[str, object], closing: str) -> str:
    """Append one field's segments; what is left to be written before the next one."""
    values = field.get("enum") or ([False, True] if field.get("type") == "boolean" else None)
    if isinstance(values, Sequence) and values:
        texts = [json.dumps(value, ensure_ascii=False) for value in values]
        segments.append(_Fixed(tuple(f"{opening}{text}{closing}" for text in texts)))
        return ""
    if field.get("type") != "string":
        raise ModelError("A schema may hold strings, enums and booleans.")
    segments.append(_Fixed((f'{opening}"',)))
    least, most = int(str(field.get("minLength", 0))), int(str(field.get("maxLength", MAX_LENGTH)))
    segments.append(_Text(least, most, f'"{closing}'))
    return ""


class JsonVocabulary:
    """What of a vocabulary can stand in JSON. Built once per model, when first needed."""

    def __init__(self, pieces: Sequence[str], control: Sequence[int] = ()) -> None:
        """``pieces[i]`` is the text of token ``i``; ``control`` are tokens that are no text."""
        self.pieces = pieces
        self._control = frozenset(control)

    @cached_property
    def plain(self) -> Ids:
        """Tokens that may stand inside a string."""
        return np.array([i for i, piece in self._usable if _is_plain(piece)], dtype=np.intp)

    @cached_property
    def plain_lengths(self) -> Ids:
        """Characters of each token of ``plain``."""
        return np.array([len(self.pieces[i]) for i in self.plain], dtype=np.intp)

    @cached_property
    def closing(self) -> tuple[tuple[int, int, str], ...]:
        """Tokens with a quotation mark after plain text: id, characters of the text, and the rest from the mark on."""
        found = []
        for i, piece in self._usable:
            before, mark, _ = piece.partition('"')
            if mark and (not before or _is_plain(before)):
                found.append((i, len(before), piece[len(before) :]))
        return tuple(found)

    def beginning(self, texts: Sequence[str]) -> Ids:
        """Tokens that one of ``texts`` begins with."""
        heads = {text[:length] for text in texts for length in range(1, len(text) + 1)}
        return np.array([i for head in heads for i in self._ids.get(head, ())], dtype=np.intp)

    @cached_property
    def _usable(self) -> list[tuple[int, str]]:
        return [(i, piece) for i, piece in enumerate(self.pieces) if piece and i not in self._control]

    @cached_property
    def _ids(self) -> dict[str, list[int]]:
        ids: dict[str, list[int]] = {}
        for i, piece in self._usable:
            ids.setdefault(piece, []).append(i)
        return ids


def _is_plain(text: str) -> bool:
    return text.isprintable() and not _BREAKS.intersection(text)


class JsonRule:
    """The state of one answer. ``finished`` once the object is closed."""

    def __init__(
        self, vocabulary: JsonVocabulary, schema: Mapping[str, object], *, budget: int, tokenise: Tokenise | None = None
    ) -> None:
        """Write an object of ``schema``; after ``budget`` tokens strings end at once.

        ``tokenise`` lets keys be evaluated together. Raises ``ModelError`` for a schema that is not supported.
        """
        self._vocabulary = vocabulary
        self._segments = list(compile_schema(schema))
        self._budget = budget
        self._tokenise = tokenise
        self._written = 0
        self._characters = 0
        self._options: tuple[str, ...] = ()
        self._open_next()

    @property
    def finished(self) -> bool:
        """Whether the object is whole."""
        return not self._segments

    @property
    def least_room(self) -> int:
        """Tokens that suffice for the rest of the object, whatever happens: a token writes a character or more."""
        fixed = sum(max(map(len, part.options)) for part in self._segments if isinstance(part, _Fixed))
        texts = sum(len(part.end) + part.least for part in self._segments if isinstance(part, _Text))
        return max(0, self._budget - self._written) + fixed + texts

    def accept(self, token: int) -> None:
        """Note a token that was written."""
        self._written += 1
        text = self._vocabulary.pieces[token]
        while text and self._segments:
            text = self._accept_text(text) if isinstance(self._segments[0], _Text) else self._accept_fixed(text)

    def apply(self, logits: Logits) -> Logits:
        """Return ``logits`` with every token that would leave the schema at minus infinity."""
        allowed = self._allowed()
        if not allowed.size:
            raise ModelError("This model's vocabulary cannot write JSON. Choose another model.")
        masked = np.full_like(logits, -np.inf)
        masked[allowed] = np.nan_to_num(logits[allowed], nan=-1e9, neginf=-1e9)
        return masked

    def expected(self) -> Sequence[int]:
        """The tokens of what must come next."""
        if self._tokenise is None or len(self._options) != 1:
            return ()
        return self._tokenise(self._options[0])[:MAX_EXPECTED]

    @property
    def literal_room(self) -> int | None:
        """Bytes that the string being written surely takes; ``None`` where no string is being written."""
        segment = self._segments[0] if self._segments else None
        if not isinstance(segment, _Text):
            return None
        return max(0, min(segment.most - self._characters, self._budget - self._written))

    @staticmethod
    def written_by(piece: str) -> tuple[str, bool]:
        """The part of ``piece`` in the string being written, and whether it ends there."""
        inside, mark, _ = piece.partition('"')
        return inside, bool(mark)

    def _allowed(self) -> Ids:
        segment = self._segments[0]
        if isinstance(segment, _Fixed):
            return self._vocabulary.beginning(self._options)
        left = segment.most - self._characters if self._written < self._budget else 0
        left = max(left, segment.least - self._characters)
        closing = [
            i
            for i, length, rest in self._vocabulary.closing
            if length <= left and self._characters + length >= segment.least and segment.end.startswith(rest)
        ]
        if left <= 0:
            return np.array(closing, dtype=np.intp)
        plain = self._vocabulary.plain[self._vocabulary.plain_lengths <= left]
        return np.concatenate([plain, np.array(closing, dtype=np.intp)])

    def _accept_text(self, text: str) -> str:
        """Take ``text`` into a string; what goes beyond its end."""
        segment = self._segments[0]
        assert isinstance(segment, _Text)  # noqa: S101  asked by the caller
        inside, mark, rest = text.partition('"')
        self._characters += len(inside)
        if not mark:
            return ""
        self._segments[0] = _Fixed((segment.end,))
        self._open_next()
        return mark + rest

    def _accept_fixed(self, text: str) -> str:
        """Take the part of ``text`` that stands in a fixed text; what goes beyond."""
        fitting = tuple(option for option in self._options if option.startswith(text) or text.startswith(option))
        if not fitting:
            raise ModelError("The answer left its schema.")  # cannot be: the mask lets nothing else through
        done = next((option for option in fitting if text.startswith(option)), None)
        if done is None:
            self._options = tuple(option[len(text) :] for option in fitting)
            return ""
        self._segments.pop(0)
        self._open_next()
        return text[len(done) :]

    def _open_next(self) -> None:
        self._characters = 0
        segment = self._segments[0] if self._segments else None
        self._options = segment.options if isinstance(segment, _Fixed) else ()
