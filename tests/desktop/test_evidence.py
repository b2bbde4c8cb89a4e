from datetime import date, timedelta

import pytest

from citewell.desktop.evidence.card import EvidenceCard
from citewell.desktop.evidence.conflict_notice import ConflictNotice
from citewell.desktop.evidence.text import passage_badges
from citewell.domain.documents import Hit
from citewell.domain.drafts import Citation, Conflict, EvidenceFound

TODAY = date(2026, 11, 20)


def citation(n, text="Returns within 14 days.", document="refunds.md", **more):
    fields = {"title": f"Title {n}", "heading": ()} | more
    return Citation(n, 0, document, start=0, end=len(text), quote=text, text=text, n=n, **fields)


CONFLICT = Conflict(1, 3, "Returns within 14 days.", "Returns within 30 days.", "14 days, 30 days")
EVIDENCE = (citation(1), citation(2), citation(3, "Returns within 30 days.", "old.md"))


@pytest.fixture
def panel(desk):
    return desk.evidence


@pytest.mark.parametrize(
    ("passage", "badges"),
    [
        (citation(1), []),
        (citation(1, effective_to=date(2027, 6, 1)), [("Valid until 1 Jun 2027", "neutral")]),
        (citation(1, effective_to=TODAY + timedelta(days=8)), [("Valid until 28 Nov 2026", "warn")]),
        (citation(1, effective_to=TODAY), [("Valid until 20 Nov 2026", "warn")]),
        (citation(1, effective_to=date(2026, 1, 31)), [("Expired 31 Jan 2026", "bad")]),
        (citation(1, superseded=True), [("Superseded", "warn")]),
        (Hit(1, 1, "o.csv#4711", "Orders", (), "t", "t", 0, 1, exact=True), [("Exact match", "good")]),
    ],
)
def test_badges(passage, badges):
    assert passage_badges(passage, TODAY) == badges


def test_every_card_says_how_old_its_passage_is(theme, qtbot):
    old = EvidenceCard(theme, citation(1, modified_at="2020-11-17T09:30:00+00:00"), 1)
    row = EvidenceCard(theme, citation(2, document="orders.csv#4711", modified_at="2026-11-20T09:30:00"), 2)
    for card in (old, row):
        qtbot.addWidget(card)
    assert old.origin().startswith("Updated ")
    assert "years ago · refunds.md" in old.origin()
    assert row.origin().startswith("Export of 20 Nov 2026, ")


def test_passages_that_disagree_are_shown_side_by_side_above_the_evidence(panel, qtbot):
    panel.show_evidence(EVIDENCE, [1], (CONFLICT,))
    notice = panel.conflicts[0]
    assert notice.message.text() == "These passages disagree: 14 days, 30 days"
    assert [side.sentence.text() for side in notice.sides] == [
        "“Returns within 14 days.”",
        "“Returns within 30 days.”",
    ]
    qtbot.waitUntil(notice.isVisible)

    def top(widget):
        return widget.mapTo(panel, widget.rect().topLeft()).y()

    qtbot.waitUntil(lambda: all(top(card) > top(notice) + 40 for card in panel.cards))
    left, right = (side.mapTo(panel, side.rect().topLeft()) for side in notice.sides)
    assert left.y() == right.y()
    assert left.x() < right.x()
    for side, expected in zip(notice.sides, (EVIDENCE[0], EVIDENCE[2]), strict=True):
        with qtbot.waitSignal(panel.passage_opened) as opened:
            side.click()
        assert opened.args[0] == expected


def test_in_a_narrow_column_they_stand_one_above_the_other(theme, qtbot):
    notice = ConflictNotice(theme, CONFLICT, {one.n: one for one in EVIDENCE})
    qtbot.addWidget(notice)
    notice.resize(260, 300)
    notice.grab()
    first, second = (side.geometry() for side in notice.sides)
    assert first.left() == second.left()
    assert first.bottom() < second.top()


def test_both_cards_of_a_conflict_are_marked(panel):
    panel.show_evidence(EVIDENCE, [1], (CONFLICT,))
    marks = {card.n: [text for text, _ in card.badges] for card in panel.cards}
    assert marks == {1: ["Disagrees with 3"], 2: [], 3: ["Disagrees with 1"]}
    card = next(card for card in panel.cards if card.n == 3)
    assert "disagrees with 1" in card.accessibleName()


def test_a_finished_draft_keeps_the_cards_that_were_shown_while_it_was_written(panel, qtbot):
    panel.show_evidence(EVIDENCE)
    before = {card.n: card for card in panel.cards}
    opened = []
    panel.passage_opened.connect(opened.append)
    panel.show_evidence(EVIDENCE, [2])
    assert {card.n: card for card in panel.cards} == before
    assert [card.n for card in panel.cards] == [2, 1, 3], "what is cited stands first"
    qtbot.waitUntil(lambda: all(card.isVisible() for card in panel.cards))
    assert "cited in the draft" in before[2].accessibleName()
    assert "not cited" in before[1].accessibleName()
    before[2].click()
    assert opened == [EVIDENCE[1]]
    panel.show_evidence(EVIDENCE, [1], (CONFLICT,))
    again = {card.n: card for card in panel.cards}
    assert again[2] is before[2]
    assert again[1] is not before[1], "it says now that it disagrees"
    panel.clear()
    panel.show_evidence(EVIDENCE)
    assert not set(panel.cards) & set(before.values())


def test_a_conflict_of_passages_that_are_not_there_is_not_shown(panel):
    panel.show_evidence(EVIDENCE[:2], None, (CONFLICT,))
    assert panel.conflicts == []
    assert len(panel.cards) == 2


def test_a_conflict_waits_until_it_is_known_what_the_draft_cites(desk):
    desk.drafting.evidence_found.emit(EvidenceFound(EVIDENCE, (CONFLICT,)))
    assert len(desk.evidence.cards) == len(EVIDENCE)
    assert desk.evidence.conflicts == []
