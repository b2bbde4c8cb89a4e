"""``citewell topics``, ``citewell gaps``, and ``citewell draft`` without a level, on a made home."""

import json

import pytest
from tests.support import log_draft, log_outcome, with_models, write_files
from typer.testing import CliRunner

from citewell.bootstrap.open_home import open_app
from citewell.cli import context
from citewell.cli.app import app
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home
from citewell.storage.db.database import fetch_all

TICKET = "I want a refund of my annual plan, order number {} was paid twice"
ASKED = "How do I export all invoices as a ZIP archive at once, case {}?"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a document, refunds that were logged, and a question that was refused."""
    opened = open_app(Home(tmp_path / "home"), choices=with_models())
    text = "# Refund policy\n\nA refund of an annual plan is paid within ten days of the order.\n"
    opened.ingest.run(IndexOptions(write_files(tmp_path / "kb", {"a.md": text})))
    model = ModelUse("m", "", "", "")
    for n in range(12):
        log_draft(opened.log, Ticket(TICKET.format(n)), _draft(f"r{n}", Decision.ANSWER, model))
    for n in range(3):
        log_draft(opened.log, Ticket(ASKED.format(n)), _draft(f"g{n}", Decision.REFUSE, model))
    opened.close()
    monkeypatch.setattr(context, "open_app", lambda where, *_, **__: open_app(where, choices=with_models()))
    return tmp_path / "home"


def _draft(draft_id: str, decision: Decision, model: ModelUse) -> Draft:
    return Draft(draft_id, decision, "It is paid within ten days.", (), (), 0.9, (), (), model, "1")


def run(home, *arguments, text=None):
    found = CliRunner().invoke(app, [*arguments, "--home", str(home)], input=text, catch_exceptions=False)
    assert found.exit_code == 0, found.stdout
    return found.stdout


def printed(home, *arguments, text=None):
    return json.loads(run(home, *arguments, "--json", text=text))


def name_refunds(home) -> None:
    groups = printed(home, "topics", "suggest")["groups"]
    number = next(one["number"] for one in groups if "refund" in one["examples"][0])
    assert printed(home, "topics", "name", str(number), "Refunds")["name"] == "Refunds"


def test_tickets_are_grouped_named_and_listed(home):
    empty = printed(home, "topics")
    assert (empty["topics"], empty["without_topic"], empty["accuracy"]) == ([], 15, None)
    name_refunds(home)
    listed = printed(home, "topics", "list")
    (topic,) = listed["topics"]
    assert {"name": "Refunds", "offered": "reply"}.items() <= topic.items()
    assert topic["tickets"] >= 10
    assert topic["levels"][2] == {
        "level": "reply", "open": True, "by": "measure", "good": 0, "drafts": 0, "low": 0.0, "high": 1.0, "missing": 30,
    }  # fmt: skip
    assert listed["accuracy"]["by"] == "named groups"
    shown = run(home, "topics")
    assert "Refunds" in shown
    assert "not enough data yet: collect 30 drafts with an outcome" in shown


def test_too_few_tickets_are_told(tmp_path):
    assert "Not enough data yet: 0 tickets have no topic, and 5 alike make a group." in run(
        tmp_path / "new", "topics", "suggest"
    )


def test_a_draft_without_a_level_is_what_its_topic_offers(home):
    name_refunds(home)
    levels = printed(home, "topics", "level", "refunds", "reply", "closed")["levels"]
    assert [(one["open"], one["by"]) for one in levels] == [(True, "measure"), (True, "measure"), (False, "hand")]
    printed(home, "topics", "level", "refunds", "crm", "closed")
    shown = run(home, "draft", "-", text=TICKET.format(7))
    assert "Refunds: a summary comes first. Replies: closed by hand. --level reply drafts one." in shown
    run(home, "draft", "-", "--level", "reply", text=TICKET.format(8))
    run(home, "draft", "--batch", "-", text=json.dumps({"id": "1", "ticket": TICKET.format(9)}))
    run(home, "draft", "-", text="Does the giraffe sing opera underwater tonight?")
    opened = open_app(Home(home), choices=with_models())
    with opened.database.read() as connection:
        newest = fetch_all(connection, "SELECT level FROM topic_draft ORDER BY number DESC LIMIT 4")
    opened.close()
    assert [level for (level,) in newest] == ["reply", "summary", "reply", "summary"]


def test_topics_are_judged_renamed_and_removed(home):
    name_refunds(home)
    assert printed(home, "topics", "judge", "g0", "Refunds") == {"id": "g0", "topic": "Refunds"}
    assert printed(home, "topics")["judged"] == 1
    assert printed(home, "topics", "rename", "refunds", "Money back")["name"] == "Money back"
    assert printed(home, "topics", "remove", "Money back") == {"removed": "Money back"}
    assert printed(home, "topics")["topics"] == []


def test_gaps_are_listed_and_written(home, tmp_path):
    opened = open_app(Home(home), choices=with_models())
    log_outcome(opened.log, Outcome("g0", OutcomeKind.EDITED, "Hello,\n\nOpen Billing and choose Export there."))
    opened.close()
    found = printed(home, "gaps", "--write", str(tmp_path / "out"))
    (gap,) = found["gaps"]
    assert (gap["tickets"], gap["refused"], gap["topic"], gap["letters"]) == (3, 3, None, 1)
    assert gap["article"] == [{"sentence": "Open Billing and choose Export there.", "letters": 1}]
    assert "Open Billing and choose Export there." in (tmp_path / "out").joinpath(
        found["written"][0].rpartition("/")[2]
    ).read_text(encoding="utf-8")
    assert "Open Billing and choose Export there. (1 of 1)" in run(home, "gaps")


@pytest.mark.parametrize("form", [(), ("--as", "reply"), ("--as", "zendesk")])
def test_what_became_of_a_draft_of_a_batch_is_recorded_by_its_draft_id(home, form):
    line = json.dumps({"id": "case-7", "ticket": TICKET.format(7)})
    answer = json.loads(run(home, "draft", "--batch", "-", *form, text=line))
    assert answer["id"] == "case-7"
    assert "accepted" in run(home, "outcome", answer["draft_id"], "accepted")
