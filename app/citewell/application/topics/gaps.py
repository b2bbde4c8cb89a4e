"""Gaps: questions that the documents do not answer, each with a first draft of the article that is missing."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from citewell.application.drafting.pipelines import PipelineParts
from citewell.application.topics.topics import Topics
from citewell.domain.drafts import Decision, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.live.topics import Gap, GapTicket, TopicDraft
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.governance.text.courtesy import is_courtesy
from citewell.governance.text.sentences import split_sentences
from citewell.learning.topics.gaps import article_sentences, asked_alike, excerpt, question_of
from citewell.pipeline.checks.groundedness import SUPPORTED
from citewell.pipeline.generation.citations import strip_marks
from citewell.pipeline.intake.preparation import Preparation
from citewell.pipeline.retrieval.evidence_finder import EvidenceFinder
from citewell.pipeline.retrieval.rerank import Reranking, passage_text
from citewell.pipeline.routing.router import Router, needs_evidence
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import RouteKind
from citewell.settings.options import Options
from citewell.storage.log.gap_store import GapStore

MOST_TICKETS = 2000
"""Newest refused or rewritten tickets that are looked at."""
MOST_GROUPS = 30
ASKED_OF_EACH = 3
"""Tickets of a group for which it is looked up whether documents answer: the most typical ones."""
USUAL = 400
SHOWN_EXAMPLES = 3
BACKED_SHARE = 0.5
"""Share of what an agent wrote that documents must say for its ticket to count as answered."""

Answers = Callable[[TopicDraft], bool]
"""Whether the documents of today answer a ticket. Raises ``ModelError`` and ``StorageError``."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Use case: find gaps, and write them as Markdown."""

    topics: Topics
    store: GapStore
    answers: Answers
    options: Callable[[], Options]
    note_export: Callable[[Path, int], None]

    def find(
        self, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> tuple[Gap, ...]:
        """The gaps of today, that of most tickets first.

        Raises ``ModelError``, ``StorageError``, and ``CancelledError``; what was looked up before is kept.
        """
        self.topics.catch_up(progress=progress, cancel=cancel)
        options, identity = self.options(), self.topics.identity
        tickets, vectors = self.store.candidates(identity, options.gap_heavy / 100, MOST_TICKETS)
        groups = asked_alike(vectors, self.store.usual(identity, USUAL))
        groups = [inside for inside in groups if len(inside) >= options.gap_least]
        groups = sorted(groups, key=len, reverse=True)[:MOST_GROUPS]
        index, names = self.store.index_state(), {topic.id: topic.name for topic in self.topics.store.topics()}
        found = []
        for done, inside in enumerate(groups):
            if cancel is not None:
                cancel.check()
            progress(Progress(done, len(groups), "Questions looked up"))
            of_group = [tickets[i] for i in inside]
            if not self._is_answered(of_group[:ASKED_OF_EACH], index):
                found.append(self._gap(of_group, names))
        return tuple(sorted(found, key=lambda gap: -gap.tickets))

    def write(self, gaps: Sequence[Gap], folder: Path) -> list[Path]:
        """Write each gap as a Markdown file with a first draft of its article. Raises ``BadInputError``.

        A file of the same name is left as it is, since somebody may be writing on: the new one gets a number.
        """
        written = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for gap in gaps:
                path = _free(folder, gap.question)
                path.write_text(article(gap), encoding="utf-8")
                self.note_export(path, gap.tickets)
                written.append(path)
        except OSError as error:
            raise BadInputError(f"{folder} cannot be written ({error.strerror}). Choose another folder.") from error
        return written

    def _is_answered(self, tickets: Sequence[GapTicket], index: str) -> bool:
        """Whether documents answer most of the tickets; looked up once for each state of the index."""
        unknown = [one.number for one in tickets if one.checked != index]
        looked_up = {draft.number: self.answers(draft) for draft in self.store.full(unknown)}
        self.store.note_answered(list(looked_up.items()), index)
        votes = [looked_up.get(one.number, one.answered) for one in tickets]
        return sum(votes) * 2 > len(votes)

    def _gap(self, tickets: Sequence[GapTicket], names: dict[int, str]) -> Gap:
        order = {one.number: place for place, one in enumerate(tickets)}
        drafts = sorted(self.store.full(list(order)), key=lambda draft: order[draft.number])
        finals = [draft.final for draft in drafts if draft.final.strip() and draft.final.strip() != draft.said.strip()]
        topics = Counter(names[one.topic] for one in tickets if one.topic in names)
        times = sorted(draft.at for draft in drafts)
        return Gap(
            question=question_of(drafts[0].ticket),
            tickets=len(drafts),
            refused=sum(one.refused for one in tickets),
            first=times[0],
            last=times[-1],
            topic=topics.most_common(1)[0][0] if topics else "",
            examples=tuple(excerpt(draft.ticket) for draft in drafts[:SHOWN_EXAMPLES]),
            article=tuple(article_sentences(finals)),
            letters=len(finals),
            drafts=tuple(draft.id for draft in drafts),
        )


def documents_answer(parts: PipelineParts) -> Answers:
    """Looks up by the stages that draft, without a language model, whether documents answer a ticket.

    A refused ticket is answered where it would be replied to now; one that an agent wrote anew where the passages
    found for it back what the agent stated.
    """
    preparation = Preparation(parts.masker, parts.risk)
    finder = EvidenceFinder(parts.retriever, Reranking(parts.reranker, parts.embedder, lambda: parts.weights().orders))
    router = Router(parts.weights, parts.phrasing)

    def answered(draft: TopicDraft) -> bool:
        run = RunContext()
        if parts.retriever.totals() == (0, 0):
            return False
        prepared = preparation.prepare(Ticket(draft.ticket), run)
        if not needs_evidence(prepared):
            return True  # a person answers it: no document is missing
        evidence = finder.find(prepared, run)
        stated = _stated(draft.final)
        if draft.decision is Decision.REFUSE or not stated:
            return router.route(prepared, evidence, run).kind is RouteKind.REPLY
        passages = [passage_text(hit) for hit in evidence.hits]
        support = parts.support.score(stated, [passages] * len(stated))
        return sum(value >= SUPPORTED for value in support) >= BACKED_SHARE * len(stated)

    return answered


def article(gap: Gap) -> str:
    """A gap as Markdown: question, first draft and what customers wrote; confidential until somebody says not."""
    note = (
        f"> First draft, made of what agents wrote to {gap.letters} of {gap.tickets} customers who asked this, "
        f"{gap.first[:10]} to {gap.last[:10]}. Nothing in it was checked: read each sentence, then remove this note "
        "and the lines above the title."
    )
    said = [f"- {sentence} ({count} of {gap.letters})" for sentence, count in gap.article]
    lines = ["---", "access: confidential", "---", f"# {gap.question}", "", note, ""]
    lines += said or ["No agent wrote an answer yet: write it here."]
    lines += ["", "## What customers wrote", "", *(f"- {text}" for text in gap.examples)]
    return "\n".join(lines) + "\n"


def _stated(final: str) -> list[str]:
    text = strip_marks(final)
    sentences = [text[start:end] for start, end in split_sentences(text)]
    return [sentence for sentence in sentences if not is_courtesy(sentence)]


def _free(folder: Path, question: str) -> Path:
    stem = "-".join(re.findall(r"[^\W_]+", question.lower()))[:60].strip("-") or "question"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
    return next(path for name in names if not (path := folder / f"{name}.md").exists())
