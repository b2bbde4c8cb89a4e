"""How a ticket and passages become one row of tokens."""

from citewell.models.encoders.rows import (
    END,
    PASSAGE_TOKENS,
    START,
    TEXT_TOKENS,
    TICKET_HEAD,
    TICKET_TOKENS,
    WHOLE_TOKENS,
    pair_of,
    texts_of,
    whole_of,
)

POSITIONS = 512
TICKET, PASSAGE = list(range(1000, 1600)), list(range(2000, 2400))


def test_short_texts_stay_whole():
    assert pair_of([1, 2], [3]) == [START, 1, 2, END, 3, END]
    assert texts_of([1, 2], [[3], [4]]) == [START, 1, 2, END, 3, END, 4, END]
    assert whole_of([1, 2]) == [START, 1, 2, END, END]


def test_of_a_long_ticket_start_and_end_are_read_and_of_a_passage_its_start():
    row = pair_of(TICKET, PASSAGE)
    assert row[1 : 1 + TICKET_HEAD] == TICKET[:TICKET_HEAD]
    assert row[1 + TICKET_HEAD : 1 + TICKET_TOKENS] == TICKET[TICKET_HEAD - TICKET_TOKENS :]
    assert row[TICKET_TOKENS + 2 : -1] == PASSAGE[:PASSAGE_TOKENS]
    assert len(row) == TICKET_TOKENS + PASSAGE_TOKENS + 3


def test_three_passages_are_read_together_each_from_its_start():
    row = texts_of(TICKET, [PASSAGE] * 5)
    assert row[TICKET_TOKENS + 2 :] == [*PASSAGE[:TEXT_TOKENS], END] * 3
    assert len(row) <= POSITIONS


def test_a_ticket_alone_is_read_from_both_ends():
    row = whole_of(TICKET)
    assert row[1 : WHOLE_TOKENS + 1] == [*TICKET[: WHOLE_TOKENS // 2], *TICKET[-WHOLE_TOKENS // 2 :]]
    assert len(row) == WHOLE_TOKENS + 3
