"""Streaming XML: elements one by one out of a file of any size; entities and document types are refused."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from citewell.domain.errors import BadInputError
from citewell.knowledge.exchange.json_stream import Reading
from citewell.knowledge.exchange.values import CutExportError

Element: TypeAlias = Any
"""An element of the standard library's ElementTree."""
_CUT = ("no element found", "unclosed token", "unclosed CDATA section")


def elements(path: Path, names: Collection[str], reading: Reading) -> Iterator[Element]:
    """The elements of these local names, each dropped once it was looked at.

    Raises ``CutExportError`` where the file ends early, ``BadInputError`` where it is no XML or declares entities.
    """
    try:
        with path.open("rb") as file:
            root = None
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
                root = element if root is None else root
                if event == "end" and local_name(element) in names:
                    yield element
                    element.clear()
                    root.clear()
    except DefusedXmlException as error:
        raise BadInputError(f"{path} declares entities, which are not read. Nothing was imported.") from error
    except ParseError as error:
        if any(said in str(error) for said in _CUT):
            raise CutExportError(
                f"{path} is cut off in the middle: it ends inside of what comes behind page {reading.count}."
            ) from error
        raise BadInputError(f"{path} is not XML ({error}). Export it again. Nothing was imported.") from error


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_at(element: Element, *names: str) -> str:
    """The text of the first child with these names, each one level deeper; empty where there is none."""
    for name in names:
        element = next((child for child in element if local_name(child) == name), None)
        if element is None:
            return ""
    return element.text or ""
