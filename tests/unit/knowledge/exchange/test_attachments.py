"""Attachments: read by the document readers within limits, and never out of another ticket's folder."""

import json

import pytest
from tests.unit.knowledge.exchange import helpdesk_exports as exports

from citewell.application.drafting.batches import ticket_of
from citewell.application.exchange.dropped_tickets import read_dropped
from citewell.application.exchange.importing import ImportWishes, Shape, import_exports
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken
from citewell.knowledge.exchange import attached
from citewell.knowledge.exchange.attached import within_limits
from citewell.knowledge.exchange.values import Attachment, Message, Role
from citewell.knowledge.reader.fakes import InlineReader

INVOICE = "Invoice number 7781 for one walnut shelf, paid on 3 March."


def letter(*files, number=1, sender="anna@x.example"):
    mail = exports.mail(number, sender, "help@s.example", "Where is my shelf? The invoice is attached.")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@pytest.fixture
def imported(tmp_path):
    def imported(data, name="one.eml", shape=None):
        (tmp_path / name).write_bytes(data)
        out = tmp_path / "out.jsonl"
        done = import_exports([tmp_path / name], out, ImportWishes(), shape or Shape(), reader=InlineReader())
        return done.record()["exports"][0], [json.loads(line) for line in out.read_text().splitlines()]

    return imported


def test_what_is_attached_to_a_mail_is_read_and_told_where_it_cannot_be(imported):
    files = [("invoice.txt", INVOICE.encode()), ("photo.heic", b"\0\1"), ("broken.pdf", b"%PDF-1.7 nothing")]
    told, (line,) = imported(letter(*files))
    assert (told["attachments"], told["attachments_read"]) == (3, 1)
    invoice, photo, broken = line["attachments"]
    assert invoice["text"] == INVOICE
    assert "text" not in photo
    assert photo["problem"] == "no known kind of file"
    assert broken["problem"].startswith("damaged")
    assert "index" not in broken["problem"]
    ticket = ticket_of(line)
    assert [(file.name, bool(file.text), bool(file.problem)) for file in ticket.attached] == [
        ("invoice.txt", True, False),
        ("photo.heic", False, True),
        ("broken.pdf", False, True),
    ]
    assert INVOICE not in ticket.text


def test_a_file_that_is_too_large_is_not_read(imported, monkeypatch):
    monkeypatch.setattr(attached, "MAX_BYTES", 1 << 20)
    _, (line,) = imported(letter(("large.txt", b"word " * (1 << 19))))
    assert line["attachments"][0]["problem"] == "has 2 MB, more than 1 MB"


def test_a_ticket_has_so_many_files_and_characters():
    many = [Attachment(f"{n}.txt", text=f"text {n}") for n in range(attached.MAX_FILES + 2)]
    kept = within_limits([Message(Role.CUSTOMER, "a", attachments=(*many, many[0]))])
    assert sum(bool(file.text) for _, file in kept) == attached.MAX_FILES
    assert [file.problem for _, file in kept[-3:]] == ["only 10 files of a ticket are read"] * 2 + [
        "the same text came before"
    ]
    long = Attachment("long.txt", text="x" * attached.MAX_CHARACTERS)
    first, second = (file for _, file in within_limits([Message(Role.CUSTOMER, "a", attachments=(long, many[0]))]))
    assert (first.text, second.text) == (long.text, "")
    assert second.problem.startswith("too long")


def test_each_file_of_a_mail_beyond_the_limit_is_told(imported, tmp_path):
    names = [f"{n}.txt" for n in range(attached.MAX_FILES + 3)]
    mail = letter(*((name, f"Paper {name}".encode()) for name in names))
    told = "only 10 files of a ticket are read"
    _, (line,) = imported(mail)
    ticket = read_dropped([tmp_path / "one.eml"], 1, CancelToken(), InlineReader()).tickets[0][1]["ticket"]
    for files in (line["attachments"], ticket["attached"]):
        assert [file["name"] for file in files] == names
        assert [file.get("problem") or "" for file in files] == [""] * 10 + [told] * 3


def test_files_without_a_text_leave_room_for_others(imported):
    """Formerly ten logos of a signature pushed out the invoice behind them."""
    logos = [(f"logo{n}.gif", b"GIF89a") for n in range(attached.MAX_FILES + 2)]
    _, (line,) = imported(letter(*logos, ("invoice.txt", b"The invoice is of 3 May.")))
    assert line["attachments"][-1]["text"] == "The invoice is of 3 May."


def test_so_many_files_of_one_mail_are_opened_at_most(imported):
    logos = [(f"logo{n}.gif", b"GIF89a") for n in range(attached.MAX_TRIED)]
    _, (line,) = imported(letter(*logos, ("late.txt", b"Too late.")))
    assert line["attachments"][-1].get("text") is None
    assert line["attachments"][-1]["problem"] == "only 10 files of a ticket are read"


def test_files_of_one_mail_stay_with_its_ticket(imported):
    box = b"".join(
        b"From x\n" + letter(("a.txt", f"Paper of {sender}".encode()), number=n, sender=sender) + b"\n\n"
        for n, sender in ((1, "anna@x.example"), (2, "bert@y.example"))
    )
    _, lines = imported(box, "box")
    assert [[file["text"] for file in line["attachments"]] for line in lines] == [
        ["Paper of anna@x.example"],
        ["Paper of bert@y.example"],
    ]


def test_fetched_files_are_read_from_the_folder_of_the_ticket_alone(imported, tmp_path):
    story = json.loads(exports.EXPORTS["zendesk"][1])
    names = ["label.txt", "../82/other.txt", "link.txt", "absent.txt"]
    story["comments"][0]["attachments"] = [{"file_name": name, "size": 3} for name in names]
    folder = tmp_path / "files"
    for ticket, name in (("81", "label.txt"), ("82", "other.txt")):
        (folder / ticket).mkdir(parents=True)
        (folder / ticket / name).write_text(f"File of {ticket}")
    (folder / "81" / "link.txt").symlink_to(folder / "82" / "other.txt")
    _, (line,) = imported(json.dumps(story).encode(), "z.json", Shape(files=folder))
    assert [file.get("text") for file in line["attachments"]] == ["File of 81", None, None, None]
    assert [(file.name, bool(file.problem)) for file in ticket_of(line).attached] == [
        (name, name != "label.txt") for name in names
    ]
    with pytest.raises(BadInputError, match="no folder"):
        imported(json.dumps(story).encode(), "z.json", Shape(files=tmp_path / "gone"))


def test_masking_covers_the_text_of_files(imported):
    _, (line,) = imported(
        letter(("a.txt", b"Paid by Anna")), shape=Shape(mask=lambda text: text.replace("Anna", "<N>"))
    )
    assert line["attachments"][0]["text"] == "Paid by <N>"
