"""What is said where the documents hold no answer: to the customer politely, to the agent with the near misses."""

from collections.abc import Sequence

from citewell.domain.documents import Hit
from citewell.domain.drafts import Finding, Severity
from citewell.governance.policy.packs import Wording, text_for
from citewell.governance.text.languages import language_of

NEAR_MISSES = 3

TEXT = (
    "Thank you for your message.\n\n"
    "I don't know the answer to this yet, and I would rather check than guess. "
    "I am passing your question on to a colleague, and we will get back to you."
)


def refusal_text(wording: Wording, ticket: str) -> str:
    """The reply in the ticket's language, as the policy packs word it; ``TEXT`` where none does."""
    return text_for(wording.refusal, language_of(ticket)) or TEXT


def refusal_finding(documents: int, passages: int, hits: Sequence[Hit]) -> Finding:
    """What was searched, and what came nearest: ``hits``, nearest first. The trace has the scores."""
    if not hits:
        return Finding("nothing_found", Severity.INFO, f"Searched {_searched(documents, passages)}; nothing came near.")
    nearest = "; ".join(dict.fromkeys(hit.place for hit in hits))
    return Finding(
        "near_misses",
        Severity.INFO,
        f"Searched {_searched(documents, passages)}. None answers this clearly enough. Nearest: {nearest}.",
    )


def _searched(documents: int, passages: int) -> str:
    return f"{passages} passages in {documents} documents"
