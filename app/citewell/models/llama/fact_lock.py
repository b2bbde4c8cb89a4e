"""The fact lock: numbers, dates, amounts, links, addresses and codes can only be copied while a text is written.

A rule around another rule. The tokens that the inner rule lets through are asked for in the order of the model's
wishes: one that can begin no literal passes at once, any other only if the text stays one that allowed literals can
complete. Where a literal has begun, only tokens along an allowed one are left. The automaton works on characters, so
that it does not matter how a tokenizer cuts a literal; looking closer only where digits and the like are wished for
keeps it cheap.
"""

import bisect
import codecs
import re
from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from citewell.domain.errors import ModelError
from citewell.governance.literals.allowed import AllowedLiterals, cut
from citewell.governance.literals.spellings import NUMBER_WORDS

Logits = npt.NDArray[np.float32]
Ids = npt.NDArray[np.intp]

_SENSITIVE = re.compile(r"[\d@<%€$£¥₹\ufffd]|\]\(")
"""In a token: what makes it a part of a literal wherever it stands."""
_HOT = re.compile(r"[\d@<\]€$£¥₹\ufffd]|[./:]\S*\Z")
"""In a tail: what makes any token that comes next part of a literal."""
_WORDS = "|".join([*(word for word in NUMBER_WORDS.values() if "-" not in word), "hundred", "thousand", "[mb]illion"])
_JOINED = re.compile(rf"(?<![^\W_])(?:{_WORDS})(?![^\W_])|[\w-]\.\w|https?:/|www\.|mailto:", re.IGNORECASE)
"""What letters and full stops make together with what stands before them."""
_LAST_WORD = 16
"""Characters of a tail in which that may have begun."""
_LIST_NUMBER = re.compile(r"\n[^\S\n]*(\d{1,2})[.)]\s")
LINE_START = "\n"
_SOME_CHARACTER = "\ufffd"


class InnerRule(Protocol):
    """What the lock needs of the rule that it wraps."""

    def accept(self, token: int) -> None:
        """Note a token that was written."""
        ...

    def apply(self, logits: Logits) -> Logits:
        """``logits`` with minus infinity for every token that may not come next; may change its input."""
        ...

    def expected(self) -> Sequence[int]:
        """Tokens that most likely come next by the rule alone."""
        ...

    @property
    def literal_room(self) -> int | None:
        """Bytes that a literal begun here may take; ``None`` where the text is the rule's own and not the model's."""
        ...

    def written_by(self, piece: str) -> tuple[str, bool]:
        """The part of ``piece`` that would be the model's own text, and whether the text then ends there."""
        ...


class FactVocabulary:
    """What a vocabulary can write of literals. Built once per model."""

    def __init__(self, pieces: Sequence[bytes], ends: Collection[int] = (), control: Collection[int] = ()) -> None:
        """``pieces[i]`` are the bytes of token ``i``; ``ends`` finish a text, ``control`` are no text."""
        self.pieces = pieces
        self.ends = frozenset(ends)
        self.texts = [piece.decode(errors="replace") for piece in pieces]
        self.sensitive = [_SENSITIVE.search(text) is not None for text in self.texts]
        skipped = self.ends.union(control)
        usable = sorted((piece, i) for i, piece in enumerate(pieces) if piece and i not in skipped)
        self._sorted = [piece for piece, _ in usable]
        self._ids = np.array([i for _, i in usable], dtype=np.intp)
        self._single = {piece for piece in self._sorted if len(piece) <= 4}

    def can_write(self, text: str) -> bool:
        """Whether every character of ``text`` is a token, or every byte of it is."""
        return all(c in self._single or all(bytes([byte]) in self._single for byte in c) for c in _characters(text))

    def can_write_plainly(self, text: str) -> bool:
        """Whether every character of ``text`` is a token, and none has to be escaped in JSON."""
        return '"' not in text and "\\" not in text and all(c in self._single for c in _characters(text))

    def along(self, rest: bytes) -> Ids:
        """The tokens that write a part of ``rest`` from its start, or all of it and more."""
        found = [self._range(rest[:length], rest[:length] + b"\0") for length in range(1, len(rest))]
        found.append(self._range(rest, rest[:-1] + bytes([min(255, rest[-1] + 1)])))
        return np.concatenate(found)

    def _range(self, low: bytes, high: bytes) -> Ids:
        return self._ids[bisect.bisect_left(self._sorted, low) : bisect.bisect_left(self._sorted, high)]


def _characters(text: str) -> set[bytes]:
    return {c.encode() for c in text.encode(errors="ignore").decode()}


class FactLock:
    """The state of one text under an inner rule."""

    def __init__(self, vocabulary: FactVocabulary, inner: InnerRule, allowed: AllowedLiterals) -> None:
        """Let literals be written only as ``allowed`` has them (those that ``vocabulary`` can write)."""
        self._vocabulary = vocabulary
        self._inner = inner
        self._allowed = allowed
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._tail = LINE_START
        self._hot, self._whole = False, True
        self._last_number = 0
        self.unsettled = 0
        """Characters at the end of the text that begin a literal: without the rest of it they may not be shown."""

    def accept(self, token: int) -> None:
        """Note a token that was written."""
        room = self._inner.literal_room
        self._inner.accept(token)
        if room is None or self._inner.literal_room is None:
            self._decoder.reset()
            self._tail, self._hot, self._whole, self.unsettled = "", False, True, 0
            return
        self._tail += self._decoder.decode(self._vocabulary.pieces[token])
        for number in _LIST_NUMBER.finditer(self._tail):
            self._last_number = max(self._last_number, int(number[1]))
        plain = _HOT.search(self._tail) is None and _JOINED.search(self._tail) is None
        self._whole = plain or self._allowed.is_whole(self._tail, self._numbers)
        if self._whole:
            self._tail = cut(self._tail)
        self._hot = _HOT.search(self._tail) is not None
        self.unsettled = 0 if self._whole else len(self._tail) - self._unfinished_from()

    def apply(self, logits: Logits) -> Logits:
        """Return ``logits`` so that the most wished for token is one that may come next. Raises ``ModelError``."""
        logits = self._inner.apply(logits)
        if self._inner.literal_room is None:
            return logits
        if not self._whole:
            logits = self._along(logits)
        while True:
            token = int(np.argmax(logits))
            if logits[token] == -np.inf:
                raise ModelError("No token of this model's vocabulary fits the facts. Choose another model.")
            if self._passes(token):
                return logits
            logits[token] = -np.inf

    def expected(self) -> Sequence[int]:
        """What the inner rule expects."""
        return self._inner.expected()

    @property
    def _numbers(self) -> frozenset[int]:
        """What a line of a list may be numbered with: a list begins at 1 and counts on."""
        return frozenset(range(1, self._last_number + 2))

    @property
    def _room(self) -> int:
        return self._inner.literal_room or 0

    def _unfinished_from(self) -> int:
        found = self._allowed.completions(self._tail, self._numbers, self._room)
        return min((one.start for one in found), default=len(self._tail))

    def _along(self, logits: Logits) -> Logits:
        """Only the tokens that go on with a literal that has begun."""
        begun, _ = self._decoder.getstate()
        rests = {one.rest.encode() for one in self._allowed.completions(self._tail, self._numbers, self._room)}
        found = [self._vocabulary.along(rest[len(begun) :]) for rest in rests if rest.startswith(begun)]
        ids = np.unique(np.concatenate(found)) if found else np.array([], dtype=np.intp)
        masked = np.full_like(logits, -np.inf)
        masked[ids] = logits[ids]
        return masked

    def _passes(self, token: int) -> bool:
        if token in self._vocabulary.ends:
            return self._whole
        text = self._vocabulary.texts[token]
        calm = self._whole and not (self._hot or self._vocabulary.sensitive[token] or self._decoder.getstate()[0])
        if calm and _JOINED.search(self._tail[-_LAST_WORD:] + text) is None:
            return True
        before = self._decoder.getstate()
        added = self._decoder.decode(self._vocabulary.pieces[token])
        if self._whole and self._decoder.getstate()[0]:  # a piece of a character: it must do whatever character it is
            added += _SOME_CHARACTER
        self._decoder.setstate(before)
        own, ends = self._inner.written_by(added)
        if ends:
            return self._allowed.is_whole(self._tail + own, self._numbers)
        return self._allowed.is_viable(self._tail + own, self._numbers, max(0, self._room - len(own.encode())))
