import pytest
from tests.support import write_files

from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, GivenPassage, Severity, Ticket
from citewell.knowledge.ingest import IndexOptions

PUBLIC = {
    "refunds.md": "# Refunds\n\nWe refund to the original payment method within 10 business days of your request.\n",
    "status.md": "# Status\n\nOur status page is https://status.example.com and is updated every minute.\n",
}
INTERNAL = {
    "goodwill.md": (
        "# Goodwill\n\n"
        "A goodwill credit of up to 250 EUR may be granted by the team lead without approval by finance.\n"
        "\nWe refund to the original payment method within 10 business days of your request.\n"
        "\nRestart the billing service with the switch BX-7731 or write to duty@internal.example.com.\n"
        "\nOur status page is https://status.example.com and is updated every minute.\n"
    )
}
SECRET = "A goodwill credit of up to 250 EUR can be granted by our team lead without finance approval."


@pytest.fixture
def guarded(services, tmp_path):
    services.ingest.run(IndexOptions(write_files(tmp_path / "public", PUBLIC)))
    services.ingest.run(IndexOptions(write_files(tmp_path / "internal", INTERNAL), Access.CONFIDENTIAL))
    return services


def test_a_near_copy_names_document_and_span(guarded):
    text = f"Hi Sam,\n\nthank you for waiting. {SECRET}\n\nKind regards"
    (found,) = guarded.guard.check(text)
    assert found.passage.document == "goodwill.md"
    assert text[found.start : found.end].startswith("A goodwill credit of up to 250 EUR")
    assert "250 EUR can be granted" in text[found.start : found.end]
    (finding,) = guarded.guard.findings(text)
    assert (finding.rule, finding.severity) == ("confidential_text", Severity.BLOCK)
    assert "goodwill.md" in finding.message
    assert "250" not in finding.message


def test_what_a_public_document_says_too_may_be_sent(guarded):
    text = "We refund to the original payment method within 10 business days of your request."
    assert guarded.guard.check(text) == []
    assert guarded.guard.check("See https://status.example.com, it is updated every minute.") == []


@pytest.mark.parametrize("literal", ["BX-7731", "duty@internal.example.com"])
def test_a_code_or_address_of_a_confidential_document_gives_it_away(guarded, literal):
    text = f"Please try {literal} now."
    (found,) = guarded.guard.check(text)
    assert (found.passage.document, text[found.start : found.end]) == ("goodwill.md", literal)
    assert guarded.guard.check(f"Please try {literal} now.", known=f"What is {literal}?") == []


def test_without_confidential_documents_nothing_is_looked_up(services):
    assert services.guard.check(SECRET) == []


def test_a_document_that_became_public_is_no_secret_any_more(guarded, tmp_path):
    guarded.ingest.run(IndexOptions(tmp_path / "internal", Access.PUBLIC))
    assert guarded.guard.check(SECRET) == []


def test_the_checker_of_drafts_and_edits_blocks_it(guarded):
    check = guarded.checker.check(f"{SECRET} [1]", ())
    assert "confidential_text" in [finding.rule for finding in check.findings]
    assert check.blocked


def test_passages_that_were_handed_in_do_not_carry_it_into_a_draft(guarded):
    ticket = Ticket(
        "Can a goodwill credit of up to 250 EUR be granted by the team lead?",
        passages=(GivenPassage("x", "Credit", INTERNAL["goodwill.md"].splitlines()[2]),),
    )
    draft = guarded.drafting.draft(ticket)
    assert draft.decision is Decision.REFUSE or not guarded.guard.check(draft.text)
    assert "250" not in draft.text


def test_a_line_that_hundreds_of_rows_share_is_found(services, tmp_path):
    line = "Waiver granted by the duty manager after the second complaint"
    rows = "".join(f"Case {n},{line}\n" for n in range(450))
    folder = write_files(tmp_path / "internal", {"cases.csv": f"Case,What was done\n{rows}"})
    services.ingest.run(IndexOptions(folder, Access.CONFIDENTIAL))
    assert services.guard.check(f"I see here: {line.lower()}.")
