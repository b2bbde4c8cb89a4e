"""E-mails."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.knowledge.damage import damaged, read_or_refused

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.mail.eml import load_eml

TEXT = """Hello Kim,

you can send it back
within 30 days:

- unused
- in its box

-- 
Ada
Shop GmbH

On 3 March 2026, Kim wrote:
> May I send it back?
>
> -- 
> Kim
>> Your order is on its way.
"""  # noqa: W291 - the mark of a signature ends with a space


def message(text: str = TEXT) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Rücksendung — how it works"
    made["From"] = "Ada <ada@example.org>"
    made["To"] = "kim@example.org"
    made["Date"] = "Tue, 03 Mar 2026 14:05:00 +0100"
    made.set_content(text, charset="utf-8")
    return made


def texts(data: bytes) -> list[str]:
    return [block.text for block in load_eml(data, "name").blocks]


def test_what_a_reader_sees():
    document = load_eml(message().as_bytes(), "name")
    assert [(block.text, block.level) for block in document.blocks] == [
        ("Rücksendung — how it works", 1),
        ("Date: 2026-03-03 14:05", 0),
        ("Hello Kim,", 0),
        ("you can send it back within 30 days:", 0),
        ("- unused", 0),
        ("- in its box", 0),
        ("> May I send it back?", 0),
        (">> Your order is on its way.", 0),
    ]
    assert [document.text[block.start : block.end] for block in document.blocks] == [b.text for b in document.blocks]
    assert document.metadata.title == "Rücksendung — how it works"
    assert "example.org" not in document.text
    assert document.problems == ()


def test_html_where_there_is_no_plain_text():
    made = message("")
    made.set_content("<h1>Returns</h1><table><tr><td><p>30 days</p></td></tr></table>", subtype="html")
    assert texts(made.as_bytes())[2:] == ["Returns", "30 days"]
    made.set_content("<p>text</p><div class='x gmail_signature'>Ada<br>Shop</div><p>more</p>", subtype="html")
    assert texts(made.as_bytes())[2:] == ["text", "more"]


def test_plain_text_goes_before_html():
    made = message("plain")
    made.add_alternative("<p>rich</p>", subtype="html")
    assert texts(made.as_bytes())[2:] == ["plain"]
    made = message(" ")
    made.add_alternative("<p>rich</p>", subtype="html")
    assert texts(made.as_bytes())[2:] == ["rich"]


def test_attachments_are_named():
    made = message("text")
    made.add_alternative("<img src='cid:a'>", subtype="html")
    made.get_payload()[1].add_related(b"png", "image", "png", cid="<a>", filename="logo.png", disposition="inline")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Prüfung.pdf")
    assert load_eml(made.as_bytes(), "").problems == ("1 attachment is not indexed: Prüfung.pdf",)
    made.add_attachment("a;b", subtype="csv", filename="b.csv")
    inner = message("forwarded")
    made.add_attachment(inner)
    document = load_eml(made.as_bytes(), "")
    assert document.problems == ("2 attachments are not indexed: Prüfung.pdf, b.csv",)
    assert document.blocks[-1].text == "forwarded"


def test_a_file_shown_within_the_text_is_an_attachment():
    made = message("text")
    made.add_attachment("a log", filename="log.txt", disposition="inline")
    document = load_eml(made.as_bytes(), "")
    assert (document.blocks[-1].text, document.problems) == ("text", ("1 attachment is not indexed: log.txt",))


def test_many_attachments_are_counted():
    made = message("text")
    for number in range(25):
        made.add_attachment(b"x", maintype="image", subtype="png", filename=f"{number}.png")
    (problem,) = load_eml(made.as_bytes(), "").problems
    assert problem.startswith("25 attachments are not indexed: 0.png, 1.png")
    assert problem.endswith("19.png, …")


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        ("iso-8859-1", "caf\xe9".encode("latin-1"), "café"),
        ("utf-8", "caf\xe9".encode("cp1252"), "café"),
        ("x-nosuch", "café".encode(), "café"),
        ("base64", "café".encode(), "café"),
        ("unicode_escape", b"caf\\ud800 \\q", "caf\\ud800 \\q"),
        ("utf-7", b"caf+AOk- +2AA-", "café"),
        ('"', "café".encode(), "café"),
    ],
)
def test_character_sets(charset, body, text):
    head = f"Subject: x\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    (_, block) = texts(head.encode() + body)
    assert block.encode().decode().startswith(text)


@pytest.mark.parametrize(
    "head",
    [
        "Subject: =?utf-8?q?broken",
        "Subject: =?nosuch?b?YQ==?=\nDate: never",
        "Subject: a\nDate: Tue, 99 Foo 99999 99:99:99 +9999",
        "Subject: a\nContent-Type: multipart/mixed",
        "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\ntext",
        "Subject: a\nContent-Type: ;;;=\nContent-Disposition: ; filename*=x''%ZZ",
        "Subject: a\nContent-Transfer-Encoding: base64",
        "Subject: \udc80\udcff\nFrom: <<<>>>@@",
        "Content-Type: text/plain; charset*=''%",
        "Subject: a\nContent-Type: text/plain; attachment*1*\nMIME-Version: attachment; *0)=",
        "Subject:\n\tfolded\n and again",
    ],
)
def test_malformed_messages_do_not_break_it(head):
    assert read_or_refused(head.encode("utf-8", "surrogateescape") + b"\n\ntext", "a.eml")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Rücksendung".encode(), "Rücksendung"),
        (b"=?iso-8859-1?q?R=FCck?=\n =?utf-8?b?c2VuZHVuZw==?= now", "Rücksendung now"),
        (b"=?nosuch?q?R=FCck?=", "R�ck"),
        ("Rück".encode("latin-1"), "R�ck"),
    ],
)
def test_subjects(subject, title):
    assert load_eml(b"Subject: " + subject + b"\n\ntext", "").metadata.title == title


def test_headers_without_subject_or_date():
    assert texts(b"From: a@example.org\n\ntext") == ["text"]
    assert load_eml(b"From: a@example.org\n\ntext", "name").metadata.title == "name"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no head", "not an e-mail"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not an e-mail"),
        (b"From: only@a.head\n\n", "holds no text"),
        (b"Subject: x\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\n--x--", "encrypted; save the message"),
        (b"Subject: x\nContent-Type: application/pkcs7-mime\n\nabc", "encrypted; save the message"),
    ],
)
def test_bad_files_give_a_reason(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_bytes(data, "a.eml")


def test_multiparts_nested_without_end_are_read_or_refused():
    nested = b"Subject: x\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (number, number) for number in range(2000)
    )
    read_or_refused(nested + b"\n\ntext", "a.eml")


def test_damaged_messages_are_read_or_refused():
    made = message()
    made.add_alternative("<p>rich</p>", subtype="html")
    made.add_attachment(b"%PDF" * 50, maintype="application", subtype="pdf", filename="Prüfung.pdf")
    for data in damaged(made.as_bytes(), rounds=150):
        read_or_refused(data, "a.eml")


LINES = st.sampled_from(
    [
        "Subject: x", "Date: ", "Content-Type: text/html", "Content-Type: multipart/mixed; boundary=b", "--b", "--b--",
        "Content-Type: multipart/alternative; boundary=c", "--c", "Content-Type: message/rfc822", "", "text",
        "> quoted", "-- ", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
        "=?utf-8?q?=FF?=",
        "Content-Disposition: attachment; filename=", "Content-Type: text/plain; charset=utf-16", " folded", "=E4=\x00",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=20).map("\n".join))
def test_any_lines_are_read_or_refused(text):
    read_or_refused(f"Subject: a\n{text}\n".encode(), "a.eml")
