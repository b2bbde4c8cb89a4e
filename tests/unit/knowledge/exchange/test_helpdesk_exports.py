"""Exports of helpdesks and mailboxes: recognised by shape, with sides told apart, quotes and signatures cut."""

import json

import pytest
from tests.unit.knowledge.exchange import helpdesk_exports as exports

from citewell.domain.errors import BadInputError
from citewell.governance.text.quoted_history import split_history
from citewell.knowledge.exchange.programs import FORMS
from citewell.knowledge.exchange.reading import read_export
from citewell.knowledge.exchange.recognised import ImportWishes, Recognised
from citewell.knowledge.exchange.ticket_lines import line_of_conversation
from citewell.knowledge.exchange.values import Conversation, Reply


def read(path, wishes=None):
    found = Recognised()
    return list(read_export(path, wishes or ImportWishes(), found)), found


def said(conversation):
    return [(message.role.value, message.text) for message in conversation.messages if message.role.value != "system"]


@pytest.mark.parametrize("name", exports.EXPORTS)
def test_a_conversation_is_read_whole_whatever_its_file_is_called(tmp_path, name):
    program, text, story = exports.EXPORTS[name]
    (tmp_path / "download").write_text(text, encoding="utf-8")
    (conversation,), found = read(tmp_path / "download")
    assert found.program == program
    assert isinstance(conversation, Conversation)
    assert conversation.subject == exports.SUBJECT
    assert "81" in conversation.id
    ordered = sorted(conversation.messages, key=lambda message: message.at)
    assert said(Conversation("", "", tuple(ordered))) == story
    assert next(one.at for one in ordered if one.role.value != "system") == exports.TIMES[0]
    assert found.reading.problems == []


@pytest.mark.parametrize("name", [name for name in exports.EXPORTS if "csv" not in name])
def test_the_records_of_a_program_are_taken_for_no_other_one(name):
    program, text, _ = exports.EXPORTS[name]

    def forms(value):
        if isinstance(value, dict) and (own := {form.program for form in FORMS if form.holds(value)}):
            return own
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return set().union(*map(forms, inner), set())

    assert forms(json.loads(text)) == {program}


@pytest.mark.parametrize("program", exports.REPLIES)
def test_saved_replies_are_told_from_tickets(tmp_path, program):
    (tmp_path / "x.json").write_text(json.dumps(exports.REPLIES[program]), encoding="utf-8")
    (reply,), found = read(tmp_path / "x.json")
    assert (found.program, type(reply)) == (program, Reply)
    assert "We are sorry." in reply.text
    assert reply.title in {"Late parcel", "late"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("zendesk", "application/pdf"),
        ("freescout", "application/pdf"),
        ("chatwoot", "file"),
        ("zammad articles", "application/pdf"),
    ],
)
def test_attachments_come_along(tmp_path, name, kind):
    (tmp_path / "x").write_text(exports.EXPORTS[name][1], encoding="utf-8")
    (conversation,), _ = read(tmp_path / "x")
    (file,) = [file for message in conversation.messages for file in message.attachments]
    assert (file.name, file.kind, file.size) == ("label.pdf", kind, 2048)


@pytest.mark.parametrize("name", ["zendesk", "help scout", "freescout", "chatwoot"])
def test_tags_come_along(tmp_path, name):
    (tmp_path / "x").write_text(exports.EXPORTS[name][1], encoding="utf-8")
    (conversation,), _ = read(tmp_path / "x")
    assert conversation.tags == ("parcel",)


@pytest.mark.parametrize("name", exports.EXPORTS)
def test_a_ticket_asks_what_the_customer_wrote_last_in_whatever_order_messages_are_listed(tmp_path, name):
    program, text, _ = exports.EXPORTS[name]
    (tmp_path / "x").write_text(text, encoding="utf-8")
    (conversation,), _ = read(tmp_path / "x")
    line = line_of_conversation(program, conversation)
    own, *quoted = split_history(line["ticket"].split("\n"))
    assert "\n".join(own).strip().endswith(exports.AGAIN)
    assert exports.ASKS in "\n".join(quoted[-1])
    assert line["asked_at"] == exports.TIMES[3]


def test_an_automatic_reply_of_front_counts_for_nobody(tmp_path):
    rows = (
        exports.EXPORTS["front csv"][1] + f"m,s,cnv_81,Outbound,,{exports.TIMES[1]},Yes,Away,We are out of office.\r\n"
    )
    (tmp_path / "x").write_text(rows, newline="", encoding="utf-8")
    (conversation,), _ = read(tmp_path / "x")
    assert "We are out of office." not in [text for _, text in said(conversation)]
    assert len(conversation.messages) == 4


def test_a_list_of_chatwoots_conversations_says_that_it_holds_last_messages_alone(tmp_path):
    message = {"content": "Hello?", "message_type": 0, "created_at": 1, "conversation_id": 81}
    listed = {"id": 81, "inbox_id": 1, "messages": [message], "last_non_activity_message": message}
    (tmp_path / "x").write_text(json.dumps({"data": {"payload": [listed]}}), encoding="utf-8")
    with pytest.raises(BadInputError, match="last message alone"):
        read(tmp_path / "x")


@pytest.mark.parametrize(
    ("columns", "program"),
    [
        ("Id,Requester,Assignee,Subject,Status", "Zendesk"),
        ("Ticket ID,Subject,Status,Priority,Source,Agent,Group", "Freshdesk"),
        ("Ticket Number,Date Created,Subject,From,Help Topic", "osTicket"),
    ],
)
def test_a_list_without_messages_is_recognised_and_says_what_to_export(tmp_path, columns, program):
    row = ",".join("x" for _ in columns.split(","))
    (tmp_path / "x.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=f"{program} export.*without their messages; .*Nothing was imported"):
        read(tmp_path / "x.csv")


def test_mails_of_an_mbox_become_threads_with_their_sides(tmp_path):
    (tmp_path / "box").write_bytes(exports.mailbox())
    (conversation,), found = read(tmp_path / "box")
    assert found.program == "mbox"
    assert said(conversation) == [exports.STORY[0], exports.STORY[1], exports.STORY[3]]
    assert conversation.subject == exports.SUBJECT


def test_the_domain_that_every_mail_names_is_that_of_the_agents(tmp_path):
    mails = [
        exports.mail(1, "help@shop.example", "bo@b.example", "Your order is late."),
        exports.mail(2, "bo@b.example", "help@shop.example", "Then cancel it.", answers="<1@mail.example>", day=2),
        exports.mail(3, "ada@a.example", "help@shop.example", "Hello?", day=3),
    ]
    (tmp_path / "cur").mkdir()
    for number, one in enumerate(mails):
        (tmp_path / "cur" / f"{number}.host:2,S").write_bytes(one.as_bytes())
    conversations, found = read(tmp_path)
    assert found.program == "Maildir"
    assert [said(one) for one in conversations] == [
        [("agent", "Your order is late."), ("customer", "Then cancel it.")],
        [("customer", "Hello?")],
    ]
    named, _ = read(tmp_path, ImportWishes(agents=("b.example", "ada@a.example")))
    assert [[role for role, _ in said(one)] for one in named] == [["customer", "agent"], ["agent"]]


def test_answers_in_a_circle_are_one_conversation(tmp_path):
    mails = [
        exports.mail(1, "a@x.example", "h@s.example", "One.", answers="<3@mail.example>"),
        exports.mail(2, "a@x.example", "h@s.example", "Two.", answers="<1@mail.example> <2@mail.example>", day=2),
        exports.mail(3, "a@x.example", "h@s.example", "Three.", answers="<2@mail.example>", day=3),
        exports.mail(4, "c@x.example", "h@s.example", "Another.", answers="<4@mail.example>", day=4),
    ]
    (tmp_path / "box").write_bytes(b"".join(b"From x\n" + one.as_bytes() + b"\n" for one in mails))
    conversations, _ = read(tmp_path / "box")
    texts = [[text for _, text in said(one)] for one in conversations]
    assert texts == [["One.", "Two.", "Three."], ["Another."]]


def test_what_a_program_wrote_by_itself_is_nobody_s_word(tmp_path):
    away = exports.mail(2, "ada@a.example", "h@s.example", "I am away.", answers="<1@mail.example>", day=2)
    away["Auto-Submitted"] = "auto-replied"
    first = exports.mail(1, "bo@a.example", "h@s.example", "Where is it?")
    (tmp_path / "box").write_bytes(b"From x\n" + first.as_bytes() + b"\nFrom x\n" + away.as_bytes())
    (conversation,), _ = read(tmp_path / "box")
    assert [message.role.value for message in conversation.messages] == ["customer", "system"]
