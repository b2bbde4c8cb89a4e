"""Comparisons on live work: who takes part, which arm drafts, and what is said of them."""

from dataclasses import replace

import pytest
from tests.live_work import Work, log_work, rows

from citewell.application.figures.comparisons import comparison_record, verdict_words
from citewell.domain.audit import AuditKind
from citewell.domain.drafts import Level, Mode, OutcomeKind, Steering, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.live.trials import Arm, TrialMeasure, Varies
from citewell.domain.logged import Making
from citewell.governance.assignment import takes_second
from citewell.storage.figures.trials import Trials

ASKED = "How do I return it?"


def made(services) -> list[tuple[str, str]]:
    return rows(
        services.database,
        "SELECT json_extract(body, '$.made.trial'), json_extract(body, '$.made.arm') FROM draft ORDER BY number",
    )


def test_a_ticket_stays_in_its_arm_and_both_arms_get_half():
    key = "0f" * 16
    assert takes_second(key, ASKED) == takes_second(key, ASKED)
    seconds = sum(takes_second(key, f"ticket {number}") for number in range(2000))
    assert 900 < seconds < 1100
    other = sum(takes_second(key, f"t{n}") == takes_second("11" * 16, f"t{n}") for n in range(2000))
    assert 900 < other < 1100, "another comparison assigns anew"


def test_drafts_are_made_by_their_arm_and_say_so(services, monkeypatch):
    trial = services.comparisons.start(Varies.MODE, "hybrid", "rag")
    for number in range(12):
        services.drafting.draft(Ticket(f"{ASKED} {number}"))
    assert {found[0] for found in made(services)} == {trial.id}
    wanted = [Arm.SECOND if takes_second(trial.key, f"{ASKED} {number}") else Arm.FIRST for number in range(12)]
    assert [found[1] for found in made(services)] == [arm.value for arm in wanted]
    assert len(set(wanted)) == 2
    modes = rows(services.database, "SELECT DISTINCT json_extract(ticket, '$.mode') FROM draft")
    assert {mode for (mode,) in modes} == {"hybrid", "rag"}


@pytest.mark.parametrize(
    "change",
    [
        {"mode": Mode.RAG},
        {"level": Level.SUMMARY},
        {"passages": ()},
        {"steering": Steering(anyway=True)},
    ],
)
def test_what_an_agent_asks_for_otherwise_takes_no_part(services, change):
    services.comparisons.start(Varies.MODE, "hybrid", "rag")
    services.drafting.draft(replace(Ticket(ASKED), **change))
    assert made(services) == [("", "")]


def test_after_the_end_drafts_take_no_part_and_the_chain_tells_of_both(services):
    services.comparisons.start(Varies.MODE, "hybrid", "rag")
    with pytest.raises(BadInputError, match="runs already"):
        services.comparisons.start(Varies.MODE, "rag", "hybrid")
    services.comparisons.stop()
    with pytest.raises(BadInputError, match="No comparison runs"):
        services.comparisons.stop()
    services.drafting.draft(Ticket(ASKED))
    assert made(services) == [("", "")]
    told = [entry for entry in services.compliance.audit.entries() if entry.kind == AuditKind.SETTING]
    assert [entry.subject for entry in told] == ["comparison", "comparison"]
    assert services.compliance.audit_check.verify().sound


@pytest.mark.parametrize(
    ("varies", "first", "second", "words"),
    [
        (Varies.MODE, "hybrid", "hybrid", "Name two that differ"),
        (Varies.MODE, "hybrid", "no_context", "not drafted in the mode"),
        (Varies.STYLE, "none", "nobody", "There is no style"),
        (Varies.MODEL, "compact", "large", "no language model"),
        (Varies.DECISIONS, "standard", "team", "no decisions of its own"),
        (Varies.DECISIONS, "standard", "bold", "There are no decisions"),
    ],
)
def test_only_ways_that_are_there_and_proved_are_compared(services, varies, first, second, words):
    with pytest.raises(BadInputError, match=words):
        services.comparisons.start(varies, first, second)
    assert services.comparisons.standings() == []


def judged(services, first: list[OutcomeKind], second: list[OutcomeKind]):
    trial = Trials(services.database).start(Varies.STYLE, "support-1", "house-2", TrialMeasure.ACCEPTED)
    work = []
    for number in range(max(len(first), len(second))):
        for arm, kinds in ((Arm.FIRST, first), (Arm.SECOND, second)):
            if number < len(kinds):
                making = Making(trial=trial.id, arm=arm.value)
                work.append(Work(id=f"{arm}{number}", outcome=kinds[number], making=making))
    log_work(services.database, *work)
    return services.comparisons.standings()[0]


YES, NO = OutcomeKind.ACCEPTED, OutcomeKind.REJECTED


def test_the_better_arm_is_named_in_plain_words(services):
    found = judged(services, [NO, NO, YES] * 20, [YES, YES, YES, NO] * 15)
    assert verdict_words(found).startswith("house-2 is better: 20 of 60 drafts by support-1 and 45 of 60")
    record = comparison_record(found)
    assert (record["finding"], record["pairs"]) == ("second", 60)
    assert record["arms"][1] == {"value": "house-2", "drafts": 60, "judged": 60, "counted": 45}


def test_too_little_says_what_to_collect(services):
    found = judged(services, [YES, NO, YES, NO, NO] * 8, [YES, NO, YES, YES, NO] * 8)
    assert verdict_words(found).startswith("Not enough data yet: 16 of 40 drafts by support-1 and 24 of 40")
    assert "collect outcomes of about" in verdict_words(found)


def test_the_first_outcomes_say_nothing_of_what_is_to_come(services):
    assert verdict_words(judged(services, [YES], [YES])).endswith("Collect outcomes of at least 20 drafts by each.")


def test_an_arm_without_outcomes_is_named(services):
    assert verdict_words(judged(services, [YES], [])) == "Not enough data yet: collect outcomes of drafts by house-2."
