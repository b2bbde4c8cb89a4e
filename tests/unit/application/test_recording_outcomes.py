"""Recording outcomes: one transaction for the outcome and for the note of what the text gives away."""

import threading

import apsw
import pytest
from tests.support import log_draft, write_files

from citewell.domain.audit import AuditKind
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.errors import BadInputError, HomeBusyError
from citewell.knowledge.ingest import IndexOptions
from citewell.models.fakes import ListedNames
from citewell.pipeline.intake.anonymizer import Masker

SECRET = "A lead may grant the full amount of the invoice twice within one calendar year to any customer."
SENT = Outcome("d1", OutcomeKind.EDITED, f"Good news. {SECRET}")


@pytest.fixture
def outcomes(services, tmp_path):
    """A home with a confidential document and a draft."""
    folder = write_files(tmp_path / "internal", {"goodwill.md": f"# Goodwill\n\n{SECRET}\n"})
    services.ingest.run(IndexOptions(folder, Access.CONFIDENTIAL))
    draft = Draft("d1", Decision.ANSWER, "Text", (), (), 0.5, (), (), ModelUse("m", "", "f", "h"), "reply-1")
    log_draft(services.log, Ticket("Hello"), draft)
    return services.outcomes


def kept(services) -> list[object]:
    (entry,) = services.log.entries()
    return [outcome["final"] for outcome in entry.outcomes]


def overrides(services) -> int:
    return sum(entry.kind == AuditKind.OVERRIDE for entry in services.compliance.audit.entries())


def test_an_outcome_is_kept_with_what_it_gives_away(services, outcomes):
    (finding,) = outcomes.record(SENT)
    assert finding.rule == "confidential_text"
    assert (kept(services), overrides(services)) == ([SENT.final], 1)


def test_where_the_note_fails_no_outcome_is_kept(services, outcomes):
    with services.database.write() as connection:
        connection.execute(
            "CREATE TRIGGER no_note BEFORE INSERT ON audit WHEN NEW.kind = 'override' "
            "BEGIN SELECT RAISE (ABORT, 'no space'); END"
        )
    with pytest.raises(apsw.ConstraintError):
        outcomes.record(SENT)
    assert (kept(services), overrides(services)) == ([], 0)
    with services.database.write() as connection:
        connection.execute("DROP TRIGGER no_note")
    outcomes.record(SENT)
    assert (kept(services), overrides(services)) == ([SENT.final], 1)


def test_a_text_that_was_corrected_is_an_outcome_of_its_own(services, outcomes):
    outcomes.record(Outcome("d1", OutcomeKind.EDITED, "First"))
    outcomes.record(Outcome("d1", OutcomeKind.EDITED, "Second"))
    assert kept(services) == ["First", "Second"]


def test_a_draft_that_is_not_there_is_told(services, outcomes):
    with pytest.raises(BadInputError, match="no draft 'd9'"):
        outcomes.record(Outcome("d9", OutcomeKind.ACCEPTED))


def test_a_placeholder_never_gets_two_meanings(services, outcomes):
    """Two programs find another person each in what they record at the same time."""
    both = threading.Barrier(2)
    failed: list[Exception] = []

    class Together(ListedNames):
        def find(self, texts):
            found = super().find(texts)
            both.wait(30)
            return found

    def record(name: str) -> None:
        masker = Masker(Together([name]))
        try:
            type(outcomes)(outcomes.log, outcomes.disclosures, masker).record(
                Outcome("d1", OutcomeKind.EDITED, f"Dear {name}, it is done.")
            )
        except HomeBusyError as error:
            failed.append(error)

    threads = [threading.Thread(target=record, args=(name,)) for name in ("Anna", "Berta")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) == 1
    assert "do it again" in str(failed[0])
    assert kept(services) == ["Dear <PERSON_1>, it is done."]
