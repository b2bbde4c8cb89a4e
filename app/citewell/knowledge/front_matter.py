"""YAML front matter: what a document says of itself. A field that is no use is reported, never fatal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from citewell.domain.documents import Access, Metadata

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ACCESS = re.compile(r"^\W*access\W*:(.*)$", re.MULTILINE | re.IGNORECASE)
_EVERYWHERE = {"global", "all", "worldwide", "any", ""}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Parsed front matter. ``body`` is the offset where the document itself starts."""

    metadata: Metadata
    body: int
    problems: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter at the start of ``text``, if there is any."""
    fence = _FENCE.match(text)
    if fence is None:
        return FrontMatter(Metadata(), 0)
    try:
        values = yaml.load(fence[1], Loader=yaml.BaseLoader)  # noqa: S506  BaseLoader makes strings only
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(getattr(error, "problem", "") or type(error).__name__)
        return _unusable(fence, f"front matter is not YAML: {reason}")
    if not values:
        return FrontMatter(Metadata(), fence.end())
    if not isinstance(values, dict):
        return _unusable(fence, "front matter is not a list of fields")
    metadata, problems = _metadata(values)
    return FrontMatter(metadata, fence.end(), tuple(problems))


def _unusable(fence: re.Match[str], problem: str) -> FrontMatter:
    """No field can be read, but a document that names an access class other than public stays confidential."""
    named = _ACCESS.search(fence[1])
    if named is None or named[1].strip().lower() == Access.PUBLIC:
        return FrontMatter(Metadata(), fence.end(), (problem,))
    return FrontMatter(Metadata(access=Access.CONFIDENTIAL), fence.end(), (f"{problem}; it is kept confidential",))


def _metadata(values: Mapping[str, object]) -> tuple[Metadata, list[str]]:
    problems: list[str] = []
    start, end = (_date(values, name, problems) for name in ("effective_from", "effective_to"))
    if start and end and end < start:
        problems.append(f"effective_to {end} is before effective_from {start}; both are ignored")
        start = end = None
    return (
        Metadata(
            title=_text(values, "title", problems),
            key=_text(values, "id", problems),
            version=_text(values, "version", problems),
            effective_from=start,
            effective_to=end,
            regions=tuple(r for r in _list(values, "region", problems) if r.lower() not in _EVERYWHERE),
            product=_text(values, "product", problems),
            language=_text(values, "language", problems),
            access=_access(values, problems),
            owner=_text(values, "owner", problems),
            supersedes=_list(values, "supersedes", problems),
        ),
        problems,
    )


def _text(values: Mapping[str, object], name: str, problems: list[str]) -> str:
    value = values.get(name, "")
    if isinstance(value, str):
        return _clean(value)
    problems.append(f"{name} must be one value; it is ignored")
    return ""


def _list(values: Mapping[str, object], name: str, problems: list[str]) -> tuple[str, ...]:
    value = values.get(name, "")
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        problems.append(f"{name} must be a value or a list of values; it is ignored")
        return ()
    return tuple(_clean(item) for item in items if item.strip())


def _clean(value: str) -> str:
    """``value`` without the half characters that YAML's escapes can make and no database takes."""
    return value.encode("utf-8", "replace").decode().strip()


def _date(values: Mapping[str, object], name: str, problems: list[str]) -> date | None:
    text = _text(values, name, problems)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        problems.append(f"{name} '{text[:40]}' is not a date like 2026-02-28; it is ignored")
        return None


def _access(values: Mapping[str, object], problems: list[str]) -> Access:
    """The class named; what is no class counts as confidential, the safe side."""
    if not isinstance(values.get("access", ""), str):
        problems.append("access is neither public nor confidential; it is kept confidential")
        return Access.CONFIDENTIAL
    text = _text(values, "access", problems).lower()
    if not text:
        return Access.PUBLIC
    try:
        return Access(text)
    except ValueError:
        problems.append(f"access '{text[:40]}' is neither public nor confidential; it is kept confidential")
        return Access.CONFIDENTIAL
