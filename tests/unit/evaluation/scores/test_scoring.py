"""Scoring one draft."""

from dataclasses import replace

import pytest

from citewell.domain.drafts import Decision, Level
from citewell.evaluation.golden.golden import Reference
from citewell.evaluation.scores.scoring import REFERENCE, lost, malformed_citations, score_draft
from citewell.evaluation.scores.style_rules import StyleRule


def test_a_draft_that_is_right(golden, draft, support):
    expect = {"documents": ("a.md",), "facts": (("14 days",),), "forbidden": (("30 days",),)}
    score = score_draft(golden(**expect), draft(), support)
    assert score.right
    assert score.decision_right
    assert score.gold_cited is True
    assert (score.facts_stated, score.facts_missing, score.forbidden_stated) == (("14 days",), (), ())
    assert (score.factual, score.supported, score.citation_recall) == (1, 1, 1.0)
    assert (score.citations, score.citations_right) == (1, 1)
    assert (score.malformed_citations, score.loose_literals, score.own_words) == (0, (), True)


@pytest.mark.parametrize(
    ("expect", "text"),
    [
        ({"documents": ("b.md",)}, "Refunds take 14 days [1]."),
        ({"documents": ("a.md", "b.md"), "all_documents": True}, "Refunds take 14 days [1]."),
        ({"facts": (("21 days",),)}, "Refunds take 14 days [1]."),
        ({"forbidden": (("14 days",),)}, "Refunds take 14 days [1]."),
        ({"reference": Reference(("Parcels cost €5.",))}, "Refunds take 14 days [1]."),
    ],
)
def test_what_misses_something_is_not_right(golden, draft, support, expect, text):
    score = score_draft(golden(**expect), draft(text), support)
    assert score.decision_right
    assert not score.right


def test_a_row_of_a_document_counts_as_the_document(golden, draft, support):
    made = draft()
    made = replace(made, citations=(replace(made.citations[0], document="a.md#row-7"),))
    assert score_draft(golden(documents=("a.md",)), made, support).gold_cited is True


def test_a_refusal_of_what_can_be_answered_loses_all_that_was_asked_for(golden, draft, support):
    expect = {"documents": ("a.md",), "facts": (("14 days",),), "reference": Reference(("In 14 days.",))}
    refused = draft("Refunds take 14 days? I found nothing.", decision=Decision.REFUSE)
    score = score_draft(golden(**expect), refused, support)
    assert (score.gold_cited, score.facts_stated, score.facts_missing) == (False, (), ("14 days", REFERENCE))
    assert score.own_words is None
    assert score == replace(lost(golden(**expect)))


def test_where_more_than_one_decision_is_right_facts_are_asked_of_answers_alone(golden, draft, support):
    expect = {"documents": ("a.md",), "facts": (("21 days",),)}
    asked = score_draft(golden("clarify|answer", **expect), draft("Which?", decision=Decision.CLARIFY), support)
    assert (asked.decision_right, asked.gold_cited, asked.facts_missing, asked.right) == (True, None, (), True)
    answered = score_draft(golden("clarify|answer", **expect), draft(), support)
    assert (answered.gold_cited, answered.facts_missing) == (True, ("21 days",))


def test_citations_are_right_where_they_back_the_sentence(golden, draft, support):
    def found(text, **more):
        score = score_draft(golden(), draft(text, **more), support)
        return score.citations, score.citations_right

    assert found("It takes days [1].") == (1, 1)
    assert found("It takes days [1][2].") == (2, 1)  # the first one backs it without the second
    assert found("It takes days [1].", unsupported=["It takes days."]) == (1, 0)
    assert found("It costs much more [1][2].") == (2, 2)  # none alone, but both together
    assert found("Nothing is cited.") == (0, 0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Fine [1].", 0),
        ("Unknown [7].", 1),
        ("Open [1", 1),
        ("Shut 1].", 1),
        ("Two [1, 2].", 1),
        ("Empty [].", 1),
        ("See [note] there.", 0),
        ("Both [1][9] and [2 3]", 2),
    ],
)
def test_malformed_citations(draft, text, count):
    assert malformed_citations(draft(text)) == count


def test_brackets_of_the_sources_are_no_citations(draft):
    made = draft("Use items[0] here [1].")
    evidence = (replace(made.evidence[0], text="Use items[0] here."),)
    assert malformed_citations(replace(made, evidence=evidence)) == 0


def test_literals_must_stand_in_a_source_or_the_ticket(golden, draft, support):
    ticket = golden(text="I paid on 3 May with order AB-77.")
    text = "Order AB-77 of 3 May: 14 days, €5, then 99 euros on 4 May again [1]."
    assert score_draft(ticket, draft(text), support).loose_literals == ("99 euros", "4 May")
    refused = draft("I searched 51 documents.", decision=Decision.REFUSE)
    assert score_draft(ticket, refused, support).loose_literals == ()


def test_records_must_be_json_objects(golden, draft, support):
    ticket = golden()
    crm = replace(ticket, ticket=replace(ticket.ticket, level=Level.CRM))
    assert score_draft(ticket, draft(), support).valid_json is None
    assert score_draft(crm, draft('{"a": 1}'), support).valid_json is True
    for text in ("[1]", "{", "text", '{"a": 1} and more'):
        assert score_draft(crm, draft(text), support).valid_json is False
    schema = {"type": "object", "required": ["b"]}
    assert score_draft(crm, draft('{"a": [1]}'), support, schema).valid_json is False
    assert score_draft(crm, draft('{"a": [1]}'), support).malformed_citations == 0


def test_style_counts_where_the_decision_is_right(golden, draft, support):
    rules = (StyleRule("never", ("!",)), StyleRule("starts_with", ("Hi",)))
    score = score_draft(golden(style=rules), draft(), support)
    assert (score.style_rules, score.style_broken) == (2, ("starts_with 'Hi'",))
    assert score_draft(golden("refuse", style=rules), draft(), support).style_rules == 0


def test_the_documents_own_sentences_are_not_the_models(golden, draft, support):
    assert score_draft(golden(), draft(rules=["extractive_draft"]), support).own_words is False
