"""Nothing that a person reads shows Markdown: cards, conflicts, the log, what the command line prints."""

import pytest
from PySide6.QtGui import QTextDocument
from rich.console import Console

from citewell.cli import output
from citewell.cli.draft import show_draft
from citewell.cli.explain import show_explanation
from citewell.desktop.evidence.card import EvidenceCard
from citewell.desktop.evidence.conflict_notice import ConflictNotice
from citewell.desktop.log.text import evidence_html, source_words
from citewell.domain.drafts import Citation, Conflict, Decision, Draft, ModelUse

SOURCE = (
    "## Fees\n\n**Pro** costs [12 €](https://fees.example) &amp; more.\n\n| Plan | Fee |\n|---|---|\n| Pro | 12 € |\n"
)
READ = "Fees Pro costs 12 € (https://fees.example) & more. Plan: Pro; Fee: 12 €"
CITED = Citation(1, 1, "fees.md", "Fees", (), SOURCE, SOURCE, 0, len(SOURCE), n=1)


def flat(text):
    return " ".join(text.split())


@pytest.fixture
def printed(monkeypatch):
    console = Console(width=400, record=True, quiet=False)
    monkeypatch.setattr(output, "console", lambda: console)
    return console


def test_a_card_shows_and_speaks_text(qtbot, theme):
    card = EvidenceCard(theme, CITED, 1)
    qtbot.addWidget(card)
    shown = [label.text() for label in card.findChildren(type(card.chip).__mro__[0])]
    assert f"“{READ}”" in shown
    card.show_cited(cited=True)
    assert card.accessibleName() == f"Evidence 1: Fees, cited in the draft. “{READ}”"
    card.show_cited(cited=False)
    assert card.accessibleName() == f"Evidence 1: Fees, not cited. “{READ}”"


def test_a_conflict_shows_text(qtbot, theme):
    notice = ConflictNotice(theme, Conflict(1, 1, "It is **12 €**.", "It is *14 €*.", "12, 14"), {1: CITED})
    qtbot.addWidget(notice)
    assert [side.sentence.text() for side in notice.sides] == ["“It is 12 €.”", "“It is 14 €.”"]


def test_the_log_shows_text(theme):
    item = {
        "title": "Fees",
        "heading": "",
        "document": "fees.md",
        "version": "",
        "standing_note": "",
        "sha256": "0" * 64,
    }
    record = item | {"n": 1, "near_miss": False, "standing": "stands", "quote": SOURCE}
    document = QTextDocument()
    document.setHtml(evidence_html([record], theme))
    assert flat(document.toPlainText()).endswith(READ)
    assert flat(source_words(record)).endswith(READ)
    document.setHtml(evidence_html([record | {"quote": ""}], theme))
    assert "sha256" not in document.toPlainText()


def test_the_command_line_prints_text(printed):
    draft = Draft("d", Decision.ANSWER, "It is 12 € [1].", (), (CITED,), 0.9, (), (), ModelUse("m", "", "", ""), "p")
    show_draft(draft)
    assert f"“{READ}”" in printed.export_text()
    item = {
        "n": 1,
        "near_miss": False,
        "title": "Fees",
        "heading": "",
        "version": "",
        "document": "fees.md",
        "start": 0,
        "end": 9,
        "standing": "stands",
        "standing_note": "it stands",
        "quote": SOURCE,
        "sha256": "",
    }
    show_explanation(
        {
            "id": "d",
            "at": "2026-01-01T00:00",
            "decision": "answer",
            "confidence": 0.9,
            "audit": {"untouched": True},
            "hold": "",
            "ticket": "t",
            "sentences": [],
            "text": "x",
            "evidence": [item],
            "findings": [],
            "trace": [],
            "model": {"base": "m", "style": "", "sha256": ""},
            "prompt_version": "p",
            "outcomes": [],
        }
    )
    assert READ in flat(printed.export_text())
