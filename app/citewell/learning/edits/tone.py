"""The part of an edit that is style: the final text with the draft's content put back, marks included."""

from collections.abc import Collection

from citewell.governance.text.courtesy import is_courtesy
from citewell.learning.edits.alignment import Alignment, Piece, cite
from citewell.learning.edits.changes import Change, ChangeKind, literal_forms
from citewell.pipeline.generation.citations import read_sentences

MOST_REPLACED = 0.5
"""Share of the draft's statements that may say something else; beyond it the edit is another answer, not a tone."""


def tone_part(alignment: Alignment, changes: Collection[Change]) -> str | None:
    """What the final text would be had the agent changed the tone alone; ``None`` where that cannot be told.

    Sentences that say something else become the draft's again, new ones go, statements that were cut come back. Every
    sentence carries the citations of the draft's sentence that it stands for.
    """
    statements = {i for i, s in enumerate(alignment.draft) if s.cites or not is_courtesy(s.text)}
    replaced = statements & {i for change in changes for i in change.sources}
    if len(replaced) > MOST_REPLACED * len(statements) or (statements and not _statements_kept(alignment)):
        return None
    text = _rebuild(alignment, changes)
    return text if _keeps_content(alignment, text) else None


def _statements_kept(alignment: Alignment) -> bool:
    return any(piece.sources for piece in alignment.pieces)


def _rebuild(alignment: Alignment, changes: Collection[Change]) -> str:
    by_piece = {change.piece: change for change in changes if change.piece is not None}
    missing = [change.sources[0] for change in changes if change.kind is ChangeKind.REMOVED]
    told: set[int] = set()
    parts: list[str] = []
    position = 0
    for piece in alignment.pieces:
        parts.append(alignment.final[position : piece.start])
        position = piece.end
        if piece not in by_piece:
            parts.append(cite(piece.text, alignment.cites(piece)))
        elif by_piece[piece].kind is ChangeKind.CHANGED:
            parts.append(_from_draft(alignment, piece, told))
        if not piece.sources:
            continue
        told.update(piece.sources)
        while missing and missing[0] <= max(piece.sources) + 1:
            parts.append(" " + _sentence(alignment, missing.pop(0)))
    text = "".join([*parts, alignment.final[position:]])
    if missing:
        text = _before_closing(alignment, text, missing)
    return _tidy(text)


def _from_draft(alignment: Alignment, piece: Piece, told: set[int]) -> str:
    """The draft's own sentences in the place of one that says something else, each once."""
    return " ".join(_sentence(alignment, i) for i in piece.sources if i not in told)


def _sentence(alignment: Alignment, index: int) -> str:
    sentence = alignment.draft[index]
    return cite(sentence.text, sentence.cites)


def _before_closing(alignment: Alignment, text: str, missing: Collection[int]) -> str:
    """``text`` with statements that were cut at the draft's end, put after the last one that stayed."""
    added = " ".join(_sentence(alignment, i) for i in missing)
    last = max((i for i, piece in enumerate(alignment.pieces) if piece.sources), default=None)
    if last is None:
        return text
    rest = len(alignment.final) - alignment.pieces[last].end
    cut = len(text) - rest
    return f"{text[:cut]} {added}{text[cut:]}"


def _tidy(text: str) -> str:
    """No double spaces, and at most one empty line, where a sentence went."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def _keeps_content(alignment: Alignment, text: str) -> bool:
    """Whether every citation and every figure of the draft is in ``text``, and no other."""
    before = " ".join(sentence.text for sentence in alignment.draft if sentence.cites or not is_courtesy(sentence.text))
    read = read_sentences(text)
    after = " ".join(sentence.text for sentence in read)
    wanted = {n for sentence in alignment.draft for n in sentence.cites}
    if {n for sentence in read for n in sentence.cites} != wanted:
        return False
    return literal_forms(before) <= literal_forms(after) and literal_forms(after) <= literal_forms(
        " ".join(sentence.text for sentence in alignment.draft)
    )
