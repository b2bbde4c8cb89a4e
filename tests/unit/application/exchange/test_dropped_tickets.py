"""Tickets for the list: from every kind of file, none twice, none lost where the list is full or a file is half."""

import json
import os

import pytest
from tests.unit.knowledge.exchange import helpdesk_exports as exports

from citewell.application.drafting.working_drafts import TicketState, line_of, state_of
from citewell.application.exchange.dropped_tickets import WatchedTickets, of_text, read_dropped
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken
from citewell.knowledge.reader.fakes import InlineReader


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def texts(dropped):
    return [work["ticket"]["text"].split("\n")[0] for _, work in dropped.tickets]


def test_each_kind_of_file_gives_its_tickets(tmp_path):
    paths = [
        put(tmp_path, "a.txt", "Where is my parcel?"),
        put(tmp_path, "b.json", json.dumps({"ticket": "Is it late?", "region": "DE", "subject": "Late"})),
        put(tmp_path, "c.jsonl", "\n".join(json.dumps({"ticket": f"Number {n}?"}) for n in (1, 2))),
        put(tmp_path, "d.eml", exports.mail(1, "a@x.example", "h@s.example", exports.SIGNED).as_bytes()),
        put(tmp_path, "e.json", exports.EXPORTS["zendesk"][1]),
    ]
    dropped = read_dropped(paths, 50, CancelToken(), InlineReader())
    assert dropped.problems == []
    assert texts(dropped)[:4] == ["Where is my parcel?", "Is it late?", "Number 1?", "Number 2?"]
    assert len(dropped.tickets) == 6
    late = line_of(*dropped.tickets[1])
    assert (late.name, late.subject, late.state) == ("b.json", "Late", TicketState.NEW)
    assert dropped.tickets[1][1]["ticket"]["region"] == "DE"


def test_the_same_ticket_has_the_same_id_wherever_it_comes_from(tmp_path):
    dropped = read_dropped([put(tmp_path, "a.txt", "Where is it?\n")], 50, CancelToken(), InlineReader())
    assert dropped.tickets[0][0] == of_text("Where is it?")[0]
    assert of_text("Where is it now?")[0] != of_text("Where is it?")[0]


def test_what_is_attached_is_kept_with_the_ticket_of_the_list(tmp_path):
    mail = exports.mail(1, "a@x.example", "h@s.example", "Where is the parcel of this label?")
    mail.add_attachment(b"Label number 5512", maintype="text", subtype="plain", filename="label.txt")
    path = put(tmp_path, "a.eml", mail.as_bytes())
    (listed,) = read_dropped([path], 50, CancelToken(), InlineReader()).tickets
    assert listed[1]["ticket"]["attached"] == [{"name": "label.txt", "text": "Label number 5512", "problem": ""}]
    mail.clear_content()
    mail.set_content("Where is the parcel of this label?")
    (bare,) = read_dropped([put(tmp_path, "b.eml", mail.as_bytes())], 50, CancelToken(), InlineReader()).tickets
    assert bare[0] != listed[0]


def test_what_an_export_only_names_is_told(tmp_path):
    (listed,) = read_dropped(
        [put(tmp_path, "z.json", exports.EXPORTS["zendesk"][1])], 50, CancelToken(), InlineReader()
    ).tickets
    assert listed[1]["ticket"]["attached"] == [{"name": "label.pdf", "text": "", "problem": "the export names it only"}]


def test_what_cannot_be_read_is_told_and_the_rest_is_taken(tmp_path):
    paths = [put(tmp_path, "a.csv", "x,y\n1,2\n"), put(tmp_path, "b.txt", "  \n"), put(tmp_path, "c.txt", "Hello?")]
    dropped = read_dropped([*paths, tmp_path / "gone.txt"], 50, CancelToken(), InlineReader())
    assert texts(dropped) == ["Hello?"]
    assert [("a.csv" in one, "b.txt" in one, "gone.txt" in one) for one in dropped.problems] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    with pytest.raises(BadInputError, match="holds no words"):
        of_text(" ")


def test_more_than_are_wanted_are_left_in_their_file(tmp_path):
    lines = "\n".join(json.dumps({"ticket": f"Number {n}?"}) for n in range(9))
    dropped = read_dropped([put(tmp_path, "a.jsonl", lines)], 4, CancelToken(), InlineReader())
    assert len(dropped.tickets) == 4
    assert dropped.more


@pytest.fixture
def watched(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in", tmp_path / "ledger.jsonl"


class Shelf:
    """Takes so many tickets."""

    def __init__(self, room=99):
        self.room, self.ids = room, []

    def add(self, tickets):
        new = [one for one, _ in tickets if one not in self.ids][: self.room - len(self.ids)]
        self.ids += new
        return len(new), len(tickets) - len(new)


def test_a_watched_folder_gives_each_file_once_also_after_a_restart(watched):
    folder, ledger = watched
    os.utime(put(folder, "a.txt", "Where is it?"), (1, 1))
    os.utime(put(folder, "bad.json", "[]"), (1, 1))
    put(folder, "fresh.txt", "Still being written?")
    shelf = Shelf()
    look = WatchedTickets(folder, ledger, InlineReader())
    added, problems = look.look(shelf.add)
    assert added == 1
    assert [one.startswith("bad.json") or "bad.json" in one for one in problems] == [True]
    assert look.look(shelf.add) == (0, [])
    assert WatchedTickets(folder, ledger, InlineReader()).look(shelf.add) == (0, [])
    assert "Where" not in ledger.read_text()


def test_a_file_for_which_there_is_no_room_comes_when_there_is(watched):
    folder, ledger = watched
    for name in ("a", "b"):
        os.utime(put(folder, f"{name}.txt", f"Ticket {name}?"), (1, 1))
    shelf = Shelf(room=1)
    look = WatchedTickets(folder, ledger, InlineReader())
    assert look.look(shelf.add) == (1, [])
    shelf.room = 9
    assert look.look(shelf.add) == (1, [])


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(BadInputError, match="no folder"):
        WatchedTickets(tmp_path / "nowhere", tmp_path / "ledger", InlineReader()).look(Shelf().add)


def test_the_state_of_a_page(tmp_path):
    _, work = of_text("Hello?")
    assert state_of(work) is TicketState.NEW
    draft = {"draft": {"id": "d"}, "outcome": None}
    assert state_of(work | {"draft": draft}) is TicketState.DRAFTED
    assert state_of(work | {"draft": draft, "copied": True}) is TicketState.COPIED
    for outcome, state in (("edited", "copied"), ("accepted", "copied"), ("escalated", "escalated")):
        assert state_of(work | {"draft": draft | {"outcome": outcome}}) == state
    assert state_of(work | {"draft": draft | {"outcome": "rejected"}, "copied": True}) is TicketState.REJECTED
