"""YAML front matter: what a document says of itself."""

import re
from dataclasses import dataclass

from citewell.domain.documents import Metadata
from citewell.knowledge.metadata import MAX_LENGTH, read_yaml

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Parsed front matter. ``body`` is the offset where the document itself starts."""

    metadata: Metadata
    body: int
    problems: tuple[str, ...] = ()
    stated: frozenset[str] = frozenset()
    """Attributes of ``metadata`` that it speaks of, see ``Described``."""


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter at the start of ``text``, if there is any. Text between two rules is none."""
    fence = _FENCE.match(text)
    described = read_yaml(fence[1], "front matter") if fence else None
    if fence is None or described is None:
        return FrontMatter(Metadata(), 0)
    body = fence.end() if len(fence[1]) <= MAX_LENGTH else 0
    return FrontMatter(described.metadata, body, described.problems, described.stated)
