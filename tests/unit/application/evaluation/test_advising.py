"""Homes made so that each line of the source texts says one thing, and another where its measurement changes."""

import json
import re
from datetime import timedelta

import pytest
from advice_homes import MENDED, NOW, POLICY_MENDED, SAID, VOICED, AdviceHome

from citewell.application.evaluation.advising import advice_record, write_advice
from citewell.domain.drafts import Decision, Level, Mode, OutcomeKind
from citewell.domain.errors import BadInputError
from citewell.evaluation.advice.lines import LINES
from citewell.settings.options import Options
from citewell.storage.log import draft_figures

PRICES = "Plans\nThe pro plan costs 40 EUR a month."
NEW_PRICES = "Plans\nThe pro plan costs 45 EUR a month."

CHECKLIST = (
    "policies-weekly",
    "tone-first",
    "every-reply-cites",
    "rigid-formats",
    "data-privacy",
    "team-labels",
    "experiments",
)
"""The seven questions of the first text's decision checklist, in its order."""
MATRIX = (
    "changing-content",
    "high-touch",
    "languages",
    "fresh-and-tone",
    "specialised",
    "real-time",
    "many-functions",
    "long-term",
    "rare-questions",
    "speed",
)
"""The ten use cases of the second text's matrix, in its order."""
FRAMEWORK = ("solid-documents", "tone-compliance", "ready-for-both")
"""The three points of the second text's decision framework."""


@pytest.fixture
def home(database) -> AdviceHome:
    return AdviceHome(database)


def test_every_line_of_both_texts_has_a_row(home):
    record = advice_record(home.advise())
    assert tuple(line["id"] for line in record["lines"]) == (*CHECKLIST, *MATRIX, *FRAMEWORK)
    assert [line.id for line in LINES] == [line["id"] for line in record["lines"]]


def test_an_empty_home_is_told_what_to_collect_for_every_line(home):
    record = advice_record(home.advise())
    assert {line["says"] for line in record["lines"]} == {"unknown"}
    for line in record["lines"]:
        assert line["collect"].startswith("not enough data yet: collect ")
        assert line["measured"]
    assert record["overall"]["says"] == "unknown"
    assert record["overall"]["collect"] == ["not enough data yet: collect 30 more drafts."]
    assert [phase["held"] for phase in record["phases"]] == [False] * 3
    assert record["topics"] == []
    json.dumps(record)


# --- the lines, each with the home that says one thing and the one that says another ---------------------------------


def document(home, *, versions=1, days_apart=30.0, days=90):
    home.document("kb/prices.md", *[f"The plan costs {40 + n} EUR." for n in range(versions)], days_apart=days_apart)
    home.document("kb/refunds.md", SAID, days=days)


def drafts(home, some=60, others=0, **values):
    """``some`` drafts like ``values``, and ``others`` that cite the refunds and nothing else of note."""
    home.draft(some, **values)
    home.draft(others)


def changing(home, some, others, voice=None):
    home.document("kb/prices.md", PRICES, NEW_PRICES)
    home.draft(some, "kb/prices.md", quote=PRICES)
    home.draft(others)
    if voice is not None:
        home.edits(voice, VOICED)
        home.edits(20 - voice, MENDED)


def runs(home, *days):
    for number, ago in enumerate(days):
        home.golden(1, sources=1, style=1, both=1, name=f"run-{number}")
        home.saved(f"run-{number}", ago)


def personal(home, days, some=10):
    drafts(home, some, 60 - some, personal=True)
    home.options = Options(keep_drafts_days=days)


def levels(home, summaries, topics):
    for topic in range(topics):
        home.draft(20, f"topic{topic}/a.md")
    home.draft(summaries, "topic0/a.md", level=Level.SUMMARY)


GERMAN = "Hallo, wie kann ich meine Bestellung zurück geben, und wie lange habe ich für die Rückgabe?"

CASES = {
    "policies-weekly": {
        "retrieval": lambda home: document(home, versions=4, days_apart=5),
        "neither": lambda home: document(home, versions=4, days_apart=20),
        "unknown": lambda home: document(home, versions=4, days_apart=5, days=20),
    },
    "tone-first": {
        "fine-tuning": lambda home: (home.edits(12, VOICED), home.edits(8, MENDED)),
        "retrieval": lambda home: (home.edits(8, VOICED), home.edits(12, MENDED)),
        "unknown": lambda home: home.edits(19, VOICED),
    },
    "every-reply-cites": {
        "retrieval": lambda home: drafts(home, 1, 39, document=""),
        "neither": lambda home: drafts(home, 3, 37, document=""),
        "unknown": lambda home: drafts(home, 29),
    },
    "rigid-formats": {
        "both": lambda home: drafts(home, 6, 54, level=Level.CRM),
        "neither": lambda home: drafts(home, 5, 55, level=Level.CRM),
        "unknown": lambda home: drafts(home, 49, level=Level.CRM),
    },
    "data-privacy": {
        "retrieval": lambda home: personal(home, 0),
        "both": lambda home: personal(home, 30),
        "neither": lambda home: personal(home, 0, some=0),
    },
    "team-labels": {
        "fine-tuning": lambda home: home.edits(24, VOICED),
        "retrieval": lambda home: home.edits(19, VOICED),
        "unknown": lambda home: home.draft(30),
    },
    "experiments": {
        "both": lambda home: runs(home, 10, 80),
        "neither": lambda home: runs(home, 10, 100),
        "unknown": lambda home: runs(home, 10),
    },
    "changing-content": {
        "retrieval": lambda home: changing(home, 6, 54),
        "neither": lambda home: changing(home, 5, 55),
        "unknown": lambda home: changing(home, 6, 40),
    },
    "high-touch": {
        "fine-tuning": lambda home: drafts(home, 12, 48, decision=Decision.ESCALATE),
        "neither": lambda home: drafts(home, 11, 49, decision=Decision.ESCALATE),
        "unknown": lambda home: drafts(home, 12, 30, decision=Decision.ESCALATE),
    },
    "languages": {
        "retrieval": lambda home: drafts(home, 6, 54, ticket=GERMAN),
        "neither": lambda home: drafts(home, 2, 58, ticket=GERMAN),
        "unknown": lambda home: drafts(home, 6, 40, ticket=GERMAN),
    },
    "fresh-and-tone": {
        "both": lambda home: changing(home, 20, 54, voice=10),
        "retrieval": lambda home: changing(home, 20, 54, voice=2),
        "fine-tuning": lambda home: changing(home, 2, 54, voice=10),
        "neither": lambda home: changing(home, 2, 54, voice=2),
        "unknown": lambda home: changing(home, 20, 54),
    },
    "specialised": {
        "fine-tuning": lambda home: home.golden(20, sources=15, style=10, both=15),
        "retrieval": lambda home: home.golden(20, sources=15, style=9, both=15),
        "unknown": lambda home: home.golden(19, sources=15, style=10, both=15),
    },
    "real-time": {
        "retrieval": lambda home: drafts(home, 6, 54, document="kb/stock.csv#17"),
        "neither": lambda home: drafts(home, 5, 55, document="kb/stock.csv#17"),
        "unknown": lambda home: drafts(home, 6, 40, document="kb/stock.csv#17"),
    },
    "many-functions": {
        "both": lambda home: levels(home, 8, 3),
        "neither": lambda home: levels(home, 4, 3),
        "unknown": lambda home: levels(home, 4, 2),
    },
    "long-term": {
        "fine-tuning": lambda home: home.golden(20, sources=15, style=10, both=15, kept=(10, 11)),
        "neither": lambda home: home.golden(20, sources=15, style=10, both=15, kept=(11, 11)),
        "unknown": lambda home: home.golden(19, sources=15, style=10, both=15, kept=(10, 15)),
    },
    "rare-questions": {
        "retrieval": lambda home: (home.draft(42), [home.draft(1, f"kb/rare-{n}.md") for n in range(18)]),
        "neither": lambda home: (home.draft(43), [home.draft(1, f"kb/rare-{n}.md") for n in range(17)]),
        "unknown": lambda home: (home.draft(20), [home.draft(1, f"kb/rare-{n}.md") for n in range(18)]),
    },
    "speed": {
        "fine-tuning": lambda home: home.golden(20, sources=1, style=1, both=1, ms=(6000.0, 2000.0)),
        "neither": lambda home: home.golden(20, sources=1, style=1, both=1, ms=(6000.0, 4000.0)),
        "unknown": lambda home: home.golden(19, sources=1, style=1, both=1, ms=(6000.0, 2000.0)),
    },
    "solid-documents": {
        "retrieval": lambda home: drafts(home, 18, 42, decision=Decision.REFUSE),
        "neither": lambda home: drafts(home, 19, 41, decision=Decision.REFUSE),
        "unknown": lambda home: drafts(home, 18, 20, decision=Decision.REFUSE),
    },
    "tone-compliance": {
        "fine-tuning": lambda home: (home.edits(10, POLICY_MENDED), home.edits(10, MENDED)),
        "neither": lambda home: (home.edits(9, POLICY_MENDED), home.edits(11, MENDED)),
        "unknown": lambda home: home.edits(10, POLICY_MENDED),
    },
    "ready-for-both": {
        "both": lambda home: home.golden(20, sources=15, style=10, both=16),
        "retrieval": lambda home: home.golden(20, sources=16, style=10, both=16),
        "fine-tuning": lambda home: home.golden(20, sources=12, style=17, both=16),
        "unknown": lambda home: home.golden(30, sources=12, style=17, both=16, modes=("rag", "hybrid")),
    },
}


@pytest.mark.parametrize(("line", "says"), [(line, says) for line, cases in CASES.items() for says in cases])
def test_a_line_says_what_its_measurement_says(home, line, says):
    CASES[line][says](home)
    found = home.finding(line)
    assert found.says.value == says, found
    assert bool(found.collect) == (says == "unknown")
    assert bool(found.flips) == (says != "unknown")


def test_every_line_has_homes_that_flip_it():
    assert set(CASES) == {line.id for line in LINES}
    assert all(len(set(cases) - {"unknown"}) >= 2 for cases in CASES.values())


# --- how it is measured ----------------------------------------------------------------------------------------------


def test_a_change_of_words_alone_is_no_changing_thing(home):
    home.document("kb/prices.md", "The pro plan costs 40 EUR a month.", "You pay 40 EUR a month for the pro plan.")
    home.draft(60, "kb/prices.md", quote=PRICES.replace("Plans\n", ""))
    assert home.says("changing-content") == "neither"


def test_figures_of_a_version_that_was_kept_count(home):
    dated = [("2026-01-01", "1"), ("2026-06-01", "2")]
    for (day, version), text in zip(dated, (PRICES, NEW_PRICES), strict=True):
        start = NOW.date().fromisoformat(day)
        home.document("kb/prices.md", text, version=version, effective_from=start)
    home.draft(60, "kb/prices.md", quote=NEW_PRICES)  # no draft used the old words
    assert home.says("changing-content") == "retrieval"


def test_the_documents_are_those_that_hold_today(home):
    test_figures_of_a_version_that_was_kept_count(home)
    found = home.finding("policies-weekly")
    assert (found.figures["documents"], found.figures["changed"], found.figures["versions"]) == (1, 1, 1)


def test_a_clock_that_was_put_back_makes_no_days(home):
    home.document("kb/prices.md", PRICES, days=-5)
    assert home.finding("policies-weekly").figures["days"] == 0
    assert "collect 28 more days with" in home.finding("policies-weekly").collect


def test_the_last_outcome_of_a_draft_counts(home):
    home.draft(50, outcome=OutcomeKind.REJECTED)
    with home.database.write() as connection:
        connection.execute(
            "INSERT INTO outcome (draft_id, at, kind, final, reasons) SELECT id, at, 'accepted', '', '[]' FROM draft"
        )
    assert home.advise().phases[2].used == 50


def test_a_damaged_draft_is_not_counted(home):
    home.edits(20, VOICED)
    with home.database.write() as connection:
        connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES ('damaged', '', '{', '{')")
        connection.execute(
            "INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES ('damaged', '', 'edited', 'x', '[]')"
        )
    assert advice_record(home.advise())["drafts"] == 20
    assert home.says("tone-first") == "fine-tuning"


@pytest.mark.parametrize("sql", [draft_figures._USES, draft_figures._LEVELS, draft_figures._SPEEDS])
def test_counting_reads_no_draft(database, sql):
    with database.read() as connection:
        steps = [step[3] for step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("draft_fact" in step for step in steps)
    assert not [step for step in steps if re.search(r"\bdraft\b|\boutcome\b", step)]


def test_labels_of_the_agent_come_before_what_is_read_from_the_difference(home):
    home.edits(20, MENDED, reasons=["tone"])
    assert home.says("tone-first") == "fine-tuning"


def test_older_edits_are_looked_at_where_the_newest_do_not_suffice(home):
    home.edits(30, VOICED)
    home.draft(50, outcome=OutcomeKind.ACCEPTED)
    few = home.finding("team-labels").figures
    assert (few["labelled"] >= few["needed"], few["sent"]) == (True, 80)
    for number in range(30):
        home.draft(text=f"Note {number} word{number}. {SAID}", outcome=OutcomeKind.EDITED, final=VOICED)
    assert home.finding("team-labels").figures["sent"] == 40


def test_time_and_tokens_are_those_of_replies_by_mode(home):
    home.draft(1, ms=100.0)
    home.draft(1, ms=200.0)
    home.draft(1, ms=900.0)
    home.draft(1, ms=5000.0, level=Level.CRM)
    home.draft(2, ms=50.0, mode=Mode.NO_CONTEXT)
    costs = advice_record(home.advise())["costs"]
    assert costs == [
        {"mode": "hybrid", "drafts": 3, "median_ms": 200.0, "tokens": 360.0},
        {"mode": "no_context", "drafts": 2, "median_ms": 50.0, "tokens": 360.0},
    ]


def test_the_newest_run_with_all_three_ways_counts(home):
    home.golden(20, sources=15, style=10, both=16, name="old")
    home.golden(20, sources=16, style=10, both=16, name="new")
    home.golden(20, sources=1, style=1, both=20, name="newest", modes=("rag", "hybrid"))
    home.saved("old", 20)
    home.saved("new", 10)
    assert home.says("ready-for-both") == "retrieval"
    assert advice_record(home.advise())["golden_run"]["name"] == "new"


def test_a_run_of_another_version_counts_as_none(home):
    home.golden(20, sources=15, style=10, both=16)
    with home.database.write() as connection:
        connection.execute("UPDATE golden_run SET body = json_set(body, '$.format', 99)")
    assert home.says("ready-for-both") == "unknown"


# --- topics and phases -----------------------------------------------------------------------------------------------


def topic(home, name):
    return next(one for one in home.advise().topics if one.name == name)


def test_topics_are_products_then_folders(home):
    home.draft(3, "billing/prices.md", product="Pro")
    home.draft(2, "billing/prices.md")
    home.draft(1, "")
    assert [(one.name, one.drafts) for one in home.advise().topics] == [
        ("Pro", 3),
        ("billing", 2),
        ("nothing cited", 1),
    ]


def test_each_topic_has_a_verdict_of_its_own(home):
    home.document("billing/prices.md", PRICES, NEW_PRICES)
    home.draft(30, "billing/prices.md", quote=PRICES)
    home.edits(30, VOICED, document="letters/tone.md")
    home.draft(29, "small/a.md")
    assert topic(home, "billing").says.value == "retrieval"
    assert topic(home, "letters").says.value == "both"
    assert topic(home, "small").collect == ("not enough data yet: collect 1 more draft.",)


def test_a_topic_where_sources_add_nothing_is_for_style_alone(home):
    home.edits(30, VOICED, document="letters/tone.md")
    home.golden(10, sources=8, style=9, both=9, cited="letters/tone.md")
    assert topic(home, "letters").says.value == "fine-tuning"
    home.golden(10, sources=9, style=8, both=9, cited="letters/tone.md")
    assert topic(home, "letters").says.value == "both"


def test_the_verdict_of_all_topics_follows_edits_and_golden_tickets(home):
    home.draft(30)
    home.golden(20, sources=15, style=3, both=15)
    assert home.advise().overall.says.value == "retrieval"
    home.golden(20, sources=15, style=3, both=17)
    assert home.advise().overall.says.value == "both"


def test_a_phase_holds_from_the_day_of_its_threshold(home):
    for kind, times in ((OutcomeKind.REJECTED, 4), (OutcomeKind.ACCEPTED, 17)):
        home.draft(times, level=Level.SUMMARY, outcome=kind)
    with home.database.write() as connection:
        connection.execute("INSERT INTO erasing VALUES (0)")  # the log is append-only otherwise
        for (number,) in connection.execute("SELECT number FROM outcome ORDER BY number").fetchall():
            at = (NOW - timedelta(days=100 - number)).isoformat()
            connection.execute("UPDATE outcome SET at = ? WHERE number = ?", (at, number))
        connection.execute("DELETE FROM erasing")
    summaries, templates, replies = home.advise().phases
    assert summaries.held
    assert summaries.since == (NOW - timedelta(days=80)).isoformat()  # of the 20th, the first whole window
    assert (templates.held, templates.collect) == (
        False,
        "not enough data yet: collect 20 more outcomes of this level.",
    )
    assert replies.drafts == 0
    home.draft(2, level=Level.SUMMARY, outcome=OutcomeKind.REJECTED)
    assert home.advise().phases[0].held
    home.draft(3, level=Level.SUMMARY, outcome=OutcomeKind.REJECTED)
    assert not home.advise().phases[0].held


# --- report ----------------------------------------------------------------------------------------------------------


def test_the_report_has_every_row_and_escapes_what_it_shows(home, tmp_path):
    home.draft(30, "x/a.md", product="<script>alert(1)</script>")
    record = advice_record(home.advise())
    html = write_advice(tmp_path / "advice.html", record).read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert [line.id for line in LINES if f'<tr id="{line.id}">' not in html] == []
    assert html.count("ot enough data yet: collect ") >= len([one for one in record["lines"] if one["collect"]])


def test_a_report_that_cannot_be_written_says_so(home, tmp_path):
    with pytest.raises(BadInputError, match="cannot be written"):
        write_advice(tmp_path / "missing" / "advice.html", advice_record(home.advise()))
