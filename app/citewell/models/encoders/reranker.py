"""The reranker: ticket and passage read together, and a ticket with its first passages. Runs in the child process.

``pair_of`` and ``texts_of`` cut the tokens that the model was trained with, too.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from citewell.models.encoders.cross_encoder import BATCH, END, MAX_CHARACTERS, PAD, START, load_session
from citewell.processes.frames import Frame

TICKET_TOKENS, TICKET_HEAD = 192, 64
"""Of a ticket that is too long, its first ``TICKET_HEAD`` tokens are read and its last ones."""
PASSAGE_TOKENS = 224
TEXTS, TEXT_TOKENS = 3, 104
"""Passages that are read as one with the ticket, and tokens of each."""
WHOLE_TOKENS = 384
"""Of a ticket that is read alone, half of them from its start."""
ANSWERS, CLARIFY, ROUTES, RISK = 0, 1, slice(2, 6), 6
"""Columns of the logits: answers, needs asking back (not read: the passages together tell it better); answer, clarify,
refuse, escalate; a person must answer."""
Floats = npt.NDArray[np.float32]


class OnnxReranker:
    """Scores pairs, longest first, so that a batch holds pairs of like length and little padding."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Keep a loaded model."""
        self._session = session
        self._tokenizer = tokenizer

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``score`` and ``route``, probabilities, and ``risk``, log odds: float32, as bytes."""
        serve = {"score": self._score, "route": self._route, "risk": self._risk}[str(frame.head["method"])]
        yield Frame({"done": True}, serve(frame.head).astype("<f4").tobytes())

    def _risk(self, head: dict[str, object]) -> Floats:
        (ticket,) = self._encode([str(head["ticket"])])
        return self._run([whole_of(ticket)])[0, [RISK]]

    def _route(self, head: dict[str, object]) -> Floats:
        passages = head["passages"]
        assert isinstance(passages, list)  # noqa: S101  our own parent sent it
        ticket, *texts = self._encode([str(head["ticket"]), *map(str, passages)])
        logits = self._run([texts_of(ticket, texts)])[0, ROUTES]
        grown = np.exp(logits - logits.max())
        return np.asarray(grown / grown.sum(), dtype=np.float32)

    def _score(self, head: dict[str, object]) -> Floats:
        """The probability of each pair."""
        pairs = head["pairs"]
        assert isinstance(pairs, list)  # noqa: S101  our own parent sent it
        texts = list(dict.fromkeys(str(text) for pair in pairs for text in pair))
        tokens = dict(zip(texts, self._encode(texts), strict=True))
        rows = [pair_of(tokens[str(ticket)], tokens[str(passage)]) for ticket, passage in pairs]
        scores = np.zeros(len(rows), dtype=np.float32)
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            scores[part] = 1 / (1 + np.exp(-self._run([rows[i] for i in part])[:, ANSWERS]))
        return scores

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        cut = [text[:MAX_CHARACTERS] for text in texts]
        return [one.ids for one in self._tokenizer.encode_batch(cut, add_special_tokens=False)]

    def _run(self, rows: Sequence[Sequence[int]]) -> Floats:
        """Logits [rows, outputs]."""
        longest = max(map(len, rows))
        ids = np.array([[*row, *[PAD] * (longest - len(row))] for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        return np.asarray(self._session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0])


def load_reranker(settings: dict[str, object]) -> OnnxReranker:
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    return OnnxReranker(*load_session(Path(str(settings["path"])), int(str(settings["threads"])), "judge"))


def pair_of(ticket: Sequence[int], passage: Sequence[int]) -> list[int]:
    """``[CLS] ticket [SEP] passage [SEP]``, each cut to its length."""
    return [START, *_cut(ticket), END, *passage[:PASSAGE_TOKENS], END]


def texts_of(ticket: Sequence[int], passages: Sequence[Sequence[int]]) -> list[int]:
    """``[CLS] ticket [SEP] passage [SEP] passage [SEP] ...``, each cut to its length."""
    row = [START, *_cut(ticket), END]
    for passage in passages[:TEXTS]:
        row += [*passage[:TEXT_TOKENS], END]
    return row


def whole_of(ticket: Sequence[int]) -> list[int]:
    """``[CLS] ticket [SEP] [SEP]``, cut to its length."""
    return [START, *_cut(ticket, WHOLE_TOKENS, WHOLE_TOKENS // 2), END, END]


def _cut(ticket: Sequence[int], most: int = TICKET_TOKENS, head: int = TICKET_HEAD) -> list[int]:
    """The first ``head`` tokens and the last ones of a ticket that is longer than ``most``."""
    return list(ticket) if len(ticket) <= most else [*ticket[:head], *ticket[head - most :]]
