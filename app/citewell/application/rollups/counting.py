"""Count what the drafts of this laptop were and became; only names that the whole team knows are told.

A document is named where it came with a release of the team, a style and a model where they ship or came so: the name
of a file that somebody keeps for themselves may be a customer's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from citewell.application.rollups.small_groups import Tallies, Tally
from citewell.domain.drafts import LogEntry
from citewell.domain.rollups import Dimension
from citewell.governance.text.edit_distance import share_edited

LIGHT_EDIT = 0.4
"""Share of characters from which an edit no longer counts as light (design, section 7)."""
OWN_DOCUMENTS, OWN_STYLE, OWN_MODEL, NO_STYLE = "own documents", "own style", "own model", "no style"
_SECONDS = ((5, "under_5_s"), (15, "under_15_s"), (60, "under_60_s"))


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the whole team knows by name: paths of released documents, ids of styles, names of models."""

    documents: frozenset[str]
    styles: frozenset[str]
    models: frozenset[str]


def week_of(day: date) -> str:
    """The ISO week of a day: 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def weeks_back(number: int, today: date) -> tuple[str, str]:
    """The first and the last of so many weeks, the one of ``today`` included."""
    return week_of(today - timedelta(weeks=number - 1)), week_of(today)


def count_drafts(entries: Iterable[LogEntry], names: KnownNames, within: Callable[[str], bool]) -> Tallies:
    """Tallies by group of the drafts whose week is ``within``."""
    tallies: Tallies = {}
    for entry in entries:
        week = week_of(datetime.fromisoformat(entry.at).astimezone(UTC).date())
        if not within(week) or entry.draft.get("level", "reply") != "reply":
            continue
        counts = _counts(entry)
        for group in _groups(entry.draft, week, names):
            tallies.setdefault(group, Tally()).add(counts)
    return tallies


def _groups(draft: Mapping[str, Any], week: str, names: KnownNames) -> Iterator[tuple[Dimension, str]]:
    yield Dimension.ALL, "all"
    yield Dimension.WEEK, week
    cited = {str(one["document"]).partition("#")[0] for one in draft.get("citations", ())}
    for document in {one if one in names.documents else OWN_DOCUMENTS for one in cited}:
        yield Dimension.DOCUMENT, document
    model = draft.get("model") or {}
    style, base = str(model.get("style") or ""), str(model.get("base") or "")
    yield Dimension.STYLE, (style if style in names.styles else OWN_STYLE) if style else NO_STYLE
    yield Dimension.MODEL, base if base in names.models else OWN_MODEL


def _counts(entry: LogEntry) -> dict[str, int]:
    draft: Mapping[str, Any] = entry.draft
    factual = [one for one in draft.get("sentences", ()) if one.get("factual", True)]
    counts = {
        "drafts": 1,
        str(draft["decision"]): 1,
        _outcome(entry): 1,
        "factual": len(factual),
        "supported": sum(bool(one.get("supported")) for one in factual),
        _time(float((draft.get("timings") or {}).get("total_ms") or 0.0)): 1,
    }
    return counts | ({"cited": 1} if draft.get("citations") and draft["decision"] == "answer" else {})


def _outcome(entry: LogEntry) -> str:
    """What became of a draft by its last outcome."""
    if not entry.outcomes:
        return "no_outcome"
    last = entry.outcomes[-1]
    kind, final = str(last["outcome"]), str(last.get("final") or "")
    if kind == "edited":
        share = share_edited(str(entry.draft["text"]), final) if final else 0.0
        return "lightly_edited" if share < LIGHT_EDIT else "heavily_edited"
    return "handed_over" if kind == "escalated" else kind


def _time(milliseconds: float) -> str:
    return next((name for seconds, name in _SECONDS if milliseconds < 1000 * seconds), "longer")
