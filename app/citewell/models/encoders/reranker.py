"""The reranker: ticket and passage read together, and a ticket with its first passages. Runs in the child process.

One encoder with two heads: numbers of the whole text off its first token, and of each token whether it belongs to the
answer. ``pair_of`` and ``texts_of`` cut the tokens that the model was trained with, too.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from citewell.models.encoders.cross_encoder import BATCH, END, MAX_CHARACTERS, PAD, START, load_session
from citewell.processes.frames import Frame

TICKET_TOKENS, TICKET_HEAD = 192, 64
"""Of a ticket that is too long, its first ``TICKET_HEAD`` tokens are read and its last ones."""
PASSAGE_TOKENS = 224
TEXTS, TEXT_TOKENS = 3, 104
"""Passages that are read as one with the ticket, and tokens of each."""
ANSWERS, CLARIFY, ROUTES = 0, 1, slice(2, 6)
"""Columns of the scores: answers, needs asking back; answer, clarify, refuse, escalate."""
OUTPUTS = 7
"""The last one, risk without passages, is not read."""
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
        """Serve ``score`` and ``route``: float32 probabilities, as bytes."""
        found = self._route(frame.head) if frame.head["method"] == "route" else self._score(frame.head)
        yield Frame({"done": True}, found.astype("<f4").tobytes())

    def _route(self, head: dict[str, object]) -> Floats:
        passages = head["passages"]
        assert isinstance(passages, list)  # noqa: S101  our own parent sent it
        ticket, *texts = self._encode([str(head["ticket"]), *map(str, passages)])
        row = texts_of(ticket.ids, [one.ids for one in texts])
        logits = self._run([row])[0][0, ROUTES]
        grown = np.exp(logits - logits.max())
        return np.asarray(grown / grown.sum(), dtype=np.float32)

    def _score(self, head: dict[str, object]) -> Floats:
        """The two probabilities of each pair, then the share of each span that is marked."""
        pairs, spans = head["pairs"], head["spans"]
        assert isinstance(pairs, list)  # noqa: S101  our own parent sent it
        assert isinstance(spans, list)  # noqa: S101  our own parent sent it
        texts = list(dict.fromkeys(str(text) for pair in pairs for text in pair))
        encoded = dict(zip(texts, self._encode(texts), strict=True))
        read = [(encoded[str(ticket)], encoded[str(passage)]) for ticket, passage in pairs]
        rows = [pair_of(ticket.ids, passage.ids) for ticket, passage in read]
        scores = np.zeros((len(rows), 2), dtype=np.float32)
        marks: list[list[float]] = [[] for _ in rows]
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            logits, marked = self._run([rows[i] for i in part])
            scores[part] = _sigmoid(logits[:, [ANSWERS, CLARIFY]])
            for i, row in zip(part, marked, strict=True):
                lead = len(rows[i]) - 1 - min(len(read[i][1].ids), PASSAGE_TOKENS)
                marks[i] = [_share(row[lead:], read[i][1], start, end) for start, end in spans[i]]
        return np.concatenate([scores.reshape(-1), np.array([one for row in marks for one in row], dtype=np.float32)])

    def _encode(self, texts: Sequence[str]) -> list[Encoding]:
        cut = [text[:MAX_CHARACTERS] for text in texts]
        return list(self._tokenizer.encode_batch(cut, add_special_tokens=False))

    def _run(self, rows: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """Logits of the texts, [rows, outputs], and probabilities of their tokens, [rows, longest]."""
        longest = max(map(len, rows))
        ids = np.array([[*row, *[PAD] * (longest - len(row))] for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        logits, marks = self._session.run(["scores", "marks"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(logits), np.asarray(marks)


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


def _cut(ticket: Sequence[int]) -> list[int]:
    return list(ticket) if len(ticket) <= TICKET_TOKENS else [*ticket[:TICKET_HEAD], *ticket[TICKET_HEAD - TICKET_TOKENS :]]


def _share(marks: Floats, passage: Encoding, start: int, end: int) -> float:
    """The mean probability of the tokens of a span; 0 for one beyond what was read."""
    inside = [
        marks[at] for at, (first, last) in enumerate(passage.offsets[:PASSAGE_TOKENS]) if first < end and last > start
    ]
    return float(np.mean(inside)) if inside else 0.0


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)
