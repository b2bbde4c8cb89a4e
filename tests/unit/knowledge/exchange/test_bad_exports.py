"""Exports that are cut, wrongly encoded, huge or no exports at all: a clear word, and what is whole is not lost."""

import gzip
import json
import random
import subprocess
import sys

import pytest
from tests.unit.knowledge.exchange import helpdesk_exports as exports

from citewell.domain.errors import BadInputError
from citewell.knowledge.exchange import json_stream, written
from citewell.knowledge.exchange.reading import read_export
from citewell.knowledge.exchange.recognised import ImportWishes, Recognised
from citewell.knowledge.exchange.spool import Spool
from citewell.knowledge.exchange.values import CutExportError


def read(path, **wishes):
    found = Recognised()
    return list(read_export(path, ImportWishes(**wishes), found)), found


def ticket(number, text="Where is my parcel?"):
    comment = {"author_id": 5, "public": True, "plain_body": text, "created_at": "2026-03-01T00:00:00Z"}
    return {"id": number, "subject": f"Parcel {number}", "requester": {"id": 5}, "comments": [comment]}


def document(count, **ticket_fields):
    return json.dumps({"tickets": [ticket(n, **ticket_fields) for n in range(count)], "next_page": None})


LAYOUTS = {
    "lines": "\n".join(json.dumps(ticket(n)) for n in range(20)) + "\n",
    "one line": document(20),
    "many lines": json.dumps([ticket(n) for n in range(20)], indent=2),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("small", [False, True])
def test_a_cut_anywhere_is_told_and_whole_tickets_can_be_kept(tmp_path, layout, small, monkeypatch):
    if small:  # the document does not fit, and is walked into
        monkeypatch.setattr(json_stream, "CHUNK", 64)
        monkeypatch.setattr(json_stream, "MAX_WHOLE", 1024)
    text = LAYOUTS[layout].rstrip()
    path = tmp_path / "x"
    path.write_text(text)
    assert [one.id for one in read(path)[0]] == [str(n) for n in range(20)]
    places = random.Random(7).sample(range(400, len(text) - 1), 25)  # noqa: S311  any places will do
    for at in places:
        path.write_text(text[:at])
        if layout == "lines" and text[at - 1] == "}" and text[at] == "\n":
            continue
        with pytest.raises(CutExportError, match=r"cut off in the middle.*Nothing was imported.*--salvage"):
            read(path)
        kept, found = read(path, salvage=True)
        assert [one.id for one in kept] == [str(n) for n in range(len(kept))]
        assert len(kept) >= at * 20 // len(text) - 1
        assert "cut off" in found.notes[0]


def test_of_a_conversation_that_is_cut_nothing_is_kept(tmp_path):
    text = exports.EXPORTS["chatwoot"][1]
    (tmp_path / "x").write_text(text[: text.index(exports.AGAIN)])
    kept, found = read(tmp_path / "x", salvage=True)
    assert kept == []
    assert "cut off" in found.notes[0]


def test_a_bad_line_is_told_and_the_others_are_read(tmp_path):
    lines = [json.dumps(ticket(n)) for n in range(4)]
    lines[2] = lines[2].replace(":", ";", 1)
    (tmp_path / "x").write_text("\n".join(lines) + "\n")
    kept, found = read(tmp_path / "x")
    assert [one.id for one in kept] == ["0", "1", "3"]
    assert len(found.reading.problems) == 1
    assert "line 3 is not JSON" in found.reading.problems[0]


def test_what_is_wrong_in_the_middle_of_a_document_is_told_with_its_line(tmp_path):
    text = LAYOUTS["many lines"].replace('"subject": "Parcel 9"', '"subject" "Parcel 9"')
    (tmp_path / "x").write_text(text)
    with pytest.raises(BadInputError, match=r"is not JSON \(.*line \d+.*Nothing was imported"):
        read(tmp_path / "x")


@pytest.mark.parametrize("at", ["first", "last"])
def test_a_wrong_encoding_is_told_with_its_place_before_anything_is_read(tmp_path, at):
    lines = [json.dumps(ticket(n)).encode() for n in range(3)]
    lines[0 if at == "first" else 2] = json.dumps(ticket(9, "Größe?"), ensure_ascii=False).encode("cp1252")
    (tmp_path / "x").write_bytes(b"\n".join(lines) + b"\n")
    with pytest.raises(BadInputError, match=r"is not UTF-8 text \(byte \d+\).*--encoding windows-1252"):
        next(read_export(tmp_path / "x", ImportWishes(), Recognised()))
    kept, _ = read(tmp_path / "x", encoding="windows-1252")
    assert any(one.messages[0].text == "Größe?" for one in kept)


def test_encodings_that_name_themselves_are_read(tmp_path):
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "x").write_text(json.dumps(ticket(1, "Größe?"), ensure_ascii=False), encoding=encoding)
        assert read(tmp_path / "x")[0][0].messages[0].text == "Größe?"


def test_an_unknown_encoding_is_told(tmp_path):
    (tmp_path / "x").write_text(document(1))
    with pytest.raises(BadInputError, match="'klingon' is the name of no encoding"):
        read(tmp_path / "x", encoding="klingon")


def test_spreadsheets_in_windows_1252_are_read_and_say_so(tmp_path):
    text = exports.EXPORTS["front csv"][1].replace("Parcels", "Gr\xf6\xdfere Parcels")
    (tmp_path / "x").write_bytes(text.encode("cp1252"))
    (conversation,), found = read(tmp_path / "x")
    assert "Größere" in conversation.messages[1].text
    assert "Windows-1252" in found.notes[0]


def test_a_csv_export_that_ends_inside_of_a_row_is_cut(tmp_path):
    text = exports.EXPORTS["front csv"][1]
    for cut in (text[:-8], text[: text.rindex("cnv_81") + 3]):
        (tmp_path / "x").write_text(cut, newline="")
        with pytest.raises(CutExportError, match="its last row, behind row 2"):
            read(tmp_path / "x")
        assert len(read(tmp_path / "x", salvage=True)[0][0].messages) == 2


def test_a_csv_row_of_another_width_is_told(tmp_path):
    lines = exports.EXPORTS["front csv"][1].split("\r\n")
    (tmp_path / "x").write_text("\r\n".join([lines[0], "a,b", *lines[1:]]), newline="")
    kept, found = read(tmp_path / "x")
    assert len(kept[0].messages) == 3
    assert found.reading.problems == ["row 2 has 2 cells and not 9; it is left out"]


def test_a_mailbox_whose_last_mail_is_not_whole_is_cut(tmp_path):
    whole = exports.mail(1, "a@x.example", "h@s.example", "Where is it?")
    long = exports.mail(2, "b@x.example", "h@s.example", "See the picture.")
    long.add_attachment(b"x" * 9000, maintype="image", subtype="png", filename="a.png")
    data = b"From x\n" + whole.as_bytes() + b"\nFrom x\n" + long.as_bytes()
    (tmp_path / "box").write_bytes(data[:-4000])
    with pytest.raises(CutExportError, match="its last mail, number 2"):
        read(tmp_path / "box")
    assert len(read(tmp_path / "box", salvage=True)[0]) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither JSON nor a CSV"),
        (b"Hello, this is a letter.\n", "no export of a known program"),
        (b'{"a": 1}', "no export of a known program"),
        (b"[]", "none of its first 0 records"),
        (b"[1, 2", "no export|cut off"),
        (b"{{{{", "is not JSON"),
        (b"[" * 100_000, "no export|nested too deep"),
        (b"PK\x03\x04....", "is a zip archive. Unpack it"),
        (gzip.compress(b"x", mtime=0), "is packed with gzip. Unpack it"),
        (b"<?xml version='1.0'?><rss/>", "XML of no known program"),
        (b"\x00\x01\x02" * 100, "neither JSON nor a CSV"),
    ],
)
def test_what_is_no_export_is_told_in_a_word(tmp_path, data, said):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(BadInputError, match=said):
        read(tmp_path / "x")


def test_a_folder_of_anything_and_a_path_to_nothing_are_told(tmp_path):
    with pytest.raises(BadInputError, match="no folder of a known program"):
        read(tmp_path)
    with pytest.raises(BadInputError, match="There is nothing at"):
        read(tmp_path / "none")


def test_a_huge_html_mail_keeps_its_words(tmp_path, monkeypatch):
    picture = '<img src="data:image/png;base64,' + "A" * 2_000_000 + '">'
    style = "<style>" + "p { color: red }\n" * 20_000 + "</style>"
    assert written.words_of_html(f"{style}<p>Where is it?</p>{picture}<p>Thanks</p>") == "Where is it?\n\nThanks"
    rows = "".join(f"<tr><td>Item {n}</td></tr>" for n in range(40_000))
    long = written.words_of_html(f"<p>Where are these?</p><table>{rows}</table><p>Last &amp; least</p>")
    assert long.startswith("Where are these?")
    assert "Item 39999" in long
    assert long.endswith("Last & least")


@pytest.mark.parametrize("hostile", ["<!--" * 300_000, "<style" * 300_000, "<" * 2_000_000, "data:a" * 200_000])
def test_hostile_html_is_read_in_linear_time(hostile):
    assert "Hello" in written.words_of_html(f"<p>Hello there</p>{hostile}")


def test_groups_of_a_spool_keep_their_order_and_follow_links():
    with Spool() as spool:
        for number, key in enumerate("abcab"):
            spool.add(key, number)
        spool.add("d", 5, ("c", "nowhere"))
        spool.add("e", 6, ("nowhere",))
        assert list(spool.groups()) == [[0, 3], [1, 4], [2, 5, 6]]


def test_what_waits_in_a_spool_is_not_readable_on_the_disk():
    with Spool() as spool:
        spool.add("k", {"text": "Where is my parcel?"})
        spool._file.seek(0)
        data = spool._file.read()
        assert data
        assert b"parcel" not in data


READS = """
import resource, sys
from pathlib import Path
from citewell.knowledge.exchange import fields
from citewell.knowledge.exchange.reading import read_export
from citewell.knowledge.exchange.recognised import ImportWishes, Recognised
fields.words_of_plain = str  # what is written in a message is another matter
found = Recognised()
count = sum(1 for _ in read_export(Path(sys.argv[1]), ImportWishes(), found))
assert not found.reading.problems
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a process's memory is asked of POSIX")
@pytest.mark.parametrize("layout", ["document", "messages"])
def test_a_hundred_thousand_tickets_take_no_more_memory_than_ten_thousand(tmp_path, layout):
    megabytes = {}
    for count in (10_000, 100_000):
        path = tmp_path / f"{count}.json"
        with path.open("w") as file:
            file.write('{"data": [')
            for n in range(count):  # the two messages of a conversation lie far from each other
                one = {"id": n, "conversation_id": n % (count // 2), "content": "Where is my parcel?"}
                one |= {"message_type": n % 2, "private": False, "created_at": 1772357400 + n}
                file.write(("," if n else "") + json.dumps(ticket(n) if layout == "document" else one))
            file.write('], "count": 100000}')
        read = subprocess.run([sys.executable, "-c", READS, str(path)], capture_output=True, text=True, check=True)
        found, megabytes[count] = map(int, read.stdout.split())
        assert found == (count // 2 if layout == "messages" else count)
    assert megabytes[100_000] - megabytes[10_000] < 40
