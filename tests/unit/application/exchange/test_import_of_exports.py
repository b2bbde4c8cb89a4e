"""Imports put tickets or documents in place as a whole, or leave everything as it was."""

import json
import stat
import sys

import pytest
from tests.unit.knowledge.exchange import helpdesk_exports as exports

from citewell.application.drafting.batches import ticket_of
from citewell.application.exchange.importing import ImportWishes, Shape, import_exports
from citewell.domain.errors import BadInputError, CancelledError
from citewell.domain.progress import CancelToken
from citewell.evaluation.golden.reading import read_golden
from citewell.governance.text.quoted_history import split_history


@pytest.fixture
def export(tmp_path):
    (tmp_path / "in").mkdir()

    def export(name="zendesk", text=None):
        path = tmp_path / "in" / name.replace(" ", "-")
        path.write_text(exports.EXPORTS[name][1] if text is None else text, encoding="utf-8")
        return path

    return export


def run(paths, out, shape=None, **wishes):
    return import_exports(paths, out, ImportWishes(**wishes), shape or Shape())


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_ticket_is_a_line_that_drafts_read(export, tmp_path):
    done = run([export()], tmp_path / "out.jsonl")
    (line,) = lines(tmp_path / "out.jsonl")
    ticket = ticket_of(line)
    assert ticket.text.startswith(f"{exports.SUBJECT}\n\n{exports.AGAIN}\n\nOn 2026-03-02 09:30, an agent wrote:\n> ")
    own, *quoted = ("\n".join(part).strip() for part in split_history(ticket.text.split("\n")))
    assert own == f"{exports.SUBJECT}\n\n{exports.AGAIN}"
    assert quoted == [f"> {exports.ANSWERS}", f"> {exports.ASKS}"]
    assert exports.NOTE not in ticket.text
    assert [message["from"] for message in line["messages"]] == ["customer", "agent", "note", "customer"]
    assert line["attachments"] == [{"name": "label.pdf", "type": "application/pdf", "bytes": 2048, "from": "customer"}]
    assert line["id"] == "zendesk-81"
    told = done.record()["exports"][0]
    assert (told["program"], told["tickets"], told["messages"], told["attachments"]) == ("Zendesk", 1, 4, 1)


def test_names_and_addresses_of_people_stay_behind(export, tmp_path):
    (tmp_path / "in" / "box").write_bytes(exports.mailbox())
    run([tmp_path / "in" / "box", export()], tmp_path / "out.jsonl")
    written = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert len(lines(tmp_path / "out.jsonl")) == 2
    assert "quill" not in written.lower()
    assert "@" not in written
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == 0o600


def test_what_an_agent_answered_last_is_the_reply_and_makes_a_golden_ticket(export, tmp_path):
    story = json.loads(exports.EXPORTS["zendesk"][1])
    story["comments"].pop()
    unanswered = story | {"id": 82, "comments": story["comments"][:1]}
    path = export(text=f"{json.dumps(story)}\n{json.dumps(unanswered)}\n")
    run([path], tmp_path / "out.jsonl")
    assert [line["reply"] for line in lines(tmp_path / "out.jsonl")] == [exports.ANSWERS, ""]
    run([path], tmp_path / "golden.jsonl", Shape(golden=True))
    (file,) = read_golden([tmp_path / "golden.jsonl"])
    (golden,) = file.tickets
    assert golden.id == "zendesk-81"
    assert golden.ticket.text == f"{exports.SUBJECT}\n\n{exports.ASKS}"


def test_a_ticket_that_comes_twice_is_written_once(export, tmp_path):
    done = run([export(), export()], tmp_path / "out.jsonl")
    assert len(lines(tmp_path / "out.jsonl")) == 1
    assert done.exports[1].repeated == 1


def test_masks_reach_every_text(export, tmp_path):
    run([export()], tmp_path / "out.jsonl", Shape(mask=lambda text: "#" * len(text)))
    assert not any(words in (tmp_path / "out.jsonl").read_text() for words in ("parcel ", "Parcel", "Lyon", "label"))


@pytest.mark.parametrize("fails", ["cut", "unknown", "cancelled", "full"])
def test_an_import_that_fails_leaves_everything_as_it_was(export, tmp_path, fails, monkeypatch):
    out = tmp_path / "out" / "tickets.jsonl"
    run([export()], out)
    before = out.read_bytes()
    whole, bad = export("intercom"), export("freshdesk", exports.EXPORTS["freshdesk"][1][:-30])
    if fails == "unknown":
        bad.write_text("[]")
    if fails == "full":
        monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        bad.write_text(exports.EXPORTS["freshdesk"][1])
    cancel = CancelToken()
    if fails == "cancelled":
        cancel.cancel()
    with pytest.raises(CancelledError if fails == "cancelled" else BadInputError):
        import_exports([whole, bad], out, ImportWishes(), Shape(), cancel=cancel)
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == ["tickets.jsonl"]


def test_saved_replies_become_documents_of_style(export, tmp_path):
    path = export(text=json.dumps(exports.REPLIES["Zendesk"]))
    done = run([path], tmp_path / "replies")
    (sidecar,) = (tmp_path / "replies").rglob("*.meta.json")
    assert json.loads(sidecar.read_text()) == {"title": "Late parcel", "id": "zendesk-1", "use_as": "style"}
    assert "sorry" in (tmp_path / "replies" / "replies" / "1-late-parcel.html").read_text()
    assert done.documents == 1
    run([path], tmp_path / "replies", Shape(facts=True))
    assert "use_as" not in json.loads(sidecar.read_text())


def test_a_later_import_takes_the_place_of_the_former(export, tmp_path):
    two = [exports.REPLIES["Zendesk"][0] | {"id": n} for n in (1, 2)]
    run([export(text=json.dumps(two))], tmp_path / "out")
    done = run([export(text=json.dumps(two[1:]))], tmp_path / "out")
    assert (done.documents, done.removed) == (1, 1)
    assert [path.name for path in (tmp_path / "out" / "replies").glob("*.html")] == ["2-late-parcel.html"]


def test_files_that_no_import_made_are_never_replaced(export, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "own.md").write_text("Mine.")
    with pytest.raises(BadInputError, match=r"holds files of its own \(own.md\)"):
        run([export(text=json.dumps(exports.REPLIES["Zendesk"]))], tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["own.md"]


def test_a_run_that_ended_between_two_renames_is_mended(export, tmp_path):
    path = export(text=json.dumps(exports.REPLIES["Zendesk"]))
    run([path], tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.before")
    with pytest.raises(BadInputError):
        run([export("freshdesk", "[]")], tmp_path / "out")
    assert (tmp_path / "out" / "replies" / "1-late-parcel.html").is_file()
    assert not (tmp_path / ".out.before").exists()


def test_documents_want_a_folder(export, tmp_path):
    with pytest.raises(BadInputError, match="name a folder"):
        run([export(text=json.dumps(exports.REPLIES["Zendesk"]))], tmp_path / "out.jsonl")
