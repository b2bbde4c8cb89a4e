"""Paragraphs, headings and table rows of a document, and the text that they make together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from citewell.domain.documents import Block, ExtractedDocument, Metadata
from citewell.governance.text.invisible import visible
from citewell.knowledge.loaders.text.captions import is_caption

PARTING = "\n\n"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a document before its place in the text is known; ``level`` and ``page`` as in ``Block``.

    ``mark`` stands before the text, such as ``- `` or ``2.1 ``, and is no part of a title. ``row``: it is the row of a
    table; ``caption``: the file says that it is the caption of one.
    """

    text: str
    level: int = 0
    page: int | None = None
    mark: str = ""
    row: bool = False
    caption: bool = False


def joined(parts: Iterable[Part], metadata: Metadata, problems: tuple[str, ...] = ()) -> ExtractedDocument:
    """The parts, parted by an empty line, are the extracted text; parts without text are left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    position = 0
    table: tuple[str, ...] = ()
    for part in parts:
        if part.text:
            text = part.mark + part.text
            if not part.row:
                table = (text,) if not part.level and (part.caption or is_caption(text)) else ()
            above = table if part.row else ()
            end = position + len(text)
            blocks.append(Block(position, end, text, part.level, part.page, table=above, row=part.row))
            texts.append(text)
            position += len(text) + len(PARTING)
    return ExtractedDocument(PARTING.join(texts), tuple(blocks), metadata, problems)


def document_title(parts: Iterable[Part], property_title: str, default: str) -> str:
    """A sole top heading that opens the document, else the title in its properties, else its first top heading."""
    parts = list(parts)
    tops = [part.text for part in parts if part.level == 1]
    if len(tops) == 1 and parts[0].level == 1:
        return tops[0]
    return clean(property_title) or (tops[0] if tops else default)


def encodable(text: str) -> str:
    """Without zero bytes and halves of characters, which odd character sets and broken headers leave behind."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def clean(text: str) -> str:
    """One line, single spaces, without characters that show nothing."""
    return _SPACES.sub(" ", visible(text)).strip()
