"""Rules of packs over drafts: blocked ones fall back, disclaimers are added, wordings are those of the packs."""

from dataclasses import replace

import pytest
from tests.support import TODAY

from citewell.domain.drafts import Decision, GivenPassage, Ticket
from citewell.governance.policy.checking import RuleChecker
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Wording
from citewell.governance.policy.reading import read_pack
from citewell.pipeline.checks.policy_checker import PolicyChecker
from citewell.pipeline.generation.clarification import opening_for
from citewell.pipeline.generation.refusal import TEXT, refusal_text

PACK = """pack: p
version: "1"
name: P
topics:
  - {id: health, words: [tablet*]}
rules:
  - {id: promise, kind: forbid, severity: block, quotable: true, words: [surely], message: No.}
  - {id: glass, kind: forbid, severity: warn, words: [glass], message: No.}
  - id: doctor
    kind: disclaimer
    severity: block
    topics: [health]
    text: {en: Please ask a doctor about your health.}
"""
DOSE = "Take two tablets with a glass of water each morning."
TICKET = Ticket(
    "How many tablets do I take each morning with a glass of water?",
    as_of=TODAY,
    passages=(GivenPassage("d", "Dose", DOSE),),
)


@pytest.fixture
def checker(support):
    pack, problems = read_pack(PACK, "p.yaml")
    assert problems == ()
    rules = RuleChecker(Policy((pack,)))
    return PolicyChecker(support, rules=lambda: rules)


def test_a_draft_gets_the_disclaimer_it_needs_before_its_closing(services, drafter, checker):
    services.models.generator().enqueue(DOSE[:-1] + " [1].")
    draft = drafter(checker=checker).draft(TICKET)
    assert draft.decision is Decision.ANSWER
    parts = draft.text.split("\n\n")
    assert parts[-2:] == ["Please ask a doctor about your health.", "Please let us know if anything is unclear."]
    assert not draft.blocked
    (sentence,) = [one for one in draft.sentences if "doctor" in one.text]
    assert not sentence.factual


def test_a_draft_that_breaks_a_blocking_rule_is_replaced(services, drafter, checker):
    services.models.generator().enqueue("Surely take two tablets with a glass of water each morning [1].")
    draft = drafter(checker=checker).draft(TICKET)
    assert "urely" not in draft.text
    assert not draft.blocked
    assert any("p/promise" in entry.note for entry in draft.trace)


def test_a_letter_form_stands_around_an_answer_and_moves_its_spans(services, drafter, checker):
    services.models.generator().enqueue(DOSE[:-1] + " [1].")
    wording = Wording(greeting={"en": "Dear {name},"}, sign_off={"en": "All the best\n{agent}\nDose Desk"})
    ticket = replace(TICKET, customer="Ana Lind")
    draft = drafter(checker=checker, wording=lambda: wording).draft(ticket)
    assert draft.decision is Decision.ANSWER
    assert draft.text.startswith("Dear Ana Lind,\n\nThank you for your message.\n\nTake two tablets")
    assert draft.text.endswith("\n\nAll the best\nDose Desk")
    cited = [one for one in draft.sentences if one.cites]
    assert [draft.text[one.start : one.end] for one in cited] == [f"{DOSE[:-1]} [1]."]
    assert [draft.text[one.start : one.end] for one in draft.findings if one.rule == "p/glass"] == ["glass"]


def test_an_edited_text_meets_the_rules_of_its_region(checker, cite):
    check = checker.check(DOSE[:-1] + " [1]. Surely.", cite(DOSE), region="DE")
    assert {"p/promise", "p/doctor"} <= {one.rule for one in check.findings}
    assert check.blocked


def test_fixed_words_follow_the_language():
    wording = Wording({"en": "We ask.", "de": "Wir fragen."}, {"de": "Vielen Dank."})
    german = "Ich habe die Lampe nicht und das ist mit der Rechnung so für mich"
    assert refusal_text(wording, german) == "Wir fragen."
    assert refusal_text(wording, "Where is the lamp?") == "We ask."
    assert refusal_text(Wording(), "Where is the lamp?") == TEXT
    assert opening_for(wording, "Ist das die Lampe mit der Nummer auf dem Fuß?") == "Vielen Dank."
