"""Facts of drafts and the sums over them."""

import pytest
from tests.live_work import Work, log_work, rows
from tests.support import log_outcome

from citewell.domain.drafts import Decision, Outcome, OutcomeKind
from citewell.domain.live.figures import Counts, Era, Grouping, Span
from citewell.domain.logged import Making
from citewell.storage.audit.signing import Signer
from citewell.storage.erasure.erasure import Eraser
from citewell.storage.figures import facts
from citewell.storage.figures.counts import FigureCounts
from citewell.storage.figures.facts import DraftFacts
from citewell.storage.log.draft_log import EditLog

ACCEPTED, EDITED, REJECTED, ESCALATED = OutcomeKind
HEAVY = "Something else altogether, written anew by the agent from the first word to the last one."


def counted(database, by=None, span=Span()) -> list[Counts]:  # noqa: B008  frozen
    DraftFacts(database).catch_up()
    return FigureCounts(database).grouped(by, span)


def test_each_measure_counts_what_it_says(database):
    log_work(
        database,
        Work(id="as-is", outcome=ACCEPTED, ms=100),
        Work(id="light", outcome=EDITED, final="You can return it within fourteen days!", ms=200),
        Work(id="heavy", outcome=EDITED, final=HEAVY, supported=(True, False), ms=300),
        Work(id="rejected", outcome=REJECTED, documents=(), ms=400),
        Work(id="right-refusal", decision=Decision.REFUSE, outcome=ACCEPTED, documents=(), supported=(), ms=500),
        Work(id="false-refusal", decision=Decision.REFUSE, outcome=REJECTED, documents=(), supported=(), ms=600),
        Work(id="handed", decision=Decision.ESCALATE, documents=(), supported=(), ms=700),
        Work(id="handed-by-agent", outcome=ESCALATED, ms=800),
    )
    DraftFacts(database).note_copied("as-is", 30_000)
    DraftFacts(database).note_copied("as-is", 90_000)
    (all_of_them,) = counted(database)
    assert all_of_them.distance is not None
    assert 0.1 < all_of_them.distance < 0.3
    shown = {name: getattr(all_of_them, name) for name in ("drafts", "judged", "as_is", "light", "heavy", "rejected")}
    assert shown == {"drafts": 8, "judged": 7, "as_is": 2, "light": 1, "heavy": 1, "rejected": 2}
    assert (all_of_them.supported, all_of_them.factual) == (5, 6)
    assert (all_of_them.cited, all_of_them.answers) == (4, 5)
    assert (all_of_them.refused_rightly, all_of_them.refusals) == (1, 2)
    assert all_of_them.handed_over == 2
    assert all_of_them.accepted == 3
    assert all_of_them.draft_ms == 450
    assert (all_of_them.copied, all_of_them.copy_ms) == (1, 30_000), "the first copy counts"


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (Grouping.WEEK, {"2026-W45": 2, "2026-W46": 1}),
        (Grouping.TOPIC, {"Router": 1, "refunds.md": 1, "c#.md": 1}),
        (Grouping.DOCUMENT, {"refunds.md": 2, "prices.csv": 1, "c#.md": 1}),
        (Grouping.STYLE, {"support-1": 2, "house-2": 1}),
        (Grouping.MODEL, {"compact": 2, "large": 1}),
        (Grouping.LEVEL, {"reply": 3}),
    ],
)
def test_drafts_are_grouped_by_what_is_asked_for(database, by, groups):
    log_work(
        database,
        Work(id="a", at="2026-11-02", product="Router", style="house-2"),
        Work(id="b", at="2026-11-08", documents=("refunds.md", "prices.csv#row 7", "prices.csv#row 9")),
        Work(id="c", at="2026-11-09", documents=("c#.md",), model="large"),
    )
    assert {one.group: one.drafts for one in counted(database, by)} == groups


def test_a_change_cuts_the_time_into_before_and_after(database):
    log_work(
        database,
        Work(id="a", at="2026-11-01"),
        Work(id="b", at="2026-11-03"),
        Work(id="c", at="2026-11-04"),
        Work(id="d", at="2026-11-09"),
    )
    cut = Span(since="2026-11-02", until="2026-11-08", change="2026-11-04")
    assert [(one.era, one.drafts) for one in counted(database, span=cut)] == [(Era.AFTER, 1), (Era.BEFORE, 1)]


def test_only_what_is_new_is_read_and_a_corrected_outcome_counts_once(database, monkeypatch):
    monkeypatch.setattr(facts, "BATCH", 2)
    log_work(database, *(Work(id=f"d{number}", outcome=REJECTED) for number in range(5)))
    assert counted(database)[0].rejected == 5
    taken: list[str] = []
    monkeypatch.setattr(facts, "_take_draft", lambda _connection, row: taken.append(row[1]))
    log_outcome(EditLog(database), Outcome("d3", ACCEPTED))
    (now,) = counted(database)
    assert (now.judged, now.rejected, now.as_is) == (5, 4, 1)
    assert not taken


def test_an_erased_draft_takes_its_figures_with_it(database):
    log_work(database, Work(id="a", outcome=ACCEPTED, product="Router"), Work(id="b", outcome=ACCEPTED))
    DraftFacts(database).note_copied("a", 1.0)
    assert counted(database)[0].drafts == 2
    eraser = Eraser(database, Signer(database))
    eraser.erase(eraser.plan(["a"]), {})
    assert counted(database)[0].drafts == 1
    assert rows(database, "SELECT draft_id FROM draft_fact") == [("b",)]
    assert not rows(database, "SELECT * FROM draft_copied")
    assert len(rows(database, "SELECT * FROM draft_document")) == 1


def test_effort_sums_what_was_measured(database):
    log_work(
        database,
        Work(id="a", outcome=ACCEPTED, making=Making(cpu_ms=2500.0)),
        Work(id="b", making=Making(policy="p", cpu_ms=None)),
    )
    DraftFacts(database).catch_up()
    effort = FigureCounts(database).effort(Span())
    assert (effort.drafts, effort.accepted, effort.measured, effort.cpu_seconds) == (2, 1, 1, 2.5)
    assert (effort.prompt_tokens, effort.completion_tokens) == (800, 200)
    nothing = FigureCounts(database).effort(Span(since="2030"))
    assert (nothing.drafts, nothing.cpu_seconds) == (0, 0)


def test_what_a_draft_was_made_under_is_kept_with_it_under_the_audit_chain(database):
    log_work(database, Work(id="a", making=Making("packs", "trial-1", "first", 12.0)))
    DraftFacts(database).catch_up()
    assert rows(database, "SELECT policy, trial, arm, cpu_ms FROM draft_fact") == [("packs", "trial-1", "first", 12.0)]
    body = rows(database, "SELECT json_extract(body, '$.made.arm') FROM draft")
    assert body == [("first",)]
