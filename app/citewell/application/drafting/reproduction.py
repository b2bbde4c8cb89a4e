"""Drafting a past draft again, from the passages that were kept with it, to see whether it comes out the same."""

from dataclasses import dataclass, replace
from typing import Any

from citewell.application.app import App
from citewell.application.drafting.pipelines import assemble
from citewell.domain.drafts import AttachedFile, Draft
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken
from citewell.governance.personal.placeholders import mask_known
from citewell.knowledge.given import cut_text
from citewell.pipeline.intake.attached import is_attached
from citewell.pipeline.retrieval.replay import SnapshotRetriever
from citewell.storage.log.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Again:
    """A draft that was made again; ``text`` is masked as the kept one. ``changed`` names what it was made with anew."""

    then: Explanation
    draft: Draft
    text: str
    changed: tuple[str, ...]

    @property
    def same_decision(self) -> bool:
        """Whether the decision is the same."""
        return self.draft.decision.value == self.then.entry.draft.get("decision")

    @property
    def same_text(self) -> bool:
        """Whether the text is the same, to the letter."""
        return self.text == self.then.entry.draft.get("text")

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "same_decision": self.same_decision,
            "same_text": self.same_text,
            "decision": self.draft.decision.value,
            "text": self.text,
            "confidence": round(self.draft.confidence, 4),
            "changed": list(self.changed),
        }


def draft_again(services: App, then: Explanation, cancel: CancelToken | None = None) -> Again:
    """Draft the ticket of ``then`` again from its evidence; nothing is logged.

    Raises ``BadInputError`` where a text of it was erased, ``ModelError``, ``CancelledError``.
    """
    if not then.whole:
        raise BadInputError(
            "This draft cannot be made again: words that it was made from were forgotten. What is left is their hash "
            "and a note; 'citewell explain' without --again shows them."
        )
    hits = [hit for hit in then.hits if hit.document_id]
    retriever = SnapshotRetriever(services.searcher, services.models.embedder, cut_text, services.fitted.rankings, hits)
    files = tuple(AttachedFile(hit.document, hit.quote) for hit in then.hits if is_attached(hit))
    ticket = replace(then.ticket, attached=files)
    draft = assemble(replace(services.parts, retriever=retriever)).run(ticket, cancel=cancel)
    text = mask_known(draft.text, (*then.entry.personal, *draft.personal))
    return Again(then, draft, text, _changed(then, draft))


def _changed(then: Explanation, draft: Draft) -> tuple[str, ...]:
    """What is not as it was: model, style, prompt."""
    before: Any = then.entry.draft
    pairs = {
        "model": (before["model"]["sha256"], draft.model.sha256),
        "style": (before["model"]["style"] or "", draft.model.style),
        "prompt": (before["prompt_version"], draft.prompt_version),
    }
    return tuple(name for name, (old, new) in pairs.items() if old != new)
