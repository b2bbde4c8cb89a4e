"""An extracted document with its passages as a frame, from the reader's process to ours.

JSON, because what comes out of a process that a hostile file may have taken over must not be able to run anything here.
Values of a kind are rows, in the order of their fields.
"""

import types
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from citewell.domain.documents import Block, Box, ExtractedDocument, Metadata, Passage
from citewell.domain.ports import Extraction
from citewell.processes.frames import Frame

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class _Rows(Generic[T]):
    """Rows of one dataclass whose fields are texts, numbers, dates, enumerations, and tuples of texts."""

    def __init__(self, kind: type[T]) -> None:
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        self._kind = kind
        self._values = attrgetter(*names)
        self._decoders = [(i, decode) for i, name in enumerate(names) if (decode := _decoder(hints[name])) is not None]

    def encode(self, values: Sequence[T]) -> list[tuple[object, ...]]:
        return [self._values(value) for value in values]

    def decode(self, rows: list[list[Any]]) -> tuple[T, ...]:
        for row in rows:
            for i, decode in self._decoders:
                if row[i] is not None:
                    row[i] = decode(row[i])
        return tuple(self._kind(*row) for row in rows)


def _decoder(hint: object) -> Callable[[Any], object] | None:
    """What turns JSON into a field of this type; ``None`` where JSON carries it as it is."""
    if get_origin(hint) in {types.UnionType, Union}:
        (hint,) = (part for part in get_args(hint) if part is not types.NoneType)
    if get_origin(hint) is tuple:
        return tuple
    if hint is date:
        return date.fromisoformat
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else None


_METADATA, _BLOCKS, _BOXES, _PASSAGES = _Rows(Metadata), _Rows(Block), _Rows(Box), _Rows(Passage)


def encode_extraction(document: ExtractedDocument, passages: Sequence[Passage]) -> Frame:
    """The answer to one file."""
    metadata = [
        value.isoformat() if isinstance(value, date) else value for value in _METADATA.encode([document.metadata])[0]
    ]
    return Frame(
        {
            "text": document.text,
            "metadata": metadata,
            "blocks": _BLOCKS.encode(document.blocks),
            "boxes": _BOXES.encode(document.boxes),
            "problems": document.problems,
            "detected_language": document.detected_language,
            "passages": _PASSAGES.encode(passages),
            "done": True,
        }
    )


def decode_extraction(frame: Frame) -> Extraction:
    """What ``encode_extraction`` made a frame of. Raises ``ValueError``, ``TypeError`` or ``LookupError``."""
    head: dict[str, Any] = frame.head
    (metadata,) = _METADATA.decode([head["metadata"]])
    document = ExtractedDocument(
        text=head["text"],
        blocks=_BLOCKS.decode(head["blocks"]),
        metadata=metadata,
        problems=tuple(head["problems"]),
        boxes=_BOXES.decode(head["boxes"]),
        detected_language=str(head["detected_language"]),
    )
    return document, _PASSAGES.decode(head["passages"])
