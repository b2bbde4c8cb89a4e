"""How a ticket and a passage become one row of tokens."""

from citewell.models.encoders.reranker import END, PASSAGE_TOKENS, START, TICKET_HEAD, TICKET_TOKENS, join


def test_short_texts_stay_whole():
    assert join([1, 2], [3]) == [START, 1, 2, END, 3, END]


def test_of_a_long_ticket_start_and_end_are_read_and_of_a_passage_its_start():
    ticket, passage = list(range(1000, 1300)), list(range(2000, 2400))
    row = join(ticket, passage)
    assert row[1 : 1 + TICKET_HEAD] == ticket[:TICKET_HEAD]
    assert row[1 + TICKET_HEAD : 1 + TICKET_TOKENS] == ticket[TICKET_HEAD - TICKET_TOKENS :]
    assert row[TICKET_TOKENS + 2 : -1] == passage[:PASSAGE_TOKENS]
    assert len(row) == TICKET_TOKENS + PASSAGE_TOKENS + 3
