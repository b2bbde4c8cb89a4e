"""Drafting again from the passages that a past draft was made from, as they were kept with it."""

from collections.abc import Collection, Sequence

from citewell.domain.documents import Filters, Hit
from citewell.domain.ports import Embedder, PassageSearch
from citewell.pipeline.retrieval.ranking import Rankings
from citewell.pipeline.retrieval.retriever import CutText, Retriever


class SnapshotRetriever(Retriever):
    """Finds ``hits`` for every ticket, in their order, whatever the index holds today."""

    def __init__(
        self, search: PassageSearch, embedder: Embedder, cut: CutText, rankings: Rankings, hits: Sequence[Hit]
    ) -> None:
        """Take the passages; ``search`` only tells how large the index is."""
        super().__init__(search, embedder, cut, rankings)
        self._hits = list(hits)

    def retrieve(
        self,
        queries: Sequence[str],
        filters: Filters,
        limit: int,
        *,
        distinct: bool = False,
        without: Collection[int] = (),
    ) -> list[Hit]:
        """The passages that were kept: the search is not repeated."""
        del queries, filters, limit, distinct
        return [hit for hit in self._hits if hit.passage_id not in without]

    def load(self, passage_ids: Collection[int], filters: Filters) -> list[Hit]:
        """The passages of these ids that were kept."""
        del filters
        return [hit for hit in self._hits if hit.passage_id in passage_ids]

    def complete(self, hits: Sequence[Hit], filters: Filters) -> list[Hit]:
        """``hits``: what the best one was cut out of was kept with it."""
        del filters
        return list(hits)
