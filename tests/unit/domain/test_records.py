"""The JSON contract: every field of the command line's objects, by name and by value."""

import json
from datetime import date

from citewell.domain.documents import Access, Hit, IndexReport, Ranks, Source
from citewell.domain.drafts import (
    Citation,
    Conflict,
    Decision,
    Draft,
    Finding,
    GivenPassage,
    Level,
    LogEntry,
    Mode,
    ModelUse,
    Sentence,
    Severity,
    Ticket,
    Timings,
    TraceEntry,
)
from citewell.domain.records import (
    draft_record,
    index_record,
    log_record,
    search_record,
    source_record,
    ticket_record,
)

HIT = Hit(
    passage_id=7,
    document_id=3,
    document="refunds/germany.md",
    title="Refunds",
    heading=("Refunds in Germany", "Annual plans"),
    text="You have 14 days.",
    quote="You have **14 days**.",
    start=10,
    end=31,
    page=2,
    version="2026-02",
    access=Access.CONFIDENTIAL,
    effective_from=date(2026, 2, 1),
    effective_to=None,
    superseded=True,
    modified_at="2026-11-01T09:30:00+00:00",
    exact=True,
    score=0.0323456789,
    similarity=0.87654321,
    ranks=Ranks(1, None),
)
HIT_RECORD = {
    "document": "refunds/germany.md",
    "title": "Refunds",
    "heading": "Refunds in Germany › Annual plans",
    "version": "2026-02",
    "page": 2,
    "start": 10,
    "end": 31,
    "text": "You have **14 days**.",
    "score": 0.032346,
    "ranks": {"words": 1, "meaning": None},
    "access": "confidential",
    "superseded": True,
    "effective_from": "2026-02-01",
    "effective_to": None,
    "modified_at": "2026-11-01T09:30:00+00:00",
    "exact": True,
}
CITATION = Citation(
    n=1,
    document="refunds/germany.md",
    title="Refunds",
    heading=("Annual plans",),
    version="",
    page=None,
    start=10,
    end=31,
    quote="You have **14 days**.",
    access=Access.PUBLIC,
    effective_from=date(2026, 2, 1),
    effective_to=date(2026, 12, 31),
    text="You have 14 days.",
    document_id=3,
)
CONFLICT = Conflict(1, 2, "You have 14 days.", "You have 30 days.", "14 days and 30 days")
CONFLICT_RECORD = {
    "passages": [1, 2],
    "texts": ["You have 14 days.", "You have 30 days."],
    "reason": "14 days and 30 days",
}
DRAFT = Draft(
    id="a1",
    decision=Decision.ANSWER,
    text="You have 14 days [1].",
    sentences=(Sentence("You have 14 days.", (1,), 0, 21, factual=True, support=0.987654, supported=True),),
    citations=(CITATION,),
    confidence=0.123456,
    findings=(Finding("some_rule", Severity.WARN, "Look at it.", 3, 9),),
    trace=(TraceEntry("retriever", 12.3456, "5 passages"),),
    model=ModelUse(base="SmolLM2", style="", file="smol.gguf", sha256="00ff"),
    prompt_version="reply-1",
    timings=Timings(12.3456, 78.9123, 100, 20),
    evidence=(CITATION,),
    near_misses=(HIT,),
    conflicts=(CONFLICT,),
)


def test_a_draft_holds_every_field_of_the_contract():
    assert draft_record(DRAFT) == {
        "id": "a1",
        "decision": "answer",
        "text": "You have 14 days [1].",
        "sentences": [
            {
                "text": "You have 14 days.",
                "cites": [1],
                "support": 0.9877,
                "supported": True,
                "factual": True,
                "start": 0,
                "end": 21,
            }
        ],
        "citations": [
            {
                "n": 1,
                "document": "refunds/germany.md",
                "title": "Refunds",
                "heading": "Annual plans",
                "version": None,
                "page": None,
                "start": 10,
                "end": 31,
                "quote": "You have **14 days**.",
                "access": "public",
                "effective_from": "2026-02-01",
                "effective_to": "2026-12-31",
                "modified_at": None,
                "superseded": False,
            }
        ],
        "confidence": 0.1235,
        "findings": [{"rule": "some_rule", "severity": "warn", "message": "Look at it.", "start": 3, "end": 9}],
        "trace": [{"stage": "retriever", "ms": 12.3, "note": "5 passages"}],
        "model": {"base": "SmolLM2", "style": None, "file": "smol.gguf", "sha256": "00ff"},
        "prompt_version": "reply-1",
        "timings": {"first_token_ms": 12.3, "total_ms": 78.9, "prompt_tokens": 100, "completion_tokens": 20},
        "near_misses": [HIT_RECORD],
        "conflicts": [CONFLICT_RECORD],
        "unstyled": None,
    }


def test_a_draft_without_tokens_says_so():
    record = draft_record(
        Draft("a", Decision.REFUSE, "", (), (), 0.0, (), (), ModelUse("m", "s-1", "f", "h"), "reply-1")
    )
    assert record["timings"] == {"first_token_ms": None, "total_ms": 0.0, "prompt_tokens": 0, "completion_tokens": 0}
    assert record["model"] == {"base": "m", "style": "s-1", "file": "f", "sha256": "h"}


def test_a_search_holds_every_field_of_the_contract():
    assert search_record([HIT], 1.23456, [CONFLICT]) == {
        "results": [HIT_RECORD],
        "conflicts": [CONFLICT_RECORD],
        "ms": 1.23,
    }


def test_an_index_report_holds_every_field_of_the_contract():
    report = IndexReport(1, 2, 3, 4, 5, (("a.md", "the file is empty"),), 1.23456)
    assert index_record(report) == {
        "added": 1,
        "updated": 2,
        "unchanged": 3,
        "removed": 4,
        "passages": 5,
        "quarantined": [{"path": "a.md", "reason": "the file is empty"}],
        "seconds": 1.235,
    }


def test_a_source_lists_what_is_quarantined_and_what_to_look_at():
    source = Source(1, "/kb", Access.CONFIDENTIAL, 2, 9, "", {"a.md": "empty"}, {"b.md": ("no date", "no access")})
    assert source_record(source) == {
        "path": "/kb",
        "access": "confidential",
        "documents": 2,
        "passages": 9,
        "indexed_at": None,
        "quarantined": [{"path": "a.md", "reason": "empty"}],
        "problems": [{"path": "b.md", "problems": ["no date", "no access"]}],
    }


def test_a_ticket_is_kept_with_all_that_was_asked():
    ticket = Ticket(
        "Hi",
        customer="c",
        product="Pro",
        region="DE",
        as_of=date(2026, 2, 28),
        note="n",
        mode=Mode.RAG,
        level=Level.CRM,
        passages=(GivenPassage("p", "t", "x"),),
    )
    assert ticket_record(ticket) == {
        "text": "Hi",
        "customer": "c",
        "product": "Pro",
        "region": "DE",
        "as_of": "2026-02-28",
        "note": "n",
        "mode": "rag",
        "level": "crm",
        "passages": [{"id": "p", "title": "t", "text": "x"}],
    }
    assert ticket_record(Ticket("Hi"))["passages"] is None


def test_a_log_entry_holds_draft_and_outcomes():
    entry = LogEntry("a1", "2026-01-01", "Hi", {"id": "a1"}, ({"outcome": "accepted"},))
    assert log_record(entry) == {
        "id": "a1",
        "at": "2026-01-01",
        "ticket": "Hi",
        "draft": {"id": "a1"},
        "outcomes": [{"outcome": "accepted"}],
    }


def test_every_record_is_json():
    records = [draft_record(DRAFT), search_record([HIT], 1), ticket_record(Ticket("é 日本"))]
    assert json.loads(json.dumps(records)) == records


def test_the_place_of_a_citation_names_title_and_headings():
    assert CITATION.place == "Refunds › Annual plans"
    assert HIT.place == "Refunds › Refunds in Germany › Annual plans"


def test_one_finding_that_blocks_blocks_the_draft():
    assert not DRAFT.blocked
    blocked = Draft(
        "a", Decision.ANSWER, "", (), (), 0.0, (Finding("r", Severity.BLOCK, "m"),), (), DRAFT.model, "reply-1"
    )
    assert blocked.blocked
