"""Front matter in YAML, TOML or JSON: what a document says of itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from citewell.domain.documents import Metadata
from citewell.knowledge.metadata import MAX_LENGTH, Described, read_json, read_toml, read_yaml

_YAML = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_JSON = re.compile(r'\A(\{[ \t]*\n\s*".*?^\}[ \t]*)(?:\n|\Z)', re.DOTALL | re.MULTILINE)
_JSON_FENCED = re.compile(r"\A;;;[ \t]*\n(.*?)^;;;[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, str], Described | None]], ...] = (
    (_YAML, read_yaml),
    (_TOML, read_toml),
    (_JSON, read_json),
    (_JSON_FENCED, read_json),
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Parsed front matter. ``body`` is the offset where the document itself starts."""

    metadata: Metadata
    body: int
    problems: tuple[str, ...] = ()
    stated: frozenset[str] = frozenset()
    """Attributes of ``metadata`` that it speaks of, see ``Described``."""


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter at the start of ``text``, if there is any. Text between two rules is none.

    YAML stands between lines of ``---``, TOML between lines of ``+++``; JSON is one object that begins and ends at the
    start of a line, or stands between lines of ``;;;``.
    """
    for pattern, read in _FORMS:
        fence = pattern.match(text)
        described = read(fence[1], "front matter") if fence else None
        if fence is not None and described is not None:
            body = fence.end() if len(fence[1]) <= MAX_LENGTH else 0
            return FrontMatter(described.metadata, body, described.problems, described.stated)
    return FrontMatter(Metadata(), 0)
