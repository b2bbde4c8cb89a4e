"""The audit log: every line hangs on the one before, and what was changed past it is found."""

import json

import apsw
import pytest
from tests.support import log_draft, log_outcome

from citewell.domain.audit import AuditKind
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.storage.audit.chain import HEAD_FILE, AuditLog, append_entry
from citewell.storage.audit.signing import PublicKey, Signer, verify
from citewell.storage.audit.verification import AuditCheck
from citewell.storage.log.draft_log import EditLog

MODEL = ModelUse("m", "", "f", "h")


def made(draft_id, text="Ten days.", **more):
    return Draft(draft_id, Decision.ANSWER, text, (), (), 0.9, (), (), MODEL, "reply-1", **more)


@pytest.fixture
def signer(database):
    return Signer(database)


@pytest.fixture
def audit(database, signer):
    log = AuditLog(database, signer, database.path.with_name(HEAD_FILE))
    log.begin()
    return log


@pytest.fixture
def filled(database, audit):
    log = EditLog(database)
    for n in range(4):
        log_draft(log, Ticket(f"How long, {n}?"), made(f"d{n}"))
        log_outcome(log, Outcome(f"d{n}", OutcomeKind.ACCEPTED, "Ten days."))
    return audit


def problems(database, audit, signer):
    return AuditCheck(database, audit, signer).verify().problems


def change(database, *statements):
    """As one would who has the key of the database: triggers are no obstacle."""
    with database.write() as connection:
        for trigger in ("audit_is_append_only_1", "audit_is_append_only_2"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.execute("INSERT INTO erasing VALUES (1)")
        for statement in statements:
            connection.execute(statement)
        connection.execute("DELETE FROM erasing")


def test_a_log_that_nobody_touched_is_whole(database, filled, signer):
    report = AuditCheck(database, filled, signer).verify()
    assert report.sound
    assert (report.entries, report.drafts, report.outcomes, report.checkpoint) == (9, 4, 4, 9)
    assert report.counts == {"begun": 1, "draft": 4, "outcome": 4}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit SET subject = 'd9' WHERE number = 4", "line 4 (draft) was changed"),
        ("UPDATE audit SET at = '2020-01-01' WHERE number = 4", "line 4 (draft) was changed"),
        ("DELETE FROM audit WHERE number = 4", "stands where line 4 belongs"),
        ("DELETE FROM audit WHERE number > 7", "the log was cut short: it ends with line 7, but line 9 was signed"),
        ("UPDATE draft SET body = replace(body, 'Ten', 'Two') WHERE id = 'd2'", "draft d2 was changed"),
        ("UPDATE draft SET at = '2020' WHERE id = 'd2'", "draft d2 was changed"),
        ("UPDATE outcome SET final = 'Two days.' WHERE draft_id = 'd1'", "outcome 2 was changed"),
        ("DELETE FROM outcome WHERE number = 3", "outcome 3 is gone"),
        ("INSERT INTO draft (id, at, ticket, body) VALUES ('x', '', '{}', '{}')", "draft x is not in the log"),
        (
            "INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES ('d0', '', 'edited', '', '[]')",
            "outcome 5 is not in the log",
        ),
        ("INSERT INTO evidence (hash, text) VALUES ('00', 'made up')", "a text of evidence (00) was changed"),
        ("INSERT INTO evidence (hash, text) VALUES ('00', NULL)", "nothing says that it was forgotten"),
    ],
)
def test_what_was_changed_is_found(database, filled, signer, statement, said):
    change(database, statement)
    assert any(said in problem for problem in problems(database, filled, signer))


def test_two_lines_that_changed_places_are_found(database, filled, signer):
    change(
        database,
        "UPDATE audit SET number = 99 WHERE number = 4",
        "UPDATE audit SET number = 4 WHERE number = 5",
        "UPDATE audit SET number = 5 WHERE number = 99",
    )
    assert "line 4 (outcome) was changed" in problems(database, filled, signer)


def test_a_chain_that_was_written_anew_does_not_lead_to_the_signed_head(database, filled, signer):
    head = filled.head_file.read_text()
    change(database, "DELETE FROM audit WHERE number > 3", "DELETE FROM outcome WHERE number > 1")
    with database.write() as connection:
        for _ in range(8):
            append_entry(connection, AuditKind.SETTING, "x")
    assert filled.head_file.read_text() == head  # the evidence is not written over
    assert any("line 9 is not the one that was signed" in one for one in problems(database, filled, signer))


def test_the_head_must_be_there_and_signed(database, filled, signer):
    stored = json.loads(filled.head_file.read_text())
    filled.head_file.write_text(json.dumps(stored | {"number": 3}))
    assert problems(database, filled, signer) == (f"{HEAD_FILE} is not signed with the key of this home",)
    filled.head_file.write_text("nonsense")
    assert problems(database, filled, signer) == (f"{HEAD_FILE} is not signed with the key of this home",)
    filled.head_file.unlink()
    assert "is missing" in problems(database, filled, signer)[0]
    filled.renew_head()
    assert not problems(database, filled, signer)


def test_lines_cannot_be_changed_by_mistake(database, filled):
    for statement in ("UPDATE audit SET at = ''", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"), database.write() as connection:
            connection.execute(statement)


def test_a_line_stands_and_falls_with_what_it_tells(database, filled, signer):
    with pytest.raises(apsw.SQLError), database.write() as connection:  # noqa: PT012
        append_entry(connection, AuditKind.SETTING, "x")
        connection.execute("nonsense")
    assert [entry.number for entry in filled.entries()] == list(range(1, 10))
    assert not problems(database, filled, signer)


def test_what_was_logged_before_there_was_a_chain_is_chained_in(database, signer):
    with database.write() as connection:
        connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES ('old', '2025', '{}', '{}')")
        connection.execute(
            "INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES ('old', '2025', 'accepted', 'x', '[]')"
        )
    audit = AuditLog(database, signer, database.path.with_name(HEAD_FILE))
    audit.begin()
    audit.begin()
    assert [entry.kind for entry in audit.entries()] == ["begun", "draft", "outcome"]
    assert json.loads(list(audit.entries())[1].body)["later"] is True
    assert not problems(database, audit, signer)
    change(database, "UPDATE outcome SET final = 'y'")
    assert problems(database, audit, signer) == ("outcome 1 was changed",)


def test_another_home_has_another_key(database, signer):
    signature = signer.sign(b"a")
    assert verify(b"a", signature, signer.public_key)
    assert Signer(database).public_key == signer.public_key
    assert not verify(b"b", signature, signer.public_key)
    for nonsense in ("", "x", "AAAA", signature[:-4]):
        assert not verify(b"a", nonsense, signer.public_key)
    assert not verify(b"a", signature, PublicKey("AAAA"))
    assert len(signer.public_key.fingerprint.split()) == 8
