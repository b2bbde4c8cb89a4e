"""A watched inbox: one draft a ticket, none of half a file, none twice over restarts and crashes."""

import json
import os
from dataclasses import replace

import pytest
from tests.unit.application.exchange.test_draft_forms import BLOCKED, DRAFT
from tests.unit.knowledge.exchange import helpdesk_exports as exports

from citewell.application.exchange.draft_forms import DraftForm
from citewell.application.exchange.inbox import LEDGER, Inbox, InboxWishes
from citewell.domain.drafts import Decision
from citewell.domain.errors import BadInputError, ModelError
from citewell.knowledge.reader.fakes import InlineReader

WRITTEN = 1_700_000_000.0


class Clock:
    now = WRITTEN + 10

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def asked():
    return []


@pytest.fixture
def start(folder, clock, asked):
    def start(make=None, **wishes):
        def draft(ticket):
            asked.append(ticket)
            return DRAFT

        return Inbox(InboxWishes(folder, **{"out": folder, **wishes}), make or draft, InlineReader(), clock)

    return start


def put(folder, name, data, at=WRITTEN):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    os.utime(path, (at, at))
    return path


def look(inbox):
    return list(inbox.look())


def drafts(folder):
    return sorted(path.name for path in folder.iterdir() if ".draft." in path.name)


def test_each_kind_of_file_gets_its_draft_beside_it(folder, start, asked):
    put(folder, "a.txt", "Where is my parcel?")
    put(folder, "b.json", json.dumps({"id": 7, "ticket": "Is it late?", "region": "DE"}))
    put(folder, "c.json", exports.EXPORTS["zendesk"][1])
    put(folder, "d.eml", exports.mail(1, "a@x.example", "h@s.example", exports.SIGNED).as_bytes())
    put(folder, "e.pdf", "no ticket")
    arrived = look(start(region="FR", product="Box"))
    assert [one.name for one in arrived] == ["a.txt", "b.json", "c.json", "d.eml"]
    assert {(one.decision, one.error) for one in arrived} == {("answer", "")}
    assert [ticket.text.split("\n")[0] for ticket in asked] == [
        "Where is my parcel?",
        "Is it late?",
        exports.SUBJECT,
        exports.SUBJECT,
    ]
    assert [ticket.region for ticket in asked] == ["FR", "DE", "FR", "FR"]
    assert "Ada Quill" not in asked[3].text
    assert len(drafts(folder)) == 4
    assert "confidence 83%" in (folder / drafts(folder)[0]).read_text()


def test_a_ticket_is_drafted_once_whatever_happens_to_its_draft(folder, start, asked):
    put(folder, "a.txt", "Where is my parcel?")
    inbox = start()
    look(inbox)
    for path in folder.glob("*.draft.*"):
        path.unlink()
    look(inbox)
    put(folder, "a.txt", "Where is my parcel?", at=WRITTEN + 5)
    look(inbox)
    look(start())
    assert len(asked) == 1
    put(folder, "a.txt", "Another one.")
    put(folder, "b.txt", "Where is my parcel?")  # another customer's
    look(start())
    assert len(asked) == 3


def test_a_run_that_ended_before_its_note_finds_the_draft(folder, start, asked):
    put(folder, "a.txt", "Where is my parcel?")
    look(start())
    (folder / LEDGER).write_text('{"do')  # the note was cut off
    assert look(start()) == []
    assert len(asked) == 1
    (folder / LEDGER).unlink()
    for path in folder.glob("*.draft.*"):
        path.rename(folder / f".{path.name}.part")  # a draft that was half written
    look(start())
    assert len(asked) == 2


def test_what_is_attached_to_a_mail_comes_with_its_ticket(folder, start, asked):
    mail = exports.mail(1, "a@x.example", "h@s.example", "Where is the parcel of this label?")
    mail.add_attachment(b"Label number 5512", maintype="text", subtype="plain", filename="label.txt")
    put(folder, "a.eml", mail.as_bytes())
    put(folder, "b.txt", "Where is mine?")
    inbox = start()
    assert [one.error for one in look(inbox)] == ["", ""]
    assert [[(file.name, file.text) for file in ticket.attached] for ticket in asked] == [
        [("label.txt", "Label number 5512")],
        [],
    ]


def test_a_file_counts_once_it_rests_and_is_whole(folder, start, asked, clock):
    inbox = start()
    put(folder, "a.txt", "Where is", at=clock.now - 1)
    put(folder, "b.json", '{"ticket": "Where', at=clock.now - 10)
    mail = exports.mail(1, "a@x.example", "h@s.example", "Where?")
    mail.add_attachment(b"x" * 5000, maintype="image", subtype="png", filename="a.png")
    put(folder, "c.eml", mail.as_bytes()[:-2000], at=clock.now - 10)
    put(folder, "d.txt", "", at=clock.now - 10)
    put(folder, ".e.txt.part", "Where is it?")
    assert look(inbox) == []
    put(folder, "a.txt", "Where is my parcel?", at=clock.now)
    put(folder, "b.json", '{"ticket": "Where is it?"}', at=clock.now)
    clock.now += 5
    assert [one.name for one in look(inbox)] == ["a.txt", "b.json"]
    assert [ticket.text for ticket in asked] == ["Where is my parcel?", "Where is it?"]
    clock.now += 200
    (refused,) = look(inbox)
    assert "cut off in the middle" in refused.error
    assert look(inbox) == []


def test_what_is_no_ticket_is_told_once_in_a_file(folder, start, asked):
    away = exports.mail(1, "a@x.example", "h@s.example", "I am away.")
    away["Auto-Submitted"] = "auto-replied"
    put(folder, "a.eml", away.as_bytes())
    put(folder, "b.txt", b"\xff\xfe\xfa")
    put(folder, "c.json", '{"ticket": 5}')
    inbox = start()
    told = {one.name: one.error for one in look(inbox)}
    assert told.keys() == {"a.eml", "b.txt", "c.json"}
    assert "automatic answer" in told["a.eml"]
    assert "automatic answer" in next(folder.glob("a.eml.*.error.txt")).read_text()
    assert look(inbox) == look(start()) == []
    assert asked == []


def test_where_the_model_fails_the_ticket_waits_for_the_next_start(folder, start, asked):
    put(folder, "a.txt", "Where is my parcel?")

    def fail(_):
        raise ModelError("The model does not start.")

    with pytest.raises(ModelError):
        look(start(fail))
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
    assert len(look(start())) == 1


def test_what_may_not_go_out_is_written_as_a_note(folder, tmp_path, start):
    put(folder, "a.txt", "Where is my parcel?")
    put(folder, "b.txt", "I will sue you.")
    made = iter([DRAFT, replace(BLOCKED, decision=Decision.ESCALATE)])
    look(start(lambda _: next(made), form=DraftForm.REPLY, out=tmp_path / "out"))
    reply, note = (path.read_text() for path in sorted((tmp_path / "out").glob("*.draft.txt")))
    assert "to be checked" not in reply
    assert "to be checked" in note
    assert drafts(folder) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadInputError, match="There is no folder"):
        Inbox(InboxWishes(tmp_path / "none", tmp_path), lambda _: DRAFT, InlineReader())
