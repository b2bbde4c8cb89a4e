"""What is on the working place and nowhere else yet: kept in the encrypted database while the window is locked."""

import logging
from dataclasses import dataclass
from typing import Any

from citewell.desktop.drafts.view import DraftView
from citewell.desktop.runtime.session import Session
from citewell.domain.drafts import Draft, Level, OutcomeKind, Ticket
from citewell.records.values import from_record, to_record
from citewell.storage.db.team_settings import TeamSettings

logger = logging.getLogger(__name__)

SETTING = "unsaved_work"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A draft on the working place, with the ticket that it answers and what was done with it."""

    ticket: Ticket
    draft: Draft
    outcome: OutcomeKind | None = None


def read_view(view: DraftView) -> dict[str, Any]:
    """The ticket as it is typed, and the draft with its edits; empty where there is nothing."""
    panel, drafting = view.ticket, view.desk.drafting
    fields = {
        "text": panel.text.toPlainText(),
        "region": panel.region.text(),
        "product": panel.product.text(),
        "note": panel.note.text(),
    }
    work: dict[str, Any] = {"ticket": fields, "level": panel.level.level.value, "as_of": None}
    if panel.as_of.is_valid():
        day = panel.as_of.value()
        work["as_of"] = day.isoformat() if day else None
    if drafting.draft is not None and drafting.ticket is not None:
        work["draft"] = to_record(Unsaved(drafting.ticket, drafting.draft, drafting.outcome))
        work["final"] = view.draft.plain_text()
    return work if any(fields.values()) or "draft" in work else {}


def show_in_view(view: DraftView, work: dict[str, Any]) -> None:
    """Put back what ``read_view`` read."""
    view.ticket.show_ticket(from_record(Ticket, work["ticket"] | {"as_of": work.get("as_of")}))
    view.ticket.level.buttons[Level(work["level"])].setChecked(True)
    found = _draft(work.get("draft"))
    if found is None:
        return
    view.desk.drafting.resume(found.ticket, found.draft, found.outcome)
    if found.outcome is not None:
        view.draft.enable(copy=True, judge=False)
    if not view.draft.shows_record and work["final"] != view.draft.plain_text():
        cursor = view.draft.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(work["final"])


def keep(session: Session, work: dict[str, Any]) -> None:
    """Save ``work`` in the database. Raises ``StorageError``."""
    settings = TeamSettings(session.services.database)
    if work:
        settings.save(SETTING, work)
    else:
        settings.remove(SETTING)


def take(session: Session) -> dict[str, Any]:
    """What was kept, which is then kept no more; empty where nothing was. Raises ``StorageError``."""
    settings = TeamSettings(session.services.database)
    work = settings.load(SETTING)
    if work is not None:
        settings.remove(SETTING)
    return work or {}


def _draft(kept: object) -> Unsaved | None:
    """The draft as it was; ``None`` where there was none, or where another version of Citewell kept it."""
    if kept is None:
        return None
    if isinstance(kept, str):  # a pickle, which runs what it names: older versions kept drafts so
        logger.info("the unsaved draft was kept by an older version of Citewell; it is dropped, its ticket is not")
        return None
    try:
        return from_record(Unsaved, kept)
    except ValueError as error:
        logger.info("the unsaved draft cannot be shown again and is dropped; its ticket is not (%s)", error)
        return None
