"""Mends of findings, and the reasons that are proposed for an edit."""

from dataclasses import replace

import pytest
from tests.unit.application.exchange.test_draft_forms import FIRST, SECOND

from citewell.application.drafting.edit_reasons import LABELS, propose_reasons
from citewell.application.drafting.mends import Mend, MendKind, mend_of
from citewell.domain.documents import Access
from citewell.domain.drafts import Finding, Severity

RETURNS = "You can return an annual plan within 14 days."
ELEPHANTS = "We also send elephants."
TEXT = f"Thank you.\n\n{RETURNS} {ELEPHANTS}\n\nKind regards"
PASSAGE = replace(FIRST, text="An annual plan can be returned within 14 days of the purchase.")


def finding(rule, words, severity=Severity.BLOCK):
    start = TEXT.index(words)
    return Finding(rule, severity, "Wrong.", start, start + len(words))


def mended(mend, text=TEXT):
    return text[: mend.start] + mend.text + text[mend.end :]


def test_a_sentence_that_a_passage_says_is_cited_before_its_stop():
    mend = mend_of(finding("uncited_sentence", RETURNS), TEXT, (SECOND, PASSAGE))
    assert (mend.kind, mend.n) == (MendKind.CITE, 1)
    assert mended(mend) == TEXT.replace("14 days.", "14 days [1].")


@pytest.mark.parametrize(
    "evidence", [(), (SECOND,), (replace(PASSAGE, access=Access.CONFIDENTIAL),), (replace(PASSAGE, text="Noon days."),)]
)
def test_a_sentence_that_no_passage_says_is_taken_out(evidence):
    mend = mend_of(finding("unsupported_sentence", RETURNS), TEXT, evidence)
    assert mend.kind is MendKind.REMOVE
    assert mended(mend) == TEXT.replace(f"{RETURNS} ", "")


def test_the_last_sentence_of_a_line_takes_the_space_before_it_along():
    mend = mend_of(finding("literal_not_in_sources", ELEPHANTS), TEXT, (PASSAGE,))
    assert mended(mend) == TEXT.replace(f" {ELEPHANTS}", "")


def test_what_is_about_no_words_only_informs_or_is_the_whole_text_has_no_mend():
    assert mend_of(Finding("conflict", Severity.WARN, "Two documents."), TEXT, ()) is None
    assert mend_of(finding("steered", RETURNS, Severity.INFO), TEXT, ()) is None
    assert mend_of(Finding("long", Severity.WARN, "Long.", 0, len(TEXT)), TEXT, ()) is None
    assert mend_of(Finding("old", Severity.WARN, "Of another text.", 5, 900), TEXT, ()) is None
    assert isinstance(mend_of(finding("policy", ELEPHANTS), TEXT, ()), Mend)


@pytest.mark.parametrize(
    ("final", "reasons"),
    [
        (TEXT, ()),
        (f"{TEXT}\n", ()),
        (TEXT.replace("14 days", "30 days"), ("fact",)),
        (TEXT.replace(f" {ELEPHANTS}", f" {ELEPHANTS} Please open the settings and select Refund."), ("missing_step",)),
        (TEXT.replace("Thank you.", "Many thanks for writing to us!"), ("tone",)),
    ],
)
def test_reasons_are_proposed_from_the_difference(final, reasons):
    assert propose_reasons(TEXT, final) == reasons
    assert set(reasons) <= set(LABELS)
