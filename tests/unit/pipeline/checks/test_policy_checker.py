"""Every rule of the policy checker: a text that breaks it, and one that does not."""

import pytest

from citewell.domain.documents import Access
from citewell.domain.drafts import Severity

RETURNS = "You can return an annual plan within 14 days of the purchase and receive the full amount."
BACKUPS = "Backups of every workspace are made each night and kept for thirty days."


def rules(check) -> list[str]:
    return [finding.rule for finding in check.findings]


def test_a_text_in_order_has_no_findings(checker, cite):
    text = (
        "Hello Ms Albrecht,\n\nthank you for your message. You can return an annual plan within 14 days of the "
        "purchase [1]. Backups of every workspace are kept for 30 days [2].\n\nBest regards"
    )
    check = checker.check(text, cite(RETURNS, BACKUPS))
    assert rules(check) == []
    assert not check.blocked
    assert [sentence.cites for sentence in check.sentences if sentence.factual] == [(1,), (2,)]
    assert all(sentence.supported for sentence in check.sentences if sentence.factual)
    assert [text[sentence.start : sentence.end] for sentence in check.sentences][2].endswith("[1].")


@pytest.mark.parametrize(
    ("rule", "breaks", "keeps"),
    [
        ("uncited_sentence", RETURNS, RETURNS[:-1] + " [1]."),
        ("unknown_citation", RETURNS[:-1] + " [7].", RETURNS[:-1] + " [1]."),
        (
            "literal_not_in_sources",
            "You can return an annual plan within 30 days of the purchase [1].",
            "You can return an annual plan within fourteen days of the purchase [1].",
        ),
        (
            "literal_not_in_sources",
            "Backups of every workspace are kept for 14 days [2].",
            "Backups of every workspace are kept for thirty days [2].",
        ),
        (
            "unsupported_sentence",
            "Giraffes sing opera under water [1].",
            "You receive the full amount of an annual plan you return [1].",
        ),
        (
            "unsupported_sentence",
            "You can not return an annual plan within 14 days of the purchase [1].",
            "You can return an annual plan within 14 days of the purchase [1].",
        ),
    ],
)
def test_rules(checker, cite, rule, breaks, keeps):
    evidence = cite(RETURNS, BACKUPS)
    broken = checker.check(breaks, evidence)
    assert rule in rules(broken)
    assert broken.blocked
    assert not any(sentence.supported for sentence in broken.sentences)
    assert rules(checker.check(keeps, evidence)) == []


def test_confidential_sources_block_whatever_they_say(checker, cite):
    text = RETURNS[:-1] + " [1]."
    assert rules(checker.check(text, cite(RETURNS, access=Access.CONFIDENTIAL))) == ["confidential_source"]
    assert checker.check(text, cite(RETURNS, access=Access.CONFIDENTIAL)).blocked
    assert rules(checker.check(text, cite(RETURNS))) == []


def test_findings_span_the_sentence_they_are_about(checker, cite):
    text = "Hello.\n\nWe pay 99 EUR for it [1]."
    (finding,) = checker.check(text, cite(RETURNS)).findings
    assert finding.severity is Severity.BLOCK
    assert text[finding.start : finding.end] == "We pay 99 EUR for it [1]."
    assert "99 EUR" in finding.message


def test_literals_of_the_ticket_may_be_used(checker, cite):
    text = "You can return the annual plan 4711 within 14 days of the purchase and receive the full amount [1]."
    assert "literal_not_in_sources" in rules(checker.check(text, cite(RETURNS)))
    assert "literal_not_in_sources" not in rules(checker.check(text, cite(RETURNS), "My plan is 4711."))


def test_courtesies_need_no_source_unless_they_cite_one(checker, cite):
    assert rules(checker.check("Hello, thank you. Best regards", cite(RETURNS))) == []
    assert rules(checker.check("Thank you [9].", cite(RETURNS))) != []


def test_numbers_in_a_courtesy_need_a_source(checker, cite):
    assert "uncited_sentence" in rules(checker.check("Thank you for the 15 EUR.", cite(RETURNS)))


@pytest.mark.parametrize("text", ["", " \n", "[1]"])
def test_nothing_to_check(checker, cite, text):
    check = checker.check(text, cite(RETURNS))
    assert (check.sentences, check.findings) == ((), ())


def test_without_evidence_every_statement_is_stopped(checker):
    assert rules(checker.check("You have 14 days.", ())) == ["uncited_sentence", "literal_not_in_sources"]
