"""What is said where the documents hold no answer: to the customer politely, to the agent with the near misses."""

from collections.abc import Sequence

from citewell.domain.documents import Hit
from citewell.domain.drafts import Finding, Severity

NEAR_MISSES = 3

TEXT = (
    "Thank you for your message.\n\n"
    "I don't know the answer to this yet, and I would rather check than guess. "
    "I am passing your question on to a colleague, and we will get back to you."
)


def refusal_finding(documents: int, passages: int, hits: Sequence[Hit]) -> Finding:
    """What was searched, and what came nearest: ``hits``, the nearest first."""
    if not hits:
        return Finding("nothing_found", Severity.INFO, f"Searched {_searched(documents, passages)}; nothing came near.")
    nearest = "; ".join(f"{hit.place} ({hit.similarity:.2f})" for hit in hits)
    return Finding(
        "near_misses",
        Severity.INFO,
        f"Searched {_searched(documents, passages)}. Best similarity: {nearest}.",
    )


def _searched(documents: int, passages: int) -> str:
    return f"{passages} passages in {documents} documents"
