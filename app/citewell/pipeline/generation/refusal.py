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


def refusal_finding(
    documents: int, passages: int, hits: Sequence[Hit], probability: float = 0.0, threshold: float = 0.0
) -> Finding:
    """What was searched, how likely it holds an answer and had to, and what came nearest: ``hits``, nearest first."""
    if not hits:
        return Finding("nothing_found", Severity.INFO, f"Searched {_searched(documents, passages)}; nothing came near.")
    nearest = "; ".join(f"{hit.place} ({_scores(hit)})" for hit in hits)
    needed = f" Best score {probability:.2f}, of {threshold:.2f} needed." if threshold else ""
    return Finding(
        "near_misses", Severity.INFO, f"Searched {_searched(documents, passages)}.{needed} Nearest: {nearest}."
    )


def _scores(hit: Hit) -> str:
    answers = "" if hit.answers is None else f", answers {hit.answers:.2f}"
    return f"similarity {hit.similarity:.2f}{answers}"


def _searched(documents: int, passages: int) -> str:
    return f"{passages} passages in {documents} documents"
