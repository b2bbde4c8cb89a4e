"""What of the ticket will be masked, as the agent sees it."""

TICKET = "👋 I'm Anna Schmidt, write to anna@gmx.de or anna@gmx.de."


def marked(panel):
    return [selection.cursor.selectedText() for selection in panel.text.extraSelections()]


def test_the_ticket_shows_what_will_be_masked_and_a_value_can_be_allowed(workbench, qtbot):
    panel = workbench.draft_view.ticket
    panel.text.setPlainText(TICKET)
    qtbot.waitUntil(lambda: marked(panel) == ["Anna Schmidt", "anna@gmx.de", "anna@gmx.de"], timeout=60_000)
    assert panel.mask_line.words.startswith("2 personal values")

    panel.mask_line.allow_wanted.emit("Anna Schmidt")
    qtbot.waitUntil(lambda: marked(panel) == ["anna@gmx.de", "anna@gmx.de"], timeout=60_000)
    assert panel.mask_line.words.startswith("1 personal value masked")

    panel.mask_line.disallow_wanted.emit("Anna Schmidt")
    qtbot.waitUntil(lambda: len(marked(panel)) == 3, timeout=60_000)


def test_a_ticket_without_personal_data_has_no_line(workbench, qtbot):
    panel = workbench.draft_view.ticket
    panel.text.setPlainText(TICKET)
    qtbot.waitUntil(lambda: len(marked(panel)) == 3, timeout=60_000)
    panel.text.setPlainText("How long do refunds take?")
    assert marked(panel) == []
    qtbot.waitUntil(lambda: not panel.mask_line.words, timeout=60_000)
    assert panel.mask_line.isHidden()


def test_the_menu_names_each_value_once(workbench):
    line = workbench.draft_view.ticket.mask_line
    line.show_values([("PERSON", "Anna & Co"), ("PERSON", "Anna & Co"), ("EMAIL", "a@b.cd")], ["Berlin"])
    texts = [action.text() for action in line.menu.actions() if action.isEnabled()]
    assert texts == ["Anna && Co  (name)", "a@b.cd  (e-mail address)", "Berlin"]
