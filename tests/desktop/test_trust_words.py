from dataclasses import replace
from datetime import date

import pytest

from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.trust import NOTHING_TO_SAY, trust_word, trust_words
from citewell.domain.drafts import Citation, Conflict, Decision, Draft, Finding, ModelUse, Sentence, Severity

TODAY = date(2026, 11, 20)
CITED = Citation(1, 1, "fees.md", "Fees", (), "12 €", "12 €", 0, 4, n=1, answers=0.9)
OTHER = Citation(2, 2, "old.md", "Old fees", (), "14 €", "14 €", 0, 4, n=2)
SENTENCE = Sentence("The fee is 12 €.", (1,), 0, 16, support=0.95, supported=True)
DRAFT = Draft(
    "d", Decision.ANSWER, "The fee is 12 € [1].", (SENTENCE,), (CITED,), 0.9, (), (), ModelUse("m", "", "", ""), "p",
    evidence=(CITED,),
)  # fmt: skip
LOW = replace(DRAFT, confidence=0.31)
CONFLICT = Conflict(1, 2, "12 €", "14 €", "12 €, 14 €")


@pytest.mark.parametrize(
    ("draft", "words", "tone"),
    [
        (DRAFT, "Well backed", "good"),
        (replace(DRAFT, confidence=0.6), "Mostly backed", "muted"),
        (LOW, "Check this: the documents match the question only in part", "warn"),
        (
            replace(LOW, sentences=(replace(SENTENCE, support=0.4),)),
            "Check this: “The fee is 12 €.” is only loosely backed by [1]",
            "warn",
        ),
        (
            replace(LOW, citations=(replace(CITED, answers=0.2),)),
            "Check this: the passages may be about another question",
            "warn",
        ),
        (
            replace(LOW, evidence=(CITED, OTHER)),
            "Check this: other documents came near too; see those below that are not cited",
            "warn",
        ),
        (replace(DRAFT, conflicts=(CONFLICT,)), "Check this: documents disagree (12 €, 14 €)", "warn"),
        (replace(DRAFT, citations=(replace(CITED, superseded=True),)), "Check this: “Fees” is superseded", "warn"),
        (
            replace(DRAFT, citations=(replace(CITED, effective_to=date(2026, 1, 31)),)),
            "Check this: “Fees” ended on 31 Jan 2026",
            "warn",
        ),
        (
            replace(DRAFT, findings=(Finding("open_question", Severity.WARN, "x"),)),
            "Check this: a part of the question has no answer in the documents",
            "warn",
        ),
        (replace(DRAFT, decision=Decision.REFUSE), *NOTHING_TO_SAY),
        (replace(DRAFT, decision=Decision.ESCALATE, confidence=0.1), *NOTHING_TO_SAY),
    ],
)
def test_trust_is_said_in_words_with_the_reason(draft, words, tone):
    assert trust_words(draft, TODAY) == (words, tone)


def test_a_conflict_of_passages_that_the_draft_does_not_cite_is_no_reason():
    assert trust_words(replace(DRAFT, citations=(OTHER,), conflicts=(replace(CONFLICT, second=3),)), TODAY)[1] == "good"


@pytest.mark.parametrize(("confidence", "word"), [(0.98, "Well backed"), (0.5, "Mostly backed"), (0.49, "Check this")])
def test_a_past_draft_says_it_in_a_word(confidence, word):
    assert trust_word(confidence) == word


def test_low_trust_is_amber_in_the_head_and_never_a_number(qtbot, theme):
    panel = DraftPanel(theme)
    qtbot.addWidget(panel)
    panel.show_draft(LOW)
    assert panel.confidence.property("tone") == "warn"
    assert panel.confidence.text().startswith("Check this: ")
    assert "%" not in panel.confidence.text() + panel.confidence.toolTip()
    panel.show_draft(DRAFT)
    assert (panel.confidence.text(), panel.confidence.property("tone")) == ("Well backed", "good")
    panel.show_nothing()
    assert not panel.confidence.isVisibleTo(panel)
