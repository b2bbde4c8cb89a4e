"""What an agent writes is warned of, not forbidden; literals, policy and confidential text still block."""

import json

from citewell.domain.drafts import Severity
from citewell.storage.db.database import fetch_all

OWN = "I have just started the export for you."


def rows(desk):
    return [row for row in desk.draft_panel.findings.rows if row.finding.end]


def test_a_sentence_of_the_agents_own_does_not_block_a_copy(desk):
    desk.make_draft()
    desk.add_text(f" {OWN}")
    (row,) = rows(desk)
    assert row.finding.severity is Severity.WARN
    desk.draft_panel.copy_button.click()
    assert "Copied" in desk.draft_panel.state.text()
    desk.view.copying.clipboard.clear()


def test_this_is_mine_makes_a_sentence_the_agents_fact_and_is_logged(desk, services, qtbot):
    draft = desk.make_draft()
    desk.add_text(f" {OWN}")
    with qtbot.waitSignal(desk.review.checked):
        rows(desk)[0].mine.click()
    assert rows(desk) == []
    assert desk.draft_panel.editor.lost_texts() == []
    with services.database.read() as connection:
        ((subject, body),) = fetch_all(connection, "SELECT subject, body FROM audit WHERE kind = 'override'")
    told = json.loads(body)
    assert (subject, told["where"], told["rules"]) == (draft.id, "sentence", ["own_sentence"])
    assert "export" not in body
    desk.add_text(" And another one is under way for you.")
    (row,) = rows(desk)
    assert desk.review.sentence_of(row.finding) == "And another one is under way for you."


def test_a_literal_blocks_until_the_agent_vouches_for_it(desk, qtbot):
    desk.make_draft()
    desk.add_text(" The export of 7 March costs 99 EUR.")
    assert desk.review.blocking
    literal = next(row for row in rows(desk) if row.finding.severity is Severity.BLOCK)
    with qtbot.waitSignal(desk.review.checked):
        literal.mine.click()
    assert not desk.review.blocking


def test_a_sentence_of_the_draft_that_lost_its_citation_still_blocks(desk):
    desk.make_draft()
    text = desk.draft_panel.plain_text().replace(" [1]", "")
    with desk.qtbot.waitSignal(desk.review.checked):
        desk.draft_panel.editor.setPlainText(text)
    assert desk.review.blocking


def test_findings_that_look_the_same_say_which_sentence(desk):
    desk.make_draft()
    desk.add_text(f" {OWN} Another export is under way as well.")
    names = [row.accessibleName() for row in rows(desk)]
    assert len(names) == 2
    assert any(f"“{OWN}”" in name for name in names)
    assert any("“Another export is under way as well.”" in name for name in names)
