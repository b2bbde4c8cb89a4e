"""Topics, assist levels and gaps on made homes: real storage and pipeline, models that need no file."""

from dataclasses import replace

import pytest
from tests.support import log_draft, log_outcome, write_files

from citewell.domain.drafts import Decision, Draft, Level, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.errors import BadInputError
from citewell.knowledge.ingest import IndexOptions
from citewell.storage.db.database import fetch_all, fetch_value

REFUNDS = [f"I want a refund of my annual plan, order number {n} was paid twice" for n in range(12)]
EXPORTS = [f"The invoice export stops with error {n} in the billing page" for n in range(10)]
GOOD = "You can return an annual plan within 14 days of the purchase and receive the full amount."


def made(draft_id: str, decision: Decision = Decision.ANSWER, text: str = GOOD) -> Draft:
    return Draft(draft_id, decision, text, (), (), 0.9, (), (), ModelUse("m", "", "", ""), "1")


def log(
    services, tickets: list[str], *, prefix: str, level: Level = Level.REPLY, decision=Decision.ANSWER
) -> list[str]:
    ids = [f"{prefix}{n}" for n in range(len(tickets))]
    for draft_id, text in zip(ids, tickets, strict=True):
        log_draft(services.log, Ticket(text, level=level), made(draft_id, decision))
    return ids


def group_of(services, word: str) -> int:
    suggestion = services.topics.suggest()
    return next(one.number for one in suggestion.groups if any(word in text for text in one.examples))


@pytest.fixture
def named(services):
    """A home with two topics."""
    log(services, REFUNDS, prefix="r")
    log(services, EXPORTS, prefix="e")
    services.topics.name(group_of(services, "refund"), "Refunds")
    services.topics.name(group_of(services, "export"), "Exports")
    return services


def audit_lines(services) -> list[str]:
    return [entry.body for entry in services.compliance.audit.entries() if entry.kind == "topic"]


def test_tickets_are_grouped_named_and_counted(named):
    counts = {topic.name: topic.tickets for topic in named.topics.store.topics()}
    assert counts == {"Refunds": 12, "Exports": 10}
    assert named.topics.suggest().groups == ()


def test_a_suggestion_shows_words_and_masked_tickets(services):
    log(services, [f"{text} for <PERSON_1>" for text in REFUNDS], prefix="r")
    groups = services.topics.suggest().groups
    assert groups[0].tickets >= 5
    assert "annual" in {word for one in groups for word in one.words}
    assert "<PERSON_1>" not in str(groups)


def test_a_new_draft_gets_its_topic_and_keeps_it(named):
    named.ingest.run(IndexOptions(write_files(named.home.path.parent / "kb", {"a.md": f"# Refunds\n\n{GOOD}\n"})))
    draft = named.drafting.draft(Ticket("I want a refund of my annual plan, order number 99 was paid twice"))
    other = named.drafting.draft(Ticket("Does the giraffe sing opera underwater tonight?"))
    topics = {topic.id: topic.name for topic in named.topics.store.topics()}
    assert topics[named.topics.store.topic_of(draft.id)] == "Refunds"
    assert named.topics.store.topic_of(other.id) is None


def test_naming_again_adds_to_a_topic_and_an_unknown_group_is_refused(named):
    log(named, [f"My parcel number {n} never arrived at the door" for n in range(8)], prefix="p")
    topic = named.topics.name(group_of(named, "parcel"), "refunds")
    assert (topic.name, topic.tickets) == ("Refunds", 20)
    with pytest.raises(BadInputError, match="no suggested group 77"):
        named.topics.name(77, "X")
    with pytest.raises(BadInputError, match="no topic 'Parcels'"):
        named.topics.remove("Parcels")


def test_drafts_of_one_ticket_are_embedded_once_and_get_the_same_topic(named, monkeypatch):
    again = [text for text in (*REFUNDS[:4], "Does the giraffe sing opera?") for _ in range(3)]
    ids = log(named, again, prefix="again")
    asked: list[str] = []
    embedder = type(named.models.embedder)
    embed = embedder.embed_queries
    monkeypatch.setattr(embedder, "embed_queries", lambda self, texts: asked.extend(texts) or embed(self, texts))
    named.topics.catch_up()
    assert sorted(asked) == sorted(set(again))
    alone = {text: named.topics.of(text).topic for text in set(again)}
    assert [named.topics.store.topic_of(one) for one in ids] == [alone[text] for text in again]
    with named.database.read() as connection:
        rows = fetch_all(connection, "SELECT draft_id, vector FROM topic_draft WHERE draft_id IN ('r0', 'again0')")
    assert rows[0][1] == rows[1][1]


def test_a_topic_is_renamed_and_removed(named):
    assert named.topics.rename("refunds", "Money back").name == "Money back"
    with pytest.raises(BadInputError, match="taken"):
        named.topics.rename("Exports", "Money back")
    named.topics.remove("Money back")
    assert [topic.name for topic in named.topics.store.topics()] == ["Exports"]
    assert '{"action":"removed"}' in audit_lines(named)


def test_accuracy_is_held_out_and_judged_by_people_where_they_did(named):
    held = named.topics.held_out()
    assert held.overall.tickets >= 20  # those of the named groups, without what is only like them
    assert not held.overall.judged
    assert held.overall.right >= 18
    for n in range(12):
        named.topics.judge(f"r{n}", "Exports")
    for n in range(8):
        named.topics.judge(f"e{n}", "")
    judged = named.topics.held_out()
    assert (judged.overall.tickets, judged.overall.judged, judged.judged) == (20, True, 20)
    with pytest.raises(BadInputError, match="no draft 'zz'"):
        named.topics.judge("zz", "Exports")


def test_what_is_erased_takes_its_vector_and_its_share_of_the_topic_with_it(named):
    named.compliance.eraser.erase(named.compliance.eraser.plan([f"r{n}" for n in range(12)]), {})
    with named.database.read() as connection:
        left = [draft_id for (draft_id,) in fetch_all(connection, "SELECT draft_id FROM topic_draft ORDER BY number")]
    assert left == [f"e{n}" for n in range(10)]
    assert named.topics.of(REFUNDS[0]).topic is None
    assert named.topics.of(EXPORTS[0]).topic is not None


def test_another_embedder_reads_every_ticket_anew(named, models):
    class Other(type(models.embedder)):
        identity = "other"

    models.embedder = Other()
    assert named.topics.of(REFUNDS[0]).topic is None
    named.topics.catch_up()
    assert named.topics.of(REFUNDS[0]).topic is not None


# --- levels


def use(services, ids: list[str], kind: OutcomeKind, final: str = "") -> None:
    for draft_id in ids:
        services.outcomes.record(Outcome(draft_id, kind, final))


def stand(services, name: str) -> dict[Level, bool]:
    topic = services.topics.store.find(name).id
    return {one.level: one.state.open for one in services.levels.standings(topic)}


def drafted(services, number: int, prefix: str, level: Level = Level.REPLY) -> list[str]:
    ids = log(services, [REFUNDS[n % 12] for n in range(number)], prefix=prefix, level=level)
    services.topics.catch_up()
    return ids


@pytest.fixture
def earned(named):
    """Two topics whose levels have to be earned over ten drafts."""
    named.settings.use(replace(named.options, assist_earned=True, assist_drafts=10))
    return named


def test_a_level_opens_when_its_quality_holds_and_closes_when_it_falls(earned):
    assert stand(earned, "Refunds") == {Level.SUMMARY: True, Level.CRM: False, Level.REPLY: False}
    assert earned.levels.offered(REFUNDS[0]).level is Level.SUMMARY
    use(earned, drafted(earned, 9, "n"), OutcomeKind.ACCEPTED)
    assert not stand(earned, "Refunds")[Level.REPLY]
    use(earned, drafted(earned, 1, "o"), OutcomeKind.EDITED, GOOD.replace("full", "whole"))
    assert stand(earned, "Refunds") == {Level.SUMMARY: True, Level.CRM: False, Level.REPLY: True}
    assert earned.levels.offered(REFUNDS[0]).level is Level.REPLY
    assert earned.levels.offered(EXPORTS[0]).level is Level.SUMMARY
    use(earned, drafted(earned, 3, "b"), OutcomeKind.REJECTED)
    assert stand(earned, "Refunds")[Level.REPLY]
    use(earned, drafted(earned, 3, "c"), OutcomeKind.REJECTED)
    assert not stand(earned, "Refunds")[Level.REPLY]
    assert earned.levels.offered(REFUNDS[0]).level is Level.SUMMARY
    lines = [line for line in audit_lines(earned) if "level" in line]
    assert ['"action":"opened"' in line for line in lines] == [True, False]
    assert all('"by":"measure"' in line for line in lines)
    assert REFUNDS[0][:9] not in str(audit_lines(earned))
    assert earned.compliance.audit_check.verify().sound


def test_what_closed_a_level_counts_for_nothing_when_it_opens_again(earned):
    use(earned, drafted(earned, 10, "n"), OutcomeKind.ACCEPTED)
    use(earned, drafted(earned, 6, "b"), OutcomeKind.REJECTED)
    topic = earned.topics.store.find("Refunds").id
    closed = earned.levels.standings(topic)[-1]
    assert (closed.state.open, closed.measured.good, closed.measured.drafts, closed.missing) == (False, 4, 10, 10)
    use(earned, drafted(earned, 9, "c"), OutcomeKind.ACCEPTED)
    assert earned.levels.standings(topic)[-1].missing == 1
    use(earned, drafted(earned, 1, "d"), OutcomeKind.ACCEPTED)
    assert stand(earned, "Refunds")[Level.REPLY]


def test_a_level_of_unclear_quality_says_how_many_drafts_it_lacks(earned):
    for n in range(10):
        use(earned, drafted(earned, 1, f"n{n}"), OutcomeKind.REJECTED if n % 4 == 1 else OutcomeKind.ACCEPTED)
    topic = earned.topics.store.find("Refunds").id
    reply = earned.levels.standings(topic)[-1]
    assert (reply.state.open, reply.measured.good) == (False, 7)
    assert reply.missing > 10


def test_heavy_edits_do_not_open_a_level(earned):
    use(earned, drafted(earned, 12, "n"), OutcomeKind.EDITED, "Please call us on Monday, we will look at this.")
    assert not stand(earned, "Refunds")[Level.REPLY]


def test_by_default_a_level_is_open_until_it_is_measured_to_be_bad(named):
    assert all(stand(named, "Refunds").values())
    use(named, drafted(named, 3, "n"), OutcomeKind.REJECTED)
    assert stand(named, "Refunds")[Level.REPLY]
    use(named, drafted(named, 3, "m"), OutcomeKind.REJECTED)
    assert stand(named, "Refunds") == {Level.SUMMARY: True, Level.CRM: True, Level.REPLY: False}


def test_a_hand_decides_until_it_gives_a_level_back(named):
    named.levels.set_by_hand("Refunds", Level.REPLY, open_it=False)
    named.levels.set_by_hand("Refunds", Level.CRM, open_it=False)
    use(named, drafted(named, 30, "n"), OutcomeKind.ACCEPTED)
    assert stand(named, "Refunds") == {Level.SUMMARY: True, Level.CRM: False, Level.REPLY: False}
    assert named.levels.offered(REFUNDS[0]).level is Level.SUMMARY
    back = named.levels.set_by_hand("Refunds", Level.REPLY, open_it=None)
    assert (back[-1].state.open, back[-1].state.by_hand, back[-1].missing) == (True, False, 0)
    assert [line.split('"by":"')[1][:4] for line in audit_lines(named) if '"by"' in line] == ["hand", "hand"]


def test_tickets_rightly_handed_over_count_for_nothing(earned):
    ids = log(earned, REFUNDS, prefix="h", decision=Decision.ESCALATE)
    earned.topics.catch_up()
    use(earned, ids, OutcomeKind.ESCALATED)
    topic = earned.topics.store.find("Refunds").id
    assert earned.levels.standings(topic)[-1].measured.drafts == 0


def test_a_ticket_of_no_topic_gets_a_reply(named):
    assert named.levels.offered("Does the giraffe sing opera underwater tonight?").level is Level.REPLY
    assert named.levels.offered("").topic is None


# --- gaps

ASKED = [f"How do I export all invoices as a ZIP archive at once, case {n}?" for n in range(4)]
SENT = "Hello,\n\nOpen Billing and choose Export to save all invoices as a ZIP archive.\n\nKind regards"


def refuse(services, number: int = 3) -> list[str]:
    return [services.drafting.draft(Ticket(text)).id for text in ASKED[:number]]


@pytest.fixture
def indexed(services, tmp_path):
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", {"a.md": f"# Refund policy\n\n{GOOD}\n"})))
    return services


def add_document(services, tmp_path) -> None:
    said = "Open Billing and choose Export to save all invoices as a ZIP archive."
    text = f"# Invoices\n\nHow do I export all invoices as a ZIP archive at once? {said}\n"
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", {"export.md": text}).parent / "kb"))


def test_a_gap_appears_and_goes_when_a_document_answers_it(indexed, tmp_path):
    ids = refuse(indexed)
    use(indexed, ids[:2], OutcomeKind.EDITED, SENT)
    gaps = indexed.gaps.find()
    assert [(gap.tickets, gap.refused, gap.letters) for gap in gaps] == [(3, 3, 2)]
    assert gaps[0].question.startswith("How do I export all invoices as a ZIP archive")
    assert gaps[0].article == (("Open Billing and choose Export to save all invoices as a ZIP archive.", 2),)
    add_document(indexed, tmp_path)
    assert indexed.gaps.find() == ()


def test_a_reply_that_agents_write_anew_is_a_gap_until_documents_say_it(indexed, tmp_path):
    ids = log(indexed, ASKED[:3], prefix="g")
    assert indexed.gaps.find() == ()
    use(indexed, ids, OutcomeKind.EDITED, SENT)
    assert [gap.tickets for gap in indexed.gaps.find()] == [3]
    add_document(indexed, tmp_path)
    assert indexed.gaps.find() == ()


def test_what_was_looked_up_is_not_looked_up_again(indexed, monkeypatch):
    refuse(indexed)
    assert len(indexed.gaps.find()) == 1
    asked = []
    again = replace(indexed.gaps, answers=lambda draft: asked.append(draft) or True)
    assert len(again.find()) == 1
    assert asked == []


def test_one_ticket_alone_is_no_gap(indexed):
    refuse(indexed, 1)
    assert indexed.gaps.find() == ()


def test_gaps_are_written_masked_noted_and_never_over_another_file(indexed, tmp_path):
    log_draft(indexed.log, Ticket("How do I export all invoices of <PERSON_1> at once?"), made("x", Decision.REFUSE))
    log_draft(indexed.log, Ticket("How do I export all invoices of <PERSON_2> at once?"), made("y", Decision.REFUSE))
    log_outcome(indexed.log, Outcome("x", OutcomeKind.EDITED, f"{SENT}\n\nYour order <ORDER_1> is on its way."))
    gaps = indexed.gaps.find()
    first = indexed.gaps.write(gaps, tmp_path / "articles")
    second = indexed.gaps.write(gaps, tmp_path / "articles")
    text = first[0].read_text(encoding="utf-8")
    assert text.startswith("---\naccess: confidential\n---\n# How do I export all invoices of … at once?\n")
    assert "- Open Billing and choose Export to save all invoices as a ZIP archive. (1 of 1)" in text
    assert "ORDER" not in text
    assert "PERSON" not in text
    assert first != second
    assert [copy.path for copy in indexed.compliance.copies.all()] == [str(first[0]), str(second[0])]
    with indexed.database.read() as connection:
        assert fetch_value(connection, "SELECT count(*) FROM export_note") == 2
