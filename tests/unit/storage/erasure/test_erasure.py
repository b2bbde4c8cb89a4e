"""Erasure, legal holds and retention: what must go goes wholly, what must stay stays, and both can be proved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.support import log_draft, log_outcome

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.personal import PersonalValue
from citewell.governance.retention import Kept
from citewell.pipeline.generation.citations import resolve
from citewell.storage.audit.chain import HEAD_FILE, AuditLog
from citewell.storage.audit.signing import Signer
from citewell.storage.audit.verification import AuditCheck
from citewell.storage.db.database import Database, fetch_value
from citewell.storage.erasure.erasure import Eraser
from citewell.storage.erasure.holds import CUSTOMER, DRAFT, Holds, LegalHold
from citewell.storage.erasure.receipts import Receipts
from citewell.storage.erasure.retention import Retention
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.export_register import EXPORT, Copies
from citewell.storage.log.working_drafts import WorkingDraftStore

MODEL = ModelUse("m", "", "f", "h")
SECRET = "The wardrobe of Wilhelmina Quastenberg arrived without its hinges"
SHARED = Hit(0, 0, "a.md", "A", (), "Hinges are sent within ten days of a report.", "Hinges are sent.", 0, 16)
OWN = replace(SHARED, text="The hinges of wardrobe seventeen are brass ones.", quote="They are brass, wholly so.")


def write(log, draft_id, text, hits=(), *, final="", personal=()):
    draft = Draft(
        draft_id, Decision.ANSWER, f"Dear customer, about {text}", (), (), 0.9, (), (), MODEL, "reply-1",
        evidence=resolve(hits), personal=personal,
    )  # fmt: skip
    log_draft(log, Ticket(text), draft)
    if final:
        log_outcome(log, Outcome(draft_id, OutcomeKind.EDITED, final))


@pytest.fixture
def signer(database):
    return Signer(database)


@pytest.fixture
def audit(database, signer):
    log = AuditLog(database, signer, database.path.with_name(HEAD_FILE))
    log.begin()
    return log


@pytest.fixture
def log(database, audit):
    edit_log = EditLog(database)
    name = PersonalValue("<NAME_1>", "NAME", "Wilhelmina Quastenberg")
    write(edit_log, "gone", SECRET, (SHARED, OWN), final=f"{SECRET}, we are sorry.", personal=(name,))
    write(edit_log, "stays", "How long do hinges take to arrive?", (SHARED,))
    return edit_log


@pytest.fixture
def eraser(database, signer, log):
    return Eraser(database, signer)


def texts(database: Database) -> bytes:
    with database.read() as connection:
        return connection.serialize("main")


def sound(database, audit, signer):
    return AuditCheck(database, audit, signer).verify().problems == ()


def count(database, table):
    with database.read() as connection:
        return fetch_value(connection, f"SELECT count(*) FROM {table}")  # noqa: S608


def test_nothing_of_an_erased_draft_is_left(database, audit, signer, eraser):
    assert b"Quastenberg" in texts(database)
    erased = eraser.erase(eraser.plan(["gone"]), {})
    assert erased.proof.holds
    assert erased.proof.phrases > 5
    for words in (b"Quastenberg", b"wardrobe seventeen", b"wholly so"):
        assert words not in texts(database)
    assert not database.path.with_name(f"{database.path.name}-wal").stat().st_size > 100_000
    assert (count(database, "draft"), count(database, "outcome"), count(database, "vault")) == (1, 0, 0)
    assert b"ten days of a report" in texts(database)  # another draft used it
    assert sound(database, audit, signer)


def test_the_receipt_is_signed_and_kept(database, signer, eraser):
    receipt = eraser.erase(eraser.plan(["gone"]), {"house-2": "2999-01-01", "house-1": "2000-01-01"}).receipt
    assert receipt["counts"] == {
        "drafts": 1, "outcome": 1, "vault": 1, "review": 0, "suggestion": 0, "draft_evidence": 2,
        "working_draft": 0, "topic_draft": 0, "evidence": 2, "golden_runs": 0,
    }  # fmt: skip
    assert receipt["styles"] == ["house-2"]
    receipts = Receipts(database, signer)
    check = receipts.check(receipt)
    assert check.genuine
    assert check.kept
    assert not receipts.check(receipt | {"counts": {}}).signature
    with pytest.raises(BadInputError, match="not a receipt"):
        receipts.check({"format": "x"})
    assert "Quastenberg" not in str(receipt)


def test_a_receipt_that_was_changed_in_the_database_is_found(database, audit, signer, eraser):
    eraser.erase(eraser.plan(["gone"]), {})
    with database.write() as connection:
        connection.execute("UPDATE erasure SET receipt = replace(receipt, 'request', 'mistake')")
    assert AuditCheck(database, audit, signer).verify().problems == ("receipt 1 was changed",)


def test_leftovers_are_found(database, eraser):
    with database.write() as connection:
        connection.execute("INSERT INTO team_setting VALUES ('x', '', ?)", (SECRET,))
    (database.path.parent / "notes.txt").write_text(f"... {SECRET} ...")
    proof = eraser.erase(eraser.plan(["gone"]), {}).proof
    assert proof.found
    assert [path.endswith("notes.txt") for path in proof.files_found] == [True]
    assert not proof.holds


def test_what_other_drafts_say_is_no_leftover(database, log, eraser):
    write(log, "twin", SECRET)
    proof = eraser.erase(eraser.plan(["gone"]), {}).proof
    assert proof.holds
    assert proof.elsewhere


def test_a_customer_is_found_wherever_the_name_stands(log, eraser):
    write(log, "other", "Wilhelmina's cat", final="Dear Wilhelmina  Quastenberg, it is well.")
    plan = eraser.plan_words("wilhelmina quastenberg")
    found = {draft.id: draft.where for draft in plan.drafts}
    assert set(found) == {"gone", "other"}
    assert "the vault" in found["gone"]
    assert found["other"] == ("the sent text",)
    assert eraser.plan_words("Quasten").drafts == ()  # whole words only


def test_copies_that_hold_it_are_named(database, log, eraser, tmp_path):
    file = tmp_path / "log.jsonl"
    file.write_text("{}")
    Copies(database).note(EXPORT, file, 2)
    write(log, "later", "Is there a discount for pupils?")
    assert [copy["path"] for copy in eraser.plan(["gone"]).record()["copies"]] == [str(file)]
    assert eraser.plan(["later"]).copies == ()


def test_what_is_held_is_not_erased(database, log, eraser):
    holds = Holds(database)
    holds.place(LegalHold(CUSTOMER, "Wilhelmina Quastenberg", "case 7"))
    with pytest.raises(BadInputError, match=r"legal hold: gone \(case 7\).*Nothing was erased"):
        eraser.erase(eraser.plan(["gone", "stays"]), {})
    assert count(database, "draft") == 2
    holds.place(LegalHold(DRAFT, "stays", "audit"))
    assert holds.held() == {"gone": "case 7", "stays": "audit"}
    with pytest.raises(BadInputError, match="held already"):
        holds.place(LegalHold(DRAFT, "stays", "audit"))
    with pytest.raises(BadInputError, match="no draft"):
        holds.place(LegalHold(DRAFT, "none", "audit"))
    holds.release(CUSTOMER, "Wilhelmina Quastenberg")
    assert eraser.erase(eraser.plan(["gone"]), {}).proof.holds
    with pytest.raises(BadInputError, match="not held"):
        holds.release(CUSTOMER, "Wilhelmina Quastenberg")


def test_the_audit_log_names_nobody(database, audit, log):
    Holds(database).place(LegalHold(CUSTOMER, "Wilhelmina Quastenberg", "case 7"))
    assert "Wilhelmina" not in str(list(audit.entries()))


@pytest.fixture
def aged(database):
    """The first draft is old."""
    with database.write() as connection:
        connection.execute("INSERT INTO erasing VALUES (1)")
        connection.execute("UPDATE draft SET at = '2020-01-01T00:00:00+00:00' WHERE id = 'gone'")
        connection.execute("DELETE FROM erasing")


def test_retention_takes_what_is_past_its_limit(database, eraser, aged):
    retention = Retention(database, eraser, {Kept.DRAFTS: 30, Kept.GOLDEN_RUNS: 30, Kept.VAULT: 0})
    with database.write() as connection:
        connection.execute("INSERT INTO golden_run VALUES ('old', '2020-01-01T00:00:00', '{}')")
        connection.execute("INSERT INTO golden_run VALUES ('new', '2999-01-01T00:00:00', '{}')")
    plan = retention.plan()
    assert {kind: one.erase for kind, one in plan.due.items()} == {
        Kept.DRAFTS: ("gone",),
        Kept.GOLDEN_RUNS: ("old",),
    }
    assert retention.is_time()
    receipt = retention.apply(plan)
    assert receipt["reason"] == "retention"
    assert (count(database, "draft"), count(database, "golden_run")) == (1, 1)
    assert not retention.is_time()
    assert retention.is_time(datetime.now(UTC) + timedelta(days=1))
    assert b"Quastenberg" not in texts(database)


def test_retention_leaves_what_is_held_and_can_take_the_vault_alone(database, eraser, aged):
    Holds(database).place(LegalHold(DRAFT, "gone", "case 7"))
    retention = Retention(database, eraser, {Kept.DRAFTS: 30, Kept.VAULT: 30})
    assert retention.plan().due[Kept.DRAFTS].held == ("gone",)
    assert retention.apply(retention.plan()) is None
    assert (count(database, "draft"), count(database, "vault")) == (2, 1)
    Holds(database).release(DRAFT, "gone")
    only = Retention(database, eraser, {Kept.VAULT: 30})
    only.apply(only.plan())
    assert (count(database, "draft"), count(database, "vault")) == (2, 0)


def test_a_clock_that_jumped_erases_nothing(database, eraser, log):
    retention = Retention(database, eraser, {Kept.DRAFTS: 30})
    plan = retention.plan(datetime.now(UTC) + timedelta(days=400))
    assert len(plan.due[Kept.DRAFTS].erase) == 2
    with pytest.raises(BadInputError, match="Nothing was erased: nothing was recorded for 400 days"):
        retention.apply(plan)
    assert count(database, "draft") == 2
    retention.apply(plan, confirmed=True)
    assert count(database, "draft") == 0


def test_nothing_is_due_without_a_limit(database, eraser, aged):
    plan = Retention(database, eraser, dict.fromkeys(Kept, 0)).plan()
    assert plan.is_empty
    assert not Retention(database, eraser, dict.fromkeys(Kept, 0)).is_time()


def test_working_drafts_go_with_their_draft_and_with_the_words_that_are_erased(database, eraser):
    store = WorkingDraftStore(database)
    store.save("a", "gone", {"final": "Typed for Quastenberg alone"}, on_screen=True)
    store.save("b", "", {"ticket": {"text": "Another letter of Quastenberg"}}, on_screen=False)
    store.save("c", "", {"ticket": {"text": "A letter of somebody else"}}, on_screen=False)
    erased = eraser.erase(eraser.plan_words("quastenberg"), {})
    assert erased.proof.holds
    assert erased.receipt["counts"]["working_draft"] == 1
    assert [one.id for one in store.all()] == ["c"]
    assert b"Typed for Quastenberg" not in texts(database)
    store.save("a", "gone", {"final": "Typed for Quastenberg alone"}, on_screen=True)
    assert [one.id for one in store.all()] == ["c"]
