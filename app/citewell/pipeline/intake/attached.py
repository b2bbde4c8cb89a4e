"""Files that came with the ticket: told where a draft rests on one, and where one could not be read."""

from collections.abc import Sequence

from citewell.domain.documents import Hit
from citewell.domain.drafts import Finding, Severity, Ticket

CITED_RULE = "attachment_cited"
UNREAD_RULE = "attachment_unread"
ATTACHED_TITLE = "Came with the ticket"


def is_attached(hit: Hit) -> bool:
    """Whether a passage comes from a file that came with the ticket, by its negative id."""
    return hit.document_id == 0 and hit.passage_id < 0


def attachment_findings(ticket: Ticket, cited: Sequence[Hit]) -> list[Finding]:
    """A warning for each file that is ``cited``: a customer wrote it. Notes of those not read, by reason."""
    names = dict.fromkeys(hit.document for hit in cited if is_attached(hit))
    said = "came with the ticket and is no document of the company's. Check what the draft takes from it."
    found = [Finding(CITED_RULE, Severity.WARN, f"{name} {said}") for name in names]
    unread: dict[str, list[str]] = {}
    for file in ticket.attached:
        if file.problem:
            unread.setdefault(file.problem, []).append(file.name)
    for problem, files in unread.items():
        told = "was not read" if len(files) == 1 else "were not read"
        found.append(Finding(UNREAD_RULE, Severity.INFO, f"{', '.join(files)} {told}: {problem}."))
    return found
