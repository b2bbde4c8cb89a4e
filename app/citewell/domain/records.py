"""Values as JSON objects: the one form that the command line prints, the log keeps and batch lines carry."""

from collections.abc import Sequence
from datetime import date

from citewell.domain.documents import Forgotten, Hit, IndexReport, Source
from citewell.domain.drafts import Citation, Conflict, Draft, Finding, LogEntry, Sentence, Ticket

Record = dict[str, object]


def draft_record(draft: Draft) -> Record:
    """A draft in the fixed contract of ``citewell draft --json``."""
    timings = draft.timings
    return {
        "id": draft.id,
        "decision": draft.decision.value,
        "text": draft.text,
        "sentences": [_sentence(sentence) for sentence in draft.sentences],
        "citations": [citation_record(citation) for citation in draft.citations],
        "confidence": round(draft.confidence, 4),
        "findings": [finding_record(finding) for finding in draft.findings],
        "trace": [{"stage": entry.stage, "ms": round(entry.ms, 1), "note": entry.note} for entry in draft.trace],
        "model": {
            "base": draft.model.base,
            "style": draft.model.style or None,
            "file": draft.model.file,
            "sha256": draft.model.sha256,
        },
        "prompt_version": draft.prompt_version,
        "timings": {
            "first_token_ms": None if timings.first_token_ms is None else round(timings.first_token_ms, 1),
            "total_ms": round(timings.total_ms, 1),
            "prompt_tokens": timings.prompt_tokens,
            "completion_tokens": timings.completion_tokens,
        },
        "near_misses": [hit_record(hit) for hit in draft.near_misses],
        "conflicts": [_conflict(conflict) for conflict in draft.conflicts],
        "unstyled": draft.unstyled or None,
    }


def _sentence(sentence: Sentence) -> Record:
    return {
        "text": sentence.text,
        "cites": list(sentence.cites),
        "support": round(sentence.support, 4),
        "supported": sentence.supported,
        "factual": sentence.factual,
        "start": sentence.start,
        "end": sentence.end,
    }


def citation_record(citation: Citation) -> Record:
    """A citation as drafts carry it."""
    return {
        "n": citation.n,
        "document": citation.document,
        "title": citation.title,
        "heading": _heading(citation.heading),
        "version": citation.version or None,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "access": citation.access.value,
        "effective_from": _date(citation.effective_from),
        "effective_to": _date(citation.effective_to),
        "modified_at": citation.modified_at or None,
        "superseded": citation.superseded,
    }


def _conflict(conflict: Conflict) -> Record:
    return {
        "passages": [conflict.first, conflict.second],
        "texts": [conflict.first_text, conflict.second_text],
        "reason": conflict.reason,
    }


def finding_record(finding: Finding) -> Record:
    """A finding as JSON."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
    }


def hit_record(hit: Hit) -> Record:
    """A search result in the fixed contract of ``citewell search --json``."""
    return {
        "document": hit.document,
        "title": hit.title,
        "heading": _heading(hit.heading),
        "version": hit.version or None,
        "page": hit.page,
        "start": hit.start,
        "end": hit.end,
        "text": hit.quote,
        "score": round(hit.score, 6),
        "ranks": {"words": hit.ranks.words, "meaning": hit.ranks.meaning},
        "access": hit.access.value,
        "superseded": hit.superseded,
        "effective_from": _date(hit.effective_from),
        "effective_to": _date(hit.effective_to),
        "modified_at": hit.modified_at or None,
        "exact": hit.exact,
    }


def search_record(hits: Sequence[Hit], milliseconds: float, conflicts: Sequence[Conflict] = ()) -> Record:
    """The result of one search; ``conflicts`` number the results from 1."""
    return {
        "results": [hit_record(hit) for hit in hits],
        "conflicts": [_conflict(conflict) for conflict in conflicts],
        "ms": round(milliseconds, 2),
    }


def index_record(report: IndexReport) -> Record:
    """The result of ``citewell index --json``."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "passages": report.passages,
        "quarantined": [{"path": path, "reason": reason} for path, reason in report.quarantined],
        "seconds": round(report.seconds, 3),
    }


def source_record(source: Source) -> Record:
    """One line of ``citewell sources --json``."""
    return {
        "path": source.root,
        "access": source.access.value,
        "documents": source.documents,
        "passages": source.passages,
        "indexed_at": source.indexed_at or None,
        "quarantined": [{"path": path, "reason": reason} for path, reason in source.quarantined.items()],
        "problems": [{"path": path, "problems": list(notes)} for path, notes in source.problems.items()],
    }


def forgotten_record(path: str, forgotten: Forgotten) -> Record:
    """The result of ``citewell forget --json``: what was removed, and what a scan of the database found of it."""
    return {
        "path": path,
        "documents": forgotten.documents,
        "passages": forgotten.passages,
        "drafts": forgotten.drafts,
        "held": list(forgotten.held),
        "proof": {"pages": forgotten.pages, "phrases": forgotten.phrases, "found": list(forgotten.found)},
    }


def ticket_record(ticket: Ticket) -> Record:
    """A ticket as the log keeps it."""
    return {
        "text": ticket.text,
        "customer": ticket.customer,
        "product": ticket.product,
        "region": ticket.region,
        "as_of": _date(ticket.as_of),
        "note": ticket.note,
        "mode": ticket.mode.value,
        "level": ticket.level.value,
        "passages": None
        if ticket.passages is None
        else [{"id": passage.id, "title": passage.title, "text": passage.text} for passage in ticket.passages],
    }


def log_record(entry: LogEntry) -> Record:
    """One line of ``citewell log --export``."""
    return {
        "id": entry.draft_id,
        "at": entry.at,
        "ticket": entry.ticket,
        "draft": entry.draft,
        "outcomes": list(entry.outcomes),
    }


def _heading(heading: Sequence[str]) -> str:
    return " › ".join(heading)


def _date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
