"""Roll-ups: what is counted, what is never told, and how a team's report is made of them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import log_draft, log_outcome, with_models

from citewell.application.rollups.counting import KnownNames, count_drafts, week_of, weeks_back
from citewell.application.rollups.rollup_file import read_rollup, write_rollup
from citewell.application.rollups.rollups import Rollups, write_report
from citewell.application.rollups.small_groups import Tally, merge_small
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import (
    Decision,
    Draft,
    LogEntry,
    ModelUse,
    Outcome,
    OutcomeKind,
    Ticket,
)
from citewell.domain.errors import BadInputError
from citewell.domain.rollups import COUNTS, OTHER, Dimension, Rollup, RollupGroup
from citewell.settings.home import Home

SECRET = "Anna Schmidt wants her 240 EUR back"
NAMES = KnownNames(frozenset({"refunds.md"}), frozenset({"support-2"}), frozenset({"Small"}))


def entry(
    number: int, *, outcomes=(), document="refunds.md", style="support-2", at="2026-11-25T10:00:00+00:00", **more
):
    """A line of the log with one cited sentence."""
    draft = {
        "text": "You have 14 days. [1]",
        "decision": "answer",
        "sentences": [{"factual": True, "supported": True}, {"factual": False, "supported": False}],
        "citations": [{"document": document}],
        "model": {"base": "Small", "style": style},
        "timings": {"total_ms": 7000.0},
        "level": "reply",
        **more,
    }
    return LogEntry(f"d{number}", at, SECRET, draft, outcomes)


def outcome(kind: str, final: str = "") -> tuple[dict[str, object], ...]:
    return ({"at": "2026-11-25T11:00:00+00:00", "outcome": kind, "final": final, "reasons": []},)


def counted(entries):
    return count_drafts(entries, NAMES, lambda _week: True)


def test_drafts_are_counted_by_decision_outcome_support_and_time():
    entries = [
        entry(1, outcomes=outcome("accepted")),
        entry(2, outcomes=outcome("edited", "You have 15 days.")),
        entry(3, outcomes=outcome("edited", "Please call our shop in the station tomorrow morning.")),
        entry(4, outcomes=(*outcome("edited", "x"), *outcome("rejected"))),
        entry(5, decision="refuse", citations=[], sentences=[]),
        entry(6, level="summary"),
    ]
    counts = counted(entries)[Dimension.ALL, "all"].counts
    assert {name: number for name, number in counts.items() if number} == {
        "drafts": 5,
        "answer": 4,
        "refuse": 1,
        "accepted": 1,
        "lightly_edited": 1,
        "heavily_edited": 1,
        "rejected": 1,
        "no_outcome": 1,
        "factual": 4,
        "supported": 4,
        "cited": 4,
        "under_15_s": 5,
    }


def test_only_names_that_the_team_knows_are_told():
    tallies = counted(
        [
            entry(1),
            entry(2, document="Letters to Anna Schmidt.md#3"),
            entry(3, style="annas-own", model={"base": "/home/anna/model.gguf", "style": "annas-own"}),
        ]
    )
    assert {name for _dimension, name in tallies} == {
        *("all", "2026-W48", "refunds.md", "own documents"),
        *("support-2", "own style", "Small", "own model"),
    }


def test_weeks_are_those_of_the_calendar():
    assert week_of(date(2027, 1, 1)) == "2026-W53"
    assert weeks_back(2, date(2027, 1, 4)) == ("2026-W53", "2027-W01")
    tallies = count_drafts([entry(1), entry(2, at="2026-01-01T00:00:00+00:00")], NAMES, lambda week: week > "2026-W40")
    assert tallies[Dimension.ALL, "all"].drafts == 1


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(1, 12), max_size=8), st.integers(1, 6))
def test_no_group_is_small_and_none_can_be_had_by_subtracting(sizes, least):
    tallies = {
        (Dimension.DOCUMENT, name): Tally({**dict.fromkeys(COUNTS, 0), "drafts": n}) for name, n in sizes.items()
    }
    merged = merge_small(tallies, lambda tally: tally.drafts < least)
    assert all(tally.drafts >= least for tally in merged.values())
    lost = sum(sizes.values()) - sum(tally.drafts for tally in merged.values())
    assert lost == 0 or (not merged and sum(sizes.values()) < least)
    kept = {name: tally.drafts for (_, name), tally in merged.items() if name != OTHER}
    assert all(sizes[name] == drafts for name, drafts in kept.items())
    hidden = [name for name in sizes if name not in kept]
    assert not hidden or lost or merged[Dimension.DOCUMENT, OTHER].drafts >= least


@pytest.fixture
def laptops(tmp_path):
    """Three laptops, each with drafts in its log."""
    opened = []
    for number in range(3):
        app = open_app(Home(tmp_path / f"laptop{number}"), scratch=True, choices=with_models())
        for one in range(6):
            model = ModelUse("Small", "", "f", "h")
            draft = Draft(f"d{one}", Decision.ANSWER, "You have 14 days.", (), (), 0.5, (), (), model, "reply-1")
            log_draft(app.log, Ticket(SECRET), draft)
            log_outcome(app.log, Outcome(f"d{one}", OutcomeKind.ACCEPTED, "You have 14 days.", ()))
        opened.append(app)
    yield opened
    for app in opened:
        app.close()


@pytest.fixture
def share(tmp_path, laptops):
    """The roll-ups of all three in one folder; the first laptop is the lead's and knows the others."""
    folder = tmp_path / "share"
    folder.mkdir()
    for app in laptops:
        app.team.rollups.write(folder)
    laptops[0].team.rollups.trust([app.team.rollups.own_fingerprint for app in laptops[1:]], "Berlin")
    return folder


def total(report) -> int:
    return next(group.counts["drafts"] for group in report.groups if group.dimension is Dimension.ALL)


def test_the_roll_ups_of_a_team_become_one_report_without_text_or_people(laptops, share, tmp_path):
    report = laptops[0].team.rollups.merge([share])
    assert (report.laptops, total(report), report.refused) == (3, 18, ())
    assert report.shares["all all"]["acceptance"] == "100% of 18"
    assert "not enough data yet: collect 5 more sentences" in report.shares["all all"]["grounded"]
    written = [tmp_path / "report.html", tmp_path / "report.json"]
    for path in written:
        write_report(report, path)
    for path in (*written, *share.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert "Anna" not in text
        assert "14 days" not in text
    for app in laptops:
        for path in written:
            assert app.team.rollups.own_fingerprint not in path.read_text(encoding="utf-8")
    assert '<td class="figure">18</td>' in written[0].read_text(encoding="utf-8")
    with pytest.raises(BadInputError, match=r"\.html or \.json"):
        write_report(report, tmp_path / "report.pdf")


def test_a_laptop_that_writes_again_is_replaced_not_added(laptops, share, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    for path in share.iterdir():
        (old / path.name).write_bytes(path.read_bytes())
    laptops[1].team.rollups.write(share)
    assert len(list(share.iterdir())) == 3
    assert total(laptops[0].team.rollups.merge([share, old])) == 18
    assert total(laptops[0].team.rollups.merge([old, share])) == 18
    lead, gone = laptops[0].team.rollups, laptops[2].team.rollups.own_fingerprint
    lead.distrust([gone])
    with pytest.raises(BadInputError) as told:
        lead.merge([share, old])
    assert str(told.value).count(gone) == 1


def test_a_stranger_is_not_counted_and_too_few_make_no_report(laptops, share):
    lead, stranger = laptops[0].team.rollups, laptops[2].team.rollups.own_fingerprint
    lead.distrust([stranger])
    with pytest.raises(BadInputError, match=rf"collect the roll-ups of 1 more laptop\..*{stranger}: it is not counted"):
        lead.merge([share])
    assert not laptops[0].bundles.trusts(laptops[1].bundles.own_fingerprint)  # counted, and trusted for nothing else


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda r: r | {"rollup": r["rollup"] | {"least": 1}}, "changed after it was signed"),
        (lambda r: r | {"public_key": "AAAA"}, "changed after it was signed"),
        (lambda r: r | {"public_key": "?"}, "signed in a way"),
        (lambda r: r | {"format": 2}, "newer Citewell"),
        (lambda _r: [], "no roll-up"),
    ],
)
def test_what_was_changed_is_refused(share, change, message):
    path = next(share.iterdir())
    path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    with pytest.raises(BadInputError, match=message):
        read_rollup(path)


def test_a_file_that_was_cut_off_is_refused_and_the_rest_is_counted(laptops, share):
    path = share / "rollup-0000.json"
    path.write_text('{"format": 1, "rollup"', encoding="utf-8")
    report = laptops[0].team.rollups.merge([share])
    assert (report.laptops, total(report)) == (3, 18)
    assert "cut off" in report.refused[0]


@pytest.mark.parametrize(
    "counts", [{"drafts": 5}, {"drafts": 5, "answer": 6}, {"drafts": -1}, {"supported": 3}, {"nosuch": 1}]
)
def test_numbers_that_do_not_fit_each_other_are_refused(laptops, tmp_path, counts):
    group = RollupGroup(Dimension.ALL, "all", {**dict.fromkeys(COUNTS, 0), **counts})
    rollup = Rollup(1, "2026-W01", "2026-W02", 5, "1", (group,))
    path = write_rollup(tmp_path, rollup, laptops[0].compliance.signer)
    with pytest.raises(BadInputError, match=r"do not fit|cannot be read"):
        read_rollup(path)


def test_too_few_drafts_make_no_roll_up(laptops, tmp_path):
    app = laptops[0]
    app.settings.use(replace(app.options, rollup_least=7))
    with pytest.raises(BadInputError, match=r"collect 1 more draft\."):
        app.team.rollups.write(tmp_path)
    assert not list(tmp_path.glob("rollup-*"))


def test_two_files_of_one_number_that_differ_are_told(laptops, share, tmp_path):
    signer = laptops[1].compliance.signer
    other = tmp_path / "other"
    other.mkdir()
    name = next(path.name for path in share.iterdir() if read_rollup(path).laptop == signer.public_key.fingerprint)
    write_rollup(other, replace(read_rollup(share / name).rollup, program="another"), signer)
    report = laptops[0].team.rollups.merge([share, other])
    assert total(report) == 18
    assert "the same roll-up of one laptop with different numbers" in report.refused[0]


def test_a_clock_that_is_ahead_is_told(laptops, share):
    ahead = laptops[1].team.rollups
    later = datetime.now(UTC).date() + timedelta(weeks=5)
    Rollups(replace(ahead._parts, today=lambda: later)).write(share)
    assert "1 laptop holds weeks that are still to come" in laptops[0].team.rollups.merge([share]).notes[0]


def test_roll_ups_that_are_old_or_missing_are_told(laptops, share):
    lead, late = laptops[0].team.rollups, laptops[1].team.rollups
    assert lead.merge([share]).notes == ()
    lead.trust(["0123 4567 89ab cdef 0123 4567 89ab cdef"])
    now = datetime.now(UTC).date()
    report = Rollups(replace(lead._parts, today=lambda: now + timedelta(weeks=2))).merge([share])
    assert report.laptops == 3
    assert f"The roll-ups of 3 laptops end before this week, {week_of(now + timedelta(weeks=2))}" in report.notes[0]
    assert f"the oldest in {week_of(now)}" in report.notes[0]
    assert report.notes[1] == "1 laptop of those that count here wrote no roll-up that could be counted."
    Rollups(replace(late._parts, today=lambda: now + timedelta(weeks=2))).write(share)
    newer = Rollups(replace(lead._parts, today=lambda: now + timedelta(weeks=2))).merge([share])
    assert "2 laptops end before this week" in newer.notes[0]
