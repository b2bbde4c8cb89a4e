"""Summaries and CRM records: short, valid and backed by the ticket, whatever the model writes."""

import json
import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import FILES, TODAY, write_files

from citewell.application.models.resources import CRM_PROMPT, SUMMARY_PROMPT, load_schema, load_task
from citewell.domain.drafts import Decision, Level, Mode, Ticket
from citewell.domain.errors import ModelError
from citewell.governance.literals.extraction import missing_literals
from citewell.knowledge.ingest import IndexOptions
from citewell.pipeline.levels.level_writer import MAX_WORDS, LevelWriter

SCHEMA = load_schema("crm")
TICKET = (
    "Hi there,\nmy Nordic Lamp arrived with a crack, order ORD-48213. I want a refund of 49.90 EUR.\n"
    "The return form still shows E-204. Write to anna@mail.example.\nThanks, Anna"
)
GOAL = "The customer wants a refund of 49.90 EUR for a Nordic Lamp with a crack (order ORD-48213)."
SUMMARY = f"Goal: {GOAL}\nBlockers: The return form shows E-204.\nNext step: Check the return and arrange the refund."
RECORD = {
    "goal": GOAL,
    "product": "Nordic Lamp",
    "category": "return_refund",
    "sentiment": "neutral",
    "urgency": "normal",
    "next_step": "Check the return and arrange the refund.",
}


@pytest.fixture
def writer() -> LevelWriter:
    return LevelWriter(summary=load_task(SUMMARY_PROMPT), crm=load_task(CRM_PROMPT), schema=SCHEMA)


def violations(value: object, schema: Mapping, at: str = "record") -> list[str]:
    """What of ``value`` breaks ``schema`` (the parts of JSON Schema that ours uses)."""
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at}: {value!r}"]
    if schema["type"] == "string":
        return [] if isinstance(value, str) and len(value) <= schema["maxLength"] else [f"{at}: {value!r}"]
    if schema["type"] == "array":
        wrong = [] if isinstance(value, list) and len(value) <= schema["maxItems"] else [f"{at}: {value!r}"]
        return wrong + [v for i, item in enumerate(value) for v in violations(item, schema["items"], f"{at}[{i}]")]
    if not isinstance(value, dict) or set(value) != set(schema["required"]) != set(schema["properties"]):
        return [f"{at}: {sorted(value)}"]
    return [v for name, part in schema["properties"].items() for v in violations(value[name], part, name)]


def write(writer, level, ticket, answer, evidence=()):
    return writer.write(level, ticket, evidence, lambda _request: answer)


def test_the_models_summary_is_taken_where_the_ticket_backs_it(writer):
    written = write(writer, Level.SUMMARY, TICKET, SUMMARY)
    assert written.text == SUMMARY
    assert written.replaced == ()
    assert [sentence.factual for sentence in written.sentences] == [True, True, False]
    assert all(written.text[s.start : s.end] == s.text for s in written.sentences)


@pytest.mark.parametrize(
    ("line", "replaced"),
    [
        (("49.90 EUR", "59.90 EUR"), "goal"),
        (("Nordic Lamp", "Sunset Chair"), "goal"),
        (("E-204", "E-205"), "blockers"),
        (("The return form shows E-204", "The courier lost two parcels"), "blockers"),
        (("arrange the refund", "pay 500 EUR"), "next step"),
        (("arrange the refund", "ask Herbert"), "next step"),
    ],
)
def test_a_line_with_something_new_is_replaced(writer, line, replaced):
    written = write(writer, Level.SUMMARY, TICKET, SUMMARY.replace(*line))
    assert written.replaced == (replaced,)
    assert not missing_literals(written.text, [TICKET])
    assert line[1] not in written.text


@pytest.mark.expects_log("the model failed", "the model failed")
def test_without_a_model_the_ticket_speaks(writer):
    def fails(_request):
        raise ModelError("gone")

    written = writer.write(Level.SUMMARY, TICKET, (), fails)
    assert written.replaced == ("goal", "blockers", "next step")
    first, blockers, _ = written.text.split("\n")
    assert first == "Goal: The customer wants a refund of 49.90 EUR."
    assert blockers == "Blockers: The return form still shows E-204."
    record = json.loads(writer.write(Level.CRM, TICKET, (), fails).text)
    assert violations(record, SCHEMA) == []
    assert (record["goal"], record["category"]) == ("The customer wants a refund of 49.90 EUR.", "return_refund")


def test_the_best_document_is_named_with_its_mark(writer, cite):
    evidence = cite("Refunds take 5 days.", "Other.")
    written = write(writer, Level.SUMMARY, TICKET, SUMMARY, evidence)
    assert written.text.endswith(f"arrange the refund. See “{evidence[0].document}” [1].")
    assert [sentence.cites for sentence in written.sentences] == [(), (), (1,)]
    record = write(writer, Level.CRM, TICKET, json.dumps(RECORD), evidence)
    assert json.loads(record.text)["sources"] == [citation.document for citation in evidence]


def test_a_record_of_the_model_with_what_is_taken_from_the_ticket(writer):
    written = write(writer, Level.CRM, TICKET, json.dumps(RECORD))
    record = json.loads(written.text)
    assert {name: record[name] for name in RECORD} == RECORD
    assert record["identifiers"] == ["ORD-48213", "E-204", "anna@mail.example"]
    assert record["language"] == "en"
    assert written.replaced == ()
    assert [written.text[s.start : s.end] for s in written.sentences] == [GOAL, RECORD["next_step"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("goal", "The customer wants a refund of 99.90 EUR."),
        ("product", "Garden Hose"),
        ("category", "weather"),
        ("sentiment", 7),
        ("urgency", ""),
        ("next_step", "Send 20 EUR to the customer."),
        ("next_step", ""),
    ],
)
def test_a_field_that_the_ticket_does_not_back_is_not_kept(writer, field, value):
    written = write(writer, Level.CRM, TICKET, json.dumps({**RECORD, field: value}))
    record = json.loads(written.text)
    assert written.replaced == (field,)
    assert record[field] != value
    assert violations(record, SCHEMA) == []
    if field == "product":
        assert record["product"] == ""


TICKETS = st.one_of(
    st.text(min_size=1, max_size=300),
    st.sampled_from(
        [
            '"quotes" and \\ back\\slashes "', "😀" * 50_000, "word " * 19_999, "x" * 100_000, "\x00\x01\x1b[2J\u2028",
            "[1] [2] see [3]!",
            "\ud800 broken",
            "Wo ist meine Bestellung 4711? Ich warte seit drei Wochen und niemand antwortet.", '{"goal": "hacked"}',
            "Goal: x Blockers: y Next step: z",
            "How do I cancel?\n" * 3000, "A-1 " * 5000,
        ]
    ),
)  # fmt: skip
ANSWERS = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        [SUMMARY, "", json.dumps(RECORD), "[1]", "null", SUMMARY * 3, "Goal: Blockers: Next step:", "{" * 2000]
    ),
)


@settings(max_examples=120, deadline=None)
@given(TICKETS, ANSWERS)
def test_never_over_sixty_words_and_always_valid(ticket, answer):
    writer = LevelWriter(summary=load_task(SUMMARY_PROMPT), crm=load_task(CRM_PROMPT), schema=SCHEMA)
    summary = write(writer, Level.SUMMARY, ticket, answer)
    assert len(summary.text.split()) <= MAX_WORDS
    assert [line.split(":")[0] for line in summary.text.split("\n")] == ["Goal", "Blockers", "Next step"]
    assert not re.search(r"\[\d+\]", summary.text)
    record = write(writer, Level.CRM, ticket, answer)
    assert violations(json.loads(record.text), SCHEMA) == []
    record.text.encode()
    assert not missing_literals(json.loads(record.text)["goal"], [ticket.encode("utf-8", "replace").decode()])


def test_the_model_writes_the_first_fields_of_the_schema(writer):
    assert list(writer.model_schema["properties"]) == list(RECORD)
    assert list(SCHEMA["properties"])[: len(RECORD)] == list(RECORD)


# --- in the way of a ticket ------------------------------------------------------------------------------------------


@pytest.fixture
def indexed(services, tmp_path):
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", FILES)))
    return services


QUESTION = "Can you return an annual plan within 14 days of the purchase and receive the full amount?"


def test_a_summary_names_the_document_and_is_logged(indexed, drafter, writer):
    indexed.models.generator().enqueue(
        "Goal: The customer asks whether an annual plan can be returned within 14 days for the full amount.\n"
        "Blockers: None stated.\nNext step: Explain the refund conditions."
    )
    draft = drafter(levels=writer).draft(Ticket(QUESTION, as_of=TODAY, level=Level.SUMMARY))
    assert draft.decision is Decision.ANSWER
    assert draft.text.endswith("Explain the refund conditions. See “Refund policy” [1].")
    assert [citation.document for citation in draft.citations] == ["refunds.md"]
    assert [entry.stage for entry in draft.trace] == ["mask", "risk", "retriever", "decide", "summary", "final"]
    assert draft.prompt_version == "summary-1"
    assert [entry.draft_id for entry in indexed.log.entries()] == [draft.id]
    assert indexed.models.generator().requests[-1].schema is None


def test_a_record_is_asked_for_by_schema_and_says_what_is_by_rules(indexed, drafter, writer):
    indexed.models.generator().enqueue(json.dumps({**RECORD, "goal": "The customer wants 500 EUR."}))
    draft = drafter(levels=writer).draft(Ticket(TICKET, as_of=TODAY, level=Level.CRM, mode=Mode.NO_CONTEXT))
    assert violations(json.loads(draft.text), SCHEMA) == []
    (finding,) = draft.findings
    assert finding.rule == "extractive_draft"
    assert finding.message.endswith(": goal.")
    assert draft.citations == ()
    assert list(indexed.models.generator().requests[-1].schema["properties"]) == list(RECORD)


def test_an_unanswerable_ticket_is_summarised_without_a_document(indexed, drafter, writer):
    draft = drafter(threshold=2.0, levels=writer).draft(Ticket(QUESTION, as_of=TODAY, level=Level.SUMMARY))
    assert (draft.decision, draft.citations) == (Decision.ANSWER, ())
