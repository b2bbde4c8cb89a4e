def test_d(workbench, qtbot):
    view = workbench.draft_view
    view.masking._session.failed.connect(lambda f: print("FAILED", f))
    view.ticket.text.setPlainText("I'm Anna Schmidt, write to anna@gmx.de")
    view.masking.look()
    qtbot.wait(6000)
    print("SPANS", view.masking._spans, view.ticket.mask_line.words, view.masking._task, view.masking._timer.isActive())
    print([s.cursor.selectedText() for s in view.ticket.text.extraSelections()])
    assert 0
