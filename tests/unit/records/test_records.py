"""The JSON contract: every field of the command line's objects, by name and by value."""

import json
from dataclasses import fields
from datetime import date

import pytest

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
    SearchResult,
    Sentence,
    Severity,
    Ticket,
    Timings,
    TraceEntry,
)
from citewell.governance.personal.records import shown_record
from citewell.records.values import from_record, record_of, to_record

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
    "url": None,
}
CITATION = Citation(
    passage_id=7,
    document_id=3,
    document="refunds/germany.md",
    title="Refunds",
    heading=("Annual plans",),
    text="You have 14 days.",
    quote="You have **14 days**.",
    start=10,
    end=31,
    effective_from=date(2026, 2, 1),
    effective_to=date(2026, 12, 31),
    n=1,
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
    assert record_of(DRAFT) == {
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
                "url": None,
            }
        ],
        "confidence": 0.1235,
        "findings": [{"rule": "some_rule", "severity": "warn", "message": "Look at it.", "start": 3, "end": 9}],
        "trace": [{"stage": "retriever", "ms": 12.3, "note": "5 passages"}],
        "model": {"base": "SmolLM2", "style": None, "file": "smol.gguf", "sha256": "00ff", "unproven": False},
        "prompt_version": "reply-1",
        "timings": {"first_token_ms": 12.3, "total_ms": 78.9, "prompt_tokens": 100, "completion_tokens": 20},
        "near_misses": [HIT_RECORD],
        "conflicts": [CONFLICT_RECORD],
        "unstyled": None,
    }


def test_a_draft_without_tokens_says_so():
    record = record_of(Draft("a", Decision.REFUSE, "", (), (), 0.0, (), (), ModelUse("m", "s-1", "f", "h"), "reply-1"))
    assert record["timings"] == {"first_token_ms": None, "total_ms": 0.0, "prompt_tokens": 0, "completion_tokens": 0}
    assert record["model"] == {"base": "m", "style": "s-1", "file": "f", "sha256": "h", "unproven": False}


def test_a_search_holds_every_field_of_the_contract():
    assert record_of(SearchResult((HIT,), (CONFLICT,), 1.23456)) == {
        "results": [HIT_RECORD],
        "conflicts": [CONFLICT_RECORD],
        "ms": 1.23,
    }


def test_an_index_report_holds_every_field_of_the_contract():
    report = IndexReport(1, 2, 3, 4, 5, (("a.md", "the file is empty"),), 1.23456)
    assert record_of(report) == {
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
    assert record_of(source) == {
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
    assert record_of(ticket) == {
        "text": "Hi",
        "customer": "c",
        "product": "Pro",
        "region": "DE",
        "as_of": "2026-02-28",
        "note": "n",
        "mode": "rag",
        "level": "crm",
        "passages": [{"id": "p", "title": "t", "text": "x"}],
        "attached": [],
        "steering": {"anyway": False, "use": [], "leave": []},
    }
    assert record_of(Ticket("Hi"))["passages"] is None


def test_a_log_entry_holds_draft_and_outcomes():
    entry = LogEntry("a1", "2026-01-01", "Hi", {"id": "a1"}, ({"outcome": "accepted"},))
    assert shown_record(entry, reveal=True) == {
        "id": "a1",
        "at": "2026-01-01",
        "ticket": "Hi",
        "draft": {"id": "a1"},
        "outcomes": [{"outcome": "accepted"}],
    }


def test_every_record_is_json():
    records = [record_of(DRAFT), record_of(SearchResult((HIT,), (), 1)), record_of(Ticket("é 日本"))]
    assert json.loads(json.dumps(records)) == records


@pytest.mark.parametrize("value", [HIT, CITATION, DRAFT, Ticket("é 日本", as_of=date(2026, 2, 28), level=Level.CRM)])
def test_a_value_comes_back_from_json_as_it_was(value):
    assert from_record(type(value), json.loads(json.dumps(to_record(value)))) == value


def test_a_citation_is_stored_as_the_hit_that_it_is():
    hit = to_record(CITATION, Hit)
    assert list(hit) == [field.name for field in fields(Hit)]
    assert from_record(Hit, hit | {"of a later version": 1}).document == CITATION.document


def test_what_is_wrong_is_named_without_its_value():
    record = to_record(CITATION) | {"start": "a ticket's secret"}
    with pytest.raises(ValueError, match="start: ") as raised:
        from_record(Citation, record)
    assert "secret" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_the_place_of_a_citation_names_title_and_headings():
    assert CITATION.place == "Refunds › Annual plans"
    assert HIT.place == "Refunds › Refunds in Germany › Annual plans"


def test_one_finding_that_blocks_blocks_the_draft():
    assert not DRAFT.blocked
    blocked = Draft(
        "a", Decision.ANSWER, "", (), (), 0.0, (Finding("r", Severity.BLOCK, "m"),), (), DRAFT.model, "reply-1"
    )
    assert blocked.blocked
