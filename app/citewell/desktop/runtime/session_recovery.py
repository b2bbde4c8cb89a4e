"""What is on the compose page, as JSON: it is kept as it changes, and while the window is locked or closed."""

import logging
from dataclasses import dataclass
from typing import Any

from citewell.desktop.drafts.view import DraftView
from citewell.domain.drafts import Draft, Level, OutcomeKind, Ticket
from citewell.governance.text.readable import parser
from citewell.records.values import from_record, prepare, to_record

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A draft on the working place, with the ticket that it answers and what was done with it."""

    ticket: Ticket
    draft: Draft
    outcome: OutcomeKind | None = None


def prepare_for_drafts() -> None:
    """Make ready, on any thread, what the first draft on the page needs: the interface does not wait for it then.

    That is the serialiser, by which a draft is kept and put back, and the reader of Markdown, by which it is shown.
    """
    prepare(Ticket, Unsaved)
    parser()


def read_view(view: DraftView) -> dict[str, Any]:
    """The ticket as it is typed, and the draft with its edits; empty where there is nothing."""
    panel, drafting = view.ticket, view.controller.run
    fields = {
        "text": panel.text.toPlainText(),
        "region": panel.region.text(),
        "product": panel.product.text(),
        "note": panel.note.text(),
        "attached": [to_record(file) for file in panel.attached],
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
    view.controller.run.resume(found.ticket, found.draft, found.outcome)
    if found.outcome is not None:
        view.draft.enable(copy=True, judge=False)
    if not view.draft.shows_record and work["final"] != view.draft.plain_text():
        cursor = view.draft.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(work["final"])


def is_edited(work: dict[str, Any]) -> bool:
    """Whether what ``read_view`` read is a draft whose text was changed."""
    return "draft" in work and work["final"] != work["draft"]["draft"]["text"]


def is_finished(work: dict[str, Any]) -> bool:
    """Whether it is a draft whose outcome is recorded."""
    return "draft" in work and work["draft"]["outcome"] is not None


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
