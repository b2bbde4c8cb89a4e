"""Drafting: a ticket goes through the pipeline, and its draft is kept in the edit log."""

from collections.abc import Callable
from dataclasses import replace

from citewell.application.drafting.disclosures import DisclosureRecords
from citewell.application.figures.live_work import LiveWork
from citewell.domain.drafts import Draft, Ticket
from citewell.domain.ports import DraftLog
from citewell.domain.progress import CancelToken
from citewell.pipeline.intake.log_masking import logged_draft
from citewell.pipeline.pipeline import DraftPipeline
from citewell.pipeline.run_context import Watch, ignore_events


class Drafting:
    """Makes drafts and keeps them."""

    def __init__(
        self,
        pipeline: DraftPipeline,
        log: DraftLog,
        overrides: DisclosureRecords | None = None,
        unproven: Callable[[], bool] = lambda: False,
        live: LiveWork | None = None,
        note_draft: Callable[[str], None] = lambda _draft_id: None,
    ) -> None:
        """Draft by ``pipeline``, keep in ``log``; ``live`` notes what each draft is made under.

        ``overrides`` notes drafts that an agent wanted all the same; ``unproven`` says whether nothing speaks for the
        model in use; ``note_draft`` hears the id of each draft that was kept.
        """
        self._pipeline = pipeline
        self._log = log
        self._overrides = overrides
        self._unproven = unproven
        self._live = live
        self._note_draft = note_draft

    def draft(self, ticket: Ticket, *, watch: Watch = ignore_events, cancel: CancelToken | None = None) -> Draft:
        """Draft a reply and keep it. ``watch`` hears of evidence, text and stages as they come, on this thread.

        Raises ``BadInputError`` for a ticket that cannot be used, ``ModelError``, ``StorageError``, ``CancelledError``.
        """
        work = None if self._live is None else self._live.begin(ticket)
        pipeline = self._pipeline if work is None or work.pipeline is None else work.pipeline
        drafted = pipeline.process(ticket if work is None else work.ticket, watch=watch, cancel=cancel)
        draft = drafted.draft
        if self._unproven():
            draft = replace(draft, model=replace(draft.model, unproven=True))
        making = None if self._live is None or work is None else self._live.end(work)
        self._log.record_draft(logged_draft(drafted.masked, draft, making))
        self._note_draft(draft.id)
        if ticket.steering.anyway and self._overrides is not None:
            self._overrides.note_drafted(draft)
        return draft
