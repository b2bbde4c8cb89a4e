"""What reaches the log: no personal value of a ticket, and nothing that was not masked, as its type tells."""

import ast
import json
from pathlib import Path

import pytest
from mypy import api
from tests.conftest import ROOT

from citewell.domain.documents import Hit
from citewell.domain.drafts import (
    Citation,
    Conflict,
    Decision,
    Draft,
    Finding,
    GivenPassage,
    ModelUse,
    Outcome,
    OutcomeKind,
    Sentence,
    Severity,
    Ticket,
    TraceEntry,
)
from citewell.domain.logged import Override
from citewell.models.fakes import ListedNames
from citewell.pipeline.intake.anonymizer import Masker, with_values
from citewell.pipeline.intake.log_masking import logged_draft, logged_outcome
from citewell.storage.log.draft_log import EditLog

NAME, MAIL = "Anna Schmidt", "anna@gmx.de"
SAID = f"{NAME} ({MAIL})"
OWN = Citation(1, 0, f"{NAME}.txt", f"Fact of {NAME}", (SAID,), SAID, SAID, 0, 9, n=1)
GIVEN = Hit(0, 0, f"{NAME}.txt", SAID, (SAID,), SAID, SAID, 0, 9)
WRITE = f"Write to {NAME}."
INDEXED = Citation(2, 7, "team.md", "Team", (), WRITE, WRITE, 0, 9, n=2)
DRAFT = Draft(
    "d1",
    Decision.ANSWER,
    f"Hello {SAID}",
    (Sentence(f"Hello {SAID}", (1,), 0, 10),),
    (OWN, INDEXED),
    0.5,
    (Finding("x", Severity.WARN, f"names {NAME}"),),
    (TraceEntry("stage", 1.0, f"read {MAIL}"),),
    ModelUse("m", "", "f", "h"),
    "reply-1",
    evidence=(OWN, INDEXED),
    near_misses=(GIVEN,),
    conflicts=(Conflict(1, 2, SAID, "Another.", "differs"),),
    unstyled=f"Hi {SAID}",
)
TICKET = Ticket(f"I am {SAID}", customer=NAME, note=f"{NAME} called", passages=(GivenPassage(MAIL, SAID, SAID),))
MAKERS = {"MaskedText", "MaskedRecord", "MaskedHits", "LoggedDraft", "LoggedOutcome"}


@pytest.fixture
def masker():
    return Masker(ListedNames([NAME, "Kim"]))


@pytest.fixture
def log(database):
    return EditLog(database)


def rows(database, *tables) -> str:
    with database.read() as connection:
        return "\n".join(str(connection.execute(f"SELECT * FROM {table}").fetchall()) for table in tables)  # noqa: S608


def test_a_record_of_a_draft_holds_no_personal_value(database, log, masker):
    masked = masker.mask_ticket(TICKET)
    log.record_draft(logged_draft(masked, with_values(DRAFT, masked, masker)))
    kept = rows(database, "draft", "audit")
    assert MAIL not in kept
    (entry,) = log.entries()
    indexed = entry.draft["citations"].pop(1)
    assert indexed["quote"] == f"Write to {NAME}."  # an indexed document's own words
    assert NAME not in json.dumps([entry.draft, entry.ticket])
    assert entry.draft["text"] == "Hello <PERSON_1> (<EMAIL_1>)"
    assert entry.draft["citations"][0]["quote"] == "<PERSON_1> (<EMAIL_1>)"
    evidence = rows(database, "evidence", "draft_evidence")
    assert MAIL not in evidence
    assert evidence.count(NAME) == 1


def test_values_of_the_ticket_are_masked_where_the_draft_names_none(log, masker):
    """A draft whose own values nobody looked for."""
    log.record_draft(logged_draft(masker.mask_ticket(TICKET), DRAFT))
    (entry,) = log.entries()
    assert entry.draft["text"] == "Hello <PERSON_1> (<EMAIL_1>)"
    assert {value.value for value in entry.personal} == {NAME, MAIL}


def test_a_record_of_an_outcome_holds_no_personal_value(database, log, masker):
    log.record_draft(logged_draft(masker.mask_ticket(TICKET), DRAFT))
    outcome = Outcome("d1", OutcomeKind.EDITED, f"Dear {NAME}, Kim calls you.", (f"for {NAME}", "tone"))
    log.record_outcome(logged_outcome(outcome, *log.kept_text("d1"), masker, Override("outcome", ("r",), ("7",), "h")))
    (entry,) = log.entries()
    assert entry.outcomes[0]["final"] == "Dear <PERSON_1>, <PERSON_2> calls you."
    assert entry.outcomes[0]["reasons"] == ["for <PERSON_1>", "tone"]
    kept = rows(database, "outcome", "audit")
    assert not [value for value in (NAME, MAIL, "Kim") if value in kept]


def test_masked_values_are_made_in_one_module():
    makers = {
        path.relative_to(ROOT / "app" / "citewell").as_posix()
        for path in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS
    }
    assert makers == {"pipeline/intake/log_masking.py"}


def test_storage_imports_no_masking():
    storage = ROOT / "app" / "citewell" / "storage"
    masking = ("placeholders", "anonymizer", "log_masking", "personal.find")
    lines = [line for path in storage.rglob("*.py") for line in path.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in lines if "import" in line and any(name in line for name in masking)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("log.record_draft(draft)", True),
        ("log.record_outcome(outcome)", True),
        ("LoggedOutcome('d1', OutcomeKind.EDITED, 'text', (), ())", True),
        ("LoggedDraft('d1', {}, {}, [], ())", True),
        ("log.record_draft(logged_draft(masked, draft))", False),
    ],
)
def test_the_type_checker_refuses_what_is_not_masked(tmp_path: Path, line, refused):
    program = tmp_path / "program.py"
    program.write_text(
        "from citewell.domain.drafts import Draft, Outcome, OutcomeKind\n"
        "from citewell.domain.logged import LoggedDraft, LoggedOutcome\n"
        "from citewell.domain.ports import DraftLog\n"
        "from citewell.pipeline.intake.anonymizer import MaskedTicket\n"
        "from citewell.pipeline.intake.log_masking import logged_draft\n\n"
        "def keep(log: DraftLog, draft: Draft, outcome: Outcome, masked: MaskedTicket) -> None:\n"
        f"    {line}\n"
    )
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache")]
    told, _, code = api.run([*options, str(program)])
    assert (code == 1) is refused, told
    assert ("arg-type" in told) is refused, told
