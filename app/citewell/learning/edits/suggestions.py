"""What edits say about facts: suggestions to the keepers of the documents, never a part of a style."""

from collections.abc import Iterable

from citewell.domain.learning import Suggestion
from citewell.learning.edits.alignment import Alignment
from citewell.learning.edits.changes import Change, ChangeKind
from citewell.learning.edits.pairs import Edit
from citewell.learning.edits.reasons import LENGTH, change_labels


def suggestions_of(edit: Edit, alignment: Alignment, changes: Iterable[Change]) -> list[Suggestion]:
    """One for each change of content of an edit, but for statements that were merely cut."""
    found: list[Suggestion] = []
    for change in changes:
        label = change_labels(alignment, change)[0]
        if change.kind is ChangeKind.REMOVED and label == LENGTH:
            continue
        found.append(
            Suggestion(
                draft_id=edit.draft_id,
                document=_document(edit, alignment, change),
                kind=change.kind.value,
                label=label,
                said=" ".join(alignment.draft[i].text for i in change.sources),
                agent=change.piece.text if change.piece is not None else "",
            )
        )
    return found


def _document(edit: Edit, alignment: Alignment, change: Change) -> str:
    cites = [n for i in change.sources for n in alignment.draft[i].cites]
    if not cites and change.piece is not None:
        before = [piece for piece in alignment.pieces if piece.start <= change.piece.start and piece.sources]
        cites = [n for piece in reversed(before) for n in alignment.cites(piece)]
    return next((edit.documents[n] for n in cites if n in edit.documents), "")
