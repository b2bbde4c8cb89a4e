"""A mask over tokens: ``[`` only starts a citation of a passage that was given, and never before there is a statement.

A numpy mask costs next to nothing per token, where a grammar over a 49k vocabulary halves the decoding speed.
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_OPEN, _CLOSE = "[", "]"
_AT_LINE_START = re.compile(r"\n\s*\[")

_ROOM = 10_000

Logits = npt.NDArray[np.float32]
Ids = npt.NDArray[np.intp]


class CitationVocabulary:
    """The few tokens of a vocabulary that take part in citations. Built once per model."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """``pieces[i]`` is the text of token ``i`` (pieces of a split character may be replacement marks)."""
        self.opening = {i: piece for i, piece in enumerate(pieces) if _OPEN in piece}
        self.opening_ids = np.array(list(self.opening), dtype=np.intp)
        self.inside = {
            i: piece for i, piece in enumerate(pieces) if piece and (piece[0].isdigit() or piece[0] == _CLOSE)
        }
        self.pieces = pieces


class CitationMask:
    """The state of one generation: feed it every token written, ask it before every token to come."""

    def __init__(self, vocabulary: CitationVocabulary, citable: Sequence[int]) -> None:
        """Allow ``[n]`` for every n of ``citable`` and no other."""
        self._vocabulary = vocabulary
        self._allowed = tuple(f"[{n}]" for n in citable)
        self._partial = ""
        self._at_line_start = True
        self._forbidden = np.array(
            [i for i, piece in vocabulary.opening.items() if not self._may_follow(piece)], dtype=np.intp
        )
        self._inside: dict[str, Ids] = {}

    def accept(self, token: int) -> None:
        """Note a token that was written."""
        text = self._partial + self._vocabulary.pieces[token]
        start = text.rfind(_OPEN)
        self._partial = text[start:] if start >= 0 and _CLOSE not in text[start:] else ""
        _, line_end, line = self._vocabulary.pieces[token].rpartition("\n")
        self._at_line_start = not line.strip() and (bool(line_end) or self._at_line_start)

    def apply(self, logits: Logits) -> Logits:
        """Return ``logits`` (one per token) with every token that may not come next at minus infinity."""
        if not self._partial:
            logits[self._vocabulary.opening_ids if self._at_line_start else self._forbidden] = -np.inf
            return logits
        allowed = self._inside.get(self._partial)
        if allowed is None:
            candidates = self._vocabulary.inside.items()
            fitting = [i for i, piece in candidates if self._may_follow(self._partial + piece)]
            allowed = self._inside[self._partial] = np.array(fitting, dtype=np.intp)
        masked = np.full_like(logits, -np.inf)
        masked[allowed] = logits[allowed]
        return masked

    def expected(self) -> Sequence[int]:
        """Nothing in particular comes next."""
        return ()

    @property
    def literal_room(self) -> int:
        """Bytes that a literal may take: no fewer than the fact lock ever asks for."""
        return _ROOM

    @staticmethod
    def written_by(piece: str) -> tuple[str, bool]:
        """All of ``piece`` is the model's own text, which goes on."""
        return piece, False

    def _may_follow(self, text: str) -> bool:
        """Whether every ``[`` in ``text`` opens an allowed citation, the last of which may still be unfinished.

        None of them may begin a line.
        """
        if _AT_LINE_START.search(text):
            return False
        start = text.find(_OPEN)
        while start >= 0:
            rest = text[start:]
            complete = next((citation for citation in self._allowed if rest.startswith(citation)), None)
            if complete is None:
                return any(citation.startswith(rest) for citation in self._allowed)
            start = text.find(_OPEN, start + len(complete))
        return True
