"""Which rows of a table may support a draft: those that the ticket means, never another customer's."""

from collections import Counter
from collections.abc import Sequence

from citewell.domain.documents import Hit
from citewell.governance.text.words import content_stems


def meant_rows(ticket: str, hits: Sequence[Hit]) -> list[Hit]:
    """``hits`` without the rows of tables that ``ticket`` does not mean.

    A row that a code of the ticket names is meant, and then no other row of its table is. Without a code a row is
    meant where the ticket has a word of its values that no other row found in that table has: the names of columns
    stand in every row and say nothing. Passages that are no rows stay.
    """
    asked = set(content_stems(ticket))
    named = {hit.document_id for hit in hits if hit.exact}
    shared = {hit.passage_id: asked & _values(hit) for hit in hits if is_row(hit)}
    counts = {
        document_id: Counter(
            stem for hit in hits if hit.document_id == document_id for stem in shared.get(hit.passage_id, ())
        )
        for document_id in {hit.document_id for hit in hits}
    }

    def is_meant(hit: Hit) -> bool:
        if hit.exact or not is_row(hit):
            return True
        return hit.document_id not in named and any(
            counts[hit.document_id][stem] == 1 for stem in shared[hit.passage_id]
        )

    return [hit for hit in hits if is_meant(hit)]


def is_row(hit: Hit) -> bool:
    """A row of a table reads ``Header: value; Header: value``; an entry of a FAQ does not."""
    return "#" in hit.document and all(": " in part for part in hit.text.split("; ")[:2])


def fields_of(row: Hit) -> list[tuple[str, str]]:
    """The columns of a row, each its header and its value."""
    return [(name, value) for name, _, value in (part.partition(": ") for part in row.text.split("; "))]


def _values(hit: Hit) -> set[str]:
    return {stem for _, value in fields_of(hit) for stem in content_stems(value)}
