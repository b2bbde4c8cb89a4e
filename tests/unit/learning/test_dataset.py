"""From the log to examples: masking, duplicates, the newest edit, versions, the held-out part, suggestions."""

import re
from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import log_outcome
from tests.unit.learning.learning_doubles import DRAFT, edit, house, record, topic_draft

from citewell.domain.drafts import LogEntry, Outcome, OutcomeKind
from citewell.domain.errors import BadInputError
from citewell.domain.learning import RetiredPhrase
from citewell.governance.personal.records import mask
from citewell.governance.text.name_slots import fill_names
from citewell.governance.text.retired_phrases import holds, parse_phrase, without_retired
from citewell.learning.dataset import build_data
from citewell.learning.edits.anonymization import mask_pair
from citewell.learning.edits.duplicates import collapse
from citewell.learning.edits.pairs import read_edits
from citewell.storage.log import draft_log
from citewell.storage.log.draft_log import EditLog


def many(edits: int = 30, change=house):
    return [edit(change(topic_draft(i)), topic_draft(i), i) for i in range(edits)]


def test_outcomes_of_the_log(database, monkeypatch):
    clock = (f"2026-11-20T09:00:{second:02}+00:00" for second in count())
    monkeypatch.setattr(draft_log, "_now", lambda: next(clock))
    log = EditLog(database)
    record(log, "none", DRAFT, None)
    record(log, "rejected", DRAFT, OutcomeKind.REJECTED)
    record(log, "escalated", DRAFT, OutcomeKind.ESCALATED)
    record(log, "accepted", DRAFT, OutcomeKind.ACCEPTED)
    record(log, "edited", DRAFT, OutcomeKind.EDITED, "First", ("policy",))
    until = list(log.entries())[-1].outcomes[-1]["at"]
    log_outcome(log, Outcome("edited", OutcomeKind.EDITED, "Second", ()))
    record(log, "empty", " ", OutcomeKind.ACCEPTED)
    record(log, "long", "word " * 400, OutcomeKind.ACCEPTED)
    edits, excluded = read_edits(log.entries())
    assert [(e.draft_id, e.final) for e in edits] == [("accepted", DRAFT), ("edited", "Second")]
    assert excluded == Counter({"no outcome": 1, "rejected": 1, "escalated": 1, "no text": 1, "too long": 1})
    before, _ = read_edits(log.entries(), str(until))
    assert [(e.final, e.labels) for e in before if e.draft_id == "edited"] == [("First", ("policy",))]


def test_a_styled_draft_is_learned_from_what_it_was_before():
    styled = house(DRAFT)
    outcome = {"at": "2026", "outcome": "accepted", "final": "", "reasons": []}
    ((one,), _) = read_edits([LogEntry("d1", "2026", "t", {"text": styled, "unstyled": DRAFT}, (outcome,))])
    assert (one.draft, one.shown, one.final) == (DRAFT, styled, styled)
    (example,) = build_data([one]).examples
    assert example.user == DRAFT
    assert example.completion.startswith("Hello,\n\nYou can return")
    assert example.reasons == ()


def test_examples_reasons_and_labels_of_the_agent():
    data = build_data([*many(), edit(house(DRAFT), labels=("policy",), number=99)])
    assert data.reasons == Counter({"tone": 30, "policy": 1})
    assert data.examples[0].user == topic_draft(0)
    assert data.examples[0].completion == (
        "Hello,\n\nYou can return the annual plan within 3 days [1]. "
        "Send it to our annual plan store with the receipt [2]."
        "\n\nBest wishes\nTeam Acme"
    )


def test_the_version_changes_with_the_data_alone():
    assert build_data(many()).version == build_data(many()).version
    assert build_data(many()).version != build_data(many(29)).version
    assert build_data(many()).version != build_data(many()[::-1]).version


def test_the_held_out_part_is_seeded_and_by_draft():
    data = build_data(many(), seed=3)
    assert len(data.held_out) == 4
    assert {e.draft_id for e in data.held_out} == {e.draft_id for e in build_data(many()[::-1], seed=3).held_out}
    assert {e.draft_id for e in data.held_out} != {e.draft_id for e in build_data(many(), seed=4).held_out}
    assert not {e.draft_id for e in data.held_out} & {e.draft_id for e in data.training}


def test_near_duplicates_leave_the_newest():
    old = edit(house(DRAFT), DRAFT, 1)
    new = edit(house(DRAFT).replace("Best wishes", "Cheers"), DRAFT.replace("We refund", "We will refund"), 5)
    other = edit(house(DRAFT.replace("14", "30")), DRAFT.replace("14", "30"), 2)
    data = build_data([old, new, other])
    assert [e.draft_id for e in data.examples] == ["d5", "d2"]
    assert data.excluded["near-duplicate of a newer one"] == 1


def test_collapse_agrees_with_comparing_all_pairs():
    texts = [topic_draft(i % 7) + (" Thanks for asking us." if i % 3 else "") for i in range(40)]
    kept = collapse(texts)
    assert kept == sorted(set(kept))
    assert len(kept) == len(set(texts))


def test_drafts_that_were_accepted_against_the_rules_teach_nothing():
    accepted = [edit(topic_draft(i), topic_draft(i), i) for i in range(25, 30)]
    data = build_data([*many(25), *accepted])
    assert data.excluded == Counter({"breaks what nearly all edits share": 5})
    assert data.edited == len(data.examples) == 25


def test_accepted_drafts_are_at_most_as_many_as_edited_ones():
    edits = [edit(topic_draft(i).replace("You can", "You may"), topic_draft(i), i) for i in range(4)]
    accepted = [edit(topic_draft(i), topic_draft(i), i) for i in range(4, 30)]
    data = build_data([*edits, *accepted])
    assert (data.edited, len(data.examples)) == (4, 8)


def test_corrections_of_fact_become_suggestions_and_no_style():
    documents = {1: "refunds.md", 2: "payment.md"}
    changed = edit(
        house(DRAFT).replace("14 days", "30 days") + "\nP.S. Parcels from Norway need a customs form.",
        documents=documents,
    )
    data = build_data([changed])
    (example,) = data.examples
    assert "14 days" in example.completion
    assert "Norway" not in example.completion
    assert example.completion.startswith("Hello,")
    first, second = data.suggestions
    assert (first.document, first.kind, first.label) == ("refunds.md", "changed", "fact")
    assert "14 days" in first.said
    assert "30 days" in first.agent
    assert (second.kind, second.document, second.said) == ("added", "payment.md", "")


def test_retired_phrases_are_rewritten_or_their_examples_dropped():
    edits = [edit(f"Dear valued customer,\n\n{topic_draft(i)}", topic_draft(i), i) for i in range(3)]
    dropped = build_data(edits, [RetiredPhrase("dear  valued customer".replace("  ", " "))])
    assert (len(dropped.examples), dropped.excluded["retired phrase"]) == (0, 3)
    rewritten = build_data(edits, [RetiredPhrase("dear valued customer", "hello there")])
    assert all(e.completion.startswith("Hello there,") for e in rewritten.examples)
    assert rewritten.version != build_data(edits).version


def test_phrases():
    assert parse_phrase(" Dear  valued customer =>  Hello ") == RetiredPhrase("Dear valued customer", "Hello")
    assert parse_phrase("old") == RetiredPhrase("old")
    for bad in ("", " => x", "?!", "a => a b"):
        with pytest.raises(BadInputError):
            parse_phrase(bad)
    assert without_retired("We’re all\nset. Wares", [RetiredPhrase("we're all set", "done")]) == "Done. Wares"
    assert [holds(text, RetiredPhrase("old")) for text in ("gold, OLD", "gold", "olden")] == [True, False, False]


def test_names_are_masked_where_they_vary_and_kept_where_the_team_shares_them():
    people = ["Anna", "Mr Berg", "Chloé Martin", "Dev", "Eva", "Finn", "Gil", "Hans", "Ida", "Jo Lee"]
    edits = [
        edit(
            f"Hi {name},\n\n{topic_draft(i)} It is yours, {name.split()[-1]}.\n\nKind regards,\n{people[-i - 1]}",
            topic_draft(i),
            i,
        )
        for i, name in enumerate(people)
    ]
    for example in build_data(edits).examples:
        assert example.completion.startswith("Hi <NAME>,")
        assert example.completion.endswith("Kind regards,\n<AGENT>")
        assert not any(
            re.search(rf"\b{word}\b", example.completion) for name in people for word in name.split() if word != "Mr"
        )
    shared = [edit(f"Dear Traveller,\n\n{topic_draft(i)}\n\nCheers,\nAcme Crew", topic_draft(i), i) for i in range(10)]
    assert all("Dear Traveller," in e.completion and "Acme Crew" in e.completion for e in build_data(shared).examples)


@pytest.mark.parametrize(
    ("text", "customer", "filled"),
    [
        ("Dear <NAME>,\nyes.\n\nBest\n<AGENT>", "Anna Berg", "Dear Anna Berg,\nyes.\n\nBest"),
        ("Dear <NAME>,\nyes.", "", "Dear customer,\nyes."),
        ("Hello <NAME>,\nyes.\nBest, <AGENT>\nAcme", " ", "Hello,\nyes.\nBest,\nAcme"),
        ("No names [1].", "Anna", "No names [1]."),
    ],
)
def test_names_are_filled_in(text, customer, filled):
    assert fill_names(text, customer) == filled


def test_one_value_has_one_placeholder_on_both_sides():
    draft, final = mask_pair("Write to a@b.cd or c@d.ef [1].", "Write to C@D.ef, a@b.cd or call +49 30 1234567.")
    assert draft == "Write to <EMAIL_1> or <EMAIL_2> [1]."
    assert final == "Write to <EMAIL_2>, <EMAIL_1> or call <PHONE_1>."


EMAIL = re.compile(r"[^\s<>@]+@[^\s<>@]+\.\w+")
PIECES = st.lists(
    st.sampled_from(
        ["Hello,",
         "Mail jo.doe+x@mail.example.com [1].", "Call +49 30 1234567 now [2]!",
         "IBAN DE89 3704 0044 0532 0130 00.",
         "It takes 14 days [1].", "(0049) 30 123 45 67", "ÄÖ@example.org", "a@b.cd,c@d.ef", "Best wishes\nMax@firm.de"]
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@given(PIECES, PIECES)
def test_no_example_holds_an_address_or_number_of_a_person(draft, final):
    data = build_data([edit(" ".join(final), " ".join(draft)), edit(" ".join(draft), " ".join(draft), 2)])
    for example in data.examples:
        for text in (example.user, example.completion):
            assert not EMAIL.search(text)
            assert mask(text) == text
            assert "1234567" not in text
            assert "3704" not in text
