import pytest

from citewell.domain.drafts import Citation, Severity
from citewell.pipeline.levels.summary_check import check_summary

TICKET = "I want to return my annual plan, order A-48213, within 14 days. The portal shows an error when I try."
SUMMARY = (
    "Goal: The customer wants to return an annual plan.\n"
    "Blockers: The portal shows an error.\n"
    "Next step: Explain how a refund is started. See “Refund policy” [1]."
)
REFUNDS = Citation(0, 0, "refunds.md", "Refund policy", (), "text", "text", 0, 4, n=1)


def findings(text):
    check = check_summary(text, TICKET, (REFUNDS,))
    return [(finding.rule, finding.severity, text[finding.start : finding.end]) for finding in check.findings]


def test_a_summary_that_the_ticket_backs_has_no_finding():
    check = check_summary(SUMMARY, TICKET, (REFUNDS,))
    assert check.findings == ()
    assert [sentence.factual for sentence in check.sentences] == [True, True, False]
    assert [sentence.cites for sentence in check.sentences] == [(), (), (1,)]
    assert [SUMMARY[one.start : one.end] for one in check.sentences] == SUMMARY.split("\n")


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity"),
    [
        ("an annual plan", "an annual plan after 30 days", "literal_not_in_ticket", Severity.BLOCK),
        ("started.", "started by 31 May 2027.", "literal_not_in_ticket", Severity.BLOCK),
        ("The portal shows an error", "The warehouse lost the parcel abroad", "unsupported_sentence", Severity.WARN),
        ("[1]", "[4]", "unknown_citation", Severity.BLOCK),
    ],
)
def test_what_the_ticket_does_not_say_is_found_in_its_line(old, new, rule, severity):
    text = SUMMARY.replace(old, new)
    ((found, weight, line),) = findings(text)
    assert (found, weight) == (rule, severity)
    assert new in line


def test_no_blockers_need_no_backing():
    assert findings("Goal: Return an annual plan.\nBlockers: None stated.\n\nNext step: Call the customer.") == []


def test_a_long_summary_is_said():
    assert [rule for rule, _, _ in findings("Goal: " + "return the annual plan " * 20)] == ["long_summary"]
