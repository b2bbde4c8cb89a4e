"""What is on the working place and nowhere else yet, as JSON: it is kept while the window is locked."""

import base64
import io
import logging
import pickle
from datetime import date
from typing import Any

from citewell.desktop.drafts.view import DraftView
from citewell.domain.drafts import Draft, Level, OutcomeKind, Ticket

logger = logging.getLogger(__name__)

_MODULES = frozenset({"datetime", "citewell.domain.documents", "citewell.domain.drafts", "citewell.domain.personal"})


def read_view(view: DraftView) -> dict[str, Any]:
    """The ticket as it is typed, and the draft with its edits; empty where there is nothing."""
    panel, drafting = view.ticket, view.controller.run
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
        kept = pickle.dumps((drafting.ticket, drafting.draft, drafting.outcome))
        work["draft"] = base64.b64encode(kept).decode("ascii")
        work["final"] = view.draft.plain_text()
    return work if any(fields.values()) or "draft" in work else {}


def show_in_view(view: DraftView, work: dict[str, Any]) -> None:
    """Put back what ``read_view`` read."""
    day = work.get("as_of")
    ticket = Ticket(**work["ticket"], as_of=date.fromisoformat(day) if day else None)
    view.ticket.show_ticket(ticket)
    view.ticket.level.buttons[Level(work["level"])].setChecked(True)
    found = _draft(work.get("draft"))
    if found is None:
        return
    view.controller.run.resume(*found)
    if found[2] is not None:
        view.draft.enable(copy=True, judge=False)
    if not view.draft.shows_record and work["final"] != view.draft.plain_text():
        cursor = view.draft.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(work["final"])


class _Values(pickle.Unpickler):
    """Reads values of our domain and dates, nothing else: a database may have come with somebody's backup."""

    def find_class(self, module: str, name: str) -> type:
        """The class of that name. Raises ``pickle.UnpicklingError`` for any other thing."""
        found = super().find_class(module, name) if module in _MODULES else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no value of a draft")
        return found


def _draft(kept: str | None) -> tuple[Ticket, Draft, OutcomeKind | None] | None:
    """The draft as it was; ``None`` where there was none, or where another version of Citewell kept it."""
    if kept is None:
        return None
    try:
        ticket, draft, outcome = _Values(io.BytesIO(base64.b64decode(kept))).load()
        repr(draft)  # fails where a version kept it that knew fewer fields
    except Exception:
        logger.info("the draft that was kept cannot be shown again", exc_info=True)
        return None
    return (ticket, draft, outcome) if isinstance(draft, Draft) else None
