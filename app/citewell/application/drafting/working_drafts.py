"""Working drafts: tickets with their drafts and edits, kept while they are worked on, and to go back to."""

from collections.abc import Mapping, Sequence
from typing import Any

from citewell.storage.db.database import Database
from citewell.storage.log.working_drafts import WorkingDraft, WorkingDraftStore

__all__ = ["WorkingDraft", "WorkingDrafts"]


class WorkingDrafts:
    """Kept in the encrypted database alone. Every call may raise ``StorageError``."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._store = WorkingDraftStore(database)

    def keep(self, work_id: str, work: Mapping[str, Any], *, on_screen: bool) -> None:
        """Save ``work`` under its id, in place of what was saved of it; empty: there is nothing to keep."""
        if work:
            self._store.save(work_id, draft_id_of(work), work, on_screen=on_screen)
        else:
            self._store.remove(work_id)

    def on_screen(self) -> WorkingDraft | None:
        """What was on screen when the window was closed or locked."""
        return self._store.on_screen()

    def of_draft(self, draft_id: str) -> WorkingDraft | None:
        """The one that holds this draft, if it is still kept."""
        return next((one for one in self._store.all() if one.draft_id == draft_id), None)

    def others(self, than: str) -> Sequence[WorkingDraft]:
        """All but the one with the id ``than``, the newest first."""
        return [one for one in self._store.all() if one.id != than]


def draft_id_of(work: Mapping[str, Any]) -> str:
    """The id of the draft in ``work``; empty where there is none, or where an older version kept it."""
    kept = work.get("draft")
    draft = kept.get("draft") if isinstance(kept, dict) else None
    return str(draft.get("id", "")) if isinstance(draft, dict) else ""
