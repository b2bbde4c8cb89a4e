"""The tickets that come with the sample."""

from datetime import date

import pytest

from citewell.domain.errors import BadInputError
from citewell.knowledge.sample_tickets import sample_tickets


def test_the_tickets_that_ship_can_be_read(sample_kb):
    tickets = sample_tickets(sample_kb / "golden.yaml")
    assert len(tickets) >= 3
    assert all(ticket.text.strip() for ticket in tickets)
    assert (tickets[0].region, tickets[0].as_of) == ("DE", date(2026, 11, 20))


@pytest.mark.parametrize("text", ["", "tickets: [", "[]", "other: 1", "tickets: [{region: DE}]", "\0"])
def test_tickets_that_cannot_be_read(tmp_path, text):
    (tmp_path / "golden.yaml").write_text(text)
    with pytest.raises(BadInputError, match="cannot be read"):
        sample_tickets(tmp_path / "golden.yaml")


def test_no_tickets(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        sample_tickets(tmp_path / "golden.yaml")
