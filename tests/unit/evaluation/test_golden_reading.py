"""Reading golden tickets: what is understood, and that every mistake is told with its line and how to mend it."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.drafts import Decision, Level
from citewell.domain.errors import BadInputError
from citewell.evaluation.golden.golden import sample
from citewell.evaluation.golden.reading import read_golden
from citewell.settings.resources import resources_dir


def read(tmp_path: Path, text: str, name: str = "golden.yaml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    (file,) = read_golden([tmp_path / name])
    return file.tickets


FULL = """
version: 1
style: {starts_with: [Hi, Hello], never: ["!", kindly], max_words: 80}
tickets:
  - id: one
    ticket: May I return it?
    region: DE
    product: Lamp
    as_of: 2026-11-20
    note: The customer paid in cash.
    level: summary
    passages: [{id: p1, title: Returns, text: Within 14 days.}]
    comment: free text
    expect:
      decision: [answer, clarify]
      documents: [p1]
      all_documents: true
      facts: ["14 days", [cash, "paid in cash"], 14]
      forbidden: ["30 days"]
      style: {matches: '^Hi', contains: [thanks, thank you]}
  - id: two
    ticket: Why?
    expect: {decision: refuse}
"""


def test_every_field_is_understood(tmp_path):
    one, two = read(tmp_path, FULL)
    assert (one.id, one.file, one.ticket.text) == ("one", "golden.yaml", "May I return it?")
    assert (one.ticket.region, one.ticket.product, one.ticket.as_of) == ("DE", "Lamp", date(2026, 11, 20))
    assert (one.ticket.note, one.ticket.level) == ("The customer paid in cash.", Level.SUMMARY)
    assert one.ticket.passages[0].text == "Within 14 days."
    assert one.expect.decisions == (Decision.ANSWER, Decision.CLARIFY)
    assert (one.expect.documents, one.expect.all_documents) == (("p1",), True)
    assert one.expect.facts == (("14 days",), ("cash", "paid in cash"), ("14",))
    assert one.expect.forbidden == (("30 days",),)
    assert list(map(str, one.expect.style)) == [
        "starts_with 'Hi' or 'Hello'",
        "never '!'",
        "never 'kindly'",
        "max_words 80",
        "contains 'thanks' or 'thank you'",
        "matches '^Hi'",
    ]
    assert two.expect.style == ()  # the rules of a file are for answers


def test_jsonl_holds_the_same_tickets(tmp_path):
    lines = [
        {"style": {"never": "!"}},
        {"id": "a", "ticket": "T", "as_of": "2026-11-20", "expect": {"decision": "answer", "facts": ["x"]}},
    ]
    (ticket,) = read(tmp_path, "\n".join(map(json.dumps, lines)) + "\n\n", "g.jsonl")
    assert (ticket.ticket.as_of, ticket.expect.facts) == (date(2026, 11, 20), (("x",),))
    assert list(map(str, ticket.expect.style)) == ["never '!'"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tickets:\n  - id: a\n    ticket: b\n", r"golden.yaml:2: 'expect' is missing"),
        (
            "tickets:\n  - id: a\n    ticket: b\n    expect: {decision: maybe}\n",
            r":4: 'decision' must be one of answer",
        ),
        (
            "tickets:\n  - id: a\n    ticket: b\n    expect:\n      decision: answer\n      forbiden: [x]\n",
            r":6: .*mean 'forbidden'",
        ),
        (
            "tickets:\n  - id: a\n    ticket: b\n    expect:\n      decision: answer\n      facts: [ok, no]\n",
            r":6: 'facts' must hold texts.*quotes",
        ),
        (
            "tickets:\n  - id: a\n    ticket: b\n    expect:\n      decision: answer\n      facts: 14 days\n",
            r":6: 'facts' must be a list",
        ),
        (
            "tickets:\n  - id: a\n    ticket: b\n    as_of: soon\n    expect: {decision: answer}\n",
            r":4: 'as_of' must be a date like",
        ),
        (
            "tickets:\n  - id: a\n    id: b\n    ticket: c\n    expect: {decision: answer}\n",
            r":3: 'id' stands here twice",
        ),
        (
            "tickets:\n- id: a\n  ticket: b\n  passages: []\n  expect: {decision: answer, documents: q}\n",
            r":5: 'q' is the id of none",
        ),
        ("tickets:\n  - id: a\n    ticket: ' '\n    expect: {decision: answer}\n", r":3: 'ticket' is empty"),
        ("style: {never_ever: x}\ntickets: []\n", r":1: unknown field 'never_ever'"),
        ("style: {matches: '('}\ntickets: []\n", r":1: '\(' is no regular expression"),
        ("style: {max_words: many}\ntickets: []\n", r":1: 'max_words' must be a whole number"),
        ("version: 9\ntickets: []\n", r":1: this program reads version 1"),
        ("tickets: [", r"golden.yaml:\d: not YAML"),
        ("a: b: c\n", r"golden.yaml:1: not YAML.*quotes"),
        ("[]", "a file of golden tickets holds"),
        ("tickets: []\n", "no golden ticket"),
        ("tickets: {a: b}\n", "must be a list"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, text, message):
    with pytest.raises(BadInputError, match=message):
        read(tmp_path, text)


def test_all_mistakes_are_told_at_once(tmp_path):
    with pytest.raises(BadInputError) as told:
        read(tmp_path, '{"id": "a"}\nnot json\n{"question": "q"}\n', "g.jsonl")
    for part in ("g.jsonl:1: 'ticket' is missing", "g.jsonl:1: 'expect'", "g.jsonl:2: not JSON", "g.jsonl:3: "):
        assert part in str(told.value)


def test_an_id_stands_once(tmp_path):
    ticket = "tickets: [{id: a, ticket: b, expect: {decision: refuse}}]\n"
    (tmp_path / "one.yaml").write_text(ticket)
    (tmp_path / "two.yml").write_text(ticket)
    with pytest.raises(BadInputError, match=r"two.yml:1: the id 'a' is taken in .*one.yaml"):
        read_golden([tmp_path])


def test_files_that_are_not_there_or_no_golden_tickets(tmp_path):
    for path, message in (
        (tmp_path / "nosuch.yaml", "cannot be read"),
        (tmp_path / "x.txt", "must end in .yaml"),
        (tmp_path, "holds no .yaml"),
    ):
        with pytest.raises(BadInputError, match=message):
            read_golden([path])


def test_the_tickets_that_ship_can_be_read(sample_kb):
    (sample_file,) = read_golden([sample_kb / "golden.yaml"])
    assert len(sample_file.tickets) > 30
    (general,) = read_golden([resources_dir() / "golden"])
    assert len(general.tickets) >= 24
    assert all(golden.ticket.passages is not None for golden in general.tickets)
    assert {golden.expect.decisions[0] for golden in general.tickets} == set(Decision)


def test_every_fact_of_the_general_tickets_stands_in_a_passage_to_cite():
    from citewell.evaluation.scores.fact_match import states  # noqa: PLC0415

    (general,) = read_golden([resources_dir() / "golden"])
    for golden in general.tickets:
        cited = " ".join(p.text for p in golden.ticket.passages if p.id in golden.expect.documents)
        for fact in golden.expect.facts:
            assert any(states(cited, one) for one in fact), (golden.id, fact)
        for fact in golden.expect.forbidden:
            assert not any(states(cited, one) for one in fact), (golden.id, fact)


# --- public sets ---------------------------------------------------------------------------------------------------

FAQ = {
    "id": "q1",
    "question": "Is there WiFi? (ALPHA)",
    "context": [
        {"id": "p0", "title": "ALPHA", "text": "Q: Pets? A: Pets are not allowed."},
        {"id": "p1", "title": "ALPHA", "text": "Q: Is there WiFi? A: Free WiFi is available at Alpha."},
    ],
    "gold_context": ["p1"],
    "answers": ["Yes. Shall I book it?"],
    "answerable": True,
}


def public(tmp_path, **changes):
    (ticket,) = read(tmp_path, json.dumps({**FAQ, **changes}), "public.jsonl")
    return ticket


def test_a_public_line_becomes_a_golden_ticket(tmp_path):
    ticket = public(tmp_path)
    assert (ticket.ticket.text, [p.id for p in ticket.ticket.passages]) == ("Is there WiFi? (ALPHA)", ["p0", "p1"])
    assert (ticket.expect.decisions, ticket.expect.documents) == ((Decision.ANSWER,), ("p1",))
    assert ticket.expect.reference.answers == ("Free WiFi is available at Alpha.",)  # 'Yes' and an offer state nothing


def test_what_is_unanswerable_has_nothing_to_cite(tmp_path):
    ticket = public(tmp_path, answerable=False)
    assert ticket.expect.decisions == (Decision.REFUSE,)
    assert (ticket.expect.documents, ticket.expect.reference) == ((), None)


@pytest.mark.parametrize(
    ("name", "decision"), [("ASK", "clarify"), ("ANSWER_NO", "answer"), ("IRRELEVANT", "refuse"), ("PARTIAL", "answer")]
)
def test_classes_are_decisions(tmp_path, name, decision):
    ticket = public(tmp_path, **{"class": name, "scenario": "I am old.", "history": [{"ask": "A?", "reply": "No"}]})
    assert ticket.expect.decisions == (Decision(decision),)
    assert ticket.ticket.text == "Customer: I am old.\n\nIs there WiFi? (ALPHA)\nSupport: A?\nCustomer: No"


def test_a_history_of_turns_is_a_thread(tmp_path):
    turns = [{"speaker": "user", "text": "Hello?"}, {"speaker": "agent", "text": "Hi."}]
    assert public(tmp_path, history=turns).ticket.text == (
        "Customer: Hello?\nSupport: Hi.\nCustomer: Is there WiFi? (ALPHA)"
    )


def test_passages_without_text_are_looked_for_in_the_index(tmp_path):
    ticket = public(tmp_path, context=[{"id": "docs/a.md"}], gold_context=None, gold_spans=["WiFi is in all rooms."])
    assert ticket.ticket.passages is None
    assert ticket.expect.documents == ("docs/a.md",)
    assert ticket.expect.reference.answers == ("WiFi is in all rooms.",)


@pytest.mark.parametrize(
    "changes", [{"answerable": 1}, {"context": "x"}, {"class": "X"}, {"question": ""}, {"history": [1]}]
)
def test_public_lines_with_mistakes_are_told(tmp_path, changes):
    with pytest.raises(BadInputError, match=r"public.jsonl:1: '(answerable|context|class|question|history)' must be"):
        public(tmp_path, **changes)


# --- hostile files, sampling ---------------------------------------------------------------------------------------


@given(
    text=st.text(max_size=200) | st.sampled_from(["&a [*a]", "a: &x {b: *x}", "!!python/object:os.system x", "- ? {}"])
)
def test_no_text_breaks_the_reader(tmp_path, text):
    for name in ("g.yaml", "g.jsonl"):
        (tmp_path / name).write_text(text, encoding="utf-8", errors="replace")
        with pytest.raises(BadInputError):
            read_golden([tmp_path / name])


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(8)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, r"golden.yaml:7: more than 50 aliases"),
        ("a: &a [*a]\n", "endless"),
        ("version: 1\ncomment: " + "[" * 20 + "]" * 20, r":2: lists and fields are nested more than 8 deep"),
        ("tickets: []\n---\ntickets: []\n", r":2: a second document"),
        ("version: 1\ntickets: !!python/name:os.system\n", r":2: not YAML"),
        ("version: 1\ncomment: 2026-02-31\n", ":1: not YAML"),
    ],
)
def test_hostile_yaml_is_refused_before_it_is_built(tmp_path, text, message):
    with pytest.raises(BadInputError, match=message):
        read(tmp_path, text)


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_larger_sample_holds_the_smaller_one(golden, few, many):
    tickets = [golden(name=f"t{number}") for number in range(30)]
    small, large = sample(tickets, min(few, many)), sample(tickets, max(few, many))
    assert len(small) == min(few, many, 30)
    assert {ticket.id for ticket in small} <= {ticket.id for ticket in large}
    assert [ticket.id for ticket in large] == sorted((t.id for t in large), key=lambda name: int(name[1:]))
    assert sample(tickets, None) == tuple(tickets)
