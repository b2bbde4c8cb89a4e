"""The approach advisor at work: measures one home, and says what follows: retrieval, fine-tuning or both."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from citewell.application.evaluation import advice_measures as measures
from citewell.domain.errors import BadInputError
from citewell.evaluation.advice.advice import Advice, advice_record, advise
from citewell.evaluation.advice.changing import changing_places
from citewell.evaluation.advice.golden_modes import golden_modes
from citewell.evaluation.advice.measured import MODES, Measured
from citewell.evaluation.advice.topics import TopicOf, topic_of
from citewell.evaluation.reports.advice import render_advice
from citewell.evaluation.runs import Run, read_run
from citewell.settings.options import Options
from citewell.storage.db.database import Database
from citewell.storage.figures.facts import DraftFacts
from citewell.storage.index.document_changes import DocumentChanges
from citewell.storage.log.draft_figures import DraftFigures
from citewell.storage.log.golden_runs import GoldenRuns
from citewell.storage.log.learning_store import LearningStore

__all__ = ["Advice", "Advisor", "advice_record", "write_advice"]

NEWEST_SENT = 200
"""Replies whose edits are compared with their drafts."""
NEWEST_TICKETS = 500
"""Tickets whose language is told."""
RECENT = timedelta(days=90)


class Advisor:
    """Measures a home; no model is started."""

    def __init__(
        self,
        database: Database,
        options: Callable[[], Options],
        style: Callable[[], str],
        topic_of: TopicOf = topic_of,
    ) -> None:
        """``style`` names the style in use (empty: none); ``topic_of`` groups drafts by what they cite first."""
        self._facts, self._figures, self._documents = (
            DraftFacts(database),
            DraftFigures(database),
            DocumentChanges(database),
        )
        self._runs, self._learning = GoldenRuns(database), LearningStore(database)
        self._options, self._style, self._topic_of = options, style, topic_of

    def advise(self, now: datetime | None = None) -> Advice:
        """What this home's figures speak for, as of ``now`` (UTC). Raises ``StorageError``."""
        self._facts.catch_up()
        return advise(self._measure(now or datetime.now(UTC)))

    def _measure(self, now: datetime) -> Measured:
        uses, history, entries = self._figures.uses(), self._documents.history(), self._figures.sent(NEWEST_SENT)
        places = changing_places(self._documents.versions(measures.changed_places(uses, history)))
        changing = {(place.document, place.heading) for place in places}
        edits, by_topic = measures.edits_of(entries, self._topic_of)
        name, run = self._golden()
        saved = self._runs.times()
        options = self._options()
        return Measured(
            at=now.isoformat(timespec="seconds"),
            drafts=sum(use.drafts for use in uses),
            answers=sum(use.answers for use in uses),
            cited_answers=sum(use.answers for use in uses if use.place.document),
            refusals=sum(use.refusals for use in uses),
            escalations=sum(use.escalations for use in uses),
            changing=measures.share_at(uses, changing),
            rows=measures.share_of_rows(uses),
            rare=measures.share_of_rare(uses),
            documents=history.documents,
            changed=len(history.replaced),
            versions=sum(map(len, history.replaced.values())),
            weekly=measures.weekly_documents(history),
            watched_days=measures.watched_days(history, now),
            ticket_languages=measures.ticket_languages(self._figures.tickets(NEWEST_TICKETS)),
            document_languages=history.languages,
            edits=edits,
            labelled=measures.labelled_edits(entries, self._learning.retired(), options.learn_least),
            needed=options.learn_least,
            golden=golden_modes(name, run) if run is not None else None,
            levels=tuple(self._figures.levels()),
            speeds=tuple(self._figures.speeds()),
            personal=self._figures.personal(),
            keep_days=options.keep_drafts_days,
            saved_runs=len(saved),
            recent_runs=sum(datetime.fromisoformat(at) >= now - RECENT for at in saved),
            style=self._style(),
            topics=measures.measure_topics(uses, changing, by_topic, run, self._topic_of),
        )

    def _golden(self) -> tuple[str, Run | None]:
        """The newest saved run in all three modes; one of another version of Citewell counts as none."""
        found = self._runs.newest_of(MODES)
        if found is None:
            return "", None
        try:
            return found[0], read_run(found[1])
        except BadInputError:
            return "", None


def write_advice(path: Path, record: dict[str, Any]) -> Path:
    """Write the advice as HTML; returns ``path``. Raises ``BadInputError``."""
    html = render_advice(record)
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise BadInputError(f"The report {path} cannot be written ({error.strerror}). Choose another file.") from error
    return path
