"""The edit log as pairs of draft and final text: what may be learned from, and what not and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from citewell.domain.drafts import LogEntry, OutcomeKind
from citewell.governance.text.words import words

LONGEST = 350
"""Words of a draft or a final text beyond which it is no reply that one style rewriting could make."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A draft that was sent: as it was before a learned style rewrote it, as the agent saw it, and as it was sent.

    ``at`` is when the outcome was recorded; ``labels`` are the agent's own; ``documents`` are what the draft's
    citations name, by number.
    """

    draft_id: str
    at: str
    draft: str
    shown: str
    final: str
    labels: tuple[str, ...] = ()
    documents: Mapping[int, str] = field(default_factory=dict)

    @property
    def unchanged(self) -> bool:
        """Whether the draft went out as it was."""
        return self.shown == self.final


def read_edits(entries: Iterable[LogEntry], until: str = "") -> tuple[list[Edit], Counter[str]]:
    """The sent drafts in the order of the log, and how many drafts were left out by reason.

    The newest outcome of a draft counts; with ``until`` (a time of the log), later ones are not seen.
    """
    edits: list[Edit] = []
    excluded: Counter[str] = Counter()
    for entry in entries:
        outcomes = [outcome for outcome in entry.outcomes if not until or str(outcome["at"]) <= until]
        if not outcomes:
            excluded["no outcome"] += 1
            continue
        edit = _edit(entry, outcomes[-1])
        if isinstance(edit, Edit):
            edits.append(edit)
        else:
            excluded[edit] += 1
    return edits, excluded


def newest_outcome(entries: Iterable[LogEntry]) -> str:
    """When the newest outcome of the log was recorded; empty where there is none."""
    return max((str(outcome["at"]) for entry in entries for outcome in entry.outcomes), default="")


def _edit(entry: LogEntry, outcome: Mapping[str, object]) -> Edit | str:
    """The edit, or why there is none to learn from."""
    kind = str(outcome["outcome"])
    if kind in {OutcomeKind.REJECTED, OutcomeKind.ESCALATED}:
        return kind
    if entry.draft.get("level", "reply") != "reply":
        return "not a reply"
    shown = str(entry.draft.get("text") or "").strip()
    draft = str(entry.draft.get("unstyled") or "").strip() or shown
    final = str(outcome["final"]).strip()
    if kind == OutcomeKind.ACCEPTED:
        final = final or shown
    if not draft or not final:
        return "no text"
    if max(len(words(draft)), len(words(final))) > LONGEST:
        return "too long"
    labels = outcome["reasons"]
    return Edit(
        draft_id=entry.draft_id,
        at=str(outcome["at"]),
        draft=draft,
        shown=shown,
        final=final,
        labels=tuple(str(label) for label in labels) if isinstance(labels, list) else (),
        documents=_documents(entry.draft),
    )


def _documents(draft: Mapping[str, object]) -> dict[int, str]:
    found = draft.get("citations")
    if not isinstance(found, list):
        return {}
    return {int(item["n"]): str(item["document"]) for item in found}
