"""Figures of live work as they are reported: groups, before and after a change, and where there is too little."""

import csv

import pytest
from tests.live_work import Work, log_work

from citewell.application.figures.live_figures import (
    LiveReport,
    Measure,
    Shift,
    change_words,
    live_record,
    span_of,
    write_csv,
)
from citewell.domain.audit import AuditKind
from citewell.domain.drafts import OutcomeKind, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.live.figures import Grouping

CHANGE = "2026-11-10"


def judged(start: int, accepted: int, rejected: int, day: str, **more: object) -> list[Work]:
    kinds = [OutcomeKind.ACCEPTED] * accepted + [OutcomeKind.REJECTED] * rejected
    return [Work(id=f"d{start + n}", at=day, outcome=kind, **more) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]


def reported(services, by=Grouping.STYLE, change="") -> LiveReport:
    return services.live_figures.report(by, span_of("", "", change))


def measure(report: LiveReport, key: str) -> Measure:
    return next(one for one in report.total.measures if one.key == key)


def test_a_share_has_its_interval_and_what_it_counts(services):
    log_work(services.database, *judged(0, 30, 10, "2026-11-02"))
    found = measure(reported(services), "accepted")
    assert (found.value, found.part, found.whole) == (0.75, 30, 40)
    assert found.low is not None
    assert found.high is not None
    assert 0.59 < found.low < 0.75 < found.high < 0.87


def test_sentences_of_few_drafts_give_no_narrow_interval(services):
    log_work(services.database, Work(id="a", supported=(True,) * 50))
    found = measure(reported(services), "grounded_accuracy")
    assert found.low is not None
    assert found.low < 0.3, "fifty sentences of one draft are one draft"


@pytest.mark.parametrize(
    ("after", "shift"),
    [((28, 2), Shift.BETTER), ((4, 26), Shift.WORSE), ((16, 14), Shift.OPEN), ((9, 0), Shift.TOO_FEW)],
)
def test_a_change_is_judged_by_its_interval_and_by_how_much_there_is(services, after, shift):
    log_work(services.database, *judged(0, 15, 15, "2026-11-02"), *judged(100, *after, "2026-11-12"))
    report = reported(services, change=CHANGE)
    found = next(one for one in report.total.differences if one.key == "accepted")
    assert found.shift is shift
    assert found.collect == (11 if shift is Shift.TOO_FEW else 0)
    rejected = next(one for one in report.total.differences if one.key == "rejected")
    assert rejected.shift is shift, "fewer rejected ones are better"


def test_a_group_from_after_the_change_stands_alone(services):
    log_work(services.database, *judged(0, 5, 0, "2026-11-02"), *judged(9, 5, 0, "2026-11-12", style="new"))
    groups = {group.name: group for group in reported(services, change=CHANGE).groups}
    assert (groups["new"].drafts, groups["new"].before) == (5, ())
    assert (groups["support-1"].drafts, groups["support-1"].drafts_before) == (0, 5)


def test_the_changes_are_those_of_the_audit_chain(services):
    audit = services.compliance.audit
    audit.append(AuditKind.STYLE, "house-3", {"action": "activated"})
    audit.append(AuditKind.STYLE, "house-4", {"action": "refused"})
    audit.append(AuditKind.SETTING, "options", {"base_model": "changed"})
    audit.append(AuditKind.SETTING, "options", {"threads": 4})
    changes = services.live_figures.changes()
    assert [change_words(one) for one in changes] == ["style in use: house-3", "model changed: another base model"]
    assert services.live_figures.moment(f"#{changes[0].number}") == changes[0].at
    assert services.live_figures.moment("2026-11-02") == "2026-11-02"
    for wrong in ("#9999", "yesterday", "2026-13-02"):
        with pytest.raises(BadInputError):
            services.live_figures.moment(wrong)


def test_the_first_draft_under_another_policy_is_a_change(services):
    def packs() -> list[str]:
        return [change_words(one) for one in services.live_figures.changes()]

    services.drafting.draft(Ticket("How do I return it?"))
    services.drafting.draft(Ticket("How do I return it?"))
    assert packs() == []
    services.policies.folder.mkdir(parents=True, exist_ok=True)
    pack = 'pack: own\nversion: "2"\nname: Ours\nrules:\n  - id: no\n    kind: forbid\n    severity: warn\n'
    text = f"{pack}    words: [soon]\n    message: Name a day.\n"
    (services.policies.folder / "own.yaml").write_text(text, encoding="utf-8")
    services.drafting.draft(Ticket("How do I return it?"))
    services.drafting.draft(Ticket("How do I return it?"))
    assert len(packs()) == 1
    assert "own 2" in packs()[0]


def test_an_empty_home_and_an_empty_span(services):
    report = reported(services, Grouping.WEEK)
    assert (report.total.drafts, report.groups) == (0, ())
    assert all(one.value is None for one in report.total.measures)
    with pytest.raises(BadInputError, match="empty"):
        span_of("2026-11-05", "2026-11-02")


def test_the_record_and_the_csv_say_the_same(services, tmp_path):
    log_work(services.database, *judged(0, 15, 5, "2026-11-02", product="=SUM(A1)"), *judged(50, 25, 0, "2026-11-12"))
    report = reported(services, Grouping.TOPIC, CHANGE)
    record = live_record(report)
    assert record["total"]["differences"]["accepted"]["shift"] == "better"
    with write_csv(tmp_path / "figures.csv", report).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    accepted = [line for line in lines if line["measure"] == "accepted"]
    assert {(line["group"], line["era"], line["part"]) for line in accepted} == {
        ("all", "before", "15"),
        ("all", "after", "25"),
        ("'=SUM(A1)", "before", "15"),
        ("'=SUM(A1)", "after", "0"),
        ("refunds.md", "after", "25"),
    }
    with pytest.raises(BadInputError):
        write_csv(tmp_path / "nowhere" / "figures.csv", report)
