"""Marking: which sentences of a passage carry the answer, told by the reranker's head over tokens."""

from collections.abc import Sequence
from dataclasses import replace

from citewell.domain.documents import Hit, Mark
from citewell.domain.ports import Reranker
from citewell.governance.text.sentences import split_sentences
from citewell.pipeline.retrieval.rerank import passage_text


def mark(reranker: Reranker, ticket: str, hits: Sequence[Hit]) -> list[Hit]:
    """``hits`` with their sentences marked, each passage read beside the ticket. Raises ``ModelError``."""
    spans = [split_sentences(hit.text) for hit in hits]
    leads = [len(passage_text(hit)) - len(hit.text) for hit in hits]
    shown = [[(start + lead, end + lead) for start, end in one] for one, lead in zip(spans, leads, strict=True)]
    scores = reranker.score([(ticket, passage_text(hit)) for hit in hits], shown)
    return [
        replace(hit, marks=tuple(Mark(*span, share) for span, share in zip(one, score.marks, strict=True)))
        for hit, one, score in zip(hits, spans, scores, strict=True)
    ]
